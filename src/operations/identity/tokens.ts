import { createHash } from 'node:crypto'
import { refusal } from '../../domain/errors.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { UserRecord } from '../../domain/records.ts'
import type { Sending } from '../../domain/sending.ts'
import type { Identity, StoredToken, TokenKind, UserKey } from '../../store/identity.ts'
import type { Reader } from '../../store/store.ts'
import type { House } from '../house.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** How long each kind of token works, in milliseconds. */
export const tokenLifetimeMs = {
  invitation: 7 * day,
  password_reset: 60 * minute,
  second_factor: 5 * minute,
} as const satisfies Record<TokenKind, number>

/** What is kept of a token or of a session's secret: its SHA-256 in hex. They are too long to be guessed. */
export const idOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Makes a token for a user; it is shown once and never kept. Of invitations it is kept how they are sent. */
export async function issueToken(
  kind: TokenKind,
  { accountId, id }: UserKey,
  at: Instant,
  {
    house,
    identity,
    sending = null,
  }: { readonly house: House; readonly identity: Identity; readonly sending?: Sending | null },
): Promise<string> {
  const token = house.ids.token()
  await identity.tokens.put({
    id: idOfToken(token),
    kind,
    accountId,
    userId: id,
    createdAt: at,
    expiresAt: at + tokenLifetimeMs[kind],
    sending,
  })
  return token
}

/** A token that works, and the user it was made for. */
export interface OpenToken {
  readonly stored: StoredToken
  readonly user: UserRecord
}

/**
 * Finds what a token opens.
 *
 * @throws Refusal `link_not_valid` when it is unknown, was used or replaced, has expired, or its user can't use it: an
 *   invitation is for a pending user, everything else for an active one
 */
export async function openToken(
  kind: TokenKind,
  token: string,
  at: Instant,
  store: Pick<Reader, 'find'> & { readonly identity: Identity },
): Promise<OpenToken> {
  const stored = await store.identity.tokens.find(kind, idOfToken(token))
  if (stored === undefined || isExpired(stored.expiresAt, at)) throw notValid()
  const user = await store.find('user', { accountId: stored.accountId, id: stored.userId })
  if (user?.isEnabled !== true || user.isPending !== (kind === 'invitation')) throw notValid()
  return { stored, user }
}

/** Uses a token up: of several who try at once, one succeeds. @throws Refusal as {@link openToken} */
export async function useToken(
  kind: TokenKind,
  token: string,
  at: Instant,
  store: Pick<Reader, 'find'> & { readonly identity: Identity },
): Promise<OpenToken> {
  const open = await openToken(kind, token, at, store)
  if ((await store.identity.tokens.take(kind, open.stored.id)) === undefined) throw notValid()
  return open
}

const notValid = (): Error => refusal('link_not_valid', undefined)

import { mostAccessTokens } from '../../domain/access-token.ts'
import { refusal } from '../../domain/errors.ts'
import { apiKeyId, userId, type EnvironmentId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { principal } from '../../domain/principal.ts'
import type { StoredAccessToken, TokenHolder, TokensOf } from '../../store/identity.ts'
import type { Transaction } from '../../store/store.ts'
import type { House } from '../house.ts'
import { reading, writing, type Access, type Caller, type Deed } from '../operation.ts'
import type { OfEnvironment } from '../library/describe-library.ts'
import { isActiveByNow, type KnownCaller } from './is-active.ts'
import { endOfSession } from './sessions.ts'
import { idOfToken } from './tokens.ts'

/** An access token that was just made; nobody sees its text again. */
export interface IssuedAccessToken {
  readonly text: string
  readonly stored: StoredAccessToken
}

const ownTokens: Extract<Access<unknown>, { type: 'anyone' }> = {
  type: 'anyone',
  why: 'it is about the tokens of nobody but the caller, and what a token may do is decided on its holder at each call',
}

/**
 * Makes an access token for the key that calls, or the user who is signed in. It holds no rights of its own: each call is
 * decided on its holder.
 */
export const createAccessToken = writing<OfEnvironment & { readonly seconds: number }, IssuedAccessToken>({
  name: 'access-token.create',
  summary: 'Make a token by which to call about an environment for a while.',
  access: ownTokens,
  run: async ({ environmentId, seconds }, deed) => {
    const { caller, store, house, at } = deed
    const { accountId } = caller
    const holder = holderOf(caller)
    // It may have been disabled, or signed out, since the request was let in.
    if (!(await isStanding(holder, deed))) throw refusal('invalid_credentials', undefined)
    const { accessTokens } = store.identity
    const standing = await accessTokens.list({ accountId, environmentId, holder })
    const working = standing.filter(({ expiresAt }) => !isExpired(expiresAt, at)).length
    if (working >= mostAccessTokens) throw refusal('too_many_tokens', { most: mostAccessTokens })
    const text = house.ids.token()
    const stored: StoredAccessToken = {
      ...{ id: idOfToken(text), accountId, environmentId, holder },
      ...{ createdAt: at, expiresAt: at + seconds * 1000 },
    }
    await accessTokens.put(stored)
    return { text, stored }
  },
})

/** Lists the caller's own access tokens that work, the oldest first. */
export const listAccessTokens = reading<OfEnvironment, readonly StoredAccessToken[]>({
  name: 'access-token.list',
  summary: "List one's own access tokens.",
  access: ownTokens,
  run: async (of, { caller, house, at }) => {
    const tokens = await house.store.identity.accessTokens.list(tokensOf(of, caller))
    return tokens.filter(({ expiresAt }) => !isExpired(expiresAt, at))
  },
})

/** Revokes one of the caller's own access tokens, or all. */
export const endAccessTokens = writing<OfEnvironment & { readonly id: string | null }, undefined>({
  name: 'access-token.end',
  summary: "Revoke one's own access tokens.",
  access: ownTokens,
  run: async ({ id, ...of }, { caller, store }) => {
    const { accessTokens } = store.identity
    if (id === null) await accessTokens.endAll(tokensOf(of, caller))
    else if (!(await accessTokens.end(tokensOf(of, caller), id))) {
      throw refusal('not_found', { what: 'access token' }, { fields: [{ name: 'tokenId', value: id }] })
    }
    return undefined
  },
})

const tokensOf = ({ environmentId }: OfEnvironment, caller: Caller): TokensOf => ({
  accountId: caller.accountId,
  environmentId,
  holder: holderOf(caller),
})

/** A token makes no others: whoever finds one must not live on by it.
 * @throws Refusal `not_permitted_here` for a token, a preset, the operator */
function holderOf({ by, session, tokenId }: Caller): TokenHolder {
  if (tokenId === undefined && by.type === 'api_key') return { type: 'api_key', id: apiKeyId(by.id) }
  if (by.type === 'user' && session !== undefined) return { type: 'user', id: userId(by.id), sessionId: session.id }
  throw refusal('not_permitted_here', {
    why: 'access tokens are made and managed with a key and its secret, or a session',
  })
}

async function isStanding(holder: TokenHolder, { engine, store }: Deed<Transaction>): Promise<boolean> {
  if (holder.type === 'api_key') return engine.snapshot.holders.find(holder)?.isActive === true
  return (await store.identity.sessions.find(holder.sessionId))?.isUserActive === true
}

/**
 * Finds who calls by an access token. Each time the store is asked whether it still stands, so that what ends it on any node
 * ends it on all, at once; a user's works no longer than the session that it was made in.
 *
 * @param environmentId that the call is about; undefined: one that isn't there
 * @returns undefined when there is no such token, it has ended, is for another environment, or its holder isn't active
 */
export async function useAccessToken(
  text: string,
  environmentId: EnvironmentId | undefined,
  house: House,
): Promise<(KnownCaller & { readonly tokenId: string }) | undefined> {
  const found = await house.store.identity.accessTokens.find(idOfToken(text))
  if (found === undefined || isExpired(found.expiresAt, house.clock())) return undefined
  const { accountId, holder, id: tokenId } = found
  if (found.environmentId !== environmentId) return undefined
  if (holder.type === 'user' && !(await isSessionStanding(holder.sessionId, house))) return undefined
  const by = principal(holder.type, holder.id)
  return (await isActiveByNow({ accountId, by }, house)) ? { accountId, by, tokenId } : undefined
}

async function isSessionStanding(id: string, { store, clock }: House): Promise<boolean> {
  const session = await store.identity.sessions.find(id)
  return session?.isUserActive === true && !isExpired(endOfSession(session), clock())
}

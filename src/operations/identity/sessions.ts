import { createHash } from 'node:crypto'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { UserRecord } from '../../domain/records.ts'
import { principal } from '../../domain/principal.ts'
import type { FoundSession, StoredSession } from '../../store/identity.ts'
import type { House } from '../house.ts'
import type { CallerSession } from '../operation.ts'
import { isActiveByNow } from './is-active.ts'
import { idOfToken } from './tokens.ts'
import type { Visitor } from './visitor.ts'

const minute = 60_000

/** How long a session lasts: without use, and at most; and how exactly its use is noted. In milliseconds. */
export const sessionLifetime = { idleMs: 12 * 60 * minute, longestMs: 7 * 24 * 60 * minute, noteMs: minute } as const

/** When a session ends by itself if it isn't used again. */
export const endOfSession = ({ createdAt, seenAt }: Pick<StoredSession, 'createdAt' | 'seenAt'>): Instant =>
  Math.min(seenAt + sessionLifetime.idleMs, createdAt + sessionLifetime.longestMs)

/** A session that was just begun. */
export interface BegunSession {
  readonly user: UserRecord
  /** The browser alone has it: it goes into the cookie. */
  readonly secret: string
  readonly csrfToken: string
}

/**
 * Begins a session, always with a secret of its own, and ends the one that the visitor came with: who planted it has
 * nothing of it.
 *
 * @param passwordHash what the password was compared with; undefined is returned when it isn't the user's any more, or
 *   the user may not sign in any more
 */
export async function beginSession(
  user: UserRecord,
  passwordHash: string,
  at: Instant,
  house: House,
  visitor: Pick<Visitor, 'address' | 'agent' | 'sessionId'>,
): Promise<BegunSession | undefined> {
  const { sessions } = house.store.identity
  const secret = house.ids.token()
  const session: StoredSession = {
    id: idOfToken(secret),
    accountId: user.accountId,
    userId: user.id,
    createdAt: at,
    seenAt: at,
    address: visitor.address,
    agent: visitor.agent,
  }
  if (!(await sessions.begin(session, passwordHash))) return undefined
  if (visitor.sessionId !== null) await endVisitorsSession(visitor.sessionId, house)
  await house.store.noteLogin(user, at)
  return { user, secret, csrfToken: csrfTokenOf(secret) }
}

async function endVisitorsSession(id: string, { store }: House): Promise<void> {
  const found = await store.identity.sessions.find(id)
  if (found !== undefined) await store.identity.sessions.end({ accountId: found.accountId, id: found.userId }, id)
}

/** What must come beside the cookie: only who can read the server's answers has it. */
export const csrfTokenOf = (secret: string): string => createHash('sha256').update(`csrf ${secret}`).digest('base64url')

/** A session that is good for a request. */
export interface UsedSession {
  readonly found: FoundSession
  readonly session: CallerSession
}

/**
 * Finds the session of a secret, and notes that it was used. Each time the store is asked whether the session still
 * stands and its user may sign in, so that what ends it on any node ends it on all, at once.
 *
 * @returns undefined when there is none, it has ended, or its user isn't active
 */
export async function useSession(secret: string, house: House): Promise<UsedSession | undefined> {
  const at = house.clock()
  const { sessions } = house.store.identity
  const found = await sessions.find(idOfToken(secret))
  if (found?.isUserActive !== true || isExpired(endOfSession(found), at)) return undefined
  const by = principal('user', found.userId)
  if (!(await isActiveByNow({ accountId: found.accountId, by }, house))) return undefined
  if (at - found.seenAt >= sessionLifetime.noteMs) await sessions.touch(found.id, at)
  return { found, session: { id: found.id, csrfToken: csrfTokenOf(secret) } }
}

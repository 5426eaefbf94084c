import { refusal } from '../../domain/errors.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { UserRecord } from '../../domain/records.ts'
import type { StoredSession } from '../../store/identity.ts'
import { reading, writing } from '../operation.ts'
import { gainsOfUser } from '../users/held-gains.ts'
import { getUserRecord, needOnUser } from '../users/user-rules.ts'
import type { Letter } from './letters.ts'
import { endOfSession } from './sessions.ts'
import { issueToken } from './tokens.ts'

/** A session as administrators see it. */
export interface ListedSession {
  readonly session: StoredSession
  readonly endsAt: Instant
}

/** Lists the sessions of a user. */
export const listSessions = reading<{ readonly userId: string }, readonly ListedSession[]>({
  name: 'session.list',
  summary: 'List the sessions of a user.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  run: async ({ userId }, deed) => {
    const sessions = await deed.house.store.identity.sessions.list(await getUserRecord(deed, userId))
    return sessions
      .map((session) => ({ session, endsAt: endOfSession(session) }))
      .filter(({ endsAt }) => !isExpired(endsAt, deed.at))
  },
})

/** Ends one session of a user, or all. */
export const endSession = writing<{ readonly userId: string; readonly sessionId: string | null }, undefined>({
  name: 'session.end',
  summary: 'End sessions of a user.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  gains: async ({ userId }, deed) => gainsOfUser(await getUserRecord(deed, userId), deed),
  run: async ({ userId, sessionId }, deed) => {
    const user = await getUserRecord(deed, userId)
    const { sessions } = deed.store.identity
    if (sessionId === null) await sessions.endAll(user)
    else if (!(await sessions.end(user, sessionId))) {
      throw refusal('not_found', { what: 'session' }, { fields: [{ name: 'sessionId', value: sessionId }] })
    }
    return undefined
  },
})

/** Makes a link by which a user sets a new password, for an administrator to hand on. */
export const createPasswordReset = writing<{ readonly userId: string }, Letter>({
  name: 'password-reset.create',
  summary: 'Make a link by which a user sets a new password.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  // Whoever gets the link can become the user.
  gains: async ({ userId }, deed) => gainsOfUser(await getUserRecord(deed, userId), deed),
  run: async ({ userId }, deed) => {
    const user = await getUserRecord(deed, userId)
    if (!canSignIn(user)) {
      throw refusal('not_permitted_here', { why: 'the user is disabled, or has not accepted the invitation' })
    }
    const { house, store, at } = deed
    return {
      user,
      by: 'mail',
      token: await issueToken('password_reset', user, at, { house, identity: store.identity }),
    }
  },
})

const canSignIn = ({ isEnabled, isPending }: UserRecord): boolean => isEnabled && !isPending

/** Takes away the second factor of a user who has lost it; the password is asked for as before. */
export const clearSecondFactor = writing<{ readonly userId: string }, undefined>({
  name: 'second-factor.clear',
  summary: 'Take away the second factor of a user who has lost it.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  gains: async ({ userId }, deed) => gainsOfUser(await getUserRecord(deed, userId), deed),
  run: async ({ userId }, deed) => {
    await deed.store.identity.factors.delete(await getUserRecord(deed, userId))
    return undefined
  },
})

import { refusal } from '../../domain/errors.ts'
import { isExpired } from '../../domain/instant.ts'
import { reading, writing } from '../operation.ts'
import type { ListedSession } from './others-sign-in.ts'
import { endOfSession } from './sessions.ts'
import { getOwnUser, ownAccess } from './signed-in.ts'

/** A session of the user who asks. */
export interface ListedOwnSession extends ListedSession {
  /** It is the one that asks. */
  readonly isThis: boolean
}

/** Lists where the user who asks is signed in, the oldest first; what has ended is left out. */
export const listOwnSessions = reading<object, readonly ListedOwnSession[]>({
  name: 'session.list-own',
  summary: 'List where one is signed in.',
  access: ownAccess,
  run: async (_, deed) => {
    const { user, session: own } = await getOwnUser(deed)
    const sessions = await deed.house.store.identity.sessions.list(user)
    return sessions
      .map((session) => ({ session, endsAt: endOfSession(session), isThis: session.id === own.id }))
      .filter(({ endsAt }) => !isExpired(endsAt, deed.at))
  },
})

/** Ends one session of the user who asks, or every one but that which asks. */
export const endOtherOwnSessions = writing<{ readonly sessionId: string | null }, undefined>({
  name: 'session.end-other-own',
  summary: 'Sign out elsewhere.',
  access: ownAccess,
  run: async ({ sessionId }, deed) => {
    const { user, session: own } = await getOwnUser(deed)
    const { sessions } = deed.store.identity
    if (sessionId === null) {
      const others = (await deed.house.store.identity.sessions.list(user)).filter(({ id }) => id !== own.id)
      for (const { id } of others) await sessions.end(user, id)
    } else if (!(await sessions.end(user, sessionId))) {
      throw refusal('not_found', { what: 'session' }, { fields: [{ name: 'sessionId', value: sessionId }] })
    }
    return undefined
  },
})

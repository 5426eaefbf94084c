import { resourceTypesOf } from '../../domain/catalogue/schema.ts'
import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AccountRecord, EnvironmentRecord, UserRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { CallerSession } from '../operation.ts'
import { inAccount, reading, writing } from '../operation.ts'
import { endOfSession } from './sessions.ts'
import { getOwnUser, ownAccess } from './signed-in.ts'

/** Who is signed in, and what it may do with the account as a whole. */
export interface OwnSession {
  readonly user: UserRecord
  readonly account: AccountRecord
  readonly session: CallerSession
  readonly beganAt: Instant
  /** When it ends if it isn't used again. */
  readonly endsAt: Instant
  readonly hasSecondFactor: boolean
  readonly recoveryCodesLeft: number
  /** The environments that are open to the user, in order of creation. */
  readonly environments: readonly EnvironmentRecord[]
  /** The actions allowed on each type as a whole, by type. */
  readonly capabilities: Readonly<Record<string, readonly string[]>>
}

/** Shows who is signed in. */
export const getSession = reading<object, OwnSession>({
  name: 'session.get',
  summary: 'Show who is signed in.',
  access: ownAccess,
  run: async (_, deed) => {
    const { user, session } = await getOwnUser(deed)
    const { identity } = deed.house.store
    const found = await identity.sessions.find(session.id)
    const account = await deed.store.find('account', { id: user.accountId })
    // The session was there when the request came.
    if (found === undefined || account === undefined) throw refusal('invalid_credentials', undefined)
    const factor = await identity.factors.find(user)
    return {
      user,
      account,
      session,
      beganAt: found.createdAt,
      endsAt: endOfSession(found),
      hasSecondFactor: factor?.isConfirmed === true,
      recoveryCodesLeft: await identity.factors.countRecoveryCodes(user),
      environments: await listOpenEnvironments(user, deed.store),
      capabilities: Object.fromEntries(
        shownTypes.map((type) => [type, actionsOn(type).filter((action) => deed.may(action, inAccount(type, null)))]),
      ),
    }
  },
})

async function listOpenEnvironments(user: UserRecord, store: Reader): Promise<readonly EnvironmentRecord[]> {
  const environments = (await store.listEnvironments(user.accountId)).filter(({ isEnabled }) => isEnabled)
  if (user.hasAllEnvironments) return environments
  const openIds = new Set((await store.listAccessOf(user)).map(({ environmentId }) => environmentId))
  return environments.filter(({ id }) => openIds.has(id))
}

/** What the administration of an account is about. */
const shownTypes = ['User', 'Group', 'Role', 'ProductEnvironment', 'ProvisioningKey', 'CustomPolicy'] as const

const actionsOn = (type: string): readonly string[] =>
  ['create', 'read', 'update', 'delete'].filter((action) => resourceTypesOf(action).includes(type))

/** Signs out. */
export const endOwnSession = writing<object, undefined>({
  name: 'session.end-own',
  summary: 'Sign out.',
  access: ownAccess,
  run: async (_, deed) => {
    const { user, session } = await getOwnUser(deed)
    await deed.store.identity.sessions.end(user, session.id)
    return undefined
  },
})

/** Signs out everywhere: in every browser, this one included. */
export const endAllOwnSessions = writing<object, undefined>({
  name: 'session.end-all-own',
  summary: 'Sign out everywhere.',
  access: ownAccess,
  run: async (_, deed) => {
    const { user } = await getOwnUser(deed)
    await deed.store.identity.sessions.endAll(user)
    return undefined
  },
})

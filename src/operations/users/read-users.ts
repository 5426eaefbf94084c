import { environmentId } from '../../domain/ids.ts'
import type { EnvironmentRecord, GroupRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import {
  chooseUsers,
  compareUsers,
  passesLogin,
  type Comparable,
  type UserFilter,
  type UserOrder,
} from './choose-users.ts'
import {
  describeUser,
  describeUsers,
  findLogins,
  findRoles,
  readableEnvironments,
  readableGroups,
  readableUsers,
  type UserDetail,
} from './describe-users.ts'
import { concernsUser, getUserRecord, needOnUser } from './user-rules.ts'

/** Which users, in which order, and how many. */
export interface UserListing extends UserFilter {
  readonly order: { readonly by: UserOrder; readonly isDescending: boolean }
  /** Pages count from 1; absent: everything. */
  readonly page?: { readonly number: number; readonly size: number }
}

/** Lists users; only those that the caller may read. */
export const listUsers = reading<UserListing, readonly UserDetail[]>({
  name: 'user.list',
  summary: 'List the users of an account.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['User'], level: 'account', of: () => [inAccount('User', null)] },
      {
        action: 'read',
        on: ['ProductEnvironment'],
        level: 'account',
        of: ({ environmentId: id }) => (id === undefined ? [] : [inAccount('ProductEnvironment', environmentId(id))]),
      },
    ],
    filters: { action: 'read', on: ['User', 'Group', 'ProductEnvironment', 'Role'] },
  },
  run: async (input, deed) => {
    const { order, page, lastLogin } = input
    const sorted = (await comparables(input, deed))
      .filter(({ lastLoginAt }) => lastLogin === undefined || passesLogin(lastLogin, lastLoginAt))
      .sort(compareUsers(order.by, order.isDescending))
      .map(({ user }) => user)
    return describeUsers(page ? sorted.slice((page.number - 1) * page.size, page.number * page.size) : sorted, deed)
  },
})

/** Shows one user. */
export const getUser = reading<{ readonly userId: string }, UserDetail>({
  name: 'user.get',
  summary: 'Show a user.',
  concerns: concernsUser,
  access: {
    type: 'requires',
    needs: [needOnUser('read')],
    filters: { action: 'read', on: ['Group', 'ProductEnvironment', 'Role'] },
  },
  run: async ({ userId }, deed) => describeUser(await getUserRecord(deed, userId), deed),
})

/** Lists the groups of one user. */
export const listGroupsOfUser = reading<{ readonly userId: string }, readonly GroupRecord[]>({
  name: 'user.list-groups',
  summary: 'List the groups that a user is in.',
  access: {
    type: 'requires',
    needs: [needOnUser('read')],
    filters: { action: 'read', on: ['Group'] },
  },
  run: async ({ userId }, deed) => {
    const joined = new Set((await deed.store.listGroupsOf(await getUserRecord(deed, userId))).map(({ id }) => id))
    return (await readableGroups(deed)).filter(({ id }) => joined.has(id))
  },
})

/** Lists the environments that are open to one user. */
export const listEnvironmentsOfUser = reading<{ readonly userId: string }, readonly EnvironmentRecord[]>({
  name: 'user.list-environments',
  summary: 'List the environments that are open to a user.',
  access: {
    type: 'requires',
    needs: [needOnUser('read')],
    filters: { action: 'read', on: ['ProductEnvironment'] },
  },
  run: async ({ userId }, deed) => {
    const user = await getUserRecord(deed, userId)
    const open = new Set((await deed.store.listAccessOf(user)).map((one) => one.environmentId))
    return (await readableEnvironments(deed)).filter(({ id }) => user.hasAllEnvironments || open.has(id))
  },
})

/** The users that pass the filter and may be seen, with as much of them as the order and the filter ask for. */
async function comparables(input: UserListing, deed: Deed<Reader>): Promise<readonly Comparable[]> {
  const users = readableUsers(await chooseUsers(input, deed), deed)
  const roles = input.order.by === 'role' ? await findRoles(users, deed) : null
  const isAboutLogins = input.order.by === 'activity' || input.lastLogin !== undefined
  const logins = isAboutLogins ? await findLogins(users, deed) : null
  return users.map((user) => ({
    user,
    role: roles?.get(user.id) ?? null,
    lastLoginAt: logins?.get(user.id) ?? null,
  }))
}

import { environmentId } from '../../domain/ids.ts'
import type { EnvironmentRecord, GroupRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { readUserFilter, readUserOrder, type UserFilter, type UserOrder } from './choose-users.ts'
import { describeUser, describeUsers, readableEnvironments, readableGroups, type UserDetail } from './describe-users.ts'
import { listReadable, type NumberedPage } from './list-readable.ts'
import { concernsUser, getUserRecord, needOnUser } from './user-rules.ts'

/** Which users, in which order, and how many. */
export interface UserListing extends UserFilter {
  readonly order: { readonly by: UserOrder; readonly isDescending: boolean }
  /** Pages count from 1; absent: everything. */
  readonly page?: NumberedPage
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
    const { order, page } = input
    const filter = await readUserFilter(input, deed)
    return describeUsers(await listReadable(filter, readUserOrder(order, deed), page ?? null, deed), deed)
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

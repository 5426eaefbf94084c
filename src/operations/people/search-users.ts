import { environmentId as toEnvironmentId, type UserId } from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import type { AssignmentRecord, UserRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { UserFilter as StoredFilter, UserOrder } from '../../store/user-lists.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { getGroupRecord, placeOfGroup } from '../groups/group-rules.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { readUserFilter } from '../users/choose-users.ts'
import { describeUsers, type UserDetail } from '../users/describe-users.ts'
import { listReadable, mayReadAll, type NumberedPage } from '../users/list-readable.ts'

/** Which users, in which order; every filter that is given must let a user pass. */
export interface UserSearch {
  /** What stands somewhere in the name or the e-mail, in any case. */
  readonly text?: string
  readonly status?: 'active' | 'pending' | 'disabled'
  readonly groupId?: string
  /** Those to whom this environment is open. */
  readonly environmentId?: string
  readonly order: { readonly by: 'name' | 'status' | 'activity' | 'created_at'; readonly isDescending: boolean }
  readonly page: NumberedPage
}

/** A user as the console lists it. */
export interface FoundUser extends UserDetail {
  /** The global roles that it has itself and the caller may read; those of its groups are the groups'. */
  readonly roles: readonly AssignedRole[]
}

/** A page of users. */
export interface FoundUsers {
  readonly users: readonly FoundUser[]
  /** How many there are on all pages; null for who may read only some users: these aren't counted. */
  readonly total: number | null
}

/** Searches users, with their groups, roles and environments; only those that the caller may read. */
export const searchUsers = reading<UserSearch, FoundUsers>({
  name: 'user.search',
  summary: 'Search the users of an account, page by page.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['User'], level: 'account', of: () => [inAccount('User', null)] },
      {
        action: 'read',
        on: ['Group'],
        level: 'account',
        of: ({ groupId }) => (groupId === undefined ? [] : [placeOfGroup(groupId)]),
      },
      {
        action: 'read',
        on: ['ProductEnvironment'],
        level: 'account',
        of: ({ environmentId: id }) => (id === undefined ? [] : [inAccount('ProductEnvironment', toEnvironmentId(id))]),
      },
    ],
    filters: { action: 'read', on: ['User', 'Group', 'ProductEnvironment', 'Role'] },
  },
  run: async (input, deed) => {
    const filter = await readSearch(input, deed)
    const order: UserOrder = input.order
    const users = await listReadable(filter, order, input.page, deed)
    const roles = await rolesOf(users, deed)
    const details = await describeUsers(users, deed)
    return {
      users: details.map((detail) => ({ ...detail, roles: roles.get(detail.user.id) ?? [] })),
      total: mayReadAll(deed) ? await deed.store.countUsers(deed.caller.accountId, filter) : null,
    }
  },
})

async function readSearch(
  { text, status, groupId, environmentId }: UserSearch,
  deed: Deed<Reader>,
): Promise<StoredFilter> {
  const group = groupId === undefined ? undefined : await getGroupRecord(deed, groupId)
  return {
    ...(await readUserFilter(environmentId === undefined ? {} : { environmentId }, deed)),
    ...(text !== undefined && { part: text }),
    ...(status !== undefined && { status }),
    ...(group !== undefined && { groupId: group.id }),
  }
}

async function rolesOf(
  users: readonly UserRecord[],
  deed: Deed<Reader>,
): Promise<ReadonlyMap<UserId | string, readonly AssignedRole[]>> {
  const filter = { principals: users.map(({ id }) => principal('user', id)), parameter: null }
  const found = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, filter, page),
  )
  return Map.groupBy(withRoles(deed, found), ({ assignment }) => assignment.principal.id)
}

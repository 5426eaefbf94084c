import { principal } from '../../domain/principal.ts'
import { userId } from '../../domain/ids.ts'
import type { AssignmentRecord, GroupRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { readableGroups } from '../users/describe-users.ts'
import { mayReadAll, mayReadUser } from '../users/list-readable.ts'

/** A group as the console lists it. */
export interface ShownGroup {
  readonly group: GroupRecord
  /** How many users in it the caller may read. */
  readonly memberCount: number
  /** The global roles that the caller may read. */
  readonly roles: readonly AssignedRole[]
}

/** Lists groups in order of creation, with how many users they have and which roles; only those that the caller may read. */
export const listGroupsWithRoles = reading<object, readonly ShownGroup[]>({
  name: 'group.list-with-roles',
  summary: 'List the groups of an account with their sizes and roles.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['Group'], level: 'account', of: () => [inAccount('Group', null)] }],
    filters: { action: 'read', on: ['Group', 'User', 'Role'] },
  },
  run: async (_, deed) => {
    const groups = await readableGroups(deed)
    const filter = { principals: groups.map(({ id }) => principal('group', id)), parameter: null }
    const found = await listAll<AssignmentRecord>((page) =>
      deed.store.listAssignments(deed.caller.accountId, filter, page),
    )
    const roles = Map.groupBy(withRoles(deed, found), ({ assignment }) => assignment.principal.id)
    return groups.map((group) => ({
      group,
      memberCount: countMembers(group, deed),
      roles: roles.get(group.id) ?? [],
    }))
  },
})

/** Counts the users of a group that the caller may read. */
export function countMembers({ id }: GroupRecord, deed: Deed<Reader>): number {
  const members = deed.engine.snapshot.holders.find(principal('group', id))?.members
  if (members === null || members === undefined) return 0
  if (mayReadAll(deed)) return members.size
  return [...members].filter((member) => mayReadUser({ id: userId(member.principal.id) }, deed)).length
}

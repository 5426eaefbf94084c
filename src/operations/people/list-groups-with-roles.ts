import { principal } from '../../domain/principal.ts'
import { groupId, userId } from '../../domain/ids.ts'
import type { AssignmentRecord, GroupRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { hasPart, listAll, pageOf } from '../paging.ts'
import { readableGroups } from '../users/describe-users.ts'
import { mayReadAll, mayReadUser, type NumberedPage } from '../users/list-readable.ts'

/** A group as the console lists it. */
export interface ShownGroup {
  readonly group: GroupRecord
  /** How many users in it the caller may read. */
  readonly memberCount: number
  /** The global roles that the caller may read. */
  readonly roles: readonly AssignedRole[]
}

/** Which groups, in which order. */
export interface GroupSearch {
  /** What stands somewhere in the name, in any case. */
  readonly text?: string
  /** Only these; one that isn't there is left out. */
  readonly ids?: readonly string[]
  /** In order of creation when absent. */
  readonly order?: { readonly by: 'name' | 'members' | 'created_at'; readonly isDescending: boolean }
  /** Absent: all. */
  readonly page?: NumberedPage
}

/** Groups, and how many there are on all pages. */
export interface FoundGroups {
  readonly groups: readonly ShownGroup[]
  readonly total: number
}

/** Lists groups, with how many users they have and which roles; only those that the caller may read. */
export const listGroupsWithRoles = reading<GroupSearch, FoundGroups>({
  name: 'group.list-with-roles',
  summary: 'List the groups of an account with their sizes and roles.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['Group'], level: 'account', of: () => [inAccount('Group', null)] }],
    filters: { action: 'read', on: ['Group', 'User', 'Role'] },
  },
  run: async ({ text, ids, order, page }, deed) => {
    const wanted = ids === undefined ? null : new Set(ids.map((id) => groupId(id)))
    const found = (await readableGroups(deed)).filter(
      ({ id, name }) => hasPart(text, name) && (wanted === null || wanted.has(id)),
    )
    const groups = pageOf(order === undefined ? found : sorted(found, order, deed), page ?? null)
    const filter = { principals: groups.map(({ id }) => principal('group', id)), parameter: null }
    const assignments = await listAll<AssignmentRecord>((page) =>
      deed.store.listAssignments(deed.caller.accountId, filter, page),
    )
    const roles = Map.groupBy(withRoles(deed, assignments), ({ assignment }) => assignment.principal.id)
    return {
      groups: groups.map((group) => ({
        group,
        memberCount: countMembers(group, deed),
        roles: roles.get(group.id) ?? [],
      })),
      total: found.length,
    }
  },
})

function sorted(
  groups: readonly GroupRecord[],
  { by, isDescending }: NonNullable<GroupSearch['order']>,
  deed: Deed<Reader>,
): readonly GroupRecord[] {
  const direction = isDescending ? -1 : 1
  const keyed = groups.map((group) => ({
    group,
    key: by === 'name' ? group.name.toLowerCase() : by === 'members' ? countMembers(group, deed) : group.createdAt,
  }))
  keyed.sort((one, other) => direction * (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
  return keyed.map(({ group }) => group)
}

/** Counts the users of a group that the caller may read. */
export function countMembers({ id }: GroupRecord, deed: Deed<Reader>): number {
  const members = deed.engine.snapshot.holders.find(principal('group', id))?.members
  if (members === null || members === undefined) return 0
  if (mayReadAll(deed)) return members.size
  return [...members].filter((member) => mayReadUser({ id: userId(member.principal.id) }, deed)).length
}

import { isExpired } from '../../domain/instant.ts'
import { principalEntityType, isSamePrincipal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Gain } from '../../engine/answers/gains.ts'
import type { Transaction } from '../../store/store.ts'
import { writing, type Deed } from '../operation.ts'
import { placesOf } from '../places.ts'
import { findStoredRole } from '../roles/stored-role.ts'
import { requireMasterAdmin } from './last-master-admin.ts'
import { readAssignment, type NamedAssignment, type PlacedAssignment } from './read-assignment.ts'

/** Assignments to make or to take away, all or none. */
export interface AssignmentChange {
  readonly change: 'add' | 'remove'
  readonly assignments: readonly NamedAssignment[]
}

/**
 * Gives roles to principals, or takes them away. What stands already is left as it is, what doesn't can be taken away
 * without complaint (facts 11, U12).
 */
export const changeAssignments = writing<AssignmentChange, undefined>({
  name: 'assignment.change',
  summary: 'Give roles to principals, or take them away.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'update',
        on: ['User', 'Group', 'ProvisioningKey'],
        level: 'account',
        of: ({ assignments }, _, engine) => placesOfType(assignments, engine, false),
      },
      {
        action: 'update',
        on: ['APIKey'],
        level: 'environment',
        of: ({ assignments }, _, engine) => placesOfType(assignments, engine, true),
      },
    ],
  },
  gains: async ({ change, assignments }, deed) => {
    if (change === 'remove') return []
    const gains = assignments.map(async (named): Promise<Gain> => {
      const { reach, parameter } = await readAssignment(named, deed)
      const role = await findStoredRole(deed, named.roleId)
      return { type: 'permissions', permissionIds: role?.permissionIds ?? [], reach, parameter }
    })
    return Promise.all(gains)
  },
  run: async ({ change, assignments }, deed) => {
    const placed: PlacedAssignment[] = []
    for (const named of assignments) placed.push(await readAssignment(named, deed))
    if (change === 'add') {
      for (const one of placed) await add(one, deed)
      return undefined
    }
    const removed: AssignmentRecord[] = []
    for (const one of placed) removed.push(...(await remove(one, deed)))
    await requireMasterAdmin(removed, deed)
    return undefined
  },
})

function placesOfType(
  assignments: readonly NamedAssignment[],
  engine: Deed<Transaction>['engine'],
  isApiKey: boolean,
): ReturnType<typeof placesOf> {
  return assignments
    .filter(({ principal }) => (principalEntityType[principal.type] === 'APIKey') === isApiKey)
    .flatMap(({ principal }) => placesOf(principal, engine))
}

async function add(placed: PlacedAssignment, deed: Deed<Transaction>): Promise<void> {
  const standing = await find(placed, deed)
  if (standing !== undefined && !isExpired(standing.expiresAt, deed.at)) return
  if (standing !== undefined) await deed.store.delete('assignment', standing)
  await deed.store.put('assignment', {
    ...placed,
    id: deed.house.ids.assignment(),
    accountId: deed.caller.accountId,
    expiresAt: null,
    createdAt: deed.at,
    updatedAt: deed.at,
  })
}

async function remove(placed: PlacedAssignment, deed: Deed<Transaction>): Promise<readonly AssignmentRecord[]> {
  const standing = await find(placed, deed)
  if (standing === undefined) return []
  await deed.store.delete('assignment', standing)
  return [standing]
}

async function find(
  { principal, roleId, reach, parameter }: PlacedAssignment,
  deed: Deed<Transaction>,
): Promise<AssignmentRecord | undefined> {
  const filter = { principals: [principal], roleIds: [roleId], reach, parameter }
  const found = await deed.store.listAssignments(deed.caller.accountId, filter)
  return found.find((one) => isSamePrincipal(one.principal, principal))
}

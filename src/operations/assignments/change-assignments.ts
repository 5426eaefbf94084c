import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { inAccount, writing, type CausedGain, type Deed, type NeedOf, type Place } from '../operation.ts'
import { placeOfRole, placesOf } from '../places.ts'
import { getStoredRole } from '../roles/stored-role.ts'
import { gainsOfLibrary, type GivenPermissions } from '../users/library-gains.ts'
import { requireMasterAdmin } from './last-master-admin.ts'
import {
  readAssignment,
  requirePlace,
  requirePrincipal,
  type NamedAssignment,
  type ReadAssignment,
} from './read-assignment.ts'

/** Assignments to make or to take away, all or none. */
export interface AssignmentChange {
  readonly change: 'add' | 'remove'
  readonly assignments: readonly NamedAssignment[]
  /** Whom or which role all of them are about; also a change of nothing takes the right to change that. */
  readonly about?: { readonly principal: Principal } | { readonly roleId: string }
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
    needs: needsOnAssignments<AssignmentChange>(({ assignments, about }) => ({
      principals: about !== undefined && 'principal' in about ? [about.principal] : [],
      roleIds: about !== undefined && 'roleId' in about ? [about.roleId] : [],
      assignments,
    })),
  },
  gains: async ({ change, assignments }, deed) => (change === 'remove' ? [] : gainsOfAssignments(assignments, deed)),
  run: async ({ change, assignments, about }, deed) => {
    if (about !== undefined && 'roleId' in about) await getStoredRole(deed, about.roleId)
    if (about !== undefined && 'principal' in about) requirePrincipal(about.principal, deed)
    if (change === 'add') await addAll(assignments, deed)
    else await requireMasterAdmin({ assignments: await removeAll(assignments, deed) }, deed)
    return undefined
  },
})

/** What a change of assignments names: these, and whom or what else the caller must be able to change or see. */
export interface NamedInChange {
  readonly assignments: readonly NamedAssignment[]
  readonly principals?: readonly Principal[]
  readonly roleIds?: readonly string[]
}

/** Whoever changes assignments must be able to change the principals, and to see the roles. */
export function needsOnAssignments<Input>(read: (input: Input) => NamedInChange): readonly NeedOf<Input>[] {
  return [
    {
      action: 'update',
      on: ['User', 'Group', 'ProvisioningKey'],
      level: 'account',
      of: (input, _, engine) => placesOfType(read(input), engine, false),
    },
    {
      action: 'update',
      on: ['APIKey'],
      level: 'environment',
      of: (input, _, engine) => placesOfType(read(input), engine, true),
    },
    {
      action: 'read',
      on: ['Role'],
      level: 'account',
      of: (input, _, engine) => placesOfCustomRoles(read(input), engine),
    },
  ]
}

const accountTypes = ['User', 'Group', 'ProvisioningKey'] as const

/** Who changes nothing of nobody in particular must be able to change anybody. */
function placesOfType(
  { assignments, principals: others = [] }: NamedInChange,
  engine: Engine,
  isApiKey: boolean,
): readonly Place[] {
  const principals = [...others, ...assignments.map(({ principal }) => principal)]
  if (principals.length === 0) return isApiKey ? [] : accountTypes.map((type) => inAccount(type, null))
  return principals
    .filter(({ type }) => (type === 'api_key') === isApiKey)
    .flatMap((principal) => placesOf(principal, engine))
}

/** System roles are public; whoever names another one must be able to tell whether it exists. */
function placesOfCustomRoles({ assignments, roleIds = [] }: NamedInChange, engine: Engine): readonly Place[] {
  const { catalogue } = engine.snapshot
  return [...roleIds, ...assignments.map(({ roleId }) => roleId)]
    .filter((roleId) => findRole(catalogue, canonicalRoleId(roleId, catalogue)) === undefined)
    .map((roleId) => placeOfRole(roleId, engine))
}

/** What anyone gains by assignments. */
export async function gainsOfAssignments(
  assignments: readonly NamedAssignment[],
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const read: ReadAssignment[] = []
  for (const named of assignments) read.push(await readAssignment(named, deed))
  return [...read.map(gainOf), ...(await gainsOfLibrary(read.flatMap(givenEverywhere), deed))]
}

/**
 * What somebody gains by an assignment. On a folder or collection that doesn't exist nobody gains anything, but only who
 * could give the role everywhere around it may learn so: all others are refused as for one that does.
 */
function gainOf({ role, reach, parameter, isPlaceKnown }: ReadAssignment): CausedGain {
  return {
    gain: { type: 'permissions', permissionIds: role.permissionIds, reach, parameter: isPlaceKnown ? parameter : null },
    shownAt: { reach, parameter },
  }
}

/** What a global role gives; roles on folders and collections never open the library. */
const givenEverywhere = ({ principal, role, reach, parameter }: ReadAssignment): readonly GivenPermissions[] =>
  parameter === null ? [{ principal, permissionIds: role.permissionIds, reach }] : []

/** Writes assignments that don't stand yet. @returns those @throws Refusal `not_found`, `invalid_fields` */
export async function addAll(
  assignments: readonly NamedAssignment[],
  deed: Deed<Transaction>,
): Promise<readonly AssignmentRecord[]> {
  const added: AssignmentRecord[] = []
  for (const named of assignments) {
    const read = await readAssignment(named, deed)
    requirePlace(read)
    added.push(...(await add(read, deed)))
  }
  return added
}

async function add(read: ReadAssignment, deed: Deed<Transaction>): Promise<readonly AssignmentRecord[]> {
  const standing = await findAssignment(read, deed)
  if (standing !== undefined && !isExpired(standing.expiresAt, deed.at)) return []
  if (standing !== undefined) await deed.store.delete('assignment', standing)
  const { principal, role, reach, parameter } = read
  const made: AssignmentRecord = {
    id: deed.house.ids.assignment(),
    accountId: deed.caller.accountId,
    principal,
    roleId: role.id,
    reach,
    parameter,
    expiresAt: null,
    createdAt: deed.at,
    updatedAt: deed.at,
  }
  await deed.store.put('assignment', made)
  return [made]
}

/** Deletes assignments that stand. @returns what stood */
export async function removeAll(
  assignments: readonly NamedAssignment[],
  deed: Deed<Transaction>,
): Promise<readonly AssignmentRecord[]> {
  const removed: AssignmentRecord[] = []
  for (const named of assignments) {
    const read = await readAssignment(named, deed)
    if (couldGive(read, deed)) requirePlace(read)
    const standing = await findAssignment(read, deed)
    if (standing === undefined) continue
    await deed.store.delete('assignment', standing)
    removed.push(standing)
  }
  return removed
}

/** Taking away is free of the escalation rule, so what it says of a folder is less: to others, nothing stood there. */
export const couldGive = (read: ReadAssignment, { caller: { by }, engine, at }: Deed<Reader>): boolean =>
  by.type === 'operator' || (by.type !== 'preset' && engine.findLacks(by, [gainOf(read).gain], at).length === 0)

/** Finds the assignment that stands, also one that has expired. */
export async function findAssignment(
  { principal, role, reach, parameter }: ReadAssignment,
  deed: Deed<Reader>,
): Promise<AssignmentRecord | undefined> {
  const filter = { principals: [principal], roleIds: [role.id], reach, parameter }
  const [found] = await deed.store.listAssignments(deed.caller.accountId, filter)
  return found
}

import { environmentId, type EnvironmentId, type RoleId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import type { AssignmentRecord, CustomPolicyRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { KeyOf, Transaction } from '../../store/store.ts'
import type { CausedGain, Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { isForbid } from '../policies/statement.ts'
import { gainsOfProofs } from './proof-gains.ts'
import { shownFor } from './shown-gains.ts'

/** Says where something that reaches a place comes to count; a place that was open before, or stays closed: nowhere. */
export type Opened = (reach: ReachScope) => readonly ReachScope[]

/**
 * What a user holds, by itself and through its groups: what somebody gains who gets hold of the user, by its e-mail or
 * because it is enabled; or, with `opened`, what of it comes to count as environments are opened to the user.
 */
export async function gainsOfUser(
  { accountId, id }: KeyOf<'user'>,
  deed: Deed<Transaction>,
  opened: Opened = (reach) => [reach],
): Promise<readonly CausedGain[]> {
  const groups = await deed.store.listGroupsOf({ accountId, id })
  const principals = [principal('user', id), ...groups.map((group) => principal('group', group.id))]
  return [...(await gainsOf(principals, deed, opened)), ...(await gainsOfProofs(principals, deed, opened))]
}

/** What a group or a key holds by itself: what a user gains who joins the group, or somebody whose key is enabled. */
export const gainsOfHolding = (holder: Principal, deed: Deed<Transaction>): Promise<readonly CausedGain[]> =>
  gainsOf([holder], deed, (reach) => [reach])

/** What some principals hold on folders and collections, as it comes to count in some environments. */
export async function gainsOfContentRoles(
  principals: readonly Principal[],
  environmentIds: ReadonlySet<EnvironmentId>,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const assignments = await standingOf(principals, deed)
  const opened: Opened = (reach) => {
    if (reach.type === 'account') return []
    if (reach.environmentId !== 'all') return environmentIds.has(reach.environmentId) ? [reach] : []
    return [...environmentIds].map((environmentId) => ({ type: 'environment', environmentId }))
  }
  return assignments
    .filter(({ parameter }) => parameter !== null)
    .flatMap((one) => gainsOfAssignment(one, deed, opened))
}

/**
 * What anybody gains in an environment that is opened to all who were given something there: what the roles in it permit,
 * whoever has them, and what custom policies permit. More is asked for than need be: roles on folders and collections
 * count as held everywhere in it.
 */
export async function gainsOfEnvironment(id: EnvironmentId, deed: Deed<Transaction>): Promise<readonly CausedGain[]> {
  const { store, caller, at } = deed
  const reach = { type: 'environment', environmentId: id } as const
  const roleIds = await store.listAssignedRoles(caller.accountId, { coveringEnvironment: id }, at)
  const policies = await listAll<CustomPolicyRecord>((page) =>
    store.listCustomPolicies(caller.accountId, { coveringEnvironment: id, isEnabled: true }, page),
  )
  return [
    ...roleIds.flatMap((roleId) => gainsOfRole(roleId, reach, deed)),
    ...policies.filter((policy) => !isForbid(policy)).map((policy) => gainOfPolicy(policy, reach, deed)),
  ]
}

/** What anybody may gain by roles on folders and collections in a reach; they count as held everywhere in it. */
export async function gainsOfContentRolesIn(
  reach: ReachScope,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  if (reach.type === 'account') return []
  const { environmentId: id } = reach
  const filter = id === 'all' ? { level: 'environment' as const } : { coveringEnvironment: id }
  const roleIds = await deed.store.listAssignedRoles(deed.caller.accountId, filter, deed.at)
  return roleIds
    .filter((roleId) => deed.engine.snapshot.roles.find(roleId)?.kind !== 'global')
    .flatMap((roleId) => gainsOfRole(roleId, reach, deed))
}

/** What custom policies forbid to a group's users: what a user gains who leaves it. */
export async function gainsOfLeaving(group: Principal, deed: Deed<Transaction>): Promise<readonly CausedGain[]> {
  const forbids = await policiesNaming([group], 'forbids', deed)
  return forbids.map((policy) => gainOfPolicy(policy, policy.reach, deed))
}

/** What somebody gains by a global role at a place that the caller named. */
export function gainsOfRole(roleId: RoleId, reach: ReachScope, deed: Deed<Transaction>): readonly CausedGain[] {
  const permissionIds = deed.engine.snapshot.roles.find(roleId)?.permissionIds ?? []
  return [{ gain: { type: 'permissions', permissionIds, reach, parameter: null } }]
}

async function gainsOf(
  principals: readonly Principal[],
  deed: Deed<Transaction>,
  opened: Opened,
): Promise<readonly CausedGain[]> {
  const assignments = await standingOf(principals, deed)
  const permits = await policiesNaming(principals, 'permits', deed)
  return [
    ...assignments.flatMap((one) => gainsOfAssignment(one, deed, opened)),
    ...permits.flatMap((one) => opened(one.reach).map((reach) => gainOfPolicy(one, reach, deed))),
  ]
}

async function standingOf(
  principals: readonly Principal[],
  deed: Deed<Transaction>,
): Promise<readonly AssignmentRecord[]> {
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { principals }, page),
  )
  return assignments.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at))
}

/** The policies in force whose scope names one of the principals; those for anyone concern everybody already. */
async function policiesNaming(
  principals: readonly Principal[],
  kind: 'permits' | 'forbids',
  deed: Deed<Transaction>,
): Promise<readonly CustomPolicyRecord[]> {
  const { holders } = deed.engine.snapshot
  const { accountId } = deed.caller
  const ids = principals.flatMap((one) => holders.find(one)?.customs?.[kind].map(({ id }) => id) ?? [])
  const records = await Promise.all(ids.map((id) => deed.store.find('custom_policy', { accountId, id })))
  return records.filter((record) => record !== undefined)
}

function gainsOfAssignment(one: AssignmentRecord, deed: Deed<Transaction>, opened: Opened): readonly CausedGain[] {
  const permissionIds = deed.engine.snapshot.roles.find(one.roleId)?.permissionIds ?? []
  const { parameter } = one
  return opened(reachOf(one, deed)).map((reach) => ({
    gain: { type: 'permissions', permissionIds, reach, parameter },
    shownAt: shownFor(reach, deed),
  }))
}

/** A role on a folder or collection counts in the environment it lies in, even when it was given for all of them. */
function reachOf({ reach, parameter }: AssignmentRecord, { engine }: Deed<Transaction>): ReachScope {
  if (parameter === null) return reach
  const { folders, collections, environments } = engine.snapshot
  const places = parameter.type === 'folder' ? folders : collections
  const number = places.environment(places.number(parameter.id))
  return number === 0 ? reach : { type: 'environment', environmentId: environmentId(environments.id(number)) }
}

const gainOfPolicy = (policy: CustomPolicyRecord, reach: ReachScope, deed: Deed<Transaction>): CausedGain => ({
  gain: { type: 'policy', policy: { ...policy, reach } },
  shownAt: shownFor(reach, deed),
})

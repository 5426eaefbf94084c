import { accessBundles, type AccessBundle } from '../../domain/catalogue/bundles.ts'
import { refusal } from '../../domain/errors.ts'
import { groupId, type EnvironmentId, type GroupId, type RoleId } from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import { requireEnvironment } from '../assignments/read-assignment.ts'
import type { CausedGain, Deed } from '../operation.ts'
import { getStoredRole } from '../roles/stored-role.ts'
import { gainsOfHolding } from '../users/held-gains.ts'
import { readEnvironments, type EnvironmentAccess } from '../users/user-rules.ts'

/** What people are invited with: a bundle, or roles chosen by hand, or groups; and the environments open to them. */
export interface InvitationContent {
  /** Null for none; not beside roles chosen by hand. */
  readonly bundleId: string | null
  readonly accountRoleIds: readonly string[]
  /** Each in one environment, by its id, or in `all`. */
  readonly environmentRoles: readonly { readonly roleId: string; readonly environmentId: string }[]
  readonly groupIds: readonly string[]
  /** Ids, or `all`; nothing is open to whom none is given. */
  readonly environmentIds: readonly string[]
}

/** A role and where it will be assigned. */
export interface InvitedRole {
  readonly roleId: RoleId
  readonly reach: ReachScope
}

/** An invitation's content, read against the account. */
export interface ReadContent {
  readonly roles: readonly InvitedRole[]
  readonly groupIds: readonly GroupId[]
  readonly access: EnvironmentAccess
}

/**
 * Reads what people are invited with.
 *
 * @throws Refusal `missing_fields` when it is neither role nor group, `invalid_fields`, `not_found`, `environment_unknown`
 */
export async function readContent(content: InvitationContent, deed: Deed<Transaction>): Promise<ReadContent> {
  const { bundleId, accountRoleIds, environmentRoles } = content
  const isByHand = accountRoleIds.length > 0 || environmentRoles.length > 0
  if (bundleId === null && !isByHand && content.groupIds.length === 0) {
    throw refusal('missing_fields', undefined, { fields: [{ name: 'bundleId' }] })
  }
  if (bundleId !== null && isByHand) {
    throw refusal('invalid_fields', undefined, {
      fields: [{ name: 'bundleId', value: bundleId }],
      more: { reason: 'an access bundle stands alone: give roles or a bundle' },
    })
  }
  return {
    roles: bundleId === null ? await readRoles(content, deed) : rolesOf(getBundle(bundleId)),
    groupIds: await readGroups(content.groupIds, deed),
    access: readEnvironments(content.environmentIds, deed),
  }
}

function getBundle(id: string): AccessBundle {
  const bundle = accessBundles.find((one) => one.id === id)
  if (bundle === undefined) throw refusal('invalid_fields', undefined, { fields: [{ name: 'bundleId', value: id }] })
  return bundle
}

const rolesOf = ({ accountRoleIds, environmentRoleIds }: AccessBundle): readonly InvitedRole[] => [
  ...accountRoleIds.map((roleId): InvitedRole => ({ roleId, reach: { type: 'account' } })),
  ...environmentRoleIds.map((roleId): InvitedRole => ({
    roleId,
    reach: { type: 'environment', environmentId: 'all' },
  })),
]

/** Each once. */
async function readRoles(
  { accountRoleIds, environmentRoles }: InvitationContent,
  deed: Deed<Transaction>,
): Promise<readonly InvitedRole[]> {
  const roles: InvitedRole[] = []
  for (const id of accountRoleIds) {
    roles.push({ roleId: await readRole(id, 'account', 'accountRoleIds', deed), reach: { type: 'account' } })
  }
  for (const { roleId: id, environmentId: place } of environmentRoles) {
    requireEnvironment(place, deed)
    const roleId = await readRole(id, 'environment', 'environmentRoles.roleId', deed)
    const reached = place === 'all' ? ('all' as const) : environmentIdOf(place, deed)
    roles.push({ roleId, reach: { type: 'environment', environmentId: reached } })
  }
  return [...new Map(roles.map((one) => [JSON.stringify(one), one])).values()]
}

function environmentIdOf(id: string, deed: Deed<Transaction>): EnvironmentId | 'all' {
  const [known] = readEnvironments([id], deed).ids
  return known ?? 'all'
}

/** Global roles alone: roles on folders and collections are given where these are. */
async function readRole(
  id: string,
  level: 'account' | 'environment',
  field: string,
  deed: Deed<Transaction>,
): Promise<RoleId> {
  const role = await getStoredRole(deed, id)
  if (role.level !== level || role.kind !== 'global') {
    throw refusal('invalid_fields', undefined, { fields: [{ name: field, value: id }] })
  }
  return role.id
}

async function readGroups(sent: readonly string[], { store, caller }: Deed<Transaction>): Promise<readonly GroupId[]> {
  const ids = [...new Set(sent.map(groupId))]
  for (const id of ids) {
    const group = await store.find('group', { accountId: caller.accountId, id })
    if (group === undefined)
      throw refusal('not_found', { what: 'group' }, { fields: [{ name: 'groupIds', value: id }] })
  }
  return ids
}

/** What whoever accepts comes to hold. Environments give nothing by themselves: they open what these roles are about. */
export async function gainsOfContent(
  { roles, groupIds }: ReadContent,
  deed: Deed<Transaction>,
): Promise<readonly CausedGain[]> {
  const gains: CausedGain[] = roles.map(({ roleId, reach }) => ({
    gain: {
      type: 'permissions',
      permissionIds: deed.engine.snapshot.roles.find(roleId)?.permissionIds ?? [],
      reach,
      parameter: null,
    },
  }))
  for (const id of groupIds) gains.push(...(await gainsOfHolding(principal('group', id), deed)))
  return gains
}

/** Something that an invitation lacks so that all of it can be used. */
export interface InvitationWarning {
  readonly type: 'role_without_access' | 'access_without_role'
  readonly environmentId: EnvironmentId | 'all'
}

/** Finds environments with roles that aren't open to those invited, and open ones in which they have no role. */
export async function findWarnings(
  content: ReadContent,
  { store, caller }: Deed<Transaction>,
): Promise<readonly InvitationWarning[]> {
  const { roles, groupIds, access } = content
  const principals = groupIds.map((id) => principal('group', id))
  const ofGroups = principals.length === 0 ? [] : await store.listAssignments(caller.accountId, { principals })
  const withRoles = placesOf([...roles, ...ofGroups].map(({ reach }) => reach))
  const open = new Set<EnvironmentId | 'all'>(access.isAll ? ['all'] : access.ids)
  const lacks = (places: ReadonlySet<EnvironmentId | 'all'>, place: EnvironmentId | 'all'): boolean =>
    place === 'all' ? places.size === 0 : !places.has('all') && !places.has(place)
  return [
    ...[...withRoles]
      .filter((place) => lacks(open, place))
      .map((environmentId) => ({ type: 'role_without_access', environmentId }) as const),
    ...[...open]
      .filter((place) => lacks(withRoles, place))
      .map((environmentId) => ({ type: 'access_without_role', environmentId }) as const),
  ]
}

const placesOf = (reaches: readonly ReachScope[]): ReadonlySet<EnvironmentId | 'all'> =>
  new Set(reaches.flatMap((reach) => (reach.type === 'account' ? [] : [reach.environmentId])))

import { refusal } from '../../domain/errors.ts'
import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import { planOpens } from '../../domain/plan.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { Parameter } from '../../domain/role.ts'
import type { Reader } from '../../store/store.ts'
import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import { inAccount, type CausedGain, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { findStoredRole, fromCatalogue, fromRecord, type StoredRole } from '../roles/stored-role.ts'

/** What is shared: a folder or a collection, and where it is. */
export interface SharedThing {
  readonly environmentId: EnvironmentId
  readonly parameter: Parameter
}

/** What one principal was given on one folder or collection. */
export interface SharedWith {
  readonly principal: Principal
  /** What it was given on: what was asked about, or a folder above it. */
  readonly parameter: Parameter
  /** By name, then by id. */
  readonly roles: readonly StoredRole[]
}

/** The kinds of principal that folders and collections are shared with (facts 1.2). */
export const sharingTypes = ['user', 'group', 'api_key'] as const satisfies readonly Principal['type'][]

/** How many roles one request may name (facts 7.4). */
export const mostSharedRoles = 10

/**
 * Lists with whom something is shared, by what was given on each of some folders or collections, in their order; there in
 * the order of principals. What has expired isn't shared.
 */
export async function listSharedWith(
  parameters: readonly Parameter[],
  deed: Deed<Reader>,
): Promise<readonly SharedWith[]> {
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { parameters }, page),
  )
  const standing = assignments.filter(
    ({ principal, expiresAt }) =>
      !isExpired(expiresAt, deed.at) && sharingTypes.some((type) => type === principal.type),
  )
  return parameters.flatMap((given) => {
    const here = standing.filter(({ parameter }) => parameter?.type === given.type && parameter.id === given.id)
    const byPrincipal = Map.groupBy(here, ({ principal }) => `${principal.type}:${principal.id}`)
    return [...byPrincipal.values()].flatMap((some) => sharedBy(some, given, deed))
  })
}

function sharedBy(
  given: readonly AssignmentRecord[],
  parameter: Parameter,
  { engine }: Deed<Reader>,
): readonly SharedWith[] {
  const { roles: known, catalogue } = engine.snapshot
  const [first] = given
  const roles = given
    .flatMap(({ roleId }) => {
      const role = known.find(roleId)
      return role === undefined ? [] : [fromCatalogue(role, catalogue)]
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  return first === undefined || roles.length === 0 ? [] : [{ principal: first.principal, parameter, roles }]
}

/**
 * The roles that the caller may give on something: those of which it holds every permission there (settled decision 5).
 * System roles in the catalogue's order, then custom ones in order of creation.
 */
export async function permittedRoles(shared: SharedThing, deed: Deed<Reader>): Promise<readonly StoredRole[]> {
  const { account, catalogue } = deed.engine.snapshot
  const kind = shared.parameter.type
  const hasCustom = kind === 'folder' && account !== null && planOpens(account, 'custom_folder_roles')
  const custom = hasCustom ? await deed.store.listRoles(deed.caller.accountId, { kinds: [kind] }) : []
  const system = catalogue.roles.filter((role) => role.kind === kind)
  const all = [...system.map((role) => fromCatalogue(role, catalogue)), ...custom.map(fromRecord)]
  return all.filter((role) => mayGive(role, shared, deed))
}

/** Tells whether the caller holds everything of a role on something. */
export function mayGive(
  role: Pick<StoredRole, 'permissionIds'>,
  shared: SharedThing,
  { engine, at, caller: { by } }: Deed<Reader>,
): boolean {
  if (by.type === 'operator') return true
  if (by.type === 'preset') return false
  return engine.findLacks(by, [gainOfRole(role, shared).gain], at).length === 0
}

/** What whoever is given a role on something gains. */
export const gainOfRole = (
  { permissionIds }: Pick<StoredRole, 'permissionIds'>,
  { environmentId: environment, parameter }: SharedThing,
): CausedGain => ({
  gain: {
    type: 'permissions',
    permissionIds,
    reach: { type: 'environment', environmentId: environmentId(environment) },
    parameter,
  },
})

/**
 * Finds the roles to share with. Of custom roles that the caller may neither read nor give it isn't told whether they
 * exist.
 *
 * @throws Refusal `missing_fields`, `invalid_fields`, `not_found`, `role_beyond_own`
 */
export async function getSharedRoles(
  ids: readonly string[],
  shared: SharedThing,
  deed: Deed<Reader>,
): Promise<readonly StoredRole[]> {
  if (ids.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'roleIds' }] })
  if (ids.length > mostSharedRoles)
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'roleIds', value: ids }] })
  const roles: StoredRole[] = []
  for (const id of ids) roles.push(await getSharedRole(id, shared, deed))
  return roles
}

async function getSharedRole(id: string, shared: SharedThing, deed: Deed<Reader>): Promise<StoredRole> {
  const { catalogue } = deed.engine.snapshot
  const kind = shared.parameter.type
  const role = await findStoredRole(deed, id)
  const isSystem = findRole(catalogue, canonicalRoleId(id, catalogue)) !== undefined
  const isTold = isSystem || deed.may('read', inAccount('Role', role?.id ?? null))
  if (!isTold && (role?.kind !== kind || !mayGive(role, shared, deed))) throw refusal('role_beyond_own', { id })
  const fields = [{ name: 'roleIds', value: id }]
  if (role === undefined) throw refusal('not_found', { what: 'role' }, { fields })
  if (role.kind === kind) return role
  throw refusal('invalid_fields', undefined, { fields })
}

/** @throws Refusal `invalid_fields` for account keys, `not_found` for whoever isn't there, keys of other environments too */
export function requireSharing(
  principal: Principal,
  environment: EnvironmentId,
  { engine }: Pick<Deed<Reader>, 'engine'>,
): void {
  const fields = [{ name: 'principalId', value: principal.id }]
  if (!sharingTypes.some((type) => type === principal.type)) throw refusal('invalid_fields', undefined, { fields })
  const { holders, environments } = engine.snapshot
  const holder = holders.find(principal)
  const isHere = principal.type !== 'api_key' || holder?.environments[0] === environments.number(environment)
  if (holder?.isKnown === true && isHere) return
  throw refusal('not_found', { what: 'principal' }, { fields })
}

import { environmentId, folderId, collectionId } from '../../domain/ids.ts'
import { refusal, type RefusedField } from '../../domain/errors.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Parameter } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { getStoredRole, type StoredRole } from '../roles/stored-role.ts'

/** An assignment as a caller names it. */
export interface NamedAssignment {
  readonly principal: Principal
  readonly roleId: string
  /** An environment's id, `all`, or null for account roles. */
  readonly environmentId: string | null
  /** As sent: `{ folder_id }` or `{ collection_id }`; null or empty for global roles. */
  readonly parameters: Readonly<Record<string, unknown>> | null
}

/** An assignment read against the account. */
export interface ReadAssignment {
  readonly principal: Principal
  readonly role: StoredRole
  readonly reach: ReachScope
  readonly parameter: Parameter | null
  /** False for a folder or collection that isn't in the environment, see {@link requirePlace}. */
  readonly isPlaceKnown: boolean
}

/**
 * Reads one named assignment against the account: the principal and role exist, the scope fits the role's level, and a
 * content role has a folder or collection (facts 7.6, 11).
 *
 * @throws Refusal `missing_fields`, `invalid_fields`, `not_found`
 */
export async function readAssignment(named: NamedAssignment, deed: Deed<Reader>): Promise<ReadAssignment> {
  requirePrincipal(named.principal, deed)
  const role = await getStoredRole(deed, named.roleId)
  const reach = readReach(named, role, deed)
  const parameter = readParameter(named, role)
  const isPlaceKnown = parameter === null || isPlaceIn(parameter, reach, deed)
  return { principal: named.principal, role, reach, parameter, isPlaceKnown }
}

/** @throws Refusal `not_found` when the folder or collection isn't in the environment, as if it didn't exist */
export function requirePlace({ parameter, isPlaceKnown }: ReadAssignment): void {
  if (isPlaceKnown || parameter === null) return
  const name = parameter.type === 'folder' ? 'folderId' : 'collectionId'
  throw refusal('not_found', { what: parameter.type }, { fields: [{ name, value: parameter.id }] })
}

/** @throws Refusal `not_found` when the account has no such principal */
export function requirePrincipal(principal: Principal, { engine }: Pick<Deed<Reader>, 'engine'>): void {
  if (engine.snapshot.holders.find(principal)?.isKnown === true) return
  throw refusal('not_found', { what: 'principal' }, { fields: [{ name: 'principalId', value: principal.id }] })
}

/** @throws Refusal `not_found` when the account has no such environment; `all` always exists */
export function requireEnvironment(id: string, { engine }: Pick<Deed<Reader>, 'engine'>): void {
  const { environments } = engine.snapshot
  if (id === 'all' || environments.isKnown(environments.number(id.normalize('NFC')))) return
  throw refusal('not_found', { what: 'scope' }, { fields: [{ name: 'environmentId', value: id }] })
}

const invalid = (field: RefusedField, more?: Readonly<Record<string, unknown>>) =>
  refusal('invalid_fields', undefined, { fields: [field], ...(more && { more }) })

function readReach(named: NamedAssignment, role: StoredRole, deed: Deed<Reader>): ReachScope {
  const { environmentId: id } = named
  if (role.level === 'account') {
    if (id !== null) throw invalid({ name: 'environmentId', value: id })
    return { type: 'account' }
  }
  if (id === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'environmentId' }] })
  requireEnvironment(id, deed)
  return { type: 'environment', environmentId: id === 'all' ? 'all' : environmentId(id) }
}

/** The parameters that each kind of role takes, by their names on the wire and in Cedar placeholders. */
const requiredParameters = { global: [], folder: ['folder_id'], collection: ['collection_id'] } as const

function readParameter(named: NamedAssignment, role: StoredRole): Parameter | null {
  const sent = named.parameters ?? {}
  const required: readonly string[] = requiredParameters[role.kind]
  const names = Object.keys(sent)
  const [name] = required
  const value = name === undefined ? undefined : sent[name]
  const isFitting =
    names.length === required.length && (name === undefined || (typeof value === 'string' && value !== ''))
  if (!isFitting) throw invalid({ name: 'parameters', value: sent }, { actual: sent, required })
  if (typeof value !== 'string') return null
  return role.kind === 'folder'
    ? { type: 'folder', id: folderId(value) }
    : { type: 'collection', id: collectionId(value) }
}

function isPlaceIn(parameter: Parameter, reach: ReachScope, { engine }: Deed<Reader>): boolean {
  const { folders, collections, environments } = engine.snapshot
  const environment =
    parameter.type === 'folder'
      ? folders.environment(folders.number(parameter.id))
      : collections.environment(collections.number(parameter.id))
  if (reach.type === 'account' || environment === 0) return false
  return reach.environmentId === 'all' || environments.number(reach.environmentId) === environment
}

import type { Instant } from '../domain/instant.ts'
import { principal, type Principal, type PrincipalType } from '../domain/principal.ts'
import type { Parameter, RoleKind } from '../domain/role.ts'
import type { Level, ReachScope, Scope } from '../domain/scope.ts'

/** The kinds of principal as the wire spells them. */
export const principalTypeNames = ['user', 'group', 'apiKey', 'provisioningKey'] as const

/** One of {@link principalTypeNames}. */
export type PrincipalTypeName = (typeof principalTypeNames)[number]

const typeByName = {
  user: 'user',
  group: 'group',
  apiKey: 'api_key',
  provisioningKey: 'account_key',
} as const satisfies Record<PrincipalTypeName, PrincipalType>

const nameByType = {
  user: 'user',
  group: 'group',
  api_key: 'apiKey',
  account_key: 'provisioningKey',
} as const satisfies Record<PrincipalType, PrincipalTypeName>

/** Reads a principal of a type and an id. */
export const toPrincipal = (type: PrincipalTypeName, id: string): Principal => principal(typeByName[type], id)

/** Spells the kind of a principal. */
export const principalTypeName = (type: PrincipalType): PrincipalTypeName => nameByType[type]

/** A principal on the wire. */
export interface WirePrincipal {
  readonly type: PrincipalTypeName
  readonly id: string
}

/** Spells a principal. */
export const fromPrincipal = ({ type, id }: Principal): { type: PrincipalTypeName; id: string } => ({
  type: nameByType[type],
  id,
})

/** The two levels as the wire spells them. */
export const scopeTypeNames = ['account', 'prodenv'] as const

/** One of {@link scopeTypeNames}. */
export type ScopeTypeName = (typeof scopeTypeNames)[number]

/** Reads a level. */
export const toLevel = (name: ScopeTypeName): Level => (name === 'prodenv' ? 'environment' : 'account')

/** Spells a level. */
export const scopeTypeName = (level: Level): ScopeTypeName => (level === 'environment' ? 'prodenv' : 'account')

/** Spells what kind of role or permission something is: folder and collection ones are `content`. */
export const permissionTypeName = (kind: RoleKind): 'global' | 'content' => (kind === 'global' ? 'global' : 'content')

/** The names of the parameters that a kind of role is assigned with. */
export const parameterNames = (kind: Exclude<RoleKind, 'global'>): ['folder_id' | 'collection_id'] =>
  kind === 'folder' ? ['folder_id'] : ['collection_id']

/** Spells the folder or collection of a content role as the map that assignments carry. */
export const fromParameter = ({ type, id }: Parameter): { folder_id?: string; collection_id?: string } =>
  type === 'folder' ? { folder_id: id } : { collection_id: id }

/** Spells where an assignment or a policy counts; account scope has no id. */
export const fromReach = (reach: ReachScope): { scope_type: ScopeTypeName; scope_id?: string } =>
  reach.type === 'account' ? { scope_type: 'account' } : { scope_type: 'prodenv', scope_id: reach.environmentId }

/** Spells the scope of a question. */
export const fromScope = (scope: Scope): { type: 'account' } | { type: 'prodenv'; id: string } =>
  scope.type === 'account' ? { type: 'account' } : { type: 'prodenv', id: scope.environmentId }

/** Whole seconds since 1970, as this family writes instants. */
export const toSeconds = (at: Instant): number => Math.floor(at / 1000)

/** Keeps the fields that have a value, so that absent stays absent. */
export function present<Fields extends Readonly<Record<string, unknown>>>(fields: Fields): Present<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(entries) as Present<Fields>
}

/** {@link present}: what may be undefined or null becomes optional, and has neither. */
export type Present<Fields> = {
  [
    Name in keyof Fields as null extends Fields[Name] ? never : undefined extends Fields[Name] ? never : Name
  ]: Fields[Name]
} & {
  [
    Name in keyof Fields as null extends Fields[Name] ? Name : undefined extends Fields[Name] ? Name : never
  ]?: NonNullable<Fields[Name]>
}

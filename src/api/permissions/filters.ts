import { z } from 'zod'
import { collectionId, folderId } from '../../domain/ids.ts'
import { refusal, type RefusedField } from '../../domain/errors.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Parameter, RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import { optional, text, texts } from '../fields.ts'
import { principalTypeNames, scopeTypeNames, toLevel, toPrincipal } from '../spellings.ts'

/** The fields that name a folder or a collection in a query; `asset_id` is accepted and does nothing (facts 7.10, Q9). */
export const contentFields = {
  folder_id: optional(text),
  collection_id: optional(text),
  asset_id: optional(text),
  param_key: optional(texts),
  param_value: optional(texts),
}

/** Account or environment. */
export const scopeType = z.enum(scopeTypeNames)
/** Global or content. */
export const permissionType = z.enum(['global', 'content'])
/** System or custom. */
export const managementType = z.enum(['system', 'custom'])
/** The kind of a principal. */
export const principalType = z.enum(principalTypeNames)
/** A principal in one object. */
export const principalObject = z.object({ type: principalType, id: text })

const missing = (...names: readonly string[]): Error =>
  refusal('missing_fields', undefined, { fields: names.map((name) => ({ name })) })

const invalid = (...fields: readonly RefusedField[]): Error => refusal('invalid_fields', undefined, { fields })

type Maybe<T> = T | null | undefined

interface ContentWire {
  readonly folder_id?: Maybe<string>
  readonly collection_id?: Maybe<string>
  readonly param_key?: Maybe<readonly string[]>
  readonly param_value?: Maybe<readonly string[]>
}

/**
 * Reads the folder or collection that a query names, either way: `folder_id=X` is `param_key=folder_id&param_value=X`.
 * Keys and values pair by position (facts 7.5).
 *
 * @returns null when it names none
 * @throws Refusal `missing_fields` for a key without a value or the reverse, `invalid_fields` for two different ones
 */
export function readContent(wire: ContentWire): Parameter | null {
  const keys = wire.param_key ?? []
  const values = wire.param_value ?? []
  if (keys.length !== values.length) throw missing(keys.length > values.length ? 'param_value' : 'param_key')
  const named = [
    ...(['folder_id', 'collection_id'] as const).flatMap((name) => {
      const id = wire[name]
      return id === undefined || id === null ? [] : [toParameter(name, id)]
    }),
    ...keys.map((key, position) => toParameter(key, values[position] ?? '')),
  ].filter((parameter) => parameter !== null)
  const [first = null, ...others] = named
  const other = others.find(({ type, id }) => type !== first?.type || id !== first.id)
  if (other !== undefined) throw invalid({ name: `${other.type}_id`, value: other.id })
  return first
}

function toParameter(key: string, id: string): Parameter | null {
  if (key === 'folder_id') return { type: 'folder', id: folderId(id) }
  if (key === 'collection_id') return { type: 'collection', id: collectionId(id) }
  if (key === 'asset_id') return null
  throw invalid({ name: 'param_key', value: key })
}

/** Reads the map that bodies name a folder or collection with. @throws Refusal `invalid_fields` */
export function readParameterMap(map: Maybe<Readonly<Record<string, unknown>>>): Parameter | null {
  const entries = Object.entries(map ?? {})
  const [entry] = entries
  if (entry === undefined) return null
  const [key, id] = entry
  const isKnown = key === 'folder_id' || key === 'collection_id'
  if (entries.length > 1 || !isKnown || typeof id !== 'string') throw invalid({ name: 'policy_parameters', value: map })
  return toParameter(key, id)
}

interface ScopeWire {
  readonly scope_type?: Maybe<'account' | 'prodenv'>
  readonly scope_id?: Maybe<string>
}

/** A level and perhaps an environment, as operations filter by them. */
export interface ScopeFilter {
  readonly level?: Level
  readonly environmentId?: string
}

/** Reads an optional scope: an environment is named by `scope_id`. @throws Refusal `invalid_fields` for an account with one */
export function readScopeFilter({ scope_type, scope_id }: ScopeWire): ScopeFilter {
  refuseAccountWithId({ scope_type, scope_id })
  return {
    ...(scope_type !== undefined && scope_type !== null && { level: toLevel(scope_type) }),
    ...(scope_id !== undefined && scope_id !== null && { environmentId: scope_id }),
  }
}

/**
 * Reads the scope of a list of policies: without `scope_type` it is the account, and `scope_id` says nothing then
 * (facts 7.6).
 *
 * @throws Refusal `missing_fields` for an environment without `scope_id`
 */
export function readListScope(wire: ScopeWire): ScopeFilter & { readonly level: Level } {
  if (wire.scope_type === undefined || wire.scope_type === null) return { level: 'account' }
  return readWholeScope(wire, wire.scope_type)
}

/** Reads a scope that must be one place. @throws Refusal `missing_fields`, `invalid_fields` */
export function readWholeScope(
  { scope_id }: ScopeWire,
  scope_type: 'account' | 'prodenv',
): ScopeFilter & { readonly level: Level } {
  refuseAccountWithId({ scope_type, scope_id })
  if (scope_type === 'account') return { level: 'account' }
  if (scope_id === undefined || scope_id === null) throw missing('scope_id')
  return { level: 'environment', environmentId: scope_id }
}

/** The field that is wrong is the type: so the vendor's own example echoes it. */
function refuseAccountWithId({ scope_type, scope_id }: ScopeWire): void {
  if (scope_type === 'account' && scope_id !== undefined && scope_id !== null) {
    throw invalid({ name: 'scope_type', value: scope_type })
  }
}

interface PrincipalWire {
  readonly principal_type?: Maybe<(typeof principalTypeNames)[number]>
  readonly principal_id?: Maybe<string>
}

/** Reads an optional principal: its type and id only come together. @throws Refusal `missing_fields` */
export function readOptionalPrincipal({ principal_type, principal_id }: PrincipalWire): Principal | null {
  const hasType = principal_type !== undefined && principal_type !== null
  const hasId = principal_id !== undefined && principal_id !== null
  if (hasType && hasId) return toPrincipal(principal_type, principal_id)
  if (hasType || hasId) throw missing(hasType ? 'principal_id' : 'principal_type')
  return null
}

/** The kinds of role that `permission_type` stands for, narrowed by the names of parameters. @throws Refusal `invalid_fields` */
export function readKinds(
  type: 'global' | 'content',
  parameterTypes: Maybe<readonly string[]> = null,
): readonly RoleKind[] {
  const kinds: readonly RoleKind[] = type === 'global' ? ['global'] : ['folder', 'collection']
  if (parameterTypes === null || parameterTypes.length === 0) return kinds
  const unknown = parameterTypes.find((name) => !/^(?:folder|collection|asset)_id$/.test(name))
  if (unknown !== undefined) throw invalid({ name: 'policy_parameters', value: unknown })
  return kinds.filter((kind) => parameterTypes.includes(`${kind}_id`))
}

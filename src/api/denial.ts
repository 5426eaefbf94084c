import type { Denial, Lack, Need } from '../domain/errors.ts'
import type { Parameter } from '../domain/role.ts'
import type { Scope } from '../domain/scope.ts'
import { fromResource, type WireResource } from './resources.ts'
import { fromParameter, fromReach, fromScope } from './spellings.ts'

/** What would meet a need, as the engine finds it. */
export interface Remedy {
  readonly permissionIds: readonly string[]
  readonly roles: readonly {
    readonly roleId: string
    readonly name: string
    readonly size: number
    readonly parameter: Parameter | null
  }[]
  readonly needsLibraryAccess: boolean
  /** What the need's environment is called; only for who may know. */
  readonly environmentName?: string
}

/** How many roles a document offers, those with the fewest permissions first. */
const offeredRoles = 5

/** A capability that is missing, and what would give it. */
export interface WireMissing {
  action: string
  resource: WireResource
  scope: { type: 'account' } | { type: 'prodenv'; id: string }
  /** Any one of these permissions suffices. */
  permissions: string[]
  /** System roles that have one of them, with how many permissions come along. */
  roles: {
    id: string
    name: string
    size: number
    policy_parameters?: { folder_id?: string; collection_id?: string }
  }[]
  needs_library_access: boolean
}

/** What a giver would give without holding it. */
export interface WireLack {
  actions: string[]
  /** A resource type or the id of a feature; null: anything. */
  on: string | null
  system_policy_id: string | null
  scope_type: 'account' | 'prodenv'
  scope_id?: string
  policy_parameters?: { folder_id?: string; collection_id?: string }
}

/** The document that explains a denial to whoever was denied. */
export interface DenialDocument {
  /** The same in a sentence. */
  reason: string
  /** What the caller needed and doesn't hold. */
  missing: WireMissing[]
  /** What somebody would gain that the caller doesn't hold itself (the escalation rule). */
  lacks: WireLack[]
}

/**
 * Explains a denial: what is missing, and what would do.
 *
 * @param remedies one for each need, in the same order; empty when nobody looked for any
 */
export function denialDocument(denial: Denial, remedies: readonly (Remedy | null)[] = []): DenialDocument {
  return {
    reason: sentenceOf(denial, remedies),
    missing: denial.needs.map((need, position) => spellMissing(need, remedies[position] ?? null)),
    lacks: denial.lacks.map(spellLack),
  }
}

/** Spells one capability that is missing, with its remedy. */
export function spellMissing({ action, resource, scope }: Need, remedy: Remedy | null): WireMissing {
  const { permissionIds, roles, needsLibraryAccess } = remedy ?? {
    permissionIds: [],
    roles: [],
    needsLibraryAccess: false,
  }
  return {
    action,
    resource: fromResource(resource),
    scope: fromScope(scope),
    permissions: [...permissionIds],
    roles: roles.slice(0, offeredRoles).map(({ roleId, name, size, parameter }) => ({
      id: roleId,
      name,
      size,
      ...(parameter !== null && { policy_parameters: fromParameter(parameter) }),
    })),
    needs_library_access: needsLibraryAccess,
  }
}

const spellLack = ({ actions, on, permissionId, reach, parameter }: Lack): WireLack => ({
  actions: [...actions],
  on,
  system_policy_id: permissionId,
  ...fromReach(reach),
  ...(parameter !== null && { policy_parameters: fromParameter(parameter) }),
})

function sentenceOf({ needs, lacks }: Denial, remedies: readonly (Remedy | null)[]): string {
  const needed = distinct(
    needs.map(({ action, resource, scope }, position) => {
      const place = placeName(scope, remedies[position]?.environmentName)
      return `\`${action}\` on \`${resource.type}\` ${place}`
    }),
  )
  const lacked = distinct(
    lacks.map(({ actions, on }) => `${quoted(actions)} on ${on === null ? 'anything' : `\`${on}\``}`),
  )
  return [
    ...(needed.length > 0 ? [`this needs ${needed.join(' and ')}`] : []),
    ...(lacked.length > 0 ? [`this would give what you do not hold there yourself: ${lacked.join(', ')}`] : []),
  ].join('; ')
}

function placeName(scope: Scope, name: string | undefined): string {
  if (scope.type === 'account') return 'in the account'
  return scope.environmentId === 'all' ? 'in all environments' : `in the environment \`${name ?? scope.environmentId}\``
}

const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ')

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

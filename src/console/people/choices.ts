/** Environment roles of one choice: the same roles in one environment, or in all. */
export interface RoleRow {
  /** Tells rows apart while they are edited. */
  readonly key: number
  /** An id, `all`, or empty while none is chosen. */
  readonly environmentId: string
  readonly roleIds: readonly string[]
}

/** Global roles as forms hold them. */
export interface RoleChoice {
  readonly accountRoleIds: readonly string[]
  readonly rows: readonly RoleRow[]
}

/** A global role with where it counts: an environment's id, `all`, or null for the account. */
export interface PlacedRole {
  readonly roleId: string
  readonly environmentId: string | null
}

/** Which environments are open. */
export interface OpenChoice {
  readonly isAll: boolean
  /** Those chosen one by one. */
  readonly ids: readonly string[]
}

/** No role. */
export const noRoles: RoleChoice = { accountRoleIds: [], rows: [] }

/** A role as the server lists it with somebody. */
export interface ListedHeld {
  readonly role_id: string
  readonly scope_type: 'account' | 'prodenv'
  readonly scope_id?: string | undefined
}

/** Makes the choice of a form of what somebody has; those of all environments come first. */
export function choiceOf(held: readonly ListedHeld[]): RoleChoice {
  const environmentIds = [...new Set(held.flatMap(({ scope_id }) => scope_id ?? []))]
  const sorted = environmentIds.sort((one, other) => Number(other === 'all') - Number(one === 'all'))
  return {
    accountRoleIds: held.filter(({ scope_type }) => scope_type === 'account').map(({ role_id }) => role_id),
    rows: sorted.map((environmentId, key) => ({
      key,
      environmentId,
      roleIds: held.filter(({ scope_id }) => scope_id === environmentId).map(({ role_id }) => role_id),
    })),
  }
}

/** Lists what a choice gives, each once; rows without an environment or without roles give nothing. */
export function placedRoles({ accountRoleIds, rows }: RoleChoice): readonly PlacedRole[] {
  const all: readonly PlacedRole[] = [
    ...accountRoleIds.map((roleId) => ({ roleId, environmentId: null })),
    ...rows
      .filter(({ environmentId }) => environmentId !== '')
      .flatMap(({ environmentId, roleIds }) => roleIds.map((roleId) => ({ roleId, environmentId }))),
  ]
  return [...new Map(all.map((one) => [keyOf(one), one])).values()]
}

const keyOf = ({ roleId, environmentId }: PlacedRole): string => `${environmentId ?? ''} ${roleId}`

/** What is to be given and taken away so that one choice becomes the other. */
export interface RoleChange {
  readonly add: readonly PlacedRole[]
  readonly remove: readonly PlacedRole[]
}

/** Finds what changes between two choices. */
export function changeBetween(before: RoleChoice, after: RoleChoice): RoleChange {
  const [old, next] = [placedRoles(before), placedRoles(after)]
  const without = (some: readonly PlacedRole[], others: readonly PlacedRole[]): readonly PlacedRole[] => {
    const known = new Set(others.map(keyOf))
    return some.filter((one) => !known.has(keyOf(one)))
  }
  return { add: without(next, old), remove: without(old, next) }
}

/** Spells what changes, for the endpoints that change roles and preview it. */
export const toRoles = ({ add, remove }: RoleChange) => ({ add: add.map(spell), remove: remove.map(spell) })

const spell = ({ roleId, environmentId }: PlacedRole) => ({
  id: roleId,
  ...(environmentId !== null && { scope_id: environmentId }),
})

/** Where roles and access don't fit each other; environments by id, or `all`. */
export interface Mismatches {
  /** Roles count in them, and they aren't open. */
  readonly withoutAccess: readonly string[]
  /** They are open, and no role counts in them. */
  readonly withoutRole: readonly string[]
}

/** Finds where roles and access don't fit each other, as the server finds it for invitations. */
export function findMismatches(roles: readonly PlacedRole[], { isAll, ids }: OpenChoice): Mismatches {
  const withRoles = new Set(roles.flatMap(({ environmentId }) => environmentId ?? []))
  const open = new Set(isAll ? ['all'] : ids)
  const lacks = (places: ReadonlySet<string>, place: string): boolean =>
    place === 'all' ? places.size === 0 : !places.has('all') && !places.has(place)
  return {
    withoutAccess: [...withRoles].filter((place) => lacks(open, place)),
    withoutRole: [...open].filter((place) => lacks(withRoles, place)),
  }
}

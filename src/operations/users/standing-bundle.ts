import { accessBundles, type AccessBundle } from '../../domain/catalogue/bundles.ts'
import { legacyRoles, type LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import type { RoleId } from '../../domain/ids.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import { principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { KeyOf, Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** A role of a bundle and where it is assigned. */
export interface BundleRole {
  readonly roleId: RoleId
  readonly reach: ReachScope
}

/** What a legacy role assigns: its bundle's account roles, and its environment roles in all environments. */
export function rolesOfBundle(role: LegacyRole): readonly BundleRole[] {
  const bundle = accessBundles.find(({ id }) => id === role)
  return bundle === undefined ? [] : rolesIn(bundle)
}

/**
 * Finds the legacy role whose bundle is exactly what a user's own global assignments give; null when none is.
 *
 * @param assignments the user's own; content roles and expired ones are passed over
 */
export function standingBundle(assignments: readonly AssignmentRecord[], at: Instant): LegacyRole | null {
  const standing = keysOfGlobal(assignments, at)
  const found = legacyRoles.find((role) => {
    const keys = rolesOfBundle(role).map(keyOf)
    return keys.length === standing.size && keys.every((key) => standing.has(key))
  })
  return found ?? null
}

/** How a user's own assignments change when it gets a legacy role. */
export interface BundleChange {
  readonly added: readonly BundleRole[]
  /** Also what had expired and is made anew. */
  readonly removed: readonly AssignmentRecord[]
}

/**
 * Puts a bundle in the place of the one that stands. Where roles stand beside it, it is no longer the user's bundle, but
 * every bundle that stands whole among them gives way, so that a lesser role is never merely added to a greater one.
 */
export function replaceBundle(
  assignments: readonly AssignmentRecord[],
  role: LegacyRole | null,
  at: Instant,
): BundleChange {
  const wanted = role === null ? [] : rolesOfBundle(role)
  const standing = keysOfGlobal(assignments, at)
  const whole = accessBundles.map(rolesIn).filter((roles) => roles.every((one) => standing.has(keyOf(one))))
  const leaving = new Set(whole.flat().map(keyOf))
  const wantedKeys = new Set(wanted.map(keyOf))
  return {
    added: wanted.filter((one) => !standing.has(keyOf(one))),
    removed: assignments.filter((one) => {
      if (one.parameter !== null) return false
      const isWanted = wantedKeys.has(keyOf(one))
      return isExpired(one.expiresAt, at) ? isWanted : !isWanted && leaving.has(keyOf(one))
    }),
  }
}

/** Reads the assignments that a user has itself. */
export const ownAssignments = (
  { accountId, id }: KeyOf<'user'>,
  deed: Deed<Transaction>,
): Promise<readonly AssignmentRecord[]> =>
  deed.store.listAssignments(accountId, { principals: [principal('user', id)], parameter: null })

/** Writes a change of a user's assignments. */
export async function writeBundle(
  { accountId, id }: KeyOf<'user'>,
  { added, removed }: BundleChange,
  deed: Deed<Transaction>,
): Promise<void> {
  const stamp = { accountId, createdAt: deed.at, updatedAt: deed.at, parameter: null, expiresAt: null }
  await deed.store.deleteAll('assignment', removed)
  await deed.store.putAll(
    'assignment',
    added.map(({ roleId, reach }) => ({
      ...stamp,
      id: deed.house.ids.assignment(),
      principal: principal('user', id),
      roleId,
      reach,
    })),
  )
}

const rolesIn = ({ accountRoleIds, environmentRoleIds }: AccessBundle): readonly BundleRole[] => [
  ...accountRoleIds.map((roleId) => ({ roleId, reach: { type: 'account' } as const })),
  ...environmentRoleIds.map((roleId) => ({
    roleId,
    reach: { type: 'environment', environmentId: 'all' } as const,
  })),
]

const keyOf = ({ roleId, reach }: BundleRole): string =>
  JSON.stringify([roleId, reach.type === 'account' ? '' : reach.environmentId])

const keysOfGlobal = (assignments: readonly AssignmentRecord[], at: Instant): ReadonlySet<string> =>
  new Set(
    assignments
      .filter(({ parameter, expiresAt }) => parameter === null && !isExpired(expiresAt, at))
      .map((one) => keyOf(one)),
  )

import { collectionId, environmentId, folderId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { targetKind, targetNumber, type Target } from '../snapshot/assignment-runs.ts'
import type { Holder } from '../snapshot/holders.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { findLacks } from './gains.ts'
import type { WholePlace } from './holdings.ts'
import { opensLibrary } from './library.ts'

/** What a custom role would permit instead of what it permits. */
export interface RoleChange {
  readonly roleId: RoleId
  readonly permissionIds: readonly PermissionId[]
}

/** What somebody would come to hold, and no longer hold, everywhere in a place. Both are in the order of the roles. */
export interface Effect {
  readonly place: WholePlace
  readonly gained: readonly PermissionId[]
  readonly lost: readonly PermissionId[]
}

/**
 * Asks as if custom roles were others: changes them in place, asks, and puts them back whatever happens. `ask` must answer at
 * once: between the change and its end nothing else may run. A role that isn't there, or is the system's, stays as it is.
 */
export function withChanges<Answer>(snapshot: Snapshot, changes: readonly RoleChange[], ask: () => Answer): Answer {
  const before = changes.flatMap(({ roleId }) => {
    const role = snapshot.roles.find(roleId)
    return role?.management === 'custom' ? [role] : []
  })
  const idsOf = new Map(changes.map(({ roleId, permissionIds }) => [roleId, permissionIds]))
  try {
    snapshot.putRoles(before.map((role) => ({ ...role, permissionIds: idsOf.get(role.id) ?? role.permissionIds })))
    return ask()
  } finally {
    snapshot.putRoles(before)
  }
}

/**
 * Finds what principals would really gain and lose by a change of a custom role: what they hold afterwards and not before,
 * and the other way round, as {@link findLacks} tells both times. What somebody holds by another way is neither. Where the
 * Media Library is opened or closed by it, folder and collection roles that begin or end to count are among it.
 *
 * @returns for each principal, in the order given, the places where something changes; most often none
 */
export function findEffects(
  snapshot: Snapshot,
  change: RoleChange,
  principals: readonly Principal[],
  at: Instant,
): readonly (readonly Effect[])[] {
  const counting = () => snapshot.roles.permissionIds(snapshot.roles.number(change.roleId))
  const [old, next] = [counting(), withChanges(snapshot, [change], counting)]
  const changed = [...old.filter((id) => !next.includes(id)), ...next.filter((id) => !old.includes(id))]
  const asked = principals.map((one) => placesToAsk(snapshot, { roleId: change.roleId, changed }, one, at))
  const hold = (): readonly (readonly ReadonlySet<PermissionId>[])[] =>
    principals.map((one, position) => (asked[position] ?? []).map((place) => heldOf(snapshot, one, place, at)))
  const before = hold()
  const after = withChanges(snapshot, [change], hold)
  return asked.map((places, position) =>
    places.flatMap(({ place, permissionIds }, nth) => {
      const [had, has] = [before[position]?.[nth] ?? nothing, after[position]?.[nth] ?? nothing]
      const gained = permissionIds.filter((id) => has.has(id) && !had.has(id))
      const lost = permissionIds.filter((id) => had.has(id) && !has.has(id))
      return gained.length + lost.length === 0 ? [] : [{ place, gained, lost }]
    }),
  )
}

const nothing: ReadonlySet<PermissionId> = new Set()

interface AskedPlace {
  readonly place: WholePlace
  readonly permissionIds: readonly PermissionId[]
}

function heldOf(snapshot: Snapshot, holder: Principal, { place, permissionIds }: AskedPlace, at: Instant) {
  const lacks = findLacks(snapshot, holder, [{ type: 'permissions', permissionIds, ...place }], at)
  const lacking = new Set(lacks.map(({ permissionId }) => permissionId))
  return new Set(permissionIds.filter((id) => !lacking.has(id)))
}

/** Where a holder has the role, with the permissions that come and go; and what an opened or closed library concerns. */
function placesToAsk(
  snapshot: Snapshot,
  { roleId, changed }: { readonly roleId: RoleId; readonly changed: readonly PermissionId[] },
  principal: Principal,
  at: Instant,
): readonly AskedPlace[] {
  const { roles } = snapshot
  const holder = snapshot.holders.find(principal)
  if (holder === undefined || changed.length === 0) return []
  const isAboutLibrary = roles.find(roleId)?.level === 'environment' && opensLibrary(snapshot, changed)
  const asked = new Map<string, { readonly place: WholePlace; readonly permissionIds: Set<PermissionId> }>()
  for (const { at: target, role: number, expiresAt } of assignmentsOf(snapshot, holder)) {
    const isOfRole = number === roles.number(roleId)
    const isContent = target >>> 29 >= targetKind.folder
    if ((!isOfRole && !(isAboutLibrary && isContent)) || (expiresAt !== null && at >= expiresAt)) continue
    for (const place of wholePlaces(snapshot, holder, target)) {
      const key = JSON.stringify(place)
      const known = asked.get(key) ?? { place, permissionIds: new Set() }
      for (const id of isOfRole ? changed : roles.permissionIds(number)) known.permissionIds.add(id)
      asked.set(key, known)
    }
  }
  return [...asked.values()].map(({ place, permissionIds: ids }) => ({ place, permissionIds: [...ids] }))
}

function* assignmentsOf({ runs }: Snapshot, holder: Holder) {
  for (const { run } of [holder, ...holder.groups]) yield* runs.all(run)
}

/** A role in all environments is asked about in each one: elsewhere the holder may have it by another way. */
function wholePlaces(snapshot: Snapshot, holder: Holder, target: Target): readonly WholePlace[] {
  const { environments, folders, collections } = snapshot
  const number = targetNumber(target)
  switch (target >>> 29) {
    case targetKind.account:
      return [{ reach: { type: 'account' }, parameter: null }]
    case targetKind.environment: {
      const all = number === 0 ? environments.numbers() : [number]
      const open = all.filter((one) => holder.opensAllEnvironments || holder.environments.includes(one))
      return open.map((one) => ({ reach: reachOf(snapshot, one), parameter: null }))
    }
    case targetKind.folder: {
      const parameter = { type: 'folder', id: folderId(folders.id(number)) } as const
      return [{ reach: reachOf(snapshot, folders.environment(number)), parameter }]
    }
    default: {
      const parameter = { type: 'collection', id: collectionId(collections.id(number)) } as const
      return [{ reach: reachOf(snapshot, collections.environment(number)), parameter }]
    }
  }
}

const reachOf = ({ environments }: Snapshot, number: number): ReachScope => ({
  type: 'environment',
  environmentId: environmentId(environments.id(number)),
})

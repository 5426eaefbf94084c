import { collectionId, environmentId, folderId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { targetOf, type PlacedAssignment } from '../snapshot/apply-change.ts'
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

/** Assignments that would be given, of which none stands, and others that stand and would be taken away. */
export interface AssignmentChange {
  readonly add: readonly PlacedAssignment[]
  readonly remove: readonly PlacedAssignment[]
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
  const asked = placesToAsk(snapshot, { principals, at, concerned: concernedByRole(snapshot, change.roleId, changed) })
  return differences(snapshot, { principals, asked, at }, (ask) => withChanges(snapshot, [change], ask))
}

/**
 * Finds what principals would really gain and lose if assignments were given and others taken away, as
 * {@link findEffects} does.
 */
export function findEffectsOfAssignments(
  snapshot: Snapshot,
  change: AssignmentChange,
  principals: readonly Principal[],
  at: Instant,
): readonly (readonly Effect[])[] {
  const within = <Answer>(ask: () => Answer): Answer => withAssignments(snapshot, change, ask)
  const question = { principals, at, concerned: concernedByAssignments(snapshot, change) }
  const [before, after] = [placesToAsk(snapshot, question), within(() => placesToAsk(snapshot, question))]
  const asked = before.map((places, position) => joined([...places, ...(after[position] ?? [])]))
  return differences(snapshot, { principals, asked, at }, within)
}

/** As {@link withChanges}, with assignments. */
function withAssignments<Answer>(snapshot: Snapshot, change: AssignmentChange, ask: () => Answer): Answer {
  try {
    snapshot.exchangeAssignments(change)
    return ask()
  } finally {
    snapshot.exchangeAssignments({ add: change.remove, remove: change.add })
  }
}

/** Compares what principals hold in places with what they would hold. */
function differences(
  snapshot: Snapshot,
  {
    principals,
    asked,
    at,
  }: Pick<Question, 'principals' | 'at'> & { readonly asked: readonly (readonly AskedPlace[])[] },
  within: <Answer>(ask: () => Answer) => Answer,
): readonly (readonly Effect[])[] {
  const hold = (): readonly (readonly ReadonlySet<PermissionId>[])[] =>
    principals.map((one, position) => (asked[position] ?? []).map((place) => heldOf(snapshot, one, place, at)))
  const before = hold()
  const after = within(hold)
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

interface Question {
  readonly principals: readonly Principal[]
  readonly at: Instant
  /** Which permissions are in question where an assignment counts; none: it is no matter. */
  readonly concerned: (target: Target, role: number) => readonly PermissionId[]
}

/** For each principal, where it has something that is in question, with the permissions that may come and go there. */
function placesToAsk(snapshot: Snapshot, { principals, at, concerned }: Question): readonly (readonly AskedPlace[])[] {
  return principals.map((principal) => {
    const holder = snapshot.holders.find(principal)
    if (holder === undefined) return []
    const asked: AskedPlace[] = []
    for (const { at: target, role, expiresAt } of assignmentsOf(snapshot, holder)) {
      const permissionIds = expiresAt !== null && at >= expiresAt ? [] : concerned(target, role)
      if (permissionIds.length === 0) continue
      asked.push(...wholePlaces(snapshot, holder, target).map((place) => ({ place, permissionIds })))
    }
    return joined(asked)
  })
}

/** Each place once. */
function joined(places: readonly AskedPlace[]): readonly AskedPlace[] {
  const byPlace = new Map<string, { readonly place: WholePlace; readonly permissionIds: Set<PermissionId> }>()
  for (const { place, permissionIds } of places) {
    const key = JSON.stringify(place)
    const known = byPlace.get(key) ?? { place, permissionIds: new Set() }
    for (const id of permissionIds) known.permissionIds.add(id)
    byPlace.set(key, known)
  }
  return [...byPlace.values()].map(({ place, permissionIds: ids }) => ({ place, permissionIds: [...ids] }))
}

const isContent = (target: Target): boolean => target >>> 29 >= targetKind.folder

/** Where the role is given, what comes and goes; and what an opened or closed library concerns. */
function concernedByRole(snapshot: Snapshot, id: RoleId, changed: readonly PermissionId[]): Question['concerned'] {
  const { roles } = snapshot
  if (changed.length === 0) return () => []
  const isAboutLibrary = roles.find(id)?.level === 'environment' && opensLibrary(snapshot, changed)
  return (target, role) => {
    if (role === roles.number(id)) return changed
    return isAboutLibrary && isContent(target) ? roles.permissionIds(role) : []
  }
}

/** Where one of the assignments counts, all of its role; and what an opened or closed library concerns. */
function concernedByAssignments(snapshot: Snapshot, { add, remove }: AssignmentChange): Question['concerned'] {
  const { roles } = snapshot
  const changed = [...add, ...remove]
  const places = new Set(changed.map((one) => `${targetOf(snapshot, one)} ${roles.number(one.roleId)}`))
  const isAboutLibrary = changed.some(
    ({ roleId, parameter }) => parameter === null && opensLibrary(snapshot, roles.permissionIds(roles.number(roleId))),
  )
  const isConcerned = (target: Target, role: number): boolean =>
    places.has(`${target} ${role}`) || (isAboutLibrary && isContent(target))
  return (target, role) => (isConcerned(target, role) ? roles.permissionIds(role) : [])
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

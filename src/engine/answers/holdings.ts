import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import type { PermissionId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import { principalEntityType, type Principal } from '../../domain/principal.ts'
import type { Parameter } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { expiringFlag, roleNumberMask, targetKind, targetNumber, type Target } from '../snapshot/assignment-runs.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import { maximumFolderDepth } from '../snapshot/folder-tree.ts'
import type { Holder } from '../snapshot/holders.ts'
import { libraryFlag } from '../snapshot/role-table.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { shortType } from '../snapshot/vocabulary.ts'

/** A place as a whole: an account, one environment or all, a folder with all beneath it, a collection. */
export interface WholePlace {
  readonly reach: ReachScope
  readonly parameter: Parameter | null
}

/** What a principal certainly holds everywhere in a place. */
export interface Holdings {
  /** The actions held without condition on a slot. */
  readonly certain: (slot: number) => number
  /** The actions on a slot that a custom policy may forbid. */
  readonly forbidden: (slot: number) => number
  /** The permissions held as such, with whatever conditions they have. */
  readonly permissionIds: ReadonlySet<PermissionId>
}

const nothing: Holdings = { certain: () => 0, forbidden: () => -1, permissionIds: new Set() }

/** Tells whether a principal, by itself or a group, has the role that holds everything in the account. */
export function isAccountMasterAdmin(snapshot: Snapshot, principal: Principal, at: Instant): boolean {
  const holder = snapshot.holders.find(principal)
  if (holder?.isActive !== true || snapshot.account?.isActive !== true) return false
  const role = snapshot.roles.number(namedByRules.accountMasterAdmin)
  return [...assignmentsOf(snapshot, holder, at)].some(
    (one) => one.role === role && one.target >>> 29 === targetKind.account,
  )
}

/** Finds what a principal certainly holds everywhere in a place; nothing where a gate would stop it. */
export function holdingsAt(snapshot: Snapshot, principal: Principal, place: WholePlace, at: Instant): Holdings {
  const holder = snapshot.holders.find(principal)
  if (holder === undefined || !isLetIn(snapshot, holder, place.reach)) return nothing
  const covers = coverageOf(snapshot, place)
  const covering = [...assignmentsOf(snapshot, holder, at)].filter(({ target }) => covers(target))
  const isLibraryOpen = covering.some(({ target, role }) => isGlobal(target) && opensLibrary(snapshot, role))
  const counting = covering.filter(({ target }) => isGlobal(target) || isLibraryOpen)
  const permits = customsOf(snapshot, holder, place.reach, 'permits').filter(
    ({ policy }) => policy.conditions.length === 0,
  )
  const forbids = customsOf(snapshot, holder, place.reach, 'forbids')
  const forbidden = (slot: number): number => forbids.reduce((mask, custom) => mask | actionsOn(custom, slot), 0)
  return {
    certain: (slot) => {
      const byRoles = counting.reduce((mask, { role }) => mask | certainOf(snapshot, role, slot), 0)
      const byPolicies = permits.reduce((mask, custom) => mask | certainActionsOn(custom, slot), 0)
      return (byRoles | byPolicies) & ~forbidden(slot)
    },
    forbidden,
    permissionIds: new Set(
      counting.flatMap(({ role }) => snapshot.roles.find(snapshot.roles.id(role))?.permissionIds ?? []),
    ),
  }
}

interface Held {
  readonly target: Target
  readonly role: number
}

/** The assignments of a holder and its groups that haven't expired. */
function* assignmentsOf(snapshot: Snapshot, holder: Holder, at: Instant): Iterable<Held> {
  const { words } = snapshot.runs
  for (const { run } of [holder, ...holder.groups]) {
    for (let position = run.offset; position < run.offset + run.length; position += 2) {
      const target = words[position] ?? 0
      const second = words[position + 1] ?? 0
      const role = second & roleNumberMask
      if ((second & expiringFlag) !== 0 && at >= snapshot.runs.expiry(run, target, role)) continue
      yield { target, role }
    }
  }
}

function isLetIn(snapshot: Snapshot, holder: Holder, reach: ReachScope): boolean {
  if (!holder.isActive || snapshot.account?.isActive !== true) return false
  if (reach.type === 'account' || holder.opensAllEnvironments) return true
  return (
    reach.environmentId !== 'all' && holder.environments.includes(snapshot.environments.number(reach.environmentId))
  )
}

const isGlobal = (target: Target): boolean => target >>> 29 <= targetKind.environment

/** Makes the test whether an assignment's target covers a whole place. */
function coverageOf(snapshot: Snapshot, { reach, parameter }: WholePlace): (target: Target) => boolean {
  if (reach.type === 'account') return (target) => target >>> 29 === targetKind.account
  const environment = environmentOf(snapshot, reach.environmentId, parameter)
  const chain = new Int32Array(maximumFolderDepth)
  const length =
    parameter?.type === 'folder' ? snapshot.folders.chainInto(chain, snapshot.folders.number(parameter.id)) : 0
  const folders = new Set(chain.subarray(0, Math.max(length, 0)))
  const collection = parameter?.type === 'collection' ? snapshot.collections.number(parameter.id) : 0
  return (target) => {
    const number = targetNumber(target)
    switch (target >>> 29) {
      case targetKind.environment:
        return number === 0 || (environment !== 0 && number === environment)
      case targetKind.folder:
        return folders.has(number)
      case targetKind.collection:
        return collection !== 0 && number === collection
      default:
        return false
    }
  }
}

/** A folder or collection lies in one environment, even when it is given for `all`. @returns 0 for `all` */
function environmentOf(snapshot: Snapshot, environmentId: string, parameter: Parameter | null): number {
  if (parameter?.type === 'folder') return snapshot.folders.environment(snapshot.folders.number(parameter.id))
  if (parameter?.type === 'collection') {
    return snapshot.collections.environment(snapshot.collections.number(parameter.id))
  }
  return environmentId === 'all' ? 0 : snapshot.environments.number(environmentId)
}

function opensLibrary(snapshot: Snapshot, role: number): boolean {
  return ((snapshot.roles.masks[role * snapshot.vocabulary.slotCount] ?? 0) & libraryFlag) !== 0
}

const certainOf = (snapshot: Snapshot, role: number, slot: number): number =>
  (snapshot.roles.certain[role * snapshot.vocabulary.slotCount + slot] ?? 0) & snapshot.vocabulary.allActions

/** The custom policies that may concern a holder somewhere in a reach; permits only those that concern it certainly. */
function customsOf(
  snapshot: Snapshot,
  holder: Holder,
  reach: ReachScope,
  kind: 'permits' | 'forbids',
): readonly CustomPolicy[] {
  const own = [holder, ...holder.groups].flatMap(({ customs }) => customs?.[kind] ?? [])
  const touching = [...snapshot.customs.forAnyone[kind], ...own]
  if (kind === 'forbids') return touching.filter((custom) => overlaps(custom.reach, reach))
  return touching.filter((custom) => contains(custom.reach, reach) && isCertainlyFor(custom, holder))
}

/** A policy for one group is found among its members' too, but `==` a group means the group alone. */
function isCertainlyFor({ policy: { principal } }: CustomPolicy, holder: Holder): boolean {
  if (principal.operator === 'any' || principal.operator === 'in') return true
  if (principal.operator !== '==') return false
  const { type, id } = holder.principal
  return principal.entity.id === id && shortType(principal.entity.type) === principalEntityType[type]
}

const overlaps = (one: ReachScope, other: ReachScope): boolean => contains(one, other) || contains(other, one)

function contains(outer: ReachScope, inner: ReachScope): boolean {
  if (outer.type === 'account' || inner.type === 'account') return outer.type === inner.type
  return outer.environmentId === 'all' || outer.environmentId === inner.environmentId
}

const actionsOn = (custom: CustomPolicy, slot: number): number =>
  custom.slots === null || custom.slots.includes(slot) ? custom.actions : 0

/** As {@link actionsOn}, for permits: only when the policy names no single resource. */
const certainActionsOn = (custom: CustomPolicy, slot: number): number =>
  ['any', 'is'].includes(custom.policy.resource.operator) ? actionsOn(custom, slot) : 0

import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { collectionId, environmentId, type PermissionId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { Parameter } from '../../domain/role.ts'
import type { ReachScope } from '../../domain/scope.ts'
import { Evaluation } from '../decide/evaluation.ts'
import { Question } from '../decide/question.ts'
import { expiringFlag, roleNumberMask, targetKind, targetNumber, type Target } from '../snapshot/assignment-runs.ts'
import { maximumFolderDepth } from '../snapshot/folder-tree.ts'
import type { Holder } from '../snapshot/holders.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'
import { customHoldings } from './custom-holdings.ts'

/** A place as a whole: an account, one environment or all, a folder with all beneath it, a collection. */
export interface WholePlace {
  readonly reach: ReachScope
  readonly parameter: Parameter | null
}

/** What a principal certainly holds everywhere in a place. */
export interface Holdings {
  /** The actions held without condition on a slot, whatever is forbidden. */
  readonly certain: (slot: number) => number
  /** The actions on a slot that a custom policy may forbid. */
  readonly forbidden: (slot: number) => number
  /** Those of them that may be forbidden to this principal and not to another. */
  readonly forbiddenToIt: (slot: number) => number
  /** The permissions held as such: whatever conditions they have, others would have them to meet as well. */
  readonly permissionIds: ReadonlySet<PermissionId>
}

const nothing: Holdings = {
  certain: () => 0,
  forbidden: () => -1,
  forbiddenToIt: () => -1,
  permissionIds: new Set(),
}

/** Tells whether a principal, by itself or a group, has the role that holds everything in the account. */
export function isAccountMasterAdmin(snapshot: Snapshot, principal: Principal, at: Instant): boolean {
  const holder = snapshot.holders.find(principal)
  if (holder?.isActive !== true || snapshot.account?.isActive !== true) return false
  const role = snapshot.roles.number(namedByRules.accountMasterAdmin)
  for (const held of assignmentsOf(snapshot, holder, at)) {
    if (held.role === role && held.target >>> 29 === targetKind.account) return true
  }
  return false
}

/** Finds what a principal certainly holds everywhere in a place; nothing where a gate would stop it. */
export function holdingsAt(snapshot: Snapshot, principal: Principal, place: WholePlace, at: Instant): Holdings {
  const holder = snapshot.holders.find(principal)
  const environment = environmentOf(snapshot, place)
  if (holder === undefined || !isLetIn(snapshot, holder, environment)) return nothing
  const customs = customHoldings(snapshot, holder, place.reach)
  const covers = coverageOf(snapshot, environment, place.parameter)
  const covering = [...assignmentsOf(snapshot, holder, at)].filter(({ target }) => covers(target))
  const global = covering.filter(({ target }) => target >>> 29 <= targetKind.environment)
  const library = snapshot.vocabulary.slot('Feature', libraryFeature)
  const opening = (certainOf(snapshot, global, library) | customs.permitted(library)) & ~customs.forbiddenToIt(library)
  const isLibraryOpen = (opening & snapshot.vocabulary.actionBit('read')) !== 0
  const counting = isLibraryOpen ? covering : global
  const settled = settledConditions(snapshot, principal, counting, place.parameter, at)
  return {
    certain: (slot) => certainOf(snapshot, counting, slot) | customs.permitted(slot) | (settled.get(slot) ?? 0),
    forbidden: customs.forbidden,
    forbiddenToIt: customs.forbiddenToIt,
    permissionIds: permissionsAsSuch(snapshot, counting),
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

/** Where a place lies: an environment's number, or one of these two. Whatever doesn't exist is taken for all. */
type Whereabouts = number

const theAccount: Whereabouts = -1
const allEnvironments: Whereabouts = 0

/** A folder or collection lies in one environment, whatever it is given for. */
function environmentOf(snapshot: Snapshot, { reach, parameter }: WholePlace): Whereabouts {
  if (reach.type === 'account') return theAccount
  if (parameter?.type === 'folder') return snapshot.folders.environment(snapshot.folders.number(parameter.id))
  if (parameter?.type === 'collection') {
    return snapshot.collections.environment(snapshot.collections.number(parameter.id))
  }
  return reach.environmentId === 'all' ? allEnvironments : snapshot.environments.number(reach.environmentId)
}

function isLetIn(snapshot: Snapshot, holder: Holder, environment: Whereabouts): boolean {
  if (!holder.isActive || snapshot.account?.isActive !== true) return false
  return environment === theAccount || holder.opensAllEnvironments || holder.environments.includes(environment)
}

/** Makes the test whether an assignment's target covers a whole place. */
function coverageOf(
  snapshot: Snapshot,
  environment: Whereabouts,
  parameter: Parameter | null,
): (target: Target) => boolean {
  if (environment === theAccount) return (target) => target >>> 29 === targetKind.account
  const chain = new Int32Array(maximumFolderDepth)
  const length =
    parameter?.type === 'folder' ? snapshot.folders.chainInto(chain, snapshot.folders.number(parameter.id)) : 0
  const folders = new Set(chain.subarray(0, Math.max(length, 0)))
  const collection = parameter?.type === 'collection' ? snapshot.collections.number(parameter.id) : 0
  return (target) => {
    const number = targetNumber(target)
    switch (target >>> 29) {
      case targetKind.environment:
        return number === allEnvironments || number === environment
      case targetKind.folder:
        return folders.has(number)
      case targetKind.collection:
        return collection !== 0 && number === collection
      default:
        return false
    }
  }
}

function certainOf(snapshot: Snapshot, held: readonly Held[], slot: number): number {
  const { roles, vocabulary } = snapshot
  const mask = held.reduce((sum, { role }) => sum | (roles.certain[role * vocabulary.slotCount + slot] ?? 0), 0)
  return mask & vocabulary.allActions
}

/** A permission that answers differently for others, or elsewhere under its target, is not held as such. */
function permissionsAsSuch({ roles }: Snapshot, held: readonly Held[]): ReadonlySet<PermissionId> {
  const ids = new Set(held.flatMap(({ role }) => roles.permissionIds(role)))
  return new Set([...ids].filter((id) => roles.rowsOf(id).every(({ condition }) => condition?.isSameForAll ?? true)))
}

/**
 * A collection is one resource: what the conditions on it come to is as certain as they are. Conditions that ask for more
 * than the collection itself stay open.
 *
 * @returns the actions by slot
 */
function settledConditions(
  snapshot: Snapshot,
  principal: Principal,
  held: readonly Held[],
  parameter: Parameter | null,
  at: Instant,
): ReadonlyMap<number, number> {
  const settled = new Map<number, number>()
  if (parameter?.type !== 'collection') return settled
  const { collections, environments } = snapshot
  const place = environmentId(environments.id(collections.environment(collections.number(parameter.id))))
  const resource = { type: 'Collection', id: collectionId(parameter.id) }
  const scope = { type: 'environment', environmentId: place } as const
  const question = new Question(snapshot)
  const evaluation = new Evaluation(question)
  const slot = snapshot.vocabulary.slot(resource.type, resource.id)
  for (const { permissionId, row } of held.flatMap(({ role }) => snapshot.roles.conditionals(role, slot))) {
    // Any one action of the row will do: the condition doesn't look at it.
    const [action] = snapshot.vocabulary.actionsOf(row.actions)
    if (row.condition?.isAboutResource !== true || action === undefined) continue
    if (question.read({ principal, action, resource, scope, at }) !== null) continue
    evaluation.start()
    if (evaluation.holds(permissionId, row.condition.at(null)) !== true) continue
    settled.set(slot, (settled.get(slot) ?? 0) | row.actions)
  }
  return settled
}

import type { AuthorizationRequest } from '../../domain/decision.ts'
import type { FolderId } from '../../domain/ids.ts'
import { reaches } from '../../domain/scope.ts'
import type { Decider } from '../decide/decider.ts'
import { Question } from '../decide/question.ts'
import { expiringFlag, roleNumberMask, targetKind, targetNumber } from '../snapshot/assignment-runs.ts'
import type { CustomPolicy } from '../snapshot/custom-policy.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'
import { merge, type PreOrder, type Range } from './pre-order.ts'

/** Which folders: where the principal may do this to the folder itself, or to assets in it. */
export interface FolderQuestion extends Omit<AuthorizationRequest, 'resource'> {
  readonly resourceType: 'Folder' | 'Asset'
}

/** A position in a list of folders. The folder is where to go on; should it be gone, the place it had. */
export interface FolderPosition {
  readonly id: string
  readonly position: number
}

/** Part of the folders, in tree order. */
export interface FolderPage {
  readonly folders: readonly { readonly id: FolderId; readonly name: string; readonly parentId: FolderId | null }[]
  /** Null when there are no more. */
  readonly next: FolderPosition | null
  /** How many there are in all; null when only visiting a great many could tell. */
  readonly total: number | null
}

/** Up to this many folders are visited to count them where roles alone don't tell. */
const visitedForCount = 100_000

/** Lists the folders where a principal may do something: exactly those for which {@link Decider.decide} allows. */
export function listFolders(
  snapshot: Snapshot,
  decider: Decider,
  order: PreOrder,
  question: FolderQuestion,
  page: { readonly limit: number; readonly after: FolderPosition | null },
): FolderPage {
  const candidates = findCandidates(snapshot, decider, order, question)
  const allows = (position: number): boolean =>
    candidates.isCertain || decider.decide(requestAt(snapshot, question, order.at(position)), null).outcome === 'allow'
  const found: number[] = []
  const start = page.after === null ? 0 : positionAfter(snapshot, order, page.after)
  for (const position of positions(candidates.ranges, start)) {
    if (!allows(position)) continue
    found.push(position)
    if (found.length > page.limit) break
  }
  const shown = found.slice(0, page.limit)
  return {
    folders: shown.map((position) => describe(snapshot, order.at(position))),
    next: found.length > page.limit ? nextAfter(snapshot, order, shown.at(-1) ?? 0) : null,
    total: count(candidates, allows),
  }
}

/** Where something may be allowed. */
export interface Candidates {
  readonly ranges: readonly Range[]
  /** The ranges are the whole environment, and the top belongs to it, where no folder is. */
  readonly isEverywhere: boolean
  /** When true every folder of the ranges is allowed; else each has to be decided. */
  readonly isCertain: boolean
}

const nowhere: Candidates = { ranges: [], isEverywhere: false, isCertain: true }

/** Finds the stretches outside which nothing can be allowed. */
export function findCandidates(
  snapshot: Snapshot,
  decider: Decider,
  order: PreOrder,
  asked: FolderQuestion,
): Candidates {
  const question = new Question(snapshot)
  const { resourceType, ...request } = asked
  if (question.read({ ...request, resource: { type: resourceType, within: null } }) !== null) return nowhere
  if (question.action === 0) return nowhere
  const library = { type: 'Feature', id: libraryFeature }
  const isLibraryOpen = (): boolean =>
    decider.decide({ ...request, action: 'read', resource: library }, null).outcome === 'allow'
  const byRoles = fromAssignments(question, order, isLibraryOpen)
  const customs = [
    snapshot.customs.forAnyone,
    question.holder.customs,
    ...question.holder.groups.map((group) => group.customs),
  ]
  const concerns = (custom: CustomPolicy): boolean =>
    (custom.actions & question.action) !== 0 &&
    (custom.slots === null || custom.slots.includes(question.slot)) &&
    reaches(custom.reach, asked.scope)
  const permits = customs.flatMap((bucket) => bucket?.permits ?? []).filter(concerns)
  const forbids = customs.flatMap((bucket) => bucket?.forbids ?? []).filter(concerns)
  const whole = order.environmentRange(question.environment)
  const byCustoms = permits.map(({ ancestor }) => rangeUnder(snapshot, order, ancestor, whole))
  return {
    ranges: merge([...byRoles.ranges, ...byCustoms]),
    isEverywhere: byRoles.isEverywhere || permits.some(({ ancestor }) => ancestor === null),
    isCertain: byRoles.isCertain && permits.length === 0 && forbids.length === 0,
  }
}

/** Content roles count only where the library is open. */
function fromAssignments(question: Question, order: PreOrder, isLibraryOpen: () => boolean): Candidates {
  const { snapshot, holder, slot, action, request } = question
  const { words } = snapshot.runs
  const { slotCount } = snapshot.vocabulary
  const ranges: Range[] = []
  let isEverywhere = false
  let isCertain = true
  let isOpen: boolean | null = null
  for (const { run } of [holder, ...holder.groups]) {
    for (let at = run.offset; at < run.offset + run.length; at += 2) {
      const target = words[at] ?? 0
      const second = words[at + 1] ?? 0
      const role = second & roleNumberMask
      const row = role * slotCount + slot
      if (((snapshot.roles.masks[row] ?? 0) & action) === 0) continue
      if ((second & expiringFlag) !== 0 && request.at >= snapshot.runs.expiry(run, target, role)) continue
      const range = rangeOfTarget(question, order, target)
      if (range === null) continue
      const isGlobal = target >>> 29 === targetKind.environment
      if (!isGlobal && !(isOpen ??= isLibraryOpen())) continue
      ranges.push(range)
      isEverywhere ||= isGlobal
      isCertain &&= ((snapshot.roles.certain[row] ?? 0) & action) !== 0
    }
  }
  return { ranges, isEverywhere, isCertain }
}

function rangeOfTarget({ snapshot, environment }: Question, order: PreOrder, target: number): Range | null {
  const number = targetNumber(target)
  switch (target >>> 29) {
    case targetKind.environment:
      return number === 0 || number === environment ? order.environmentRange(environment) : null
    case targetKind.folder:
      return snapshot.folders.environment(number) === environment ? order.rangeOf(number) : null
    default:
      return null
  }
}

function rangeUnder(snapshot: Snapshot, order: PreOrder, ancestor: string | null, whole: Range): Range {
  if (ancestor === null) return whole
  const folder = snapshot.folders.number(ancestor)
  return folder === 0 || snapshot.folders.environment(folder) === 0 ? { start: 0, end: 0 } : order.rangeOf(folder)
}

function requestAt(
  snapshot: Snapshot,
  { resourceType, ...request }: FolderQuestion,
  folder: number,
): AuthorizationRequest {
  const id = snapshot.folders.id(folder)
  const isItself = resourceType === 'Folder' && request.action !== 'create'
  return { ...request, resource: isItself ? { type: 'Folder', id } : { type: resourceType, within: id } }
}

function* positions(ranges: readonly Range[], start: number): Iterable<number> {
  for (const range of ranges) {
    for (let position = Math.max(range.start, start); position < range.end; position++) yield position
  }
}

function count({ ranges, isCertain }: Candidates, allows: (position: number) => boolean): number | null {
  const most = ranges.reduce((sum, { start, end }) => sum + end - start, 0)
  if (isCertain) return most
  if (most > visitedForCount) return null
  let total = 0
  for (const position of positions(ranges, 0)) total += allows(position) ? 1 : 0
  return total
}

function describe({ folders }: Snapshot, number: number): FolderPage['folders'][number] {
  const parent = folders.parent(number)
  return { id: folders.id(number), name: folders.name(number), parentId: parent === 0 ? null : folders.id(parent) }
}

const nextAfter = ({ folders }: Snapshot, order: PreOrder, position: number): FolderPosition => ({
  id: folders.id(order.at(position)),
  position,
})

function positionAfter({ folders }: Snapshot, order: PreOrder, { id, position }: FolderPosition): number {
  const number = folders.number(id)
  return 1 + (number !== 0 && folders.environment(number) !== 0 ? order.position(number) : position - 1)
}

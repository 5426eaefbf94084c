import type { Decider } from '../decide/decider.ts'
import { Question } from '../decide/question.ts'
import { expiringFlag, roleNumberMask, targetKind, targetNumber } from '../snapshot/assignment-runs.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'
import { customStretches } from './custom-stretches.ts'
import type { FolderQuestion } from './folder-question.ts'
import type { PreOrder } from './pre-order.ts'
import { merge, without, type Range } from './ranges.ts'

/**
 * Where something may be allowed: stretches of the folders in tree order. The top of the environment, where no folder is,
 * has the position before its first folder.
 */
export interface Candidates {
  /** The whole environment, with the top. */
  readonly place: Range
  /** All there is allowed. */
  readonly allowed: readonly Range[]
  /** Each there has to be decided; apart from {@link Candidates.allowed}. */
  readonly open: readonly Range[]
}

const nothing: readonly Range[] = []
const nowhere: Candidates = { place: { start: -1, end: 0 }, allowed: nothing, open: nothing }

/**
 * Finds the stretches outside which nothing can be allowed.
 *
 * @param isOfFolders the question is about folders as such, of whose assets nothing is known; else about any resource in
 *   them, whatever somebody may say of it
 */
export function findCandidates(
  snapshot: Snapshot,
  decider: Decider,
  order: PreOrder,
  asked: FolderQuestion,
  isOfFolders: boolean,
): Candidates {
  const question = new Question(snapshot)
  const { resourceType, ...request } = asked
  if (question.read({ ...request, resource: { type: resourceType, within: null } }) !== null) return nowhere
  if (question.action === 0) return nowhere
  const { start, end } = order.environmentRange(question.environment)
  const place = { start: start - 1, end }
  const library = { type: 'Feature', id: libraryFeature }
  const isLibraryOpen = (): boolean =>
    decider.decide({ ...request, action: 'read', resource: library }, null).outcome === 'allow'
  const byRoles = fromAssignments(question, order, place, isLibraryOpen)
  const customs = customStretches(question, { decider, order, place, asked, isOfFolders })
  if (customs === null) {
    const allowed = merge(byRoles.certain)
    return { place, allowed, open: without(merge(byRoles.conditional), allowed) }
  }
  const allowed = merge([...byRoles.certain, ...customs.permitted])
  const possible = merge([...allowed, ...byRoles.conditional, ...customs.perhapsPermitted])
  const forbidden = merge(customs.forbidden)
  const certain = without(without(allowed, forbidden), merge(customs.perhapsForbidden))
  return { place, allowed: certain, open: without(without(possible, forbidden), certain) }
}

/** Where assignments permit: for certain, and under conditions. Content roles count only where the library is open. */
function fromAssignments(question: Question, order: PreOrder, place: Range, isLibraryOpen: () => boolean) {
  const { snapshot, holder, slot, action, request } = question
  const { words } = snapshot.runs
  const { slotCount } = snapshot.vocabulary
  const found: { readonly certain: Range[]; readonly conditional: Range[] } = { certain: [], conditional: [] }
  let isOpen: boolean | null = null
  for (const { run } of [holder, ...holder.groups]) {
    for (let at = run.offset; at < run.offset + run.length; at += 2) {
      const target = words[at] ?? 0
      const second = words[at + 1] ?? 0
      const role = second & roleNumberMask
      const row = role * slotCount + slot
      if (((snapshot.roles.masks[row] ?? 0) & action) === 0) continue
      if ((second & expiringFlag) !== 0 && request.at >= snapshot.runs.expiry(run, target, role)) continue
      const range = rangeOfTarget(question, order, place, target)
      if (range === null) continue
      if (target >>> 29 !== targetKind.environment && !(isOpen ??= isLibraryOpen())) continue
      const isCertain = ((snapshot.roles.certain[row] ?? 0) & action) !== 0
      found[isCertain ? 'certain' : 'conditional'].push(range)
    }
  }
  return found
}

function rangeOfTarget(
  { snapshot, environment }: Question,
  order: PreOrder,
  place: Range,
  target: number,
): Range | null {
  const number = targetNumber(target)
  switch (target >>> 29) {
    case targetKind.environment:
      return number === 0 || number === environment ? place : null
    case targetKind.folder:
      return snapshot.folders.environment(number) === environment ? order.rangeOf(number) : null
    default:
      return null
  }
}

import type { FolderId } from '../../domain/ids.ts'
import type { Decider } from '../decide/decider.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { findCandidates } from './find-candidates.ts'
import type { FolderQuestion } from './folder-question.ts'
import type { PreOrder } from './pre-order.ts'
import { merge } from './ranges.ts'

/** How far an action of a principal reaches in an environment. */
export interface Reach {
  /** Anywhere in the environment, the top included; then `folderIds` is empty, as nothing would be left out. */
  readonly isEverywhere: boolean
  /** The folders outside which nothing is allowed, in tree order, each with those beneath it that are. */
  readonly folderIds: readonly FolderId[]
  /** When true, all in there is allowed. Else each resource has to be decided: conditions or forbids may speak of it. */
  readonly isCertain: boolean
}

/**
 * Finds where a principal may do something to assets (or folders) of an environment, by the walk that lists of folders
 * take: what is outside is denied for certain.
 */
export function findReach(snapshot: Snapshot, decider: Decider, order: PreOrder, question: FolderQuestion): Reach {
  const { place, allowed, open } = findCandidates(snapshot, decider, order, question, false)
  const possible = open.length === 0 ? allowed : merge([...allowed, ...open])
  const isEverywhere = possible[0]?.start === place.start
  if (isEverywhere) {
    const isCertain = open.length === 0 && allowed.length === 1 && allowed[0]?.end === place.end
    return { isEverywhere, folderIds: [], isCertain }
  }
  const folderIds: FolderId[] = []
  for (const { start, end } of possible) {
    for (let position = start; position < end; position++) folderIds.push(snapshot.folders.id(order.at(position)))
  }
  return { isEverywhere, folderIds, isCertain: open.length === 0 }
}

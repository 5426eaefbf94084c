import type { FolderId } from '../../domain/ids.ts'
import type { Decider } from '../decide/decider.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { findCandidates, type Candidates } from './find-candidates.ts'
import { requestAt, type FolderQuestion } from './folder-question.ts'
import type { PreOrder } from './pre-order.ts'
import { lengthOf, type Range } from './ranges.ts'

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

/** Up to this many folders are visited to count them where nothing tells of them all. */
const visitedForCount = 100_000

/** Lists the folders where a principal may do something: exactly those for which {@link Decider.decide} allows. */
export function listFolders(
  snapshot: Snapshot,
  decider: Decider,
  order: PreOrder,
  question: FolderQuestion,
  page: { readonly limit: number; readonly after: FolderPosition | null },
): FolderPage {
  const pieces = piecesOf(findCandidates(snapshot, decider, order, question, true))
  const allows = (position: number): boolean =>
    decider.decide(requestAt(snapshot, order, question, position), null).outcome === 'allow'
  const found: number[] = []
  const start = page.after === null ? 0 : positionAfter(snapshot, order, page.after)
  for (const position of allowedFrom(pieces, start, allows)) {
    found.push(position)
    if (found.length > page.limit) break
  }
  const shown = found.slice(0, page.limit)
  return {
    folders: shown.map((position) => describe(snapshot, order.at(position))),
    next: found.length > page.limit ? nextAfter(snapshot, order, shown.at(-1) ?? 0) : null,
    total: count(pieces, allows),
  }
}

/** A stretch of folders of which all are allowed, or each has to be decided. */
interface Piece extends Range {
  readonly isOpen: boolean
}

/** In tree order, without the top. */
function piecesOf({ place, allowed, open }: Candidates): readonly Piece[] {
  const first = place.start + 1
  const toPiece =
    (isOpen: boolean) =>
    ({ start, end }: Range): Piece => ({ start: Math.max(start, first), end, isOpen })
  if (open.length === 0) return allowed.map(toPiece(false))
  return [...allowed.map(toPiece(false)), ...open.map(toPiece(true))].sort((a, b) => a.start - b.start)
}

/** The positions that are allowed, from one on, as long as they are asked for. */
function* allowedFrom(
  pieces: readonly Piece[],
  start: number,
  allows: (position: number) => boolean,
): Iterable<number> {
  for (const piece of pieces) {
    for (let position = Math.max(piece.start, start); position < piece.end; position++) {
      if (!piece.isOpen || allows(position)) yield position
    }
  }
}

function count(pieces: readonly Piece[], allows: (position: number) => boolean): number | null {
  const open = pieces.filter(({ isOpen }) => isOpen)
  if (lengthOf(open) > visitedForCount) return null
  let total = lengthOf(pieces) - lengthOf(open)
  for (const { start, end } of open) {
    for (let position = start; position < end; position++) total += allows(position) ? 1 : 0
  }
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

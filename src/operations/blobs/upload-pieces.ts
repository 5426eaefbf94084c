import { createHash } from 'node:crypto'
import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { HeldUpload, StoredPiece, StoredUpload } from '../../store/uploads.ts'
import { leaseMs, type StagedPiece } from './claimed-upload.ts'
import type { BlobHouse, StagedBlob } from './staging.ts'
import { maxFileBytes } from './take-in.ts'

/** Which part of a file a piece is. */
export type PiecePlace =
  /** Its bytes, both ends included; the length of the file is null while the sender doesn't know. */
  | { readonly orderedBy: 'ranges'; readonly from: number; readonly to: number; readonly total: number | null }
  /** Its number, from 1; how many there will be is null while the sender doesn't say. */
  | { readonly orderedBy: 'parts'; readonly number: number; readonly total: number | null }

/** Who sends a file in pieces, and what they call it. */
export interface PieceSender {
  /** The caller and the environment: others' uploads of the same name are others. */
  readonly caller: string
  readonly name: string
}

/** What became of a piece. */
export type TakenPiece =
  /** It is kept, or was there already (`isNew` false: the caller lets go of it); there are more to come. */
  | { readonly type: 'more'; readonly isNew: boolean; readonly bytes: number }
  /** The same, and all pieces are there: whoever gets this puts them together, and nobody else for a while. */
  | { readonly type: 'whole'; readonly isNew: boolean }
  /** It was whole before, and this is what its sender was answered. */
  | { readonly type: 'answered'; readonly isNew: false; readonly reply: string }
  /** It is the whole file by itself, and isn't kept here. */
  | { readonly type: 'alone' }

/** How many uploads in pieces one sender may have under way, and all together. */
const mostOfSender = 20
const mostOfAll = 1000

/** How many pieces an upload may have. */
export const mostPieces = 10_000

/** How long an upload waits for its next piece, in milliseconds. */
export const pieceWaitMs = 60 * 60 * 1000

/**
 * Lets go of uploads that nobody went on with in time, and forgets what was answered to those that were finished then.
 *
 * @returns how many there were
 */
export async function sweepUploads({ store, clock }: Pick<BlobHouse, 'store' | 'clock'>): Promise<number> {
  const at = clock()
  for (let count = 0; ;) {
    const dropped = await store.dropUploadsBefore(at - pieceWaitMs, at, sweepLength)
    count += dropped
    if (dropped < sweepLength) return count
  }
}

const sweepLength = 100

/** Names an upload in the store. */
export const uploadKey = ({ caller, name }: PieceSender): Pick<StoredUpload, 'id' | 'owner'> => ({
  id: hashOf(JSON.stringify([caller, name])),
  owner: hashOf(caller),
})

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Takes a piece of a file. Those in ranges come one after the other, those in parts in any order; each may be sent again, and
 * the one that made the file whole is answered again as it was. They are kept in the store, so that any process goes on with them.
 *
 * @throws Refusal `invalid_fields` when the piece doesn't fit, `file_too_large`, `too_many_uploads`, `upload_underway`;
 *   nothing of the piece is kept then
 */
export async function takePiece(
  house: BlobHouse,
  sender: PieceSender,
  place: PiecePlace,
  piece: StagedPiece,
): Promise<TakenPiece> {
  const { store, clock } = house
  const key = uploadKey(sender)
  const known = await store.findUpload(key.id)
  if (known === undefined && isAlone(place, piece.staged)) return { type: 'alone' }
  if (known === undefined || known.reply !== null) await requireRoom(house, key.owner)
  const at = clock()
  return store.changeUpload(key, at, (held) => add(held, { place, piece, at, limit: maxFileBytes(house) }))
}

/** Finds what the sender was answered, where a piece is the one that made its file whole, and comes again; null else. */
export async function findAnswer(
  { store }: Pick<BlobHouse, 'store'>,
  sender: PieceSender,
  place: PiecePlace,
  staged: StagedBlob,
): Promise<string | null> {
  const known = await store.findUpload(uploadKey(sender).id)
  return known?.lastPiece === spell(place, staged) ? known.reply : null
}

const isAlone = (place: PiecePlace, { bytes }: StagedBlob): boolean =>
  place.orderedBy === 'ranges'
    ? place.from === 0 && place.to + 1 === place.total && bytes === place.total
    : place.number === 1 && place.total === 1 && bytes > 0

async function requireRoom({ store }: BlobHouse, owner: string): Promise<void> {
  const { own, all } = await store.countUploads(owner)
  if (own >= mostOfSender) throw refusal('too_many_uploads', { most: mostOfSender })
  if (all >= mostOfAll) throw refusal('unavailable', undefined)
}

interface Coming {
  readonly place: PiecePlace
  readonly piece: StagedPiece
  readonly at: Instant
  readonly limit: number
}

async function add(held: HeldUpload, { place, piece, at, limit }: Coming): Promise<TakenPiece> {
  const { staged, filename } = piece
  const text = spell(place, staged)
  if (held.upload.reply !== null && held.upload.lastPiece === text) {
    return { type: 'answered', isNew: false, reply: held.upload.reply }
  }
  const upload = held.upload.reply === null ? held.upload : { ...held.upload, ...notBegun }
  const near = await held.findPieceUpTo(positionOf(place))
  const isNew = near === undefined || !isSame(near, place, staged)
  const why = findWhyNot(upload, place, staged, {
    near,
    isNew,
    last: await held.findPieceUpTo(Number.MAX_SAFE_INTEGER),
  })
  if (why !== null) throw wrongPiece(place, why)
  const bytes = upload.bytes + (isNew ? staged.bytes : 0)
  if (Math.max(bytes, place.orderedBy === 'ranges' ? (place.total ?? 0) : 0) > limit) {
    throw refusal('file_too_large', { maxBytes: limit })
  }
  const total = place.total ?? upload.total
  const isWhole = total === (place.orderedBy === 'ranges' ? bytes : upload.pieces + (isNew ? 1 : 0))
  if (isWhole && at < upload.claimedUntil) throw refusal('upload_underway', undefined)
  if (isNew) await held.addPiece({ ...staged, position: positionOf(place), filename })
  await held.update({
    ...{ orderedBy: place.orderedBy, total, touchedAt: at, reply: null },
    ...{ claimedUntil: isWhole ? at + leaseMs : 0, lastPiece: isWhole ? text : null },
  })
  return isWhole ? { type: 'whole', isNew } : { type: 'more', isNew, bytes }
}

/** An upload that was answered is over: a piece that isn't its last one begins another of the same name. */
const notBegun = { orderedBy: null, total: null, bytes: 0, pieces: 0, claimedUntil: 0 } as const

const positionOf = (place: PiecePlace): number => (place.orderedBy === 'ranges' ? place.from : place.number)

const isSame = (near: StoredPiece, place: PiecePlace, { bytes, etag }: StagedBlob): boolean =>
  near.position === positionOf(place) && near.bytes === bytes && near.etag === etag

interface Neighbours {
  readonly near: StoredPiece | undefined
  readonly last: StoredPiece | undefined
  readonly isNew: boolean
}

function findWhyNot(upload: StoredUpload, place: PiecePlace, staged: StagedBlob, near: Neighbours): string | null {
  const { orderedBy, total } = upload
  if (orderedBy !== null && orderedBy !== place.orderedBy) return `earlier pieces were sent as ${orderedBy}`
  if (total !== null && place.total !== null && total !== place.total)
    return `an earlier piece said the total is ${total}`
  if (near.isNew && upload.pieces >= mostPieces) return `there are more than ${mostPieces} pieces`
  return place.orderedBy === 'ranges'
    ? whyNotRange(upload, place, staged, near)
    : whyNotPart(upload, place, staged, near)
}

function whyNotRange(
  { bytes, total }: StoredUpload,
  { from, to }: Extract<PiecePlace, { orderedBy: 'ranges' }>,
  staged: StagedBlob,
  { isNew }: Neighbours,
): string | null {
  if (to - from + 1 !== staged.bytes) return `the piece has ${staged.bytes} bytes`
  if (isNew && from !== bytes) return `the next piece begins at ${bytes}`
  return total !== null && to >= total ? `the total is ${total}` : null
}

function whyNotPart(
  { total }: StoredUpload,
  { number, total: said }: Extract<PiecePlace, { orderedBy: 'parts' }>,
  staged: StagedBlob,
  { near, last, isNew }: Neighbours,
): string | null {
  const most = said ?? total
  if (staged.bytes === 0) return 'the piece is empty'
  if (isNew && near?.position === number) return 'other bytes came for this part before'
  if (most !== null && Math.max(number, last?.position ?? 0) > most) return `there are ${most} parts`
  return total === number && said === null ? 'the last part says how many there are' : null
}

/** What tells a piece from every other one of its upload. */
const spell = (place: PiecePlace, { bytes, etag }: StagedBlob): string =>
  `${place.orderedBy} ${positionOf(place)} ${bytes} ${etag}`

function wrongPiece(place: PiecePlace, why: string): Error {
  const total = place.total ?? '*'
  const field =
    place.orderedBy === 'ranges'
      ? { name: 'content-range', value: `bytes ${place.from}-${place.to}/${total}` }
      : { name: 'x-upload-part-number', value: `${place.number}/${total}` }
  return refusal('invalid_fields', undefined, { fields: [field], more: { reason: why } })
}

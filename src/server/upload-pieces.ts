import { StagedFile } from '../api/admin/file-field.ts'
import { refusal } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'
import type { House } from '../operations/house.ts'
import { releaseStaged, stageBlob } from '../operations/blobs/staging.ts'
import { maxFileBytes } from '../operations/blobs/take-in.ts'

/** Which part of a file a request brings. */
export interface PieceRange {
  /** Both ends included. */
  readonly from: number
  readonly to: number
  /** The length of the whole file; null while the sender doesn't know. */
  readonly total: number | null
}

/** What became of a piece. */
export type TakenPiece =
  { readonly isWhole: false; readonly bytes: number } | { readonly isWhole: true; readonly file: StagedFile }

interface Upload {
  readonly owner: string
  readonly pieces: StagedFile[]
  bytes: number
  total: number | null
  touchedAt: Instant
}

/** How many uploads in pieces one caller may have open, and all callers together. */
const mostOfCaller = 20
const mostOfAll = 1000

/** How many pieces an upload may have. */
const mostPieces = 10_000

/** How long an upload waits for its next piece, in milliseconds. */
const patienceMs = 60 * 60 * 1000

/** Reads a `Content-Range` header, `bytes 0-99/300`; the total may be `-1` or `*` until the last piece. @throws Refusal `invalid_fields` */
export function readPieceRange(header: string): PieceRange {
  const [, from, to, total] = /^\s*bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|-1|\*)\s*$/.exec(header) ?? []
  const range = { from: Number(from), to: Number(to), total: total === '-1' || total === '*' ? null : Number(total) }
  const isSound = from !== undefined && range.from <= range.to && (range.total === null || range.to < range.total)
  if (!isSound) throw wrongRange(header, 'it is not like `bytes 0-99/300`')
  return range
}

/**
 * Holds the pieces of files that come in several requests, until the last one is there. Pieces come in order; the last one
 * may be sent again. What this process holds is gone with it; the ledger of blobs then lets go of the bytes.
 */
export class UploadPieces {
  readonly #house: House
  readonly #uploadByName = new Map<string, Upload>()

  constructor(house: House) {
    this.#house = house
  }

  /**
   * Takes a piece; the file is whole with the one that ends at the total.
   *
   * @param owner the caller and the environment: others' uploads of the same id are others
   * @throws Refusal `invalid_fields` when the piece doesn't follow, `file_too_large`; nothing of the piece is kept then
   */
  async take(owner: string, uploadId: string, range: PieceRange, piece: StagedFile): Promise<TakenPiece> {
    await this.#sweep()
    const name = nameOf(owner, uploadId)
    const upload = this.#uploadByName.get(name) ?? this.#begin(owner)
    if (this.#isRepeated(upload, range, piece)) {
      await releaseStaged(this.#house, [piece.staged.blobId])
      return { isWhole: false, bytes: upload.bytes }
    }
    this.#requireFit(upload, range, piece)
    this.#uploadByName.set(name, upload)
    upload.pieces.push(piece)
    upload.bytes = range.to + 1
    upload.total = range.total ?? upload.total
    upload.touchedAt = this.#house.clock()
    if (upload.bytes !== upload.total) return { isWhole: false, bytes: upload.bytes }
    return { isWhole: true, file: await this.#join(upload, name) }
  }

  #begin(owner: string): Upload {
    const own = [...this.#uploadByName.values()].filter((one) => one.owner === owner).length
    if (own >= mostOfCaller || this.#uploadByName.size >= mostOfAll) throw refusal('unavailable', undefined)
    return { owner, pieces: [], bytes: 0, total: null, touchedAt: this.#house.clock() }
  }

  #isRepeated({ pieces, bytes }: Upload, { from, to }: PieceRange, piece: StagedFile): boolean {
    const last = pieces.at(-1)
    return last?.staged.etag === piece.staged.etag && to + 1 === bytes && from === bytes - last.staged.bytes
  }

  #requireFit(upload: Upload, range: PieceRange, { staged }: StagedFile): void {
    const { from, to, total } = range
    const limit = maxFileBytes(this.#house)
    const why =
      from !== upload.bytes
        ? `the next piece begins at ${upload.bytes}`
        : to - from + 1 !== staged.bytes
          ? `the piece has ${staged.bytes} bytes`
          : upload.total !== null && total !== null && total !== upload.total
            ? `an earlier piece said the total is ${upload.total}`
            : upload.total !== null && to >= upload.total
              ? `the total is ${upload.total}`
              : upload.pieces.length >= mostPieces
                ? `there are more than ${mostPieces} pieces`
                : null
    if (why !== null) throw wrongRange(spell(range), why)
    if (to >= limit || (total ?? 0) > limit) throw refusal('file_too_large', { maxBytes: limit })
  }

  /** Makes one blob of all pieces, and lets go of them. */
  async #join(upload: Upload, name: string): Promise<StagedFile> {
    const house = this.#house
    const ids = upload.pieces.map(({ staged }) => staged.blobId)
    const [first] = upload.pieces
    this.#uploadByName.delete(name)
    try {
      if (first !== undefined && upload.pieces.length === 1) return first
      const whole = await stageBlob(house, inOrder(house, upload.pieces), maxFileBytes(house))
      await releaseStaged(house, ids)
      return new StagedFile(whole, first?.filename ?? null)
    } catch (error) {
      await releaseStaged(house, ids)
      throw error
    }
  }

  async #sweep(): Promise<void> {
    const oldest = this.#house.clock() - patienceMs
    for (const [name, { pieces, touchedAt }] of this.#uploadByName) {
      if (touchedAt >= oldest) continue
      this.#uploadByName.delete(name)
      await releaseStaged(
        this.#house,
        pieces.map(({ staged }) => staged.blobId),
      )
    }
  }
}

const nameOf = (owner: string, uploadId: string): string => `${owner} ${uploadId}`

const spell = ({ from, to, total }: PieceRange): string => `bytes ${from}-${to}/${total ?? '*'}`

const wrongRange = (header: string, why: string): Error =>
  refusal('invalid_fields', undefined, { fields: [{ name: 'content-range', value: header }], more: { reason: why } })

async function* inOrder(house: House, pieces: readonly StagedFile[]): AsyncGenerator<Uint8Array> {
  for (const { staged } of pieces) yield* (await house.blobs.read(staged.blobId)) as AsyncIterable<Uint8Array>
}

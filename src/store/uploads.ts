import type { BlobId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'

/** What pieces of a file are put in order by: where each begins, or its number. */
export type PieceOrder = 'ranges' | 'parts'

/** A file that is coming in pieces, as far as it came. */
export interface StoredUpload {
  /** The hash of who sends it, where to, and what they call it. */
  readonly id: string
  /** The hash of who sends it. */
  readonly owner: string
  /** Null before the first piece. */
  readonly orderedBy: PieceOrder | null
  /** How many bytes, or parts, there will be; null while nobody said. */
  readonly total: number | null
  /** Of all pieces that are there. */
  readonly bytes: number
  /** How many pieces are there. */
  readonly pieces: number
  /** Until when somebody is putting it together. */
  readonly claimedUntil: Instant
  readonly touchedAt: Instant
  /** What the piece that made it whole was, so that it is known when it comes again; null before. */
  readonly lastPiece: string | null
  /** What the sender was answered once it was whole; null before. */
  readonly reply: string | null
}

/** One piece. */
export interface StoredPiece {
  /** Where it begins, or its number. */
  readonly position: number
  readonly bytes: number
  readonly etag: string
  readonly blobId: BlobId
  readonly filename: string | null
}

/** An upload that nobody else changes meanwhile. */
export interface HeldUpload {
  readonly upload: StoredUpload
  /** The last of the pieces that begin at or before a position. */
  findPieceUpTo(position: number): Promise<StoredPiece | undefined>
  /** Adds a piece, whose blob is staged; from here on the upload holds it.
   * @throws StoreConflict `reference` for a blob that isn't staged (any more) */
  addPiece(piece: StoredPiece): Promise<void>
  /** Lets go of all pieces and of what was said of them; their bytes go once this stands. */
  dropPieces(): Promise<void>
  /** Writes everything but the sums of pieces. */
  update(fields: Partial<Omit<StoredUpload, 'id' | 'owner' | 'bytes' | 'pieces'>>): Promise<void>
}

/** Keeps files that are coming in pieces, so that any node can go on with them, and any process after another. */
export interface UploadStore {
  findUpload(id: string): Promise<StoredUpload | undefined>
  /** In their order. */
  listUploadPieces(id: string): Promise<readonly StoredPiece[]>
  /** How many are under way, of one sender and of all. */
  countUploads(owner: string): Promise<{ readonly own: number; readonly all: number }>
  /**
   * Changes one upload; it is made when it isn't there. Who changes the same one waits. When `work` throws, nothing of it
   * stands, and no upload that wasn't there before.
   */
  changeUpload<T>(
    key: Pick<StoredUpload, 'id' | 'owner'>,
    at: Instant,
    work: (held: HeldUpload) => Promise<T>,
  ): Promise<T>
  /** Lets go of an upload with its pieces; nothing happens when it isn't there. */
  dropUpload(id: string, at: Instant): Promise<void>
  /** Lets go of uploads that nobody touched since, at most `limit`.
   * @returns how many there were */
  dropUploadsBefore(touchedBefore: Instant, at: Instant, limit: number): Promise<number>
}

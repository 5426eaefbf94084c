import type { Readable } from 'node:stream'
import type { BlobId } from '../../domain/ids.ts'

/** What was written: the number of bytes, and their MD5 in hex. */
export interface WrittenBlob {
  readonly bytes: number
  readonly etag: string
}

/** Part of a blob, both ends included, as HTTP ranges count. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/** More bytes came than were allowed; nothing of them is kept. */
export class BlobTooLarge extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`)
    this.name = 'BlobTooLarge'
  }
}

/** There is no room left for what was to be written; nothing of it is kept. */
export class BlobSpaceExhausted extends Error {
  constructor(cause: unknown) {
    super('the store of blobs is full', { cause })
    this.name = 'BlobSpaceExhausted'
  }
}

/** There is no blob with that id. */
export class BlobMissing extends Error {
  constructor(id: BlobId) {
    super(`no blob ${id}`)
    this.name = 'BlobMissing'
  }
}

/**
 * Keeps bytes under ids: in the data folder, or in a bucket. A blob is written once and never changed; ids are made by
 * us alone. What it holds and what records name are kept in step by the store's ledger (`store/library.ts`).
 */
export interface BlobStore {
  /**
   * Writes a blob whole, or nothing of it; it has reached the disk when the promise is fulfilled.
   *
   * @throws BlobTooLarge, BlobSpaceExhausted
   */
  write(id: BlobId, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenBlob>
  /** How many bytes a blob has. @throws BlobMissing */
  measure(id: BlobId): Promise<number>
  /** Streams a blob or a part of it. @throws BlobMissing */
  read(id: BlobId, range?: ByteRange): Promise<Readable>
  /** A file on this machine that holds the blob, for libraries that want one; call `release` when done with it. */
  borrow(id: BlobId): Promise<{ readonly path: string; readonly release: () => Promise<void> }>
  /** Removes a blob; nothing happens when it isn't there. */
  remove(id: BlobId): Promise<void>
}

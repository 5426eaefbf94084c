import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { BlobId } from '../../domain/ids.ts'
import {
  BlobMissing,
  BlobSpaceExhausted,
  BlobTooLarge,
  type BlobStore,
  type ByteRange,
  type WrittenBlob,
} from './blob-store.ts'

/**
 * Keeps blobs as files: the blob `ab…` is `ab/ab…` in a folder that is made when first needed. A blob that is being written
 * is called `….part` until it is whole and on the disk, so that a process that dies leaves no half blob; what it leaves
 * goes with {@link BlobStore.remove}.
 */
export class FileBlobStore implements BlobStore {
  readonly #folder: string

  /** @param folder where blobs lie; nothing else may lie there */
  constructor(folder: string) {
    this.#folder = folder
  }

  async write(id: BlobId, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenBlob> {
    const path = this.#pathOf(id)
    const draft = `${path}${draftEnding}`
    try {
      await this.#makeFolderOf(path)
      const written = await writeDraft(draft, bytes, limit)
      await rename(draft, path)
      await syncFolder(join(path, '..'))
      return written
    } catch (error) {
      await rm(draft, { force: true })
      throw isFull(error) ? new BlobSpaceExhausted(error) : error
    }
  }

  async measure(id: BlobId): Promise<number> {
    const handle = await this.#open(id)
    try {
      return (await handle.stat()).size
    } finally {
      await handle.close()
    }
  }

  async read(id: BlobId, range?: ByteRange): Promise<Readable> {
    const handle = await this.#open(id)
    return handle.createReadStream(range === undefined ? {} : { start: range.from, end: range.to })
  }

  async borrow(id: BlobId): Promise<{ readonly path: string; readonly release: () => Promise<void> }> {
    const handle = await this.#open(id)
    await handle.close()
    return { path: this.#pathOf(id), release: async () => undefined }
  }

  async remove(id: BlobId): Promise<void> {
    const path = this.#pathOf(id)
    await rm(path, { force: true })
    await rm(`${path}${draftEnding}`, { force: true })
    // Whoever forgets the blob after this may lose power: it must not come back then.
    await syncFolder(join(path, '..'))
  }

  async #open(id: BlobId): Promise<FileHandle> {
    try {
      return await open(this.#pathOf(id), 'r')
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new BlobMissing(id) : error
    }
  }

  /** @throws RangeError for an id that we didn't make: it could lead out of the folder */
  #pathOf(id: BlobId): string {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new RangeError('the id of a blob has 32 hex characters')
    return join(this.#folder, id.slice(0, 2), id)
  }

  async #makeFolderOf(path: string): Promise<void> {
    const made = await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    if (made === undefined) return
    await syncFolder(this.#folder)
    await syncFolder(join(this.#folder, '..'))
  }
}

const draftEnding = '.part'

async function writeDraft(path: string, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenBlob> {
  const handle = await open(path, 'wx', 0o600)
  try {
    const hash = createHash('md5')
    let count = 0
    for await (const piece of bytes) {
      count += piece.byteLength
      if (count > limit) throw new BlobTooLarge(limit)
      hash.update(piece)
      await writeWhole(handle, piece)
    }
    await handle.sync()
    return { bytes: count, etag: hash.digest('hex') }
  } finally {
    await handle.close()
  }
}

/** The system may take a part of what it is given. */
async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let from = 0; from < piece.byteLength;) {
    from += (await handle.write(piece, from, piece.byteLength - from)).bytesWritten
  }
}

/** Brings the names in a folder to the disk; one that isn't there has none. */
async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(String(codeOf(error)))

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

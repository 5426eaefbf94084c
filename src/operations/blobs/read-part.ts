import type { BlobId } from '../../domain/ids.ts'
import type { BlobStore } from '../../store/blobs/blob-store.ts'

/** A blob, and how long it is. */
export interface MeasuredBlob {
  readonly blobs: BlobStore
  readonly id: BlobId
  readonly bytes: number
}

/** Reads at most `length` bytes of a blob from a position on; fewer at its end, none behind it. */
export async function readPart({ blobs, id, bytes }: MeasuredBlob, from: number, length: number): Promise<Buffer> {
  const to = Math.min(from + length, bytes) - 1
  if (from < 0 || to < from) return Buffer.alloc(0)
  const pieces: Buffer[] = []
  for await (const piece of await blobs.read(id, { from, to })) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

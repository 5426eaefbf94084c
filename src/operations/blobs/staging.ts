import { refusal } from '../../domain/errors.ts'
import type { BlobId } from '../../domain/ids.ts'
import { BlobSpaceExhausted } from '../../store/blobs/blob-store.ts'
import type { House } from '../house.ts'

/** Bytes that lie in the store of blobs, and that no record holds yet. */
export interface StagedBlob {
  readonly blobId: BlobId
  readonly bytes: number
  /** MD5, hex. */
  readonly etag: string
}

/** What staging leans on. */
export type BlobHouse = Pick<House, 'blobs' | 'store' | 'clock' | 'ids' | 'intake'>

/**
 * Writes bytes under a new id. The ledger knows of the blob before its first byte is written, so that nothing is left over
 * whatever happens: the transaction whose records hold it adopts it (`adoptBlobs`), and who gives it up calls
 * {@link releaseStaged}. One that nobody adopts within {@link stagedForMs} is removed.
 *
 * @param limit how many bytes there may be
 * @throws BlobTooLarge, Refusal `no_room_left`; nothing is kept then
 */
export async function stageBlob(
  house: BlobHouse,
  bytes: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<StagedBlob> {
  const id = house.ids.blob()
  await house.store.stageBlobs([id], house.clock())
  try {
    return { blobId: id, ...(await house.blobs.write(id, bytes, limit)) }
  } catch (error) {
    await releaseStaged(house, [id])
    throw error instanceof BlobSpaceExhausted ? refusal('no_room_left', undefined, { cause: error }) : error
  }
}

/** Removes staged blobs that nobody will adopt; null stands for one that was never made. */
export async function releaseStaged(house: BlobHouse, ids: readonly (BlobId | null)[]): Promise<void> {
  const made = ids.filter((id) => id !== null)
  if (made.length === 0) return
  for (const id of made) await house.blobs.remove(id)
  await house.store.forgetBlobs(made)
}

/** How long a blob may be staged, in milliseconds: the longest upload. */
export const stagedForMs = 2 * 60 * 60 * 1000

/** How many stray blobs are removed before the ledger is told. */
const sweepLength = 200

/**
 * Removes the bytes of blobs that records let go, and of those that nobody adopted in time (their upload died).
 *
 * @returns how many there were
 */
export async function sweepStrays(house: BlobHouse): Promise<number> {
  for (let count = 0; ;) {
    const strays = await house.store.listStrayBlobs(house.clock() - stagedForMs, sweepLength)
    if (strays.length === 0) return count
    await releaseStaged(house, strays)
    count += strays.length
  }
}

import { refusal } from '../../domain/errors.ts'
import type { AssetFile } from '../../domain/library-records.ts'
import { BlobSpaceExhausted, BlobTooLarge } from '../../store/blobs/blob-store.ts'
import { inspectFile, type Expectation, type InspectedFile } from './inspect.ts'
import { releaseStaged, stageBlob, type BlobHouse } from './staging.ts'

/** How many bytes a file may have when nothing else is said. */
export const usualMaxBytes = 1_073_741_824

/**
 * Stores a file that is coming in and finds out what it is: what an upload does before its transaction. Nothing is kept when
 * it fails. The transaction adopts both blobs of the file; who doesn't come that far calls {@link releaseFile}.
 *
 * @param maxBytes how long it may be
 * @throws Refusal `file_too_large`, `file_empty`, `invalid_image`, `image_too_large`, `invalid_video`, `no_room_left`
 */
export async function takeIn(
  house: BlobHouse,
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes = usualMaxBytes, ...expected }: Expectation & { readonly maxBytes?: number },
): Promise<InspectedFile> {
  try {
    const staged = await stageBlob(house, bytes, maxBytes)
    try {
      return await inspectFile(house, staged, expected)
    } catch (error) {
      await releaseStaged(house, [staged.blobId])
      throw error
    }
  } catch (error) {
    if (error instanceof BlobTooLarge) throw refusal('file_too_large', { maxBytes }, { cause: error })
    if (error instanceof BlobSpaceExhausted) throw refusal('no_room_left', undefined, { cause: error })
    throw error
  }
}

/** Removes a file that was taken in and that no record will hold. */
export const releaseFile = (house: BlobHouse, { blobId, thumbnailId }: AssetFile): Promise<void> =>
  releaseStaged(house, [blobId, thumbnailId])

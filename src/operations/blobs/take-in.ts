import { refusal } from '../../domain/errors.ts'
import type { AssetFile } from '../../domain/library-records.ts'
import { BlobTooLarge } from '../../store/blobs/blob-store.ts'
import { inspectFile, type Expectation, type InspectedFile } from './inspect.ts'
import { openSource } from './open-source.ts'
import { releaseStaged, stageBlob, type BlobHouse, type StagedBlob } from './staging.ts'

/** How many bytes a file may have when the house says nothing else. */
export const usualMaxBytes = 1_073_741_824

/** How many bytes a file may have here. */
export const maxFileBytes = ({ intake }: Pick<BlobHouse, 'intake'>): number => intake?.maxBytes ?? usualMaxBytes

/**
 * Stores a file that is coming in and finds out what it is: what an upload does before its transaction. Nothing is kept when
 * it fails. The transaction adopts both blobs of the file; who doesn't come that far calls {@link releaseFile}.
 *
 * @throws Refusal `file_too_large`, `file_empty`, `invalid_image`, `image_too_large`, `invalid_video`, `no_room_left`
 */
export async function takeIn(
  house: BlobHouse,
  bytes: AsyncIterable<Uint8Array>,
  expected: Expectation,
): Promise<InspectedFile> {
  const staged = await stageFile(house, bytes)
  try {
    return await inspectFile(house, staged, expected)
  } catch (error) {
    await releaseStaged(house, [staged.blobId])
    throw error
  }
}

/** Stores a file that is coming in, of the length that is allowed here. @throws Refusal `file_too_large`, `no_room_left` */
export async function stageFile(house: BlobHouse, bytes: AsyncIterable<Uint8Array>): Promise<StagedBlob> {
  const maxBytes = maxFileBytes(house)
  try {
    return await stageBlob(house, bytes, maxBytes)
  } catch (error) {
    if (error instanceof BlobTooLarge) throw refusal('file_too_large', { maxBytes }, { cause: error })
    throw error
  }
}

/** A file that was fetched; the name is that of its address unless another was expected. */
export interface TakenSource extends InspectedFile {
  readonly filename: string | null
}

/**
 * As {@link takeIn}, of a file that is named by its address; see `openSource` for which may be.
 *
 * @throws Refusal `source_refused`, `source_not_loaded`, and those of `takeIn`
 */
export async function takeSource(house: BlobHouse, address: string, expected: Expectation): Promise<TakenSource> {
  const source = await openSource(house.intake?.sources ?? { hosts: [] }, address)
  try {
    const filename = expected.filename ?? source.filename
    return { ...(await takeIn(house, source.bytes, { ...expected, filename })), filename }
  } finally {
    source.drop()
  }
}

/** Removes a file that was taken in and that no record will hold. */
export const releaseFile = (house: BlobHouse, { blobId, thumbnailId }: AssetFile): Promise<void> =>
  releaseStaged(house, [blobId, thumbnailId])

import { refusal } from '../../domain/errors.ts'
import type { BlobId } from '../../domain/ids.ts'
import type { AssetFile, ResourceKind } from '../../domain/library-records.ts'
import { detectType, type DetectedType } from './detect-type.ts'
import { examinePicture, NotAPicture, TooManyPixels, type Picture } from './pictures.ts'
import { readPart, type MeasuredBlob } from './read-part.ts'
import { stageBlob, type BlobHouse, type StagedBlob } from './staging.ts'
import { findVideoSize } from './video-size.ts'

/** What a file is held to. */
export interface Expectation {
  /** What its sender says it is; `auto`: whatever its bytes tell. */
  readonly kind: ResourceKind | 'auto'
  /** The name it had where it came from; null when it had none. */
  readonly filename: string | null
}

/** What a file turned out to be. Its thumbnail is staged, as the file itself is. */
export interface InspectedFile {
  readonly resourceKind: ResourceKind
  readonly file: AssetFile
}

/** How many pixels a picture may have when the house says nothing else; one of more isn't decoded. */
export const usualMaxPixels = 100_000_000

/**
 * Finds out what a staged file is: by its bytes, never by its name. Pictures are decoded whole and get a thumbnail; videos
 * and sound are known by their container and stored as they are; everything else is `raw`.
 *
 * @throws Refusal `file_empty`
 * @throws Refusal `invalid_image`, `image_too_large`, `invalid_video` when it isn't what its sender says
 * @throws Refusal `no_room_left`
 */
export async function inspectFile(
  house: BlobHouse,
  staged: StagedBlob,
  { kind, filename }: Expectation,
): Promise<InspectedFile> {
  const maxPixels = house.intake?.maxPixels ?? usualMaxPixels
  if (staged.bytes === 0) throw refusal('file_empty', undefined)
  const blob: MeasuredBlob = { blobs: house.blobs, id: staged.blobId, bytes: staged.bytes }
  const detected = kind === 'raw' ? null : await detectType(blob)
  if (kind === 'image' || (kind === 'auto' && isPicture(detected))) {
    const picture = await decode(blob, detected, { kind, maxPixels })
    if (picture !== null) return describePicture(house, staged, picture)
  }
  if (kind === 'video' || (kind === 'auto' && isVideo(detected))) {
    if (!isVideo(detected)) throw refusal('invalid_video', undefined)
    return describeVideo(blob, staged, detected)
  }
  return { resourceKind: 'raw', file: { ...plainFile(staged), ...describeRaw(filename, detected) } }
}

/** The formats that pictures are decoded in, by the extension that their first bytes tell, with their media types. */
const pictureTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  apng: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  tif: 'image/tiff',
  avif: 'image/avif',
  svg: 'image/svg+xml',
}

/** Formats whose first bytes and whose decoder have different names. */
const decodedAs: Readonly<Record<string, string>> = { tif: 'tiff', apng: 'png' }

const isPicture = (detected: DetectedType | null): boolean =>
  detected !== null && Object.hasOwn(pictureTypes, detected.extension)

const isVideo = (detected: DetectedType | null): detected is DetectedType =>
  detected !== null && /^(?:video|audio)\//.test(detected.mediaType)

interface DecodedPicture extends Picture {
  readonly mediaType: string
}

/** @returns null when it isn't one, and its sender didn't say it was */
async function decode(
  blob: MeasuredBlob,
  detected: DetectedType | null,
  { kind, maxPixels }: { readonly kind: ResourceKind | 'auto'; readonly maxPixels: number },
): Promise<DecodedPicture | null> {
  const mediaType = detected === null ? undefined : pictureTypes[detected.extension]
  try {
    if (detected === null || mediaType === undefined) throw new NotAPicture(undefined)
    const expected = [decodedAs[detected.extension] ?? detected.extension]
    return { ...(await examine(blob, expected, maxPixels)), mediaType }
  } catch (error) {
    if (!(error instanceof NotAPicture || error instanceof TooManyPixels)) throw error
    if (kind === 'auto') return null
    if (error instanceof NotAPicture) throw refusal('invalid_image', undefined, { cause: error })
    throw refusal('image_too_large', { pixels: error.pixels, maxPixels }, { cause: error })
  }
}

/** A drawing is text of a reasonable length. */
const maxSvgBytes = 10_485_760

async function examine(blob: MeasuredBlob, expected: readonly string[], maxPixels: number): Promise<Picture> {
  if (expected.includes('svg')) {
    if (blob.bytes > maxSvgBytes) throw new NotAPicture(undefined)
    return examinePicture(await readPart(blob, 0, blob.bytes), expected, maxPixels)
  }
  const { path, release } = await blob.blobs.borrow(blob.id)
  try {
    return await examinePicture(path, expected, maxPixels)
  } finally {
    await release()
  }
}

async function describePicture(
  house: BlobHouse,
  staged: StagedBlob,
  { format, mediaType, width, height, pages, thumbnail }: DecodedPicture,
): Promise<InspectedFile> {
  const { blobId: thumbnailId } = await stageBlob(house, inPieces(thumbnail), thumbnail.length)
  const file = { ...plainFile(staged), thumbnailId, format, mediaType, width, height, pages }
  return { resourceKind: 'image', file }
}

async function describeVideo(
  blob: MeasuredBlob,
  staged: StagedBlob,
  { extension, mediaType }: DetectedType,
): Promise<InspectedFile> {
  const size = mediaType.startsWith('video/') ? await findVideoSize(blob, extension) : null
  const file = { ...plainFile(staged), format: extension, mediaType, ...(size ?? {}) }
  return { resourceKind: 'video', file }
}

function plainFile({ blobId, bytes, etag }: StagedBlob): AssetFile {
  const unknown = { thumbnailId: noBlob, format: null, width: null, height: null, pages: null }
  return { blobId, bytes, etag, mediaType: 'application/octet-stream', ...unknown }
}

const noBlob: BlobId | null = null

/** Text has no mark of its own: its name tells what it is served as. It is never shown by a browser, only saved. */
const textTypes: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  xml: 'application/xml',
}

function describeRaw(filename: string | null, detected: DetectedType | null): Pick<AssetFile, 'format' | 'mediaType'> {
  const format = /[^/]\.([a-z0-9]{1,16})$/i.exec(filename ?? '')?.[1]?.toLowerCase() ?? null
  const byName = format === null ? undefined : textTypes[format]
  // What only begins as a picture is none.
  const byMark = isPicture(detected) ? undefined : detected?.mediaType
  return { format, mediaType: byMark ?? byName ?? 'application/octet-stream' }
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes
}

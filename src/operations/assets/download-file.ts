import type { BlobId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'

/** A file that may be sent to who asked for it. */
export interface DownloadableFile {
  readonly blobId: BlobId
  readonly bytes: number
  /** Tells this file from every other under the same address, without quotation marks. */
  readonly etag: string
  readonly mediaType: string
  /** What its bytes are; null where nothing tells. */
  readonly format: string | null
  /** What it is called when it is saved. */
  readonly filename: string
  /** A browser may show it, and need not save it: a picture of dots, a video, a sound. */
  readonly isShowable: boolean
}

/** Describes the original of an asset. */
export const originalOf = ({
  resourceKind,
  displayName,
  file: { blobId, bytes, etag, mediaType, format },
}: Pick<AssetRecord, 'resourceKind' | 'displayName' | 'file'>): DownloadableFile => ({
  ...{ blobId, bytes, etag, mediaType, format },
  filename: filenameOf(displayName, format),
  // A drawing may hold scripts; what is raw may be anything.
  isShowable: resourceKind !== 'raw' && mediaType !== 'image/svg+xml',
})

/** A display name with the ending that its format has, once. */
export function filenameOf(displayName: string, format: string | null): string {
  const hasEnding = format === null || displayName.toLowerCase().endsWith(`.${format}`)
  return hasEnding ? displayName : `${displayName}.${format}`
}

import { refusal } from '../../domain/errors.ts'
import type { BlobId } from '../../domain/ids.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { AssetRecord } from '../../domain/library-records.ts'

/** What an operation gives that is sent as bytes, and not as words about them. */
export type Sendable =
  | { readonly type: 'file'; readonly file: DownloadableFile; readonly isAttachment: boolean }
  | { readonly type: 'archive'; readonly archive: Archive }

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

/** Files that are put into one as they are sent. */
export interface Archive {
  /** What the whole is called when it is saved. */
  readonly filename: string
  readonly entries: readonly ArchiveEntry[]
}

/** One file of an archive. */
export interface ArchiveEntry {
  /** A path without tricks, unlike those of the others. */
  readonly path: string
  readonly blobId: BlobId
  readonly at: Instant
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

/** A name with the ending that its format has, once. */
export function filenameOf(name: string, format: string | null): string {
  const hasEnding = format === null || name.toLowerCase().endsWith(`.${format}`)
  return hasEnding ? name : `${name}.${format}`
}

const otherNames: Readonly<Record<string, string>> = { jpeg: 'jpg', jpe: 'jpg', tif: 'tiff' }

/** Refuses another format than a file has: it would have to be rendered. @throws Refusal `renders_nothing` */
export function requireFormat({ format }: Pick<DownloadableFile, 'format'>, asked: string | null): void {
  if (asked === null) return
  const plain = asked.toLowerCase()
  if ((otherNames[plain] ?? plain) !== format) throw refusal('renders_nothing', { what: `.${plain.slice(0, 20)}` })
}

/** @throws Refusal `link_expired` at that instant and after it */
export function requireUnexpired(expiresAt: Instant | null, at: Instant): void {
  if (isExpired(expiresAt, at)) throw refusal('link_expired', undefined)
}

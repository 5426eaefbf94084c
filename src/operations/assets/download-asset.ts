import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { House } from '../house.ts'
import { reading } from '../operation.ts'
import { originalOf, requireFormat, requireUnexpired, type DownloadableFile, type Sendable } from './download-file.ts'
import { loadAsset, needOnAsset, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'

/** What is said of a download; what is absent or null isn't said. */
export interface Download extends NamedAsset {
  /** Anything but the format of the original is refused. */
  readonly format?: string | null
  readonly isAttachment?: boolean
  /** What it is called when it is saved. */
  readonly filename?: string | null
  readonly expiresAt?: Instant | null
}

/** Finds the original of an asset, so that it can be sent. */
export const downloadAsset = reading<Download, Extract<Sendable, { type: 'file' }>, LoadedAsset>({
  name: 'asset.download',
  summary: 'Download the original of an asset.',
  access: { type: 'requires', needs: [needOnAsset('download')] },
  load: loadAsset,
  run: async (input, { at }, loaded) => {
    requireUnexpired(input.expiresAt ?? null, at)
    const original = originalOf(requireAsset(input, loaded))
    requireFormat(original, input.format ?? null)
    const file = { ...original, filename: input.filename ?? original.filename }
    return { type: 'file', file, isAttachment: input.isAttachment ?? false }
  },
})

/** Finds the small picture of an asset, so that it can be sent. */
export const showThumbnail = reading<NamedAsset, Sendable, LoadedAsset>({
  name: 'asset.show-thumbnail',
  summary: 'Show the small picture of an asset.',
  access: { type: 'requires', needs: [needOnAsset('read')] },
  load: loadAsset,
  run: async (input, { house }, loaded) => ({
    type: 'file',
    file: await thumbnailOf(house, requireAsset(input, loaded)),
    isAttachment: false,
  }),
})

/** A small picture is known by its blob: it changes with the file, and is never written anew. */
export async function thumbnailOf({ blobs }: House, { file: { thumbnailId } }: AssetRecord): Promise<DownloadableFile> {
  if (thumbnailId === null) throw refusal('not_found', { what: 'thumbnail' })
  const named = { blobId: thumbnailId, etag: thumbnailId, filename: 'thumbnail.webp' }
  return {
    ...named,
    bytes: await blobs.measure(thumbnailId),
    mediaType: 'image/webp',
    format: 'webp',
    isShowable: true,
  }
}

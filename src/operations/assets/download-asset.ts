import { refusal } from '../../domain/errors.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { House } from '../house.ts'
import { reading } from '../operation.ts'
import { loadAsset, needOnAsset, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { originalOf, type DownloadableFile } from './download-file.ts'

/** Finds the original of an asset, so that it can be sent. */
export const downloadAsset = reading<NamedAsset, DownloadableFile, LoadedAsset>({
  name: 'asset.download',
  summary: 'Download the original of an asset.',
  access: { type: 'requires', needs: [needOnAsset('download')] },
  load: loadAsset,
  run: async (input, _deed, loaded) => originalOf(requireAsset(input, loaded)),
})

/** Finds the small picture of an asset, so that it can be sent. */
export const showThumbnail = reading<NamedAsset, DownloadableFile, LoadedAsset>({
  name: 'asset.show-thumbnail',
  summary: 'Show the small picture of an asset.',
  access: { type: 'requires', needs: [needOnAsset('read')] },
  load: loadAsset,
  run: async (input, { house }, loaded) => thumbnailOf(house, requireAsset(input, loaded)),
})

/** A small picture is known by its blob: it changes with the file, and is never written anew. */
async function thumbnailOf({ blobs }: House, { file: { thumbnailId } }: AssetRecord): Promise<DownloadableFile> {
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

import { refusal } from '../../domain/errors.ts'
import type { AssetVersionRecord } from '../../domain/library-records.ts'
import { reading, writing } from '../operation.ts'
import {
  findVersion,
  keyOfVersion,
  loadBackups,
  needOnBackups,
  needOnVersion,
  type KeptAsset,
  type LoadedBackups,
} from './backup-place.ts'
import { originalOf, type Sendable } from './download-file.ts'
import { blobsOf } from './keep-files.ts'

/** Lists the earlier files of an asset, newest first; also of a deleted one. */
export const listAssetVersions = reading<KeptAsset, readonly AssetVersionRecord[], LoadedBackups>({
  name: 'asset.list-versions',
  summary: 'List the earlier files that are kept of an asset.',
  access: { type: 'requires', needs: [needOnBackups('read')] },
  load: loadBackups,
  run: async (input, _deed, { asset, versions }) => {
    if (asset === undefined && versions.length === 0) throw refusal('asset_unknown', { name: shorten(input.assetId) })
    return versions
  },
})

/** Finds an earlier file of an asset, so that it can be sent; the present one has an id of the kind, too. */
export const downloadVersion = reading<KeptAsset & { readonly versionId: string }, Sendable, LoadedBackups>({
  name: 'asset.download-version',
  summary: 'Download an earlier file of an asset.',
  access: { type: 'requires', needs: [needOnVersion('download')] },
  load: loadBackups,
  run: async (input, _deed, loaded) => {
    const { asset } = loaded
    const found = asset?.versionId === input.versionId ? asset : findVersion(loaded, input.versionId)?.asset
    if (found === undefined) throw refusal('asset_unknown', { name: shorten(input.versionId) })
    return { type: 'file', file: originalOf(found), isAttachment: true }
  },
})

/** What deleting earlier files came to. */
export interface DeletedVersions {
  readonly assetId: string
  readonly deleted: readonly string[]
  /** There are none with these ids. */
  readonly missing: readonly string[]
}

/** Deletes earlier files of an asset for good. */
export const deleteVersions = writing<
  KeptAsset & { readonly versionIds: readonly string[] },
  DeletedVersions,
  LoadedBackups
>({
  name: 'asset.delete-versions',
  summary: 'Delete earlier files of an asset for good.',
  access: { type: 'requires', needs: [needOnBackups('delete')] },
  load: loadBackups,
  run: async (input, { store, at }, loaded) => {
    if (loaded.asset === undefined && loaded.versions.length === 0)
      throw refusal('asset_unknown', { name: shorten(input.assetId) })
    const sent = [...new Set(input.versionIds)]
    const found = sent.flatMap((id) => findVersion(loaded, id) ?? [])
    await store.deleteAll('asset_version', found.map(keyOfVersion))
    await store.doomBlobs(
      found.flatMap(({ asset }) => blobsOf(asset)),
      at,
    )
    const deleted = found.map(({ id }): string => id)
    return { assetId: input.assetId, deleted, missing: sent.filter((id) => !deleted.includes(id)) }
  },
})

const shorten = (text: string): string => text.toWellFormed().slice(0, 100)

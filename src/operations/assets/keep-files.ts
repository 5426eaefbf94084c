import type { BlobId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord, AssetVersionRecord } from '../../domain/library-records.ts'
import { detachAssets } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** What keeping and letting go of files needs. */
export type Keeping = Pick<Deed<Transaction>, 'store' | 'at'>

/**
 * Does what becomes of the files of assets that are about to be replaced or deleted: each is kept as a version, or its
 * bytes go once the transaction stands.
 *
 * @param keepsAll whether the library keeps every asset's; an asset may ask for it itself
 */
export async function keepOrDoom(
  { store, at }: Keeping,
  assets: readonly AssetRecord[],
  keepsAll: boolean,
): Promise<void> {
  const { kept = [], doomed = [] } = Object.groupBy(assets, ({ keepsBackups }) =>
    keepsBackups || keepsAll ? 'kept' : 'doomed',
  )
  if (kept.length > 0)
    await store.putAll(
      'asset_version',
      kept.map((asset) => versionOf(asset, at)),
    )
  if (doomed.length > 0) await store.doomBlobs(doomed.flatMap(blobsOf), at)
}

function versionOf(asset: AssetRecord, at: Instant): AssetVersionRecord {
  const { accountId, environmentId, id: assetId, versionId: id } = asset
  return { accountId, assetId, id, environmentId, asset, createdAt: at }
}

/** The blobs of an asset: its file, and its small picture where it has one. */
export const blobsOf = ({ file: { blobId, thumbnailId } }: Pick<AssetRecord, 'file'>): readonly BlobId[] =>
  thumbnailId === null ? [blobId] : [blobId, thumbnailId]

/** Deletes assets; see {@link keepOrDoom} for their files. */
export async function removeAssets(keeping: Keeping, assets: readonly AssetRecord[], keepsAll: boolean): Promise<void> {
  await keepOrDoom(keeping, assets, keepsAll)
  await detachAssets(keeping.store, assets)
  if (assets.length > 0) await keeping.store.deleteAll('asset', assets)
}

import type { AssetRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** What keeping and letting go of files needs. */
export type Keeping = Pick<Deed<Transaction>, 'store' | 'at'>

/**
 * Does what becomes of the file of an asset that is about to be replaced or deleted: it is kept as a version, or its bytes
 * go once the transaction stands.
 *
 * @param keepsBackups whether the library keeps every asset's; an asset may ask for it itself
 */
export async function keepOrDoom({ store, at }: Keeping, asset: AssetRecord, keepsBackups: boolean): Promise<void> {
  const { accountId, environmentId, id: assetId, versionId: id } = asset
  if (asset.keepsBackups || keepsBackups) {
    await store.put('asset_version', { accountId, assetId, id, environmentId, asset, createdAt: at })
  } else await store.doomBlobs(blobsOf(asset), at)
}

/** The blobs of an asset: its file, and its small picture where it has one. */
export const blobsOf = ({
  file: { blobId, thumbnailId },
}: Pick<AssetRecord, 'file'>): readonly AssetRecord['file']['blobId'][] =>
  thumbnailId === null ? [blobId] : [blobId, thumbnailId]

/** Deletes an asset; see {@link keepOrDoom} for its file. */
export async function removeAsset(keeping: Keeping, asset: AssetRecord, keepsBackups: boolean): Promise<void> {
  await keepOrDoom(keeping, asset, keepsBackups)
  await keeping.store.delete('asset', { accountId: asset.accountId, id: asset.id })
}

import { assetId, environmentId } from '../../domain/ids.ts'
import type { AssetRecord, AssetVersionRecord, DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { writing, type Deed } from '../operation.ts'
import { placeOfAsset, placeOfNewAsset } from './asset-place.ts'
import { findVersion, keyOfVersion, whereItIs } from './backup-place.ts'
import { showAsset, type ShownAsset } from './shown-asset.ts'

/** Which assets get an earlier file back. */
export interface Restoration {
  readonly environmentId: string
  readonly items: readonly RestoredItem[]
}

/** One asset, and the version that it gets back; null: the newest. */
export interface RestoredItem {
  readonly asset:
    | { readonly by: 'id'; readonly assetId: string }
    | {
        readonly by: 'name'
        readonly resourceKind: ResourceKind
        readonly delivery: DeliveryType
        readonly publicId: string
      }
  readonly versionId: string | null
}

/**
 * What became of one item: the asset as it is now, or why it stays. `no_backup` is also said of what the caller can't see;
 * `failed`: another asset has the name.
 */
export type RestoredAsset = ShownAsset | { readonly error: 'no_backup' | 'unauthorized' | 'failed' }

/**
 * Gives assets earlier files back, in the order of the items. The file that was in place is kept as a version; a deleted
 * asset comes back as it was, under its own id.
 */
export const restoreAssets = writing<Restoration, readonly RestoredAsset[]>({
  name: 'asset.restore',
  summary: 'Give assets earlier files back, deleted ones included.',
  access: { type: 'requires', needs: [], filters: { action: 'update', on: ['Asset'] } },
  run: async ({ environmentId: environment, items }, deed) => {
    const restored: RestoredAsset[] = []
    for (const item of items) restored.push(await restore(item, environment, deed))
    return restored
  },
})

async function restore(item: RestoredItem, environment: string, deed: Deed<Transaction>): Promise<RestoredAsset> {
  const { asset, versions } = await find(item, environment, deed)
  const version = item.versionId === null ? versions[0] : findVersion({ versions }, item.versionId)
  const known = asset ?? version?.asset
  if (known === undefined) return { error: 'no_backup' }
  const place = await whereItIs(deed.store, known)
  const mayRestore =
    asset === undefined
      ? deed.may('create', placeOfNewAsset(place.folderId, place.environmentId))
      : deed.may('update', placeOfAsset(asset, deed.at))
  const isSeen = deed.may('read', placeOfAsset(place, deed.at))
  if (!mayRestore) return { error: isSeen ? 'unauthorized' : 'no_backup' }
  if (version === undefined) return { error: 'no_backup' }
  return asset === undefined ? bringBack(version, place, deed) : swap(asset, version, deed)
}

/** The asset that an item means, and its earlier files, newest first; by name also of those that were deleted under it. */
async function find(
  { asset: naming }: RestoredItem,
  environment: string,
  { store, caller: { accountId } }: Deed<Transaction>,
): Promise<{ readonly asset: AssetRecord | undefined; readonly versions: readonly AssetVersionRecord[] }> {
  const inside = environmentId(environment)
  if (naming.by === 'id') {
    const key = { accountId, id: assetId(naming.assetId) }
    const asset = await store.find('asset', key)
    const versions = (await store.listVersions(key)).filter((version) => version.environmentId === inside)
    return { asset: asset?.environmentId === inside ? asset : undefined, versions }
  }
  const { resourceKind, delivery, publicId } = naming
  const name = { environmentId: inside, resourceKind, delivery, publicId: publicId.normalize('NFC') }
  const asset = await store.findAssetByName(accountId, name)
  const versions = await (asset === undefined ? store.listVersionsByName(accountId, name) : store.listVersions(asset))
  return { asset, versions }
}

/** Every file is held by one record: the two change places. */
async function swap(asset: AssetRecord, version: AssetVersionRecord, deed: Deed<Transaction>): Promise<RestoredAsset> {
  const { store, at } = deed
  const { accountId, environmentId: environment, id, versionId } = asset
  await store.put('asset_version', {
    accountId,
    assetId: id,
    id: versionId,
    environmentId: environment,
    asset,
    createdAt: at,
  })
  await store.delete('asset_version', keyOfVersion(version))
  const { file, originalFilename } = version.asset
  const restored = { ...asset, file, originalFilename, ...dated(asset, version, at) }
  await store.put('asset', restored)
  return showAsset(store, restored)
}

async function bringBack(
  version: AssetVersionRecord,
  place: AssetRecord,
  deed: Deed<Transaction>,
): Promise<RestoredAsset> {
  const { store, at } = deed
  if ((await store.findAssetByName(place.accountId, place)) !== undefined) return { error: 'failed' }
  const restored = { ...place, ...dated(place, version, at) }
  await store.put('asset', restored)
  await store.delete('asset_version', keyOfVersion(version))
  return showAsset(store, restored)
}

/** Its address changes with the file: caches must not go on with the other one. */
const dated = (
  before: AssetRecord,
  version: AssetVersionRecord,
  at: number,
): Pick<AssetRecord, 'version' | 'versionId' | 'updatedAt' | 'uploadedAt'> => ({
  version: Math.max(Math.floor(at / 1000), before.version + 1),
  versionId: version.id,
  updatedAt: at,
  uploadedAt: at,
})

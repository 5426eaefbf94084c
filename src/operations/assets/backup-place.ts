import { assetId, environmentId, versionId, type AssetId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord, AssetVersionRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import type { Loading, NeedOf, Place } from '../operation.ts'
import { placeOfAbsentAsset, placeOfAsset } from './asset-place.ts'
import { loadedNeed } from './loaded-need.ts'

/** An asset whose earlier files are meant; it may be deleted. */
export interface KeptAsset {
  readonly environmentId: string
  readonly assetId: string
}

/** What operations on earlier files load. */
export interface LoadedBackups {
  /** The asset as it is. */
  readonly asset: AssetRecord | undefined
  /** Newest first. */
  readonly versions: readonly AssetVersionRecord[]
  readonly place: Place
  readonly at: Instant
}

/** Loads an asset and its earlier files; those of another environment are as none. */
export async function loadBackups(input: KeptAsset, { store, caller, at }: Loading): Promise<LoadedBackups> {
  const environment = environmentId(input.environmentId)
  const key = { accountId: caller.accountId, id: assetId(input.assetId) }
  const found = await store.find('asset', key)
  const asset = found?.environmentId === environment ? found : undefined
  const versions = (await store.listVersions(key)).filter((version) => version.environmentId === environment)
  const known = asset ?? versions[0]?.asset
  const place =
    known === undefined
      ? placeOfAbsentAsset(input.assetId, input.environmentId)
      : placeOfAsset(await whereItIs(store, known), at)
  return { asset, versions, place, at }
}

/** A deleted asset counts as lying at the top when its folder is gone, too. */
export async function whereItIs(store: Reader, asset: AssetRecord): Promise<AssetRecord> {
  if (asset.folderId === null) return asset
  const folder = await store.find('folder', { accountId: asset.accountId, id: asset.folderId })
  return folder === undefined ? { ...asset, folderId: null } : asset
}

/** The need to do something to an asset, or to what is kept of a deleted one. */
export const needOnBackups = (action: string): NeedOf<KeptAsset, LoadedBackups> =>
  loadedNeed(action, 'Asset', ({ place }) => [place])

/**
 * The need to do something to an earlier file: where the asset is now, and as the asset was then. What was closed when the file
 * was in its place stays closed to who may do it to open ones alone.
 */
export const needOnVersion = (action: string): NeedOf<KeptAsset & { readonly versionId: string }, LoadedBackups> => ({
  action,
  on: ['Asset'],
  level: 'environment',
  of: ({ versionId: sent }, _caller, _engine, loaded) => {
    const { place, at } = loaded
    const version = findVersion(loaded, sent)
    if (version === undefined || !('within' in place.resource)) return [place]
    return [place, placeOfAsset({ ...version.asset, folderId: place.resource.within }, at)]
  },
})

/** Finds an earlier file by its id; the present one is none. */
export const findVersion = (
  { versions }: Pick<LoadedBackups, 'versions'>,
  sent: string,
): AssetVersionRecord | undefined => versions.find(({ id }) => id === versionId(sent))

/** What the versions of an asset are found by. */
export const keyOfVersion = ({
  accountId,
  assetId: asset,
  id,
}: AssetVersionRecord): Pick<AssetVersionRecord, 'accountId' | 'id'> & { readonly assetId: AssetId } => ({
  accountId,
  assetId: asset,
  id,
})

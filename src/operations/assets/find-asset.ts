import { refusal } from '../../domain/errors.ts'
import { assetId, environmentId, type AccountId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord, DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import type { Loading, NeedOf, Place } from '../operation.ts'
import { placeOfAbsentAsset, placeOfAsset } from './asset-place.ts'

/** How requests name an asset: by its id, or by its name. */
export type AssetNaming =
  | { readonly by: 'id'; readonly assetId: string }
  | {
      readonly by: 'name'
      readonly resourceKind: ResourceKind
      readonly delivery: DeliveryType
      readonly publicId: string
    }

/** What one asset is named by. */
export interface NamedAsset {
  readonly environmentId: string
  readonly asset: AssetNaming
}

/** What an operation on one asset loads; see {@link loadAsset}. */
export interface LoadedAsset {
  readonly asset: AssetRecord | undefined
  readonly at: Instant
}

/** Loads the asset that an input names; one of another environment is as none. */
export const loadAsset = async (input: NamedAsset, { store, caller, at }: Loading): Promise<LoadedAsset> => ({
  asset: await findAsset(store, caller.accountId, input),
  at,
})

/** Finds the asset that an input names. */
export async function findAsset(
  store: Reader,
  accountId: AccountId,
  { environmentId: sent, asset: naming }: NamedAsset,
): Promise<AssetRecord | undefined> {
  const environment = environmentId(sent)
  if (naming.by === 'name') {
    const { resourceKind, delivery, publicId } = naming
    const name = { environmentId: environment, resourceKind, delivery, publicId: publicId.normalize('NFC') }
    return store.findAssetByName(accountId, name)
  }
  const asset = await store.find('asset', { accountId, id: assetId(naming.assetId) })
  return asset?.environmentId === environment ? asset : undefined
}

/** The need to do something to the asset that an input names. */
export const needOnAsset = (action: string): NeedOf<NamedAsset, LoadedAsset> => ({
  action,
  on: ['Asset'],
  level: 'environment',
  of: (input, _caller, _engine, loaded) => [placeOfLoaded(input, loaded)],
})

/** Where the asset that an input names is as a resource, there or not. */
export const placeOfLoaded = (input: NamedAsset, { asset, at }: LoadedAsset): Place =>
  asset === undefined ? placeOfAbsentAsset(nameSent(input), input.environmentId) : placeOfAsset(asset, at)

/** The asset that an input names. @throws Refusal `asset_unknown` */
export function requireAsset(input: NamedAsset, { asset }: Pick<LoadedAsset, 'asset'>): AssetRecord {
  if (asset !== undefined) return asset
  throw refusal('asset_unknown', { name: nameSent(input).toWellFormed().slice(0, 300) })
}

const nameSent = ({ asset }: NamedAsset): string => (asset.by === 'id' ? asset.assetId : asset.publicId)

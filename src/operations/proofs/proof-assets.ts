import { refusal } from '../../domain/errors.ts'
import { assetId, environmentId, type AssetId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Reader } from '../../store/store.ts'
import { placeOfAbsentAsset, placeOfAsset } from '../assets/asset-place.ts'
import type { Caller, Loading, Place } from '../operation.ts'
import { unfit } from './proof-texts.ts'

/** How many assets a proof holds at most. */
export const mostAssets = 100

/** Assets that a request names, as they were found. */
export interface SentAssets {
  readonly found: readonly { readonly sent: string; readonly asset: AssetRecord | undefined }[]
  readonly at: Instant
}

/** Looks up assets that a request names; those of another environment are as none. */
export async function findSentAssets(
  sentIds: readonly string[],
  environment: string,
  { store, caller, at }: Pick<Loading, 'store' | 'caller' | 'at'>,
): Promise<SentAssets> {
  const found: { sent: string; asset: AssetRecord | undefined }[] = []
  // What is beyond is refused when the deed is done.
  for (const sent of sentIds.slice(0, mostAssets + 1)) {
    const asset = await store.find('asset', { accountId: caller.accountId, id: assetId(sent) })
    found.push({ sent, asset: asset?.environmentId === environmentId(environment) ? asset : undefined })
  }
  return { found, at }
}

/** Where the assets that a request names are as resources. */
export const placesOfSent = ({ found, at }: SentAssets, environment: string): readonly Place[] =>
  found.map(({ sent, asset }) =>
    asset === undefined ? placeOfAbsentAsset(sent, environment) : placeOfAsset(asset, at),
  )

/** The ids of assets that a request names, each once. @throws Refusal `asset_unknown` */
export const idsOfSent = ({ found }: SentAssets): readonly AssetId[] => [
  ...new Set(
    found.map(({ sent, asset }) => {
      if (asset === undefined) throw refusal('asset_unknown', { name: sent.toWellFormed().slice(0, 300) })
      return asset.id
    }),
  ),
]

/** @throws Refusal `missing_fields` for none, `invalid_fields` for more than {@link mostAssets} */
export function requireAssetCount(ids: readonly unknown[], field: string): void {
  if (ids.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: field }] })
  if (ids.length > mostAssets) throw unfit(field, undefined, `a proof holds at most ${mostAssets} assets`)
}

/** Finds the assets of a proof, in their order. */
export async function listProofAssets(
  { assetIds }: { readonly assetIds: readonly AssetId[] },
  { store, caller }: { readonly store: Reader; readonly caller: Caller },
): Promise<readonly AssetRecord[]> {
  const assets: AssetRecord[] = []
  for (const id of assetIds) {
    const asset = await store.find('asset', { accountId: caller.accountId, id })
    if (asset !== undefined) assets.push(asset)
  }
  return assets
}

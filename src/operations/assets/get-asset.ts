import type { AssetRecord, AssetVersionRecord } from '../../domain/library-records.ts'
import { reading } from '../operation.ts'
import { listRelated } from './related-assets.ts'
import { loadAsset, needOnAsset, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { showAsset, type ShownAsset } from './shown-asset.ts'

/** One asset, with its earlier files where they were asked for. */
export interface AssetDetails extends ShownAsset {
  /** Newest first; null when nobody asked. */
  readonly versions: readonly AssetVersionRecord[] | null
  /** The assets that it is related to, of those the caller may read; null when nobody asked. */
  readonly related: readonly AssetRecord[] | null
}

/** Shows an asset. */
export const getAsset = reading<
  NamedAsset & { readonly withVersions: boolean; readonly withRelated?: boolean },
  AssetDetails,
  LoadedAsset
>({
  name: 'asset.get',
  summary: 'Show an asset.',
  access: { type: 'requires', needs: [needOnAsset('read')] },
  load: loadAsset,
  run: async (input, deed, loaded) => {
    const { store } = deed
    const asset = requireAsset(input, loaded)
    return {
      ...(await showAsset(store, asset)),
      versions: input.withVersions ? await store.listVersions(asset) : null,
      related: input.withRelated === true ? await listRelated(asset, deed) : null,
    }
  },
})

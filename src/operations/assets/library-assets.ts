import { environmentId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, type Deed, type PartOf } from '../operation.ts'
import { loadAsset, needOnAsset, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { conditionOf } from './search-condition.ts'
import { listVisible } from './visible-assets.ts'
import { findFolderById } from '../folders/read-folders.ts'

/** An asset as screens show it. */
export interface ScreenAsset {
  readonly asset: AssetRecord
  /** The caller may see the address that it is delivered at. */
  readonly hasDeliveryUrl: boolean
}

/** Part of a list of assets for screens. */
export interface ScreenPage {
  readonly assets: readonly ScreenAsset[]
  readonly nextCursor: string | null
}

const deliveryUrls: PartOf = {
  what: 'the address that an asset is delivered at',
  action: 'read',
  feature: 'cld::global::delivery_urls::view',
}

/** Tells whether the caller may see the addresses that assets of an environment are delivered at. */
const maySeeDeliveryUrls = (deed: Deed<Reader>, environment: string): boolean =>
  deed.may(deliveryUrls.action, {
    resource: { type: 'Feature', id: deliveryUrls.feature },
    scope: { type: 'environment', environmentId: environmentId(environment) },
  })

/** Lists the assets of one folder, or those that a search finds, of those the caller may read; newest first. */
export const listScreenAssets = reading<
  InLibrary & {
    /** Null: of the whole environment. */
    readonly folderId: string | null
    readonly expression: string | null
    readonly limit: number
    readonly cursor: string | null
  },
  ScreenPage
>({
  name: 'asset.list-for-screen',
  summary: 'List the assets of a folder, or those that a search finds.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['Asset'] }, parts: [deliveryUrls] },
  run: async ({ environmentId: environment, folderId, expression, limit, cursor }, deed) => {
    const folder =
      folderId === null
        ? null
        : await findFolderById(deed.store, deed.caller.accountId, environmentId(environment), folderId)
    // A folder that isn't there holds nothing, as one does of which nothing may be read.
    if (folder === undefined) return { assets: [], nextCursor: null }
    const listed = {
      name: `screen ${JSON.stringify([folderId, expression])}`,
      environmentId: environment,
      filter: {
        ...(folder !== null && { folders: [folder.id] }),
        ...(expression !== null && { where: await conditionOf(expression, environment, deed) }),
      },
    }
    const order = [{ field: 'created_at', isDescending: true }] as const
    const { assets, nextCursor } = await listVisible(deed, listed, { order, limit, cursor })
    const hasDeliveryUrl = maySeeDeliveryUrls(deed, environment)
    return { assets: assets.map((asset) => ({ asset, hasDeliveryUrl })), nextCursor }
  },
})

/** Shows one asset for screens. */
export const getScreenAsset = reading<NamedAsset, ScreenAsset, LoadedAsset>({
  name: 'asset.get-for-screen',
  summary: 'Show an asset, with the address it is delivered at for who may see that.',
  access: { type: 'requires', needs: [needOnAsset('read')], parts: [deliveryUrls] },
  load: loadAsset,
  run: async (input, deed, loaded) => {
    const asset = requireAsset(input, loaded)
    return { asset, hasDeliveryUrl: maySeeDeliveryUrls(deed, asset.environmentId) }
  },
})

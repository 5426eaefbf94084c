import { refusal } from '../../domain/errors.ts'
import type { AssetCondition } from '../../domain/asset-condition.ts'
import { assetId, environmentId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import {
  resourceKinds,
  type AssetRecord,
  type DeliveryType,
  type ModerationStatus,
  type ResourceKind,
} from '../../domain/library-records.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { AssetFilter } from '../../store/library.ts'
import type { Reader } from '../../store/store.ts'
import { findFolderByPath, readFolderPath } from '../folders/folder-paths.ts'
import { pathInEngine, placeOfAbsentFolder, type InLibrary } from '../folders/folder-place.ts'
import { findFolderById } from '../folders/read-folders.ts'
import { reading, type Deed } from '../operation.ts'
import type { ShownAsset } from './shown-asset.ts'
import { countVisible, listVisible, listVisibleTags, type Listed, type VisibleTags } from './visible-assets.ts'

/** How many assets one answer holds at most, and when nothing is said. */
export const assetListLength = { most: 500, usual: 10 } as const

/** Which assets a list holds, besides their kind; one way alone. */
export type AssetListChoice =
  | { readonly by: 'all' }
  | { readonly by: 'prefix'; readonly prefix: string }
  | { readonly by: 'names'; readonly publicIds: readonly string[] }
  | { readonly by: 'ids'; readonly assetIds: readonly string[] }
  | { readonly by: 'tag'; readonly tag: string }
  /** Value null: any. */
  | { readonly by: 'context'; readonly key: string; readonly value: string | null }
  | { readonly by: 'moderation'; readonly kind: string; readonly status: ModerationStatus }
  /** In the folder itself. */
  | { readonly by: 'folder'; readonly path: string }
  | { readonly by: 'folder-id'; readonly folderId: string }

/** What lists of assets can be sorted by. */
export const listedOrders = ['created_at', 'uploaded_at', 'updated_at', 'public_id', 'display_name', 'bytes'] as const

/** One of {@link listedOrders}. */
export type ListedOrder = (typeof listedOrders)[number]

/** A list of assets, as it is asked for. */
export interface AssetListInput extends InLibrary {
  /** Null: any. */
  readonly resourceKind: ResourceKind | null
  /** Null: any. */
  readonly delivery: DeliveryType | null
  readonly choice: AssetListChoice
  /** Only those that were made then or later. */
  readonly startAt: Instant | null

  readonly order: { readonly by: ListedOrder; readonly isDescending: boolean }
  readonly counts: boolean
  /** Null: {@link assetListLength}. */
  readonly limit: number | null
  readonly cursor: string | null
}

/** Part of a list of assets that the caller may read. */
export interface AssetList {
  readonly assets: readonly ShownAsset[]
  /** Null when there are no more. A part may be short, or empty, and yet not be the last. */
  readonly nextCursor: string | null
  /** Of those that the caller may read; null when nobody asked, or only deciding on a great many would tell. */
  readonly total: number | null
}

const access = { type: 'requires', needs: [], filters: { action: 'read', on: ['Asset'] } } as const

/** Lists the assets of a library that the caller may read. */
export const listAssets = reading<AssetListInput, AssetList>({
  name: 'asset.list',
  summary: 'List the assets of a library.',
  access,
  run: async (input, deed) => {
    const { cursor, counts, order: wanted, limit, ...asked } = input
    const listed: Listed = {
      name: JSON.stringify(asked),
      environmentId: input.environmentId,
      filter: await filterOf(input, deed),
    }
    const order = [{ field: wanted.by, isDescending: wanted.isDescending }] as const
    const length = Math.min(limit ?? assetListLength.usual, assetListLength.most)
    const { assets, nextCursor } = await listVisible(deed, listed, { order, limit: length, cursor })
    return {
      assets: shownAs(deed, assets),
      nextCursor,
      total: counts ? await countVisible(deed, listed) : null,
    }
  },
})

/** Shows assets with the paths of their folders, as the engine knows them. */
export const shownAs = (deed: Deed<Reader>, assets: readonly AssetRecord[]): readonly ShownAsset[] =>
  assets.map((asset) => ({
    asset,
    folderPath: asset.folderId === null ? '' : pathInEngine(deed.engine, asset.folderId),
  }))

async function filterOf(input: AssetListInput, deed: Deed<Reader>): Promise<Listed['filter']> {
  const { resourceKind, delivery, startAt } = input
  const chosen = await chosenBy(input, deed)
  const since = startAt === null ? [] : [compare('created_at', 'at_least', startAt)]
  const where = [...(chosen.where === undefined ? [] : [chosen.where]), ...since]
  return {
    ...chosen,
    ...(resourceKind !== null && { resourceKind }),
    ...(delivery !== null && { delivery }),
    ...(where.length > 0 && { where: { type: 'all', of: where } }),
  }
}

const compare = (
  field: Extract<AssetCondition, { type: 'compare' }>['field'],
  is: Extract<AssetCondition, { type: 'compare' }>['is'],
  value: string | number,
): AssetCondition => ({ type: 'compare', field, is, value })

type Chosen = Omit<AssetFilter, 'environmentId'>

async function chosenBy(input: AssetListInput, deed: Deed<Reader>): Promise<Chosen> {
  const { choice } = input
  switch (choice.by) {
    case 'all':
      return {}
    case 'prefix':
      return { publicIdPrefix: choice.prefix.normalize('NFC') }
    case 'names':
      return { publicIds: firstOf(choice.publicIds).map((one) => one.normalize('NFC')) }
    case 'ids':
      return { ids: firstOf(choice.assetIds).map(assetId) }
    case 'tag':
      return { where: compare('tags', 'equal', choice.tag.normalize('NFC')) }
    case 'context': {
      const field = `context.${choice.key}` as const
      return { where: choice.value === null ? { type: 'present', field } : compare(field, 'equal', choice.value) }
    }
    case 'moderation': {
      const of = [
        compare('moderation_kind', 'equal', choice.kind),
        compare('moderation_status', 'equal', choice.status),
      ]
      return { where: { type: 'all', of } }
    }
    case 'folder':
    case 'folder-id':
      return { folders: await foldersOf(input, deed) }
  }
}

/** As many as an answer may hold: the rest is passed over. */
const firstOf = (sent: readonly string[]): readonly string[] => [...new Set(sent)].slice(0, assetListLength.most)

/**
 * The folder that a list is about; the top is null. One that isn't there holds nothing, and only who may read every folder
 * learns that it isn't (settled decision 3).
 */
async function foldersOf(input: AssetListInput, deed: Deed<Reader>): Promise<readonly (FolderRecord['id'] | null)[]> {
  const { choice } = input
  const environment = environmentId(input.environmentId)
  const sent = choice.by === 'folder' ? choice.path : choice.by === 'folder-id' ? choice.folderId : ''
  const path = choice.by === 'folder' ? readFolderPath(choice.path) : null
  if (path?.length === 0) return [null]
  const { accountId } = deed.caller
  const found =
    path === null
      ? await findFolderById(deed.store, accountId, input.environmentId, sent)
      : await findFolderByPath(deed.store, accountId, environment, path)
  if (found !== undefined) return [found.id]
  if (!deed.sees(placeOfAbsentFolder(sent, environment))) return []
  throw refusal('folder_unknown', { path: sent }, { fields: [{ name: 'asset_folder', value: sent }] })
}

/** Lists the kinds of asset of which the caller may read any. */
export const listAssetKinds = reading<InLibrary, readonly ResourceKind[]>({
  name: 'asset.list-kinds',
  summary: 'List the kinds of asset that a library holds.',
  access,
  run: async ({ environmentId: environment }, deed) => {
    const kinds: ResourceKind[] = []
    for (const resourceKind of resourceKinds) {
      const listed = { name: resourceKind, environmentId: environment, filter: { resourceKind } }
      const { assets } = await listVisible(deed, listed, { order: [], limit: 1, cursor: null })
      if (assets.length > 0) kinds.push(resourceKind)
    }
    return kinds
  },
})

/** Lists the tags of the assets that the caller may read. */
export const listAssetTags = reading<
  InLibrary & {
    readonly resourceKind: ResourceKind
    readonly prefix: string | null
    readonly limit: number | null
    readonly cursor: string | null
  },
  VisibleTags
>({
  name: 'asset.list-tags',
  summary: 'List the tags of the assets of a library.',
  access,
  run: ({ environmentId: environment, resourceKind, prefix, limit, cursor }, deed) => {
    const listed = { name: resourceKind, environmentId: environment, filter: { resourceKind } }
    const length = Math.min(limit ?? assetListLength.usual, assetListLength.most)
    return listVisibleTags(deed, listed, { prefix: prefix?.normalize('NFC') ?? null, limit: length, cursor })
  },
})

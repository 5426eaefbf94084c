import type { LinkTarget, PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { assetId, type FolderId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import { conditionOf } from '../assets/search-condition.ts'
import { listVisible } from '../assets/visible-assets.ts'
import { listCollectionAssets } from '../collections/collection-assets.ts'
import { foldersBeneath } from '../folders/folder-place.ts'
import type { Deed } from '../operation.ts'

/** How many assets one page of a link shows. */
export const linkPageLength = 48

/** Part of what a link shows. */
export interface LinkContent {
  readonly assets: readonly AssetRecord[]
  readonly nextCursor: string | null
}

/**
 * Lists what a link shows: the asset; the assets of the folder and of those beneath it that the maker may read; of a
 * collection what it shows the maker.
 *
 * @param deed of the link's maker
 * @throws Refusal `invalid_fields` for a cursor of another list
 */
export async function listContent(
  { id, target, environmentId }: PublicLinkRecord,
  cursor: string | null,
  deed: Deed<Reader>,
): Promise<LinkContent> {
  const part = { limit: linkPageLength, cursor }
  if (target.type === 'asset') {
    const asset = await findShown(target, target.id, deed)
    return { assets: asset === undefined ? [] : [asset], nextCursor: null }
  }
  if (target.type === 'collection') {
    const input = { environmentId, collectionId: target.id, ...part }
    const { members, nextCursor } = await listCollectionAssets.run(input, deed, undefined)
    return { assets: members.map(({ asset }) => asset), nextCursor }
  }
  const folders = [target.id, ...[...foldersBeneath(deed.engine, target.id)].map((folder) => folder.id)]
  const listed = { name: `public link ${id}`, environmentId, filter: { folders } }
  return listVisible(deed, listed, { order: [{ field: 'created_at', isDescending: true }], ...part })
}

/** Finds one asset that a link shows; undefined for any other. */
export async function findShown(
  target: LinkTarget,
  sent: string,
  deed: Deed<Reader>,
): Promise<AssetRecord | undefined> {
  const { accountId } = deed.caller
  const asset = await deed.store.find('asset', { accountId, id: assetId(sent) })
  if (asset === undefined) return undefined
  const isReadable = deed.may('read', placeOfAsset(asset, deed.at))
  switch (target.type) {
    case 'asset':
      return asset.id === target.id && isReadable ? asset : undefined
    case 'folder':
      return isReadable && isBeneath(asset.folderId, target.id, deed) ? asset : undefined
    case 'collection': {
      const collection = await deed.store.find('collection', { accountId, id: target.id })
      const isShown = collection !== undefined && (await isMember(asset, collection, isReadable, deed))
      return isShown ? asset : undefined
    }
  }
}

function isBeneath(folderId: FolderId | null, top: FolderId, { engine }: Deed<Reader>): boolean {
  const { folders } = engine.snapshot
  const end = folders.number(top)
  let at = folderId === null ? 0 : folders.number(folderId)
  while (at !== 0 && at !== end) at = folders.parent(at)
  return at !== 0
}

/** Of a collection that people fill each member is shown (settled decision 6); of a dynamic one what may be read anyway. */
async function isMember(
  asset: AssetRecord,
  { accountId, id, environmentId, isDynamic, expression }: CollectionRecord,
  isReadable: boolean,
  deed: Deed<Reader>,
): Promise<boolean> {
  if (asset.environmentId !== environmentId) return false
  if (!isDynamic)
    return (await deed.store.find('collection_asset', { accountId, collectionId: id, assetId: asset.id })) !== undefined
  if (!isReadable || expression === null) return false
  const filter = { environmentId, ids: [asset.id], where: await conditionOf(expression, environmentId, deed) }
  return (await deed.store.listAssets(accountId, filter, { order: [], limit: 1 })).length > 0
}

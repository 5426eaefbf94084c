import { refusal } from '../../domain/errors.ts'
import { assetId, environmentId } from '../../domain/ids.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import { thumbnailOf } from '../assets/download-asset.ts'
import type { Sendable } from '../assets/download-file.ts'
import { reading } from '../operation.ts'
import { getCollectionRecord, needOnCollection, type NamedCollection } from './collection-place.ts'

/**
 * Finds the small picture of an asset for whoever sees it in a collection (settled decision 6): of one that people fill each
 * member's, of a dynamic one those that the caller may read anyway.
 */
export const showMemberThumbnail = reading<NamedCollection & { readonly assetId: string }, Sendable>({
  name: 'collection.show-thumbnail',
  summary: 'Show the small picture of an asset in a collection.',
  access: { type: 'requires', needs: [needOnCollection('read')] },
  run: async (input, deed) => {
    const collection = await getCollectionRecord(input, deed)
    const { accountId } = deed.caller
    const key = { accountId, id: assetId(input.assetId) }
    const asset = await deed.store.find('asset', key)
    const member = { accountId, collectionId: collection.id, assetId: key.id }
    const isShown =
      asset?.environmentId === environmentId(input.environmentId) &&
      (collection.isDynamic
        ? deed.may('read', placeOfAsset(asset, deed.at))
        : (await deed.store.find('collection_asset', member)) !== undefined)
    if (asset === undefined || !isShown) throw refusal('not_found', { what: 'asset of this collection' })
    return { type: 'file', file: await thumbnailOf(deed.house, asset), isAttachment: false }
  },
})

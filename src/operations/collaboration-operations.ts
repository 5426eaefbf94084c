import { addToCollection, listCollectionAssets, removeFromCollection } from './collections/collection-assets.ts'
import { changeCollectionRoles, listCollectionRoles } from './collections/collection-roles.ts'
import { showMemberThumbnail } from './collections/collection-thumbnail.ts'
import { getCollection, listCollections } from './collections/read-collections.ts'
import { createCollection, deleteCollection, updateCollection } from './collections/write-collections.ts'
import { decideModeration, listModerationQueue } from './moderation/moderate-assets.ts'
import { listRelatedAssets, relateAssets, unrelateAssets } from './relations/relate-assets.ts'

/** Every operation of people working together on assets. */
export const collaborationOperations = {
  'asset.relate': relateAssets,
  'asset.unrelate': unrelateAssets,
  'asset.list-related': listRelatedAssets,
  'moderation.list': listModerationQueue,
  'moderation.decide': decideModeration,
  'collection.list': listCollections,
  'collection.get': getCollection,
  'collection.create': createCollection,
  'collection.update': updateCollection,
  'collection.delete': deleteCollection,
  'collection.list-assets': listCollectionAssets,
  'collection.add-assets': addToCollection,
  'collection.remove-assets': removeFromCollection,
  'collection.show-thumbnail': showMemberThumbnail,
  'collection-role.list': listCollectionRoles,
  'collection-role.change': changeCollectionRoles,
} as const

import { addToCollection, listCollectionAssets, removeFromCollection } from './collections/collection-assets.ts'
import { changeCollectionRoles, listCollectionRoles } from './collections/collection-roles.ts'
import { showMemberThumbnail } from './collections/collection-thumbnail.ts'
import { getCollection, listCollections } from './collections/read-collections.ts'
import { createCollection, deleteCollection, updateCollection } from './collections/write-collections.ts'
import { decideModeration, listModerationQueue } from './moderation/moderate-assets.ts'
import { listRelatedAssets, relateAssets, unrelateAssets } from './relations/relate-assets.ts'
import { getLink, listLinks } from './public-links/read-links.ts'
import { downloadFromLink, showLinkThumbnail, visitLink } from './public-links/visit-link.ts'
import { createLink, deleteAllLinks, deleteLink, updateLink } from './public-links/write-links.ts'

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
  'public-link.list': listLinks,
  'public-link.get': getLink,
  'public-link.create': createLink,
  'public-link.update': updateLink,
  'public-link.delete': deleteLink,
  'public-link.delete-all': deleteAllLinks,
  'public-link.visit': visitLink,
  'public-link.show-thumbnail': showLinkThumbnail,
  'public-link.download': downloadFromLink,
} as const

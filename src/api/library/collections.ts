import { z } from 'zod'
import { environment, filledText, libraryBase } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'
import { toPrincipal } from '../spellings.ts'
import {
  collection,
  collectionSharing,
  memberPreview,
  spellCollection,
  spellMember,
  spellSharing,
} from './collection-replies.ts'

const source = 'Rolecall: docs/guides/working-together.md'
const base = `${libraryBase}/collections` as const
const one = `${base}/{collection_id}` as const
const named = { ...environment, collection_id: filledText }
const paging = {
  limit: optional(z.coerce.number().int().min(1).max(200)),
  cursor: optional(filledText).describe('`next_cursor` of the page before.'),
}
const usualLimit = 50
const assetIds = z.array(filledText).describe('1 to 100 ids of assets of the environment.')

/** Lists collections. */
export const listCollections = endpoint({
  id: 'listCollections',
  family: 'library',
  method: 'GET',
  path: base,
  operation: 'collection.list',
  summary: 'Lists the collections of an environment that the caller may see.',
  source,
  request: z.object({ ...environment, ...paging }),
  success: {
    status: 200,
    schema: z.object({ collections: z.array(collection), next_cursor: z.string().nullable() }),
  },
  toInput: ({ limit, cursor }, { environmentId }) => ({
    environmentId,
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ collections, nextCursor }) => ({
    collections: collections.map(spellCollection),
    next_cursor: nextCursor,
  }),
})

/** Shows a collection. */
export const getCollection = endpoint({
  id: 'getCollection',
  family: 'library',
  method: 'GET',
  path: one,
  operation: 'collection.get',
  summary: 'Shows a collection.',
  source,
  request: z.object(named),
  success: { status: 200, schema: collection },
  toInput: ({ collection_id }, { environmentId }) => ({ environmentId, collectionId: collection_id }),
  toWire: spellCollection,
})

/** Makes a collection. */
export const createCollection = endpoint({
  id: 'createCollection',
  family: 'library',
  method: 'POST',
  path: base,
  operation: 'collection.create',
  summary: 'Makes a collection, of which the caller becomes Manager; with an `expression` a dynamic one.',
  source,
  request: z.object({
    ...environment,
    name: text,
    description: optional(text),
    expression: optional(text).describe('As the search of assets takes it; makes the collection dynamic, for good.'),
  }),
  body: ['name', 'description', 'expression'],
  success: { status: 201, schema: collection },
  toInput: ({ name, description, expression }, { environmentId }) => ({
    environmentId,
    name,
    description: description ?? null,
    expression: expression ?? null,
  }),
  toWire: spellCollection,
})

/** Changes a collection. */
export const updateCollection = endpoint({
  id: 'updateCollection',
  family: 'library',
  method: 'PUT',
  path: one,
  operation: 'collection.update',
  summary: 'Changes the name, description, cover or search of a collection; what is left out stays.',
  source,
  request: z.object({
    ...named,
    name: text.optional(),
    description: optional(text).describe('Null takes it away.'),
    cover_asset_id: optional(filledText).describe('One of its assets; null for the first one.'),
    expression: text.optional().describe('Only of a dynamic collection.'),
  }),
  body: ['name', 'description', 'cover_asset_id', 'expression'],
  success: { status: 200, schema: collection },
  toInput: ({ collection_id, name, description, cover_asset_id, expression }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    name,
    description,
    coverAssetId: cover_asset_id,
    expression,
  }),
  toWire: spellCollection,
})

/** Deletes a collection. */
export const deleteCollection = endpoint({
  id: 'deleteCollection',
  family: 'library',
  method: 'DELETE',
  path: one,
  operation: 'collection.delete',
  summary: 'Deletes a collection with its links and the roles given on it; its assets stay.',
  source,
  request: z.object(named),
  success: { status: 204, schema: null },
  toInput: ({ collection_id }, { environmentId }) => ({ environmentId, collectionId: collection_id }),
  toWire: () => undefined,
})

/** Lists what a collection holds. */
export const listCollectionAssets = endpoint({
  id: 'listCollectionAssets',
  family: 'library',
  method: 'GET',
  path: `${one}/assets`,
  operation: 'collection.list-assets',
  summary: 'Lists previews of what a collection holds, in the order it was added; of a dynamic one, newest first.',
  source,
  request: z.object({ ...named, ...paging }),
  success: {
    status: 200,
    schema: z.object({ assets: z.array(memberPreview), next_cursor: z.string().nullable() }),
  },
  toInput: ({ collection_id, limit, cursor }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ members, nextCursor }) => ({ assets: members.map(spellMember), next_cursor: nextCursor }),
})

/** Puts assets into a collection. */
export const addToCollection = endpoint({
  id: 'addToCollection',
  family: 'library',
  method: 'POST',
  path: `${one}/assets`,
  operation: 'collection.add-assets',
  summary: 'Puts assets into a collection; those that are in it stay where they are.',
  source,
  request: z.object({ ...named, asset_ids: assetIds }),
  body: ['asset_ids'],
  success: { status: 200, schema: z.object({ size: z.int() }) },
  toInput: ({ collection_id, asset_ids }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    assetIds: asset_ids,
  }),
  toWire: (output) => output,
})

/** Takes assets out of a collection. */
export const removeFromCollection = endpoint({
  id: 'removeFromCollection',
  family: 'library',
  method: 'DELETE',
  path: `${one}/assets`,
  operation: 'collection.remove-assets',
  summary: 'Takes assets out of a collection; the assets themselves stay.',
  source,
  request: z.object({ ...named, asset_ids: assetIds }),
  body: ['asset_ids'],
  success: { status: 200, schema: z.object({ size: z.int() }) },
  toInput: ({ collection_id, asset_ids }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    assetIds: asset_ids,
  }),
  toWire: (output) => output,
})

/** Sends the small picture of an asset in a collection. */
export const showMemberThumbnail = endpoint({
  id: 'showMemberThumbnail',
  family: 'library',
  method: 'GET',
  path: `${one}/assets/{asset_id}/thumbnail`,
  operation: 'collection.show-thumbnail',
  summary: 'Sends a small picture of an asset to whoever sees it in a collection.',
  source,
  request: z.object({ ...named, asset_id: filledText }),
  success: { status: 200, schema: null, isFile: true },
  toInput: ({ collection_id, asset_id }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    assetId: asset_id,
  }),
  toWire: () => undefined,
})

/** Shows with whom a collection is shared. */
export const getCollectionRoles = endpoint({
  id: 'getCollectionRoles',
  family: 'library',
  method: 'GET',
  path: `${one}/roles`,
  operation: 'collection-role.list',
  summary: 'Shows who has roles on a collection, and which roles the caller may give there.',
  source,
  request: z.object(named),
  success: { status: 200, schema: collectionSharing },
  toInput: ({ collection_id }, { environmentId }) => ({ environmentId, collectionId: collection_id }),
  toWire: spellSharing,
})

/** Shares a collection, or ends it. */
export const assignCollectionRoles = endpoint({
  id: 'assignCollectionRoles',
  family: 'library',
  method: 'POST',
  path: `${one}/roles`,
  operation: 'collection-role.change',
  summary: 'Gives roles on a collection to a user, group or API key, or takes them away; 10 roles at most.',
  source,
  request: z.object({
    ...named,
    principal: z.object({ type: z.enum(['user', 'group', 'apiKey']), id: text }),
    operation: z.enum(['add', 'remove']),
    roles: z.array(filledText),
  }),
  body: ['principal', 'operation', 'roles'],
  success: { status: 204, schema: null },
  toInput: ({ collection_id, principal, operation, roles }, { environmentId }) => ({
    environmentId,
    collectionId: collection_id,
    change: operation,
    principal: toPrincipal(principal.type, principal.id),
    roleIds: roles,
  }),
  toWire: () => undefined,
})

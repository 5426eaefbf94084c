import { refusal } from '../../domain/errors.ts'
import { assetId, collectionId, environmentId } from '../../domain/ids.ts'
import type { CollectionAssetRecord } from '../../domain/collaboration-records.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { placeOfAbsentAsset, placeOfAsset } from '../assets/asset-place.ts'
import { conditionOf } from '../assets/search-condition.ts'
import { listVisible } from '../assets/visible-assets.ts'
import { reading, writing, type Deed, type Loading, type NeedOf } from '../operation.ts'
import { findLentByCollection, type LentRights } from '../public-links/lent-rights.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { getCollectionRecord, needOnCollection, requireHandPicked, type NamedCollection } from './collection-place.ts'

/** What somebody who sees a collection sees of an asset in it, and no more: settled decision 6. */
export interface MemberPreview {
  readonly asset: AssetRecord
  /** Tells whether the caller could read the asset itself, wherever it lies. */
  readonly isReadable: boolean
  /** When it was added; null in a dynamic collection. */
  readonly addedAt: number | null
}

/** Part of what a collection holds. */
export interface MemberPage {
  readonly collection: CollectionRecord
  readonly members: readonly MemberPreview[]
  readonly nextCursor: string | null
}

/**
 * Lists what a collection holds. Of one that people fill, whoever sees the collection sees every member's preview; a
 * dynamic one shows what its search finds among the assets that the caller may read anyway.
 */
export const listCollectionAssets = reading<
  NamedCollection & { readonly limit: number; readonly cursor: string | null },
  MemberPage
>({
  name: 'collection.list-assets',
  summary: 'List the assets of a collection.',
  access: { type: 'requires', needs: [needOnCollection('read')] },
  run: async (input, deed) => {
    const collection = await getCollectionRecord(input, deed)
    return collection.isDynamic ? listFound(collection, input, deed) : listHeld(collection, input, deed)
  },
})

interface Part {
  readonly limit: number
  readonly cursor: string | null
}

async function listHeld(collection: CollectionRecord, { limit, cursor }: Part, deed: Deed<Reader>) {
  const list = `assets of collection ${collection.id}`
  const held = await deed.store.listCollectionAssets(collection, {
    limit: limit + 1,
    ...(cursor !== null && { after: positionIn(collection, openCursor(deed.house, list, cursor)) }),
  })
  const shown = held.slice(0, limit)
  const last = held.length > limit ? shown.at(-1) : undefined
  const members: MemberPreview[] = []
  for (const { assetId: id, createdAt } of shown) {
    const asset = await deed.store.find('asset', { accountId: collection.accountId, id })
    if (asset !== undefined) members.push({ asset, isReadable: mayRead(asset, deed), addedAt: createdAt })
  }
  const nextCursor = last === undefined ? null : sealCursor(deed.house, list, [String(last.createdAt), last.assetId])
  return { collection, members, nextCursor }
}

const positionIn = (
  { accountId, id }: CollectionRecord,
  [at = '0', asset = '']: readonly string[],
): CollectionAssetRecord => ({
  ...{ accountId, collectionId: id, assetId: assetId(asset), addedBy: '', createdAt: Number(at) },
})

async function listFound(collection: CollectionRecord, { limit, cursor }: Part, deed: Deed<Reader>) {
  if (collection.expression === null) return { collection, members: [], nextCursor: null }
  const listed = {
    name: `assets of collection ${collection.id}`,
    environmentId: collection.environmentId,
    filter: { where: await conditionOf(collection.expression, collection.environmentId, deed) },
  }
  const order = [{ field: 'created_at', isDescending: true }] as const
  const { assets, nextCursor } = await listVisible(deed, listed, { order, limit, cursor })
  return {
    collection,
    members: assets.map((asset) => ({ asset, isReadable: true, addedAt: null })),
    nextCursor,
  }
}

const mayRead = (asset: AssetRecord, deed: Deed<Reader>): boolean => deed.may('read', placeOfAsset(asset, deed.at))

/** How many assets one request adds or removes at most. */
export const mostMembers = 100

/** Assets of the same environment to put into a collection, or to take out of it. */
export interface MemberChange extends NamedCollection {
  readonly assetIds: readonly string[]
}

interface LoadedMembers {
  readonly found: readonly { readonly sent: string; readonly asset: AssetRecord | undefined }[]
  readonly lent: LentRights
  readonly at: number
}

async function loadMembers(input: MemberChange, loading: Loading): Promise<LoadedMembers> {
  const { store, caller, at } = loading
  const found: { sent: string; asset: AssetRecord | undefined }[] = []
  for (const sent of input.assetIds.slice(0, mostMembers)) {
    const asset = await store.find('asset', { accountId: caller.accountId, id: assetId(sent) })
    found.push({ sent, asset: asset?.environmentId === environmentId(input.environmentId) ? asset : undefined })
  }
  const place = environmentId(input.environmentId)
  return { found, lent: await findLentByCollection(collectionId(input.collectionId), place, loading), at }
}

/** Both ends are asked about: the collection, and each asset. */
const needToSee: NeedOf<MemberChange, LoadedMembers> = {
  action: 'read',
  on: ['Asset'],
  level: 'environment',
  of: ({ environmentId: environment }, _caller, _engine, { found, at }) =>
    found.map(({ sent, asset }) =>
      asset === undefined ? placeOfAbsentAsset(sent, environment) : placeOfAsset(asset, at),
    ),
}

/** Visitors of others' links download what is in it. */
const needToDownload: NeedOf<MemberChange, LoadedMembers> = {
  ...needToSee,
  action: 'download',
  isTelling: true,
  of: (input, caller, engine, loaded) => (loaded.lent.downloads ? needToSee.of(input, caller, engine, loaded) : []),
}

/** Puts assets into a collection that people fill; those that are in it already stay where they are. */
export const addToCollection = writing<MemberChange, { readonly size: number }, LoadedMembers>({
  name: 'collection.add-assets',
  summary: 'Put assets into a collection.',
  access: {
    type: 'requires',
    needs: [needOnCollection('add_asset'), needOnCollection('read'), needToSee, needToDownload],
  },
  load: loadMembers,
  run: async (input, deed, loaded) => {
    const collection = await getCollectionRecord(input, deed)
    requireHandPicked(collection)
    const { accountId, by } = deed.caller
    for (const asset of membersOf(input, loaded)) {
      const key = { accountId, collectionId: collection.id, assetId: asset.id }
      if ((await deed.store.find('collection_asset', key)) !== undefined) continue
      await deed.store.put('collection_asset', { ...key, addedBy: `${by.type}:${by.id}`, createdAt: deed.at })
    }
    return { size: await deed.store.countCollectionAssets(collection) }
  },
})

/** Takes assets out of a collection that people fill; the assets themselves stay. */
export const removeFromCollection = writing<MemberChange, { readonly size: number }, LoadedMembers>({
  name: 'collection.remove-assets',
  summary: 'Take assets out of a collection.',
  access: {
    type: 'requires',
    needs: [needOnCollection('remove_asset'), needOnCollection('read'), needToSee],
  },
  load: loadMembers,
  run: async (input, deed, loaded) => {
    const collection = await getCollectionRecord(input, deed)
    requireHandPicked(collection)
    const { accountId } = deed.caller
    for (const asset of membersOf(input, loaded)) {
      await deed.store.delete('collection_asset', { accountId, collectionId: collection.id, assetId: asset.id })
      if (collection.coverAssetId === asset.id) await removeCover(collection, deed)
    }
    return { size: await deed.store.countCollectionAssets(collection) }
  },
})

const removeCover = (collection: CollectionRecord, { store, at }: Deed<Transaction>): Promise<void> =>
  store.put('collection', { ...collection, coverAssetId: null, updatedAt: at })

/** @throws Refusal `missing_fields`, `invalid_fields`, `asset_unknown` */
function membersOf({ assetIds }: MemberChange, { found }: LoadedMembers): readonly AssetRecord[] {
  if (assetIds.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'assetIds' }] })
  if (assetIds.length > mostMembers) {
    const more = { reason: `at most ${mostMembers} assets at once` }
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'assetIds' }], more })
  }
  return found.map(({ sent, asset }) => {
    if (asset === undefined) throw refusal('asset_unknown', { name: sent.toWellFormed().slice(0, 300) })
    return asset
  })
}

import { environmentId, type CollectionId } from '../../domain/ids.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, type Deed } from '../operation.ts'
import { batchLength } from '../paging.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import { getCollectionRecord, mayReadCollection, needOnCollection, type NamedCollection } from './collection-place.ts'

/** A collection as it is shown. */
export interface ShownCollection {
  readonly collection: CollectionRecord
  /** How many assets it holds; null for a dynamic one, whose assets depend on who looks. */
  readonly size: number | null
}

/** Part of the collections that the caller may see, in the order of their ids. */
export interface CollectionPage {
  readonly collections: readonly ShownCollection[]
  readonly nextCursor: string | null
}

/** Lists the collections of an environment that the caller may see. */
export const listCollections = reading<
  InLibrary & { readonly limit: number; readonly cursor: string | null },
  CollectionPage
>({
  name: 'collection.list',
  summary: 'List the collections of an environment.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['Collection'] } },
  run: async ({ environmentId: environment, limit, cursor }, deed) => {
    const list = `collections of ${environment}`
    const after = cursor === null ? null : (openCursor(deed.house, list, cursor)[0] ?? '')
    const found = await visibleAfter(environment, after, limit + 1, deed)
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1) : undefined
    return {
      collections: await Promise.all(shown.map((one) => showCollection(one, deed))),
      nextCursor: last === undefined ? null : sealCursor(deed.house, list, [last.id]),
    }
  },
})

async function visibleAfter(
  environment: string,
  after: string | null,
  limit: number,
  deed: Deed<Reader>,
): Promise<readonly CollectionRecord[]> {
  const { accountId } = deed.caller
  const visible: CollectionRecord[] = []
  // The store pages by the id alone.
  let position = after as CollectionId | null
  for (;;) {
    const page = { limit: batchLength, ...(position !== null && { after: { accountId, id: position } }) }
    const batch = await deed.store.listCollections(accountId, environmentId(environment), page)
    visible.push(...batch.filter((one) => mayReadCollection(deed, one)))
    position = batch.at(-1)?.id ?? position
    if (batch.length < batchLength || visible.length >= limit) return visible.slice(0, limit)
  }
}

/** Shows one collection. */
export const getCollection = reading<NamedCollection, ShownCollection>({
  name: 'collection.get',
  summary: 'Show a collection.',
  access: { type: 'requires', needs: [needOnCollection('read')] },
  run: async (input, deed) => showCollection(await getCollectionRecord(input, deed), deed),
})

/** Shows a collection with how much it holds. */
export const showCollection = async (
  collection: CollectionRecord,
  { store }: Pick<Deed<Reader>, 'store'>,
): Promise<ShownCollection> => ({
  collection,
  size: collection.isDynamic ? null : await store.countCollectionAssets(collection),
})

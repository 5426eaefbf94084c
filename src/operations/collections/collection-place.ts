import { refusal } from '../../domain/errors.ts'
import { collectionId, environmentId } from '../../domain/ids.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import type { Deed, Loading, NeedOf, Place } from '../operation.ts'

/** What one collection is named by. */
export interface NamedCollection extends InLibrary {
  readonly collectionId: string
}

/** Where a collection is as a resource, there or not: the engine knows which it is. */
export const placeOfCollection = (id: string, environment: string): Place => ({
  resource: { type: 'Collection', id: collectionId(id) },
  scope: { type: 'environment', environmentId: environmentId(environment) },
})

/** Where a new collection is judged. */
export const placeOfNewCollection = (dynamic: boolean, environment: string): Place => ({
  resource: { type: 'Collection', within: null, dynamic },
  scope: { type: 'environment', environmentId: environmentId(environment) },
})

/** The need to do something to the collection that an input names. */
export const needOnCollection = (action: string): NeedOf<NamedCollection> => ({
  action,
  on: ['Collection'],
  level: 'environment',
  of: ({ environmentId: environment, collectionId: id }) => [placeOfCollection(id, environment)],
})

/** Tells whether the caller may see a collection. */
export const mayReadCollection = (deed: Deed<Reader>, { id, environmentId: environment }: CollectionRecord): boolean =>
  deed.may('read', placeOfCollection(id, environment))

/** Finds the collection that an input names; one of another environment is as none. */
export async function findCollection(
  { collectionId: id, environmentId: environment }: NamedCollection,
  { store, caller }: Pick<Loading, 'store' | 'caller'>,
): Promise<CollectionRecord | undefined> {
  const found = await store.find('collection', { accountId: caller.accountId, id: collectionId(id) })
  return found?.environmentId === environmentId(environment) ? found : undefined
}

/** Finds the collection that an input names. @throws Refusal `not_found` */
export async function getCollectionRecord(
  input: NamedCollection,
  deed: Pick<Deed<Reader>, 'store' | 'caller'>,
): Promise<CollectionRecord> {
  const found = await findCollection(input, deed)
  if (found !== undefined) return found
  const fields = [{ name: 'collectionId', value: input.collectionId }]
  throw refusal('not_found', { what: 'collection' }, { fields })
}

/** @throws Refusal `collection_is_dynamic`: it fills itself */
export function requireHandPicked(collection: CollectionRecord): void {
  if (collection.isDynamic) throw refusal('collection_is_dynamic', undefined)
}

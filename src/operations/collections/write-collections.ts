import { refusal } from '../../domain/errors.ts'
import { assetId, environmentId, roleId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { CollectionRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { writing, type Deed } from '../operation.ts'
import { findLentByCollection, requireAllLent } from '../public-links/lent-rights.ts'
import { readNaming } from '../roles/role-rules.ts'
import {
  getCollectionRecord,
  needOnCollection,
  placeOfNewCollection,
  requireHandPicked,
  type NamedCollection,
} from './collection-place.ts'
import { readMemberExpression } from './member-expression.ts'
import { showCollection, type ShownCollection } from './read-collections.ts'

/** What a new collection is made of. */
export interface CollectionCreation extends InLibrary {
  readonly name: string
  readonly description: string | null
  /** The search that a dynamic collection fills itself with; null for one that people fill. */
  readonly expression: string | null
}

const manager = roleId('cld::role::collection::manager')

/**
 * Makes a collection. Whoever makes one manages it: it is empty, so nothing is opened by that
 * (docs/decisions/0008-own-collections.md).
 */
export const createCollection = writing<CollectionCreation, ShownCollection>({
  name: 'collection.create',
  summary: 'Make a collection, and manage it.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'create',
        on: ['Collection'],
        level: 'environment',
        of: ({ environmentId: environment, expression }) => [placeOfNewCollection(expression !== null, environment)],
      },
    ],
  },
  run: async (input, deed) => {
    const collection: CollectionRecord = {
      id: deed.house.ids.collection(),
      accountId: deed.caller.accountId,
      environmentId: environmentId(input.environmentId),
      ...readNaming(input),
      coverAssetId: null,
      isDynamic: input.expression !== null,
      expression: input.expression === null ? null : readMemberExpression(input.expression, deed.at),
      createdBy: `${deed.caller.by.type}:${deed.caller.by.id}`,
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    await deed.store.put('collection', collection)
    await giveToMaker(collection, deed)
    return showCollection(collection, deed)
  },
})

async function giveToMaker({ id, environmentId: environment }: CollectionRecord, deed: Deed<Transaction>) {
  const { by, accountId } = deed.caller
  if (by.type !== 'user' && by.type !== 'api_key') return
  await deed.store.put('assignment', {
    id: deed.house.ids.assignment(),
    accountId,
    principal: by,
    roleId: manager,
    reach: { type: 'environment', environmentId: environment },
    parameter: { type: 'collection', id },
    expiresAt: null,
    createdAt: deed.at,
    updatedAt: deed.at,
  })
}

/** What changes of a collection; undefined stays as it is. */
export interface CollectionChange extends NamedCollection {
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  /** One of its assets; null: the first one. */
  readonly coverAssetId?: string | null | undefined
  /** Only of a dynamic collection. */
  readonly expression?: string | undefined
}

/** Renames or describes a collection, chooses its cover, or changes what a dynamic one is filled with. */
export const updateCollection = writing<CollectionChange, ShownCollection>({
  name: 'collection.update',
  summary: 'Change the name, description, cover or search of a collection.',
  access: { type: 'requires', needs: [needOnCollection('update')] },
  run: async (input, deed) => {
    const standing = await getCollectionRecord(input, deed)
    await requireOwnSearch(input, standing, deed)
    const { name = standing.name, description = standing.description } = input
    const changed: CollectionRecord = {
      ...standing,
      ...readNaming({ name, description }),
      coverAssetId: await readCover(input, standing, deed),
      expression: readExpression(input, standing, deed.at),
    }
    const isSame = JSON.stringify(changed) === JSON.stringify(standing)
    const record = isSame ? standing : { ...changed, updatedAt: deed.at }
    await deed.store.put('collection', record)
    return showCollection(record, deed)
  },
})

/** What a search finds, public links of others show with their makers' rights. @throws Refusal `not_permitted_here` */
async function requireOwnSearch(
  { expression }: CollectionChange,
  standing: CollectionRecord,
  deed: Deed<Transaction>,
): Promise<void> {
  if (expression === undefined || !standing.isDynamic) return
  if (readMemberExpression(expression, deed.at) === standing.expression) return
  const lent = await findLentByCollection(standing.id, standing.environmentId, deed)
  requireAllLent(lent, standing.environmentId, deed)
}

async function readCover(
  { coverAssetId: sent }: CollectionChange,
  standing: CollectionRecord,
  { store, caller }: Deed<Transaction>,
): Promise<CollectionRecord['coverAssetId']> {
  if (sent === undefined) return standing.coverAssetId
  if (sent === null) return null
  requireHandPicked(standing)
  const { accountId } = caller
  const key = { accountId, collectionId: standing.id, assetId: assetId(sent) }
  if ((await store.find('collection_asset', key)) !== undefined) return key.assetId
  const fields = [{ name: 'coverAssetId', value: sent }]
  throw refusal('not_found', { what: 'asset of this collection' }, { fields })
}

function readExpression({ expression }: CollectionChange, standing: CollectionRecord, at: Instant): string | null {
  if (expression === undefined) return standing.expression
  if (standing.isDynamic) return readMemberExpression(expression, at)
  throw refusal('invalid_fields', undefined, {
    fields: [{ name: 'expression', value: expression }],
    more: { reason: 'only a dynamic collection is filled by a search' },
  })
}

/** Deletes a collection with the roles, links and places in it; its assets stay. */
export const deleteCollection = writing<NamedCollection, undefined>({
  name: 'collection.delete',
  summary: 'Delete a collection; its assets stay.',
  access: { type: 'requires', needs: [needOnCollection('delete')] },
  run: async (input, deed) => {
    await deleteCascade(deed.store, 'collection', await getCollectionRecord(input, deed))
    return undefined
  },
})

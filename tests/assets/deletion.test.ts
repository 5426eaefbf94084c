// What hangs on an asset goes with it, and nothing else does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demo, givenLibrary, named } from '../given/library.ts'

const of = { resourceKind: 'image', delivery: 'upload' } as const

test('an asset that is deleted leaves its collections and its relations, alone or with many', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  const kept = await upload('kept')
  const assets = [await upload('one', { backup: true }), await upload('two')]
  const dated = { accountId: acme.account.id, createdAt: acme.clock.now }
  const collectionId = acme.collection('demo:Launch')
  await acme.change(async (transaction) => {
    for (const { id } of [kept, ...assets]) {
      await transaction.put('collection_asset', { ...dated, collectionId, assetId: id, addedBy: 'operator:test' })
    }
    for (const { id } of assets) {
      const [assetId, relatedId] = id < kept.id ? [id, kept.id] : [kept.id, id]
      await transaction.put('asset_relation', { ...dated, assetId, relatedId, createdBy: 'operator:test' })
    }
  })
  const { store } = acme.house
  await acme.perform('operator', 'asset.delete', named('one'))
  const choice = { by: 'names', of, publicIds: ['two'] } as const
  const input = { environmentId: demo, choice, cursor: null, keepsOriginals: false }
  await acme.perform('operator', 'asset.delete-many', input)
  assert.deepEqual([await find('one'), await find('two')], [undefined, undefined])
  const held = await store.listCollectionAssets({ accountId: acme.account.id, id: collectionId }, { limit: 10 })
  assert.deepEqual(
    held.map(({ assetId }) => assetId),
    [kept.id],
  )
  assert.deepEqual(await store.listRelations(kept), [])
  assert.equal((await store.listVersions(assets[0]!)).length, 1, 'its file is kept')
})

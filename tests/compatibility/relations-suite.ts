// Relations between assets by the official clients, unmodified.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary } from '../given/asset-clients.ts'

test('the classic client relates assets by id and by name, and is told what came of each', async (t) => {
  const { admin, upload } = await givenServedLibrary(t)
  const [a, b, c] = [await upload('a'), await upload('brand/b'), await upload('c')]
  const { add_related_assets_by_asset_id: addById, add_related_assets: addByName } = admin
  const { delete_related_assets_by_asset_id: endById, delete_related_assets: endByName, resource } = admin
  assert.ok(addById && addByName && endById && endByName && resource)
  const made = await addById(a.id, [b.id, a.id, 'nothing'])
  assert.deepEqual(
    [made.success, made.failed],
    [
      [{ message: 'success', code: 'success_ids', asset: b.id, status: 200 }],
      [
        { message: "an asset isn't related to itself", code: 'invalid_relate_to_self_id', asset: a.id, status: 400 },
        { message: 'there is no such asset', code: 'non_existing_ids', asset: 'nothing', status: 404 },
      ],
    ],
  )
  const named = await addByName('a', ['image/upload/c', 'image/upload/brand/b'])
  assert.deepEqual(codesOf(named), { success: ['success_ids'], failed: ['already_exists_ids'] })
  const shown = await resource('a', { related: true })
  assert.deepEqual(publicIdsOf(shown.related_assets), ['brand/b', 'c'])
  assert.deepEqual(publicIdsOf((await resource('c', { related: true })).related_assets), ['a'])
  assert.equal('related_assets' in (await resource('a')), false)
  assert.deepEqual(codesOf(await endByName('a', ['image/upload/brand/b'])).success, ['success_ids'])
  const ended = await endById(a.id, [c.id, b.id])
  assert.deepEqual(codesOf(ended), { success: ['success_ids'], failed: ['relation_does_not_exist_ids'] })
})

test('the asset client relates assets by id and by name', async (t) => {
  const { assets, upload } = await givenServedLibrary(t)
  const { assetRelations } = assets()
  const [a, b] = [await upload('a'), await upload('brand/b')]
  const made = await assetRelations.createAssetRelationsByAssetId(a.id, { assetsToRelate: [b.id] })
  assert.deepEqual(made.success, [{ message: 'success', code: 'success_ids', asset: b.id, status: 200 }])
  const again = await assetRelations.createAssetRelationsByPublicId('image', 'upload', 'brand/b', {
    assetsToRelate: ['image/upload/a'],
  })
  assert.deepEqual(
    again.failed?.map(({ code }) => code),
    ['already_exists_ids'],
  )
  const ended = await assetRelations.deleteAssetRelationsByAssetId(b.id, { assetsToUnrelate: [a.id] })
  assert.deepEqual(ended.success?.length, 1)
  const none = await assetRelations.deleteAssetRelationsByPublicId('image', 'upload', 'a', {
    assetsToUnrelate: ['image/upload/brand/b'],
  })
  assert.deepEqual(
    none.failed?.map(({ code }) => code),
    ['relation_does_not_exist_ids'],
  )
})

test('a key without the permission is told which one is missing', async (t) => {
  const { admin, upload, asKey } = await givenServedLibrary(t)
  const a = await upload('a')
  const { add_related_assets_by_asset_id: addById } = admin
  assert.ok(addById)
  const message = '[prodenv:env-demo] Request forbidden due to missing permissions (actions=["read","relate"])'
  await assert.rejects(addById(a.id, [a.id], asKey('101')), (thrown: unknown) => {
    const { error } = thrown as { readonly error: { readonly message: string; readonly http_code: number } }
    assert.deepEqual([error.http_code, error.message], [403, message])
    return true
  })
})

interface Item {
  readonly code?: unknown
  readonly public_id?: unknown
}

const listOf = (value: unknown): readonly Item[] => (Array.isArray(value) ? (value as readonly Item[]) : assert.fail())

const codesOf = ({ success, failed }: Readonly<Record<string, unknown>>) => ({
  success: listOf(success).map(({ code }) => code),
  failed: listOf(failed).map(({ code }) => code),
})

const publicIdsOf = (value: unknown): readonly unknown[] =>
  listOf(value)
    .map(({ public_id: publicId }) => publicId)
    .sort()

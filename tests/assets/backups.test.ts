// Earlier files of assets: downloaded, restored, deleted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refusalOf, say } from '../given/refusals.ts'
import { v2 as cloudinary } from 'cloudinary'
import { bytesOf, givenDownloads, pathOf, root, signing } from '../given/downloads.ts'
import { otherPixel, pixel } from '../given/library.ts'

test('an earlier file is downloaded, restored and deleted; none is lost on the way', async (t) => {
  const { ask, upload, replace, find, acme } = await givenDownloads(t)
  const first = await upload('logo', { backup: true })
  const second = await replace('logo')
  const backup = (version: string): Promise<Buffer> =>
    ask(`/v1_1/demo/download_backup?asset_id=${first.id}&version_id=${version}`, { headers: root }).then((answer) => {
      assert.equal(answer.statusCode, 200)
      return answer.rawPayload
    })
  assert.deepEqual(await backup(first.versionId), bytesOf(pixel))
  assert.deepEqual(await backup(second.versionId), bytesOf(otherPixel))
  const link = cloudinary.utils.download_backedup_asset(first.id, first.versionId, signing(acme.clock))
  assert.deepEqual((await ask(pathOf(link))).rawPayload, bytesOf(pixel))
  acme.clock.now += 1000
  const [restored] = await acme.perform('root', 'asset.restore', {
    environmentId: 'env-demo',
    items: [{ asset: { by: 'id', assetId: first.id }, versionId: null }],
  })
  assert.ok(restored && 'asset' in restored)
  assert.equal((await find('logo'))?.file.etag, first.file.etag)
  assert.ok(restored.asset.version > second.version)
  assert.deepEqual((await ask('/demo/image/upload/logo')).rawPayload, bytesOf(pixel))
  assert.deepEqual(await backup(second.versionId), bytesOf(otherPixel))
  const versionIds = [second.versionId, 'none']
  const deleted = await ask(`/v1_1/demo/resources/backup/${first.id}`, {
    method: 'DELETE',
    headers: { ...root, 'content-type': 'application/json' },
    payload: JSON.stringify({ version_ids: versionIds }),
  })
  assert.deepEqual(deleted.json(), {
    asset_id: first.id,
    deleted_version_ids: [second.versionId],
    failures: [{ version_id: 'none', error: { message: 'Version not found' } }],
  })
  const gone = await ask(`/v1_1/demo/download_backup?asset_id=${first.id}&version_id=${second.versionId}`, {
    headers: root,
  })
  assert.equal(gone.statusCode, 404)
})

test('a deleted asset comes back as it was, under its own id, by its id or its name', async (t) => {
  const { ask, upload, find, acme } = await givenDownloads(t)
  for (const by of ['id', 'name'] as const) {
    const asset = await upload(`gone by ${by}`, { backup: true, tags: 'a,b', asset_folder: 'brand' })
    await acme.perform('root', 'asset.delete', { environmentId: 'env-demo', asset: { by: 'id', assetId: asset.id } })
    assert.equal((await ask(`/demo/image/upload/gone by ${by}`.replaceAll(' ', '%20'))).statusCode, 404)
    acme.clock.now += 1000
    const naming = by === 'id' ? { asset_ids: [asset.id] } : { public_ids: [asset.publicId] }
    const url = by === 'id' ? '/v1_1/demo/resources/restore' : '/v1_1/demo/resources/image/upload/restore'
    const answer = await ask(url, {
      method: 'POST',
      headers: { ...root, 'content-type': 'application/json' },
      payload: JSON.stringify(naming),
    })
    assert.equal(answer.statusCode, 200, answer.body)
    const back = await find(asset.publicId)
    assert.deepEqual(
      [back?.id, back?.tags, back?.folderId, back?.file],
      [asset.id, asset.tags, asset.folderId, asset.file],
    )
  }
})

test('a restoration says of what may not be seen no more than that there is nothing', async (t) => {
  const { acme, upload, replace, key } = await givenDownloads(t)
  const seen = await upload('seen', { backup: true, asset_folder: 'brand' })
  const hidden = await upload('hidden', { backup: true, asset_folder: 'campaigns' })
  const taken = await upload('taken', { backup: true, asset_folder: 'brand' })
  for (const name of ['seen', 'hidden']) await replace(name)
  await acme.perform('root', 'asset.delete', { environmentId: 'env-demo', asset: { by: 'id', assetId: taken.id } })
  await upload('taken', { asset_folder: 'brand' })
  const items = [seen.id, hidden.id, 'none'].map(
    (assetId) => ({ asset: { by: 'id', assetId }, versionId: null }) as const,
  )
  const viewer = await key({ on: { brand: ['view_download'] } })
  assert.deepEqual(await acme.perform(viewer, 'asset.restore', { environmentId: 'env-demo', items }), [
    { error: 'unauthorized' },
    { error: 'no_backup' },
    { error: 'no_backup' },
  ])
  const ofTaken = [{ asset: { by: 'id', assetId: taken.id }, versionId: null }] as const
  assert.deepEqual(await acme.perform('root', 'asset.restore', { environmentId: 'env-demo', items: ofTaken }), [
    { error: 'failed' },
  ])
})

test('earlier files take the rights on the asset, and on where a deleted one lay; none and hidden are the same', async (t) => {
  const { acme, upload, replace, key } = await givenDownloads(t)
  const { id, versionId } = await upload('logo', { backup: true, asset_folder: 'brand' })
  await replace('logo')
  const named = (assetId: string) => ({ environmentId: 'env-demo', assetId })
  const manager = await key({ on: { brand: ['view_download', 'download_assets', 'delete_assets'] } })
  const viewer = await key({ on: { brand: ['view_download'] } })
  const nobody = await key({ on: { campaigns: ['view_download', 'download_assets', 'delete_assets'] } })
  const needsOf = async (work: Promise<unknown>) => say(await refusalOf(work)).needs
  for (const isDeleted of [false, true]) {
    if (isDeleted)
      await acme.perform('root', 'asset.delete', { environmentId: 'env-demo', asset: { by: 'id', assetId: id } })
    assert.ok((await acme.perform(viewer, 'asset.list-versions', named(id))).length > 0)
    assert.equal((await acme.perform(manager, 'asset.download-version', { ...named(id), versionId })).type, 'file')
    const asViewer = acme.perform(viewer, 'asset.download-version', { ...named(id), versionId })
    assert.deepEqual(await needsOf(asViewer), ['download Asset'])
    const deletion = { ...named(id), versionIds: [versionId] }
    assert.deepEqual(await needsOf(acme.perform(viewer, 'asset.delete-versions', deletion)), ['delete Asset'])
    for (const assetId of [id, 'none']) {
      assert.deepEqual(await needsOf(acme.perform(nobody, 'asset.list-versions', named(assetId))), ['read Asset'])
      const download = { ...named(assetId), versionId }
      assert.deepEqual(await needsOf(acme.perform(nobody, 'asset.download-version', download)), ['download Asset'])
    }
  }
  const deleted = await acme.perform(manager, 'asset.delete-versions', { ...named(id), versionIds: [versionId] })
  assert.deepEqual(deleted.deleted, [versionId])
})

test('what was closed when an earlier file was in its place stays closed to who may download open files alone', async (t) => {
  const { upload, acme, key } = await givenDownloads(t)
  const first = await upload('logo', { asset_folder: 'brand', backup: true, access_mode: 'authenticated' })
  const second = await upload('logo', { asset_folder: 'brand', backup: true, access_mode: 'public' })
  const third = await upload('logo', { asset_folder: 'brand', backup: true })
  const download = async (who: Awaited<ReturnType<typeof key>>, { versionId }: { readonly versionId: string }) =>
    acme.perform(who, 'asset.download-version', { environmentId: 'env-demo', assetId: first.id, versionId })
  const ofOpen = await key({ on: { brand: ['view_download', 'download_public_assets'] } })
  const refused = await refusalOf(download(ofOpen, first))
  assert.deepEqual([refused.code, say(refused).needs], ['denied', ['download Asset']])
  for (const open of [second, third]) assert.ok(await download(ofOpen, open))
  const ofAll = await key({ on: { brand: ['view_download', 'download_assets'] } })
  for (const version of [first, second, third]) assert.ok(await download(ofAll, version))
})

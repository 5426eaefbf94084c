// Downloads, archives and backups, by the typed and the classic client, unmodified.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { givenServedLibrary } from '../given/asset-clients.ts'
import { otherPixel, pixel, uploading } from '../given/library.ts'
import { filesOfZip } from '../given/zip.ts'

const bytesOf = (uri: string): Buffer => Buffer.from(uri.split(',')[1] ?? '', 'base64')

/** What the typed client gives for a file: a stream of the web. */
const read = (file: unknown): Promise<Buffer> => {
  assert.ok(file instanceof ReadableStream)
  return buffer(file)
}

test('the clients download originals and earlier files, and store archives', async (t) => {
  const { assets, uploader, url, upload, acme } = await givenServedLibrary(t)
  acme.clock.now = Date.now()
  const first = await upload('in/logo', { backup: true })
  const input = { ...uploading('in/logo', { backup: true }), file: { type: 'text', text: otherPixel } as const }
  await acme.perform('operator', 'asset.upload', input)
  const client = assets()
  assert.deepEqual(await read(await client.assets.downloadAsset('image', 'in/logo')), bytesOf(otherPixel))
  const backup = await client.assets.downloadBackupAsset(first.id, first.versionId)
  assert.deepEqual(await read(backup), bytesOf(pixel))
  const stored = await client.assets.generateArchive('image', { publicIds: ['in/logo'], targetPublicId: 'kept' })
  assert.ok(!(stored instanceof ReadableStream))
  assert.deepEqual([stored.publicId, stored.resourceType, stored.fileCount], ['kept.zip', 'raw', 1])
  const zipped = await uploader.create_zip?.({ public_ids: ['in/logo', 'none'], target_public_id: 'also kept' })
  assert.deepEqual([zipped?.public_id, zipped?.file_count, zipped?.missing_public_ids], ['also kept.zip', 1, ['none']])
  const original = await fetch(`${url}/demo/raw/upload/also%20kept.zip`)
  assert.deepEqual(Object.keys(filesOfZip(Buffer.from(await original.arrayBuffer()))), ['in/logo.png'])
})

test('the typed and the classic client restore and delete earlier files', async (t) => {
  const { assets, admin, upload, find, acme } = await givenServedLibrary(t)
  acme.clock.now = Date.now()
  const first = await upload('logo', { backup: true })
  const input = { ...uploading('logo', { backup: true }), file: { type: 'text', text: otherPixel } as const }
  const { asset: second } = await acme.perform('operator', 'asset.upload', input)
  const restored = await assets().assets.restoreResourcesByAssetIDs({ assetIds: [first.id, '0'.repeat(32)] })
  assert.deepEqual(Object.keys(restored), [first.id, '0'.repeat(32)])
  assert.equal((await find('logo'))?.file.etag, first.file.etag)
  const classic = await admin.restore?.(['logo'])
  assert.deepEqual(
    Object.keys(classic ?? {}).filter((name) => name === 'logo'),
    ['logo'],
  )
  assert.equal((await find('logo'))?.file.etag, second.file.etag)
  const byId = await admin.restore_by_asset_ids?.([first.id], { versions: [first.versionId] })
  assert.ok(byId && first.id in byId)
  const deleted = await assets().assets.deleteBackupVersions(first.id, { versionIds: [second.versionId] })
  assert.deepEqual(deleted.deletedVersionIds, [second.versionId])
  const rest = await admin.delete_backed_up_assets?.(first.id, ['none'])
  assert.deepEqual(rest?.deleted_version_ids, [])
})

// Assets by the vendor's typed asset client, which reads answers strictly.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { ApiError } from '@cloudinary/asset-management/models/errors'
import { givenServedLibrary } from '../given/asset-clients.ts'
import { otherPixel, pixel } from '../given/library.ts'

const bytesOf = (uri: string): Buffer => Buffer.from(uri.slice(uri.indexOf(',') + 1), 'base64')
const md5 = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex')

test('a file is uploaded with and without its kind, and shown by its name and id', async (t) => {
  const { assets, find } = await givenServedLibrary(t)
  const client = assets()
  const made = await client.upload.upload('image', {
    file: pixel,
    publicId: 'brand/dot',
    assetFolder: 'brand',
    tags: 'red,blue',
    context: 'alt=A dot|caption=x\\|y',
    displayName: 'Dot',
  })
  assert.ok(typeof made === 'object' && 'etag' in made)
  const stored = await find('brand/dot')
  assert.deepEqual(
    [made.assetId, made.publicId, made.version, made.versionId, made.tags, made.etag, made.apiKey],
    [stored?.id, 'brand/dot', stored?.version, stored?.versionId, ['red', 'blue'], md5(bytesOf(pixel)), '100'],
  )
  assert.deepEqual(stored?.context, { alt: 'A dot', caption: 'x|y' })
  const told = await client.upload.uploadNoResourceType({ file: 'data:text/plain;base64,aGVsbG8=', publicId: 'n.txt' })
  assert.ok(typeof told === 'object' && 'etag' in told)
  assert.equal(told.resourceType, 'raw')
  const byName = await client.assets.getResourceByPublicId('image', 'upload', 'brand/dot')
  assert.deepEqual(await client.assets.getResourceByAssetId(made.assetId ?? ''), byName)
  assert.deepEqual(
    [byName.assetFolder, byName.displayName, byName.context, byName.width, byName.accessControl, byName.status],
    ['brand', 'Dot', { custom: { alt: 'A dot', caption: 'x|y' } }, 1, null, 'active'],
  )
})

test('an asset is changed, renamed and deleted', async (t) => {
  const { assets, upload, find } = await givenServedLibrary(t)
  const client = assets()
  const { id } = await upload('a', { asset_folder: 'brand' })
  const moved = await client.assets.updateResourceByAssetId(id, {
    displayName: 'Shown',
    assetFolder: 'campaigns',
    tags: 'one,two',
    context: 'alt=x',
    moderationStatus: 'approved',
    accessControl: '[{"access_type":"token"}]',
  })
  assert.deepEqual(
    [moved.assetFolder, moved.tags, moved.displayName, moved.moderationStatus, moved.accessControl],
    ['campaigns', ['one', 'two'], 'Shown', 'approved', [{}]],
  )
  const named = await client.assets.updateResourceByPublicId('image', 'upload', 'a', { tags: 'three' })
  assert.deepEqual(named.tags, ['three'])
  const explicit = await client.assets.explicitAsset('image', { publicId: 'a', type: 'upload', tags: 'four' })
  assert.deepEqual([explicit.assetId, explicit.tags], [id, ['four']])
  const renamed = await client.assets.renameAsset('image', { fromPublicId: 'a', toPublicId: 'sub/b' })
  assert.deepEqual([renamed.publicId, renamed.assetId], ['sub/b', id])
  assert.deepEqual(await client.upload.destroyAsset('image', 'sub/b'), { result: 'ok' })
  assert.equal(await find('sub/b'), undefined)
  const other = await upload('c')
  assert.deepEqual(await client.assets.destroyByAssetId({ assetId: other.id }), { result: 'ok' })
  assert.deepEqual(await client.assets.destroyByAssetId({ assetId: other.id }), { result: 'not found' })
  await upload('d')
  await client.assets.deleteResourcesByPublicId('image', 'upload', { publicIds: ['d'] })
  assert.equal(await find('d'), undefined)
  assert.deepEqual(await client.assets.derivedDestroy({ derivedResourceIds: ['x'] }), { deleted: { x: 'not_found' } })
})

test('an upload over an asset takes its place, and one that must not shows it', async (t) => {
  const { assets, find } = await givenServedLibrary(t)
  const client = assets()
  await client.upload.upload('image', { file: pixel, publicId: 'a' })
  await client.upload.upload('image', { file: otherPixel, publicId: 'a', overwrite: false })
  assert.equal((await find('a'))?.file.etag, md5(bytesOf(pixel)))
  await client.upload.upload('image', { file: otherPixel, publicId: 'a' })
  assert.equal((await find('a'))?.file.etag, md5(bytesOf(otherPixel)))
})

test('a file in pieces is whole with the last one, each piece a text', async (t) => {
  const { assets, acme, find } = await givenServedLibrary(t)
  const client = assets()
  const whole = bytesOf(pixel)
  const send = (from: number, to: number, total: number, id = 'u1') =>
    client.upload.uploadChunk('image', `bytes ${from}-${to - 1}/${total}`, id, {
      file: `data:application/octet-stream;base64,${whole.subarray(from, to).toString('base64')}`,
      publicId: 'brand/chunks',
      assetFolder: 'brand',
    })
  const before = acme.files().length
  assert.deepEqual(await send(0, 40, whole.length), { done: false, bytes: 40, kind: 'upload' })
  await assert.rejects(send(50, 60, whole.length), /the next piece begins at 40/)
  assert.equal(acme.files().length, before + 1, 'nothing is kept of a piece that does not follow')
  const made = await send(40, whole.length, whole.length)
  assert.ok(typeof made === 'object' && 'etag' in made)
  assert.deepEqual([made.publicId, made.etag], ['brand/chunks', md5(whole)])
  assert.equal((await find('brand/chunks'))?.file.bytes, whole.length)
  await assert.rejects(assets('101').upload.uploadChunk('raw', 'bytes 0-3/9', 'u2', { file: 'data:,abcd' }), {
    statusCode: 403,
  })
})

test('refusals are the errors that the client knows', async (t) => {
  const { assets } = await givenServedLibrary(t)
  const says = async (call: Promise<unknown>): Promise<readonly unknown[]> => {
    const error: unknown = await call.then(
      () => null,
      (reason: unknown) => reason,
    )
    assert.ok(error instanceof ApiError, String(error))
    return [error.statusCode, error.data$.error.message]
  }
  assert.deepEqual(await says(assets().assets.getResourceByPublicId('image', 'upload', 'nobody')), [
    404,
    'Resource not found - nobody',
  ])
  assert.deepEqual(await says(assets().upload.upload('image', { file: 'data:text/plain;base64,aGVsbG8=' })), [
    400,
    'Invalid image file',
  ])
  assert.deepEqual(await says(assets().upload.upload('image', { file: pixel, publicId: '../a' })), [
    400,
    'public_id (../a) is invalid: it has a part of dots alone',
  ])
  assert.deepEqual(await says(assets('101').upload.upload('image', { file: pixel })), [
    403,
    '[prodenv:env-demo] Request forbidden due to missing permissions (actions=["create"])',
  ])
})

// Downloads by the Upload API: by rights, and by the links that clients sign.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v2 as cloudinary } from 'cloudinary'
import { bytesOf, givenDownloads, pathOf, root, signing } from '../given/downloads.ts'
import { pixel, uploading } from '../given/library.ts'

test('a download is the original, by its name or its id, shown or saved as was asked', async (t) => {
  const { ask, upload } = await givenDownloads(t)
  const { id } = await upload('a/logo', { type: 'private' })
  const url = '/v1_1/demo/image/download?public_id=a%2Flogo&type=private'
  for (const address of [url, `/v1_1/demo/asset/download?asset_id=${id}`, `${url}&format=png`]) {
    const answer = await ask(address, { headers: root })
    assert.equal(answer.statusCode, 200, address)
    assert.deepEqual(answer.rawPayload, bytesOf(pixel))
    assert.match(String(answer.headers['content-disposition']), /^inline/)
  }
  const saved = await ask(`${url}&attachment=true&target_filename=my%20logo.png`, { headers: root })
  assert.equal(
    saved.headers['content-disposition'],
    'attachment; filename="my logo.png"; filename*=UTF-8\'\'my%20logo.png',
  )
  const part = await ask(url, { headers: { ...root, range: 'bytes=0-9' } })
  assert.deepEqual([part.statusCode, part.rawPayload.length], [206, 10])
  for (const refused of [`${url}&format=jpg`, '/v1_1/demo/image/download']) {
    assert.equal((await ask(refused, { headers: root })).statusCode, 400, refused)
  }
  const none = await ask('/v1_1/demo/image/download?public_id=none', { headers: root })
  assert.deepEqual([none.statusCode, none.json()], [404, { error: { message: 'Resource not found - none' } }])
})

test('a download takes the right to download, whatever else is held', async (t) => {
  const { ask, upload, key, as } = await givenDownloads(t)
  const { id } = await upload('hidden', { type: 'private', asset_folder: 'brand' })
  await upload('open', { asset_folder: 'brand' })
  const viewer = await as(await key({ on: { brand: ['view_download', 'download_public_assets'] } }))
  const nobody = await as(await key({}))
  const addresses = ['image/download?public_id=hidden&type=private', `asset/download?asset_id=${id}`]
  for (const address of addresses) {
    const answer = await ask(`/v1_1/demo/${address}`, { headers: viewer })
    assert.equal(answer.statusCode, 403, address)
    assert.match(answer.body, /download/)
  }
  assert.equal((await ask('/v1_1/demo/image/download?public_id=open', { headers: viewer })).statusCode, 200)
  const [there, absent] = await Promise.all(
    ['open', 'none'].map((name) => ask(`/v1_1/demo/image/download?public_id=${name}`, { headers: nobody })),
  )
  assert.equal(there?.statusCode, 403)
  assert.equal(absent?.statusCode, 403)
})

test('links that the classic client signs work until they end', async (t) => {
  const { ask, upload, acme } = await givenDownloads(t)
  await upload('logo', { type: 'private' })
  const seconds = Math.floor(acme.clock.now / 1000)
  const link = (more: object): string =>
    pathOf(cloudinary.utils.private_download_url('logo', 'png', { type: 'private', ...signing(acme.clock), ...more }))
  assert.equal((await ask(link({}))).statusCode, 200)
  assert.equal((await ask(link({}).replace('logo', 'other'))).statusCode, 401)
  const ending = link({ expires_at: seconds + 30 })
  assert.equal((await ask(ending)).statusCode, 200)
  acme.clock.now += 30_000
  const ended = await ask(ending)
  assert.deepEqual([ended.statusCode, ended.json()], [401, { error: { message: 'Request has expired' } }])
})

test('a link that ends later than in an hour is good until then', async (t) => {
  const { ask, upload, acme } = await givenDownloads(t)
  await upload('logo', { type: 'private' })
  const expires_at = Math.floor(acme.clock.now / 1000) + 7 * 3600
  const options = { type: 'private', ...signing(acme.clock) }
  const lasting = pathOf(cloudinary.utils.private_download_url('logo', 'png', { ...options, expires_at }))
  const plain = pathOf(cloudinary.utils.private_download_url('logo', 'png', options))
  acme.clock.now += 6 * 3_600_000
  assert.equal((await ask(lasting)).statusCode, 200)
  assert.equal((await ask(plain)).statusCode, 401)
  acme.clock.now += 3_600_000
  assert.equal((await ask(lasting)).statusCode, 401)
})

test('a thumbnail goes to who may read the asset, and to nobody else', async (t) => {
  const { ask, upload, key, as, acme } = await givenDownloads(t)
  const { id } = await upload('logo', { type: 'authenticated', asset_folder: 'brand' })
  const viewer = await as(await key({ on: { brand: ['view_download'] } }))
  const nobody = await as(await key({}))
  const url = `/api/environments/demo/assets/${id}/thumbnail`
  const answer = await ask(url, { headers: viewer })
  assert.deepEqual(
    [answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']],
    [200, 'image/webp', 'private, no-cache'],
  )
  assert.equal(answer.rawPayload.toString('latin1', 8, 12), 'WEBP')
  assert.equal(
    (await ask(url, { headers: { ...viewer, 'if-none-match': String(answer.headers.etag) } })).statusCode,
    304,
  )
  assert.equal((await ask(url, { headers: nobody })).statusCode, 403)
  assert.equal((await ask(url)).statusCode, 401)
  const input = { ...uploading('text'), resourceKind: 'raw', file: { type: 'text', text: 'data:,words' } } as const
  const { asset } = await acme.perform('operator', 'asset.upload', input)
  assert.equal((await ask(`/api/environments/demo/assets/${asset.id}/thumbnail`, { headers: root })).statusCode, 404)
})

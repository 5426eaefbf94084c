// Downloads by the Upload API: by rights, by the links that clients sign, and as archives.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { v2 as cloudinary } from 'cloudinary'
import { apiKeyId } from '../../src/domain/ids.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenLibrary, otherPixel, pixel, uploading, type GivenLibrary } from '../given/library.ts'
import { givenLibraryServer, type LibraryServer } from '../given/library-server.ts'
import { filesOfZip } from '../given/zip.ts'

interface Given extends GivenLibrary, LibraryServer {
  /** The headers of a key, which gets a secret of its own by this. */
  readonly as: (key: Principal) => Promise<{ readonly authorization: string }>
  /** Uploads another picture over one, and keeps the first. */
  readonly replace: (publicId: string) => Promise<AssetRecord>
}

const root = { authorization: `Basic ${Buffer.from('100:s').toString('base64')}` }

async function given(t: TestContext): Promise<Given> {
  const library = await givenLibrary(t)
  const { acme } = library
  return {
    ...library,
    ...(await givenLibraryServer(t, acme.house)),
    as: async ({ id }) => {
      await acme.change((change) => change.putKeySecret('api_key', apiKeyId(id), acme.house.sealer.seal(id, 'own')))
      return { authorization: `Basic ${Buffer.from(`${id}:own`).toString('base64')}` }
    },
    replace: async (publicId) => {
      acme.clock.now += 1000
      const input = { ...uploading(publicId, { backup: true }), file: { type: 'text', text: otherPixel } as const }
      return (await acme.perform('operator', 'asset.upload', input)).asset
    },
  }
}

const bytesOf = (uri: string): Buffer => Buffer.from(uri.split(',')[1] ?? '', 'base64')
const pathOf = (url: string): string => `${new URL(url).pathname}${new URL(url).search}`

const signing = (clock: { readonly now: number }) => {
  cloudinary.config({ cloud_name: 'demo', api_key: '100', api_secret: 's', upload_prefix: 'http://127.0.0.1' })
  return { timestamp: Math.floor(clock.now / 1000) }
}

test('a download is the original, by its name or its id, shown or saved as was asked', async (t) => {
  const { ask, upload } = await given(t)
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
  const { ask, upload, key, as } = await given(t)
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
  const { ask, upload, acme } = await given(t)
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
  const { ask, upload, acme } = await given(t)
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

test('an archive holds what may be downloaded, and tells of nothing else', async (t) => {
  const { ask, upload, key, as } = await given(t)
  await upload('in/one', { asset_folder: 'brand', tags: 'all' })
  await upload('in/two', { asset_folder: 'brand', type: 'private', tags: 'all' })
  await upload('in/three', { asset_folder: 'campaigns', tags: 'all' })
  await upload('elsewhere', { asset_folder: 'brand' })
  const manager = await as(await key({ on: { brand: ['view_download', 'download_assets'] } }))
  const viewer = await as(await key({ on: { brand: ['view_download'] } }))
  const url = '/v1_1/demo/image/generate_archive?'
  const archived = async (query: string, headers: { readonly authorization: string }): Promise<readonly string[]> => {
    const answer = await ask(url + query, { headers })
    assert.equal(answer.statusCode, 200, query)
    assert.equal(answer.headers['content-type'], 'application/zip')
    return Object.keys(filesOfZip(answer.rawPayload))
  }
  const choices = ['tags=all', 'prefixes=in/', 'public_ids[]=in/one&public_ids[]=in/three&public_ids[]=none']
  for (const choice of choices)
    assert.deepEqual(
      await archived(`${choice}&type=all`, manager),
      choice.includes('none') ? ['in/one.png'] : ['in/one.png', 'in/two.png'],
      choice,
    )
  assert.deepEqual(await archived('tags=all&type=all', root), ['in/one.png', 'in/three.png', 'in/two.png'])
  assert.deepEqual(await archived('tags=all', root), ['in/one.png', 'in/three.png'])
  assert.deepEqual(await archived('tags=all&flatten_folders=true&public_ids=elsewhere', root), [
    'elsewhere.png',
    'one.png',
    'three.png',
  ])
  const answers = await Promise.all(
    ['tags=all', 'tags=none', 'public_ids=in/three'].map((choice) =>
      ask(`${url}${choice}&type=all`, { headers: viewer }),
    ),
  )
  for (const { statusCode, body } of answers) {
    assert.equal(statusCode, 400)
    assert.equal(body, '{"error":{"message":"No resources to put into the archive"}}')
  }
  const strict = await ask(`${url}public_ids=in/one,in/three&allow_missing=false`, { headers: manager })
  assert.deepEqual([strict.statusCode, strict.json()], [404, { error: { message: 'Resource not found - in/three' } }])
})

test('an archive has the bytes of its files, each under a path of its own', async (t) => {
  const { ask, upload, replace } = await given(t)
  await upload('one', { filename_override: 'same.png' })
  await upload('a/one', { filename_override: '../../etc/Same.png' })
  await replace('a/one')
  const answer = await ask(
    '/v1_1/demo/all/generate_archive?prefixes=one,a/&use_original_filename=true&flatten_folders=1',
    { headers: root },
  )
  const files = filesOfZip(answer.rawPayload)
  assert.equal(Object.keys(files).length, 2)
  for (const path of Object.keys(files)) assert.doesNotMatch(path, /\.\.|\/|\\/)
  assert.deepEqual(files['same.png'], bytesOf(pixel))
  assert.match(String(answer.headers['content-disposition']), /^attachment; filename="archive.zip"/)
})

test('archive links of the classic client work, and a folder of any kinds', async (t) => {
  const { ask, upload, acme } = await given(t)
  await upload('in/one')
  const options = { ...signing(acme.clock), expires_at: Math.floor(acme.clock.now / 1000) + 60 }
  const links = [
    cloudinary.utils.download_zip_url({ ...options, public_ids: ['in/one', 'none'] }),
    cloudinary.utils.download_folder('in/', options),
    cloudinary.utils.download_archive_url({
      ...options,
      resource_type: 'all',
      fully_qualified_public_ids: ['image/upload/in/one'],
    }),
  ]
  for (const link of links) {
    const answer = await ask(pathOf(link))
    assert.equal(answer.statusCode, 200, link)
    assert.deepEqual(Object.keys(filesOfZip(answer.rawPayload)), ['in/one.png'])
  }
  acme.clock.now += 60_000
  for (const link of links) assert.equal((await ask(pathOf(link))).statusCode, 401, link)
})

test('an archive is stored as an asset by who may upload there, with what they may download', async (t) => {
  const { ask, upload, key, as, acme } = await given(t)
  await upload('one', { asset_folder: 'brand' })
  await upload('two', { asset_folder: 'campaigns' })
  const post = (body: object, headers: object) =>
    ask('/v1_1/demo/image/generate_archive', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
  const contributor = await as(await key({ on: { brand: ['view_download', 'download_assets', 'add_assets'] } }))
  const reader = await as(await key({ on: { brand: ['view_download', 'download_assets'] } }))
  const body = {
    public_ids: ['one', 'two'],
    target_public_id: 'kept/both',
    target_asset_folder: 'brand',
    target_tags: ['zip'],
  }
  const stored = await post(body, contributor)
  assert.equal(stored.statusCode, 200, stored.body)
  const { public_id, resource_type, asset_folder, tags, file_count, missing_public_ids, bytes } =
    stored.json<Record<string, unknown>>()
  assert.deepEqual(
    { public_id, resource_type, asset_folder, tags, file_count, missing_public_ids },
    {
      public_id: 'kept/both.zip',
      resource_type: 'raw',
      asset_folder: 'brand',
      tags: ['zip'],
      file_count: 1,
      missing_public_ids: ['two'],
    },
  )
  const original = await ask('/demo/raw/upload/kept/both.zip')
  assert.equal(original.rawPayload.length, bytes)
  assert.deepEqual(filesOfZip(original.rawPayload)['one.png'], bytesOf(pixel))
  const denied = await post(body, reader)
  assert.equal(denied.statusCode, 403)
  assert.match(denied.body, /create/)
  const sent = await post({ ...body, mode: 'download' }, reader)
  assert.deepEqual([sent.statusCode, sent.headers['content-type']], [200, 'application/zip'])
  const assets = await acme.house.store.list('asset', acme.account.id)
  assert.equal(assets.length, 3)
})

test('an earlier file is downloaded, restored and deleted; none is lost on the way', async (t) => {
  const { ask, upload, replace, find, acme } = await given(t)
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
  const { ask, upload, find, acme } = await given(t)
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
  const { acme, upload, replace, key } = await given(t)
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

test('a thumbnail goes to who may read the asset, and to nobody else', async (t) => {
  const { ask, upload, key, as, acme } = await given(t)
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

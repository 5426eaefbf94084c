// Archives of assets: what is in them, and what they say of the rest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v2 as cloudinary } from 'cloudinary'
import { bytesOf, givenDownloads, pathOf, root, signing } from '../given/downloads.ts'
import { pixel } from '../given/library.ts'
import { filesOfZip } from '../given/zip.ts'

test('an archive holds what may be downloaded, and tells of nothing else', async (t) => {
  const { ask, upload, key, as } = await givenDownloads(t)
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

test('GUESS: an archive of folders holds what lies right in them, of what may be downloaded', async (t) => {
  const { ask, upload, key, as } = await givenDownloads(t)
  await upload('one', { asset_folder: 'brand' })
  await upload('deep', { asset_folder: 'brand/logos' })
  await upload('other', { asset_folder: 'campaigns' })
  const manager = await as(await key({ on: { brand: ['view_download', 'download_assets'] } }))
  const url = '/v1_1/demo/image/generate_archive?'
  const asked = (query: string, headers: { readonly authorization: string }) => ask(url + query, { headers })
  const both = 'asset_folders[]=brand&asset_folders[]=campaigns&target_filename=mine'
  const all = await asked(both, root)
  assert.deepEqual(Object.keys(filesOfZip(all.rawPayload)), ['one.png', 'other.png'])
  assert.match(String(all.headers['content-disposition']), /filename="mine\.zip"/)
  assert.deepEqual(Object.keys(filesOfZip((await asked(both, manager)).rawPayload)), ['one.png'])
  for (const hidden of ['campaigns', 'absent'])
    assert.deepEqual((await asked(`asset_folders=${hidden}`, manager)).json(), {
      error: { message: 'No resources to put into the archive' },
    })
  const searched = await asked('asset_folders=brand&search_expression=tags%3Da', root)
  assert.deepEqual([searched.statusCode, searched.body.includes('search_expression')], [400, true])
})

test('an archive has the bytes of its files, each under a path of its own', async (t) => {
  const { ask, upload, replace } = await givenDownloads(t)
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
  const { ask, upload, acme } = await givenDownloads(t)
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
  const { ask, upload, key, as, acme } = await givenDownloads(t)
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

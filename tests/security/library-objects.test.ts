// What a request to a library names is what it touches (field classes 9 to 15), over HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endpoints } from '../../src/api/index.ts'
import { operations } from '../../src/operations/index.ts'
import { demo, otherPixel, pixel } from '../given/library.ts'
import { givenLibraryCalls, type GivenLibraryCalls, type LibraryAnswer } from './given-library-calls.ts'
import { guardSamples } from './guard-samples.ts'
import { sampleRequest } from './live-routes.ts'

/** Everything of a library that has an id or a name. */
interface Things {
  readonly assetId: string
  readonly publicId: string
  readonly folderId: string
  readonly folderPath: string
  readonly collectionId: string
  readonly setting: string
}

/** Fills the library of `demo` with one of everything. */
async function fill({ by, upload, acme }: GivenLibraryCalls): Promise<Things> {
  const master = by('100')
  const { id } = await upload('brand/secret', { asset_folder: 'brand', tags: ['quiet'], backup: true })
  await upload('brand/secret', { backup: true })
  const made = await Promise.all([
    master('POST', 'upload_presets', { name: 'hush', folder: 'brand' }),
    master('POST', 'upload_mappings', { folder: 'hush', template: 'https://example.com/' }),
    master('POST', 'transformations/hush', { transformation: 'w_1' }),
    master('POST', 'metadata_fields', { external_id: 'hush', type: 'string', label: 'Hush' }),
  ])
  assert.deepEqual(
    made.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  return {
    ...{ assetId: id, publicId: 'brand/secret', folderId: acme.folder('demo:brand'), folderPath: 'brand/logos' },
    ...{ collectionId: acme.collection('demo:Launch'), setting: 'hush' },
  }
}

/** Names that nobody has, as long as those that are there. */
const absent: Things = {
  ...{ assetId: '0'.repeat(32), publicId: 'xxxxx/xxxxxx', folderId: 'f'.repeat(32), folderPath: 'xxxxx/xxxxx' },
  ...{ collectionId: 'c'.repeat(32), setting: 'xxxx' },
}

type Asked = readonly [method: string, path: string, body?: object]

/** A request for every identifier that the API takes: in paths, queries and bodies. */
const requests = (of: Things): readonly Asked[] => [
  ['GET', `resources/${of.assetId}`],
  ['PUT', `resources/${of.assetId}`, { tags: 'x' }],
  ['GET', `resources/image/upload/${of.publicId}`],
  ['POST', `resources/image/upload/${of.publicId}`, { tags: 'x' }],
  ['GET', `resources/by_asset_ids?asset_ids=${of.assetId}`],
  ['GET', `resources/image?public_ids=${of.publicId}`],
  ['GET', `resources/image/tags/${of === absent ? 'xxxxx' : 'quiet'}`],
  ['POST', 'resources/search', { expression: `public_id="${of.publicId}"` }],
  ['DELETE', 'resources', { asset_ids: [of.assetId] }],
  ['DELETE', 'resources/image/upload', { public_ids: [of.publicId] }],
  ['DELETE', `resources/backup/${of.assetId}`, { version_ids: ['x'] }],
  ['POST', 'resources/restore', { asset_ids: [of.assetId] }],
  ['POST', 'resources/image/upload/restore', { public_ids: [of.publicId] }],
  ['POST', 'resources/image/upload/update_access_mode', { public_ids: [of.publicId], access_mode: 'authenticated' }],
  ['POST', 'image/destroy', { public_id: of.publicId }],
  ['POST', 'asset/destroy', { asset_id: of.assetId }],
  ['POST', 'image/rename', { from_public_id: of.publicId, to_public_id: 'mine' }],
  ['POST', 'image/explicit', { public_id: of.publicId, type: 'upload', tags: 'x' }],
  ['POST', 'image/tags', { public_ids: [of.publicId], command: 'add', tag: 'x' }],
  ['POST', 'image/context', { public_ids: [of.publicId], command: 'add', context: 'a=b' }],
  ['POST', 'image/metadata', { public_ids: [of.publicId], metadata: {} }],
  ['GET', `image/download?public_id=${of.publicId}`],
  ['GET', `asset/download?asset_id=${of.assetId}`],
  ['GET', `download_backup?asset_id=${of.assetId}&version_id=x`],
  ['POST', 'image/generate_archive', { public_ids: [of.publicId], mode: 'download' }],
  ...requestsBeside(of),
]

/** The same of folders and settings. */
const requestsBeside = (of: Things): readonly Asked[] => [
  ['PUT', 'folders/by_id', { id: of.folderId }],
  ['PUT', 'folders/by_path', { path: of.folderPath }],
  ['PUT', 'folders/descendants', { id: of.folderId }],
  ['GET', `folders/${of.folderPath}`],
  ['PUT', `folders/${of.folderPath}`, { to_folder: 'mine' }],
  ['DELETE', `folders/${of.folderPath}`],
  ['GET', `folder_operations/invite/${of.folderId}`],
  [
    'POST',
    `folder_operations/invite/${of.folderId}`,
    {
      ...{ principal: { type: 'apiKey', id: '102' }, operation: 'add', roles: ['cld::role::folder::manager'] },
    },
  ],
  ['GET', `upload_presets/${of.setting}`],
  ['PUT', `upload_presets/${of.setting}`, { tags: 'x' }],
  ['DELETE', `upload_presets/${of.setting}`],
  ['POST', 'image/upload', { file: pixel, public_id: 'mine', upload_preset: of.setting }],
  ['GET', `upload_mappings?folder=${of.setting}`],
  ['PUT', 'upload_mappings', { folder: of.setting, template: 'https://example.org/' }],
  ['DELETE', 'upload_mappings', { folder: of.setting }],
  ['GET', `transformations/${of.setting}`],
  ['PUT', `transformations/${of.setting}`, { allowed_for_strict: true }],
  ['DELETE', `transformations/${of.setting}`],
  ['GET', `metadata_fields/${of.setting}`],
  ['PUT', `metadata_fields/${of.setting}`, { label: 'Mine' }],
  ['DELETE', `metadata_fields/${of.setting}`],
]

/** An answer without what was asked, and what differs each time. */
function plain({ status, text }: LibraryAnswer, asked: Things): readonly [number, string] {
  const names = Object.values(asked).flatMap((name: string) => [name, name.split('/').at(-1) ?? name, 'quiet', 'xxxxx'])
  const bare = names
    .sort((one, other) => other.length - one.length)
    .reduce((left, name) => left.replaceAll(name, '*'), text)
  return [status, bare.replaceAll(/"(?:time|explain_id|next_cursor)":(?:\d+|"[^"]*")/g, '')]
}

test('whoever holds everything in one environment finds nothing of another by any id or name', async (t) => {
  const given = await givenLibraryCalls(t)
  const things = await fill(given)
  const before = await given.acme.revision()
  const live = given.by('102', 'live')
  for (const [position, [method, path, body]] of requests(things).entries()) {
    const [otherMethod, otherPath, otherBody] = requests(absent)[position] as Asked
    const answer = await live(method, path, body)
    const other = await live(otherMethod, otherPath, otherBody)
    assert.deepEqual(plain(answer, things), plain(other, absent), `${method} ${path}`)
    assert.equal((await given.by('102')(method, path, body)).status, 401, 'a key works in its own environment alone')
  }
  assert.equal(await given.acme.revision(), before, 'nothing was changed anywhere')
})

test('an asset is moved and renamed only with the rights at both ends', async (t) => {
  const given = await givenLibraryCalls(t)
  const { id } = await given.upload('a', { asset_folder: 'brand' })
  await given.upload('taken', { asset_folder: 'campaigns/summer' })
  const there = 'campaigns/summer'
  const whole: Readonly<Record<string, readonly string[]>> = {
    brand: ['view_download', 'update_assets', 'move_assets'],
    [there]: ['view_download', 'add_assets', 'delete_assets'],
  }
  const move: Asked = ['PUT', `resources/${id}`, { asset_folder: there }]
  const replace: Asked = [
    'POST',
    'image/upload',
    { file: otherPixel, public_id: 'a', asset_folder: there, overwrite: true },
  ]
  const takeName: Asked = ['POST', 'image/rename', { from_public_id: 'a', to_public_id: 'taken', overwrite: true }]
  const cases: readonly (readonly [Asked, string, string])[] = [
    ...['view_download', 'move_assets'].flatMap((left) => [[move, 'brand', left] as const]),
    [move, there, 'add_assets'],
    ...['update_assets', 'move_assets'].map((left) => [replace, 'brand', left] as const),
    [replace, there, 'add_assets'],
    [takeName, there, 'delete_assets'],
    [takeName, 'brand', 'update_assets'],
  ]
  for (const [asked, at, left] of cases) {
    const rights = { ...whole, [at]: whole[at]?.filter((one) => one !== left) ?? [] }
    const { send } = await given.holding({ on: rights })
    const before = await given.acme.revision()
    assert.equal((await send(...asked)).status, 403, `${asked[1]} without ${left} on ${at}`)
    assert.equal(await given.acme.revision(), before)
  }
  const { send } = await given.holding({ on: whole })
  assert.equal((await send(...move)).status, 200)
})

test('who may see everything of a library changes none of it, by any verb, header or parameter', async (t) => {
  const given = await givenLibraryCalls(t)
  const things = await fill(given)
  const views = ['folder_and_asset_management::view', 'folder_and_asset_management::download', 'upload_presets::view']
  const { send } = await given.holding({
    everywhere: [...views, 'structured_metadata::view', 'transformations::view', 'collections::view', 'prodenv::view'],
  })
  const known = {
    ...{ cloud_name: 'demo', asset_id: things.assetId, public_id: things.publicId, folder: 'brand', name: 'hush' },
    ...{ external_id: 'hush', folder_id: things.folderId, collection_id: things.collectionId, tag: 'quiet' },
  }
  const before = await given.acme.revision()
  const writing = Object.values(endpoints).filter(
    ({ family, operation }) =>
      family === 'admin' && operations[operation as keyof typeof operations].kind === 'writing',
  )
  for (const endpoint of writing) {
    const samples = guardSamples as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
    const { method, url, payload } = sampleRequest(endpoint, known, samples[endpoint.id])
    const { status } = await send(method, url, payload)
    assert.ok(status >= 400 || status === 200, `${endpoint.id} ${status}`)
    assert.equal(await given.acme.revision(), before, `${endpoint.id} changed something`)
  }
  const hidden = { headers: { 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE' } }
  for (const path of [`resources/${things.assetId}?_method=DELETE`, 'folders/brand?_method=DELETE&method=delete']) {
    assert.equal((await send('GET', path, undefined, hidden)).status, 200, path)
  }
  assert.equal(await given.acme.revision(), before)
  assert.ok(writing.length > 40, String(writing.length))
})

test('assets and folders take nothing from a request but what they are made of', async (t) => {
  const given = await givenLibraryCalls(t)
  const stolen = {
    ...{ id: 'chosen', asset_id: 'chosen', account_id: 'x', accountId: 'x', environment_id: 'env-live' },
    ...{ environmentId: 'env-live', cloud_name: 'live', created_by: 'user:x', createdBy: 'user:x', version_id: 'v' },
    ...{ created_at: '2001-01-01', bytes: 1, etag: 'x', blobId: 'x', file_id: 'x', folderId: 'x', folder_id: 'x' },
  }
  const send = given.by('100')
  const made = await send('POST', 'image/upload', { ...stolen, file: pixel, public_id: 'a' })
  assert.equal(made.status, 200)
  const record = await given.find('a')
  assert.ok(record)
  assert.deepEqual([record.environmentId, record.createdBy, record.folderId], ['env-demo', 'api_key:100', null])
  assert.ok(record.id !== ('chosen' as never) && record.file.bytes > 1 && record.file.blobId !== ('x' as never))
  await send('PUT', `resources/${record.id}`, { ...stolen, version: 1, tags: 'x' })
  assert.deepEqual({ ...(await given.find('a')), tags: [], updatedAt: 0 }, { ...record, tags: [], updatedAt: 0 })
  const folder = await send('POST', 'folders/own', { ...stolen, external_id: 'chosen', parent: 'x' })
  assert.equal(folder.status, 200)
  assert.doesNotMatch(folder.text, /chosen/)
  await send('POST', 'upload_presets', { ...stolen, name: 'p', unsigned: false, isUnsigned: true })
  const { house, account } = given.acme
  const key = { accountId: account.id, environmentId: record.environmentId, name: 'p' }
  assert.equal((await house.store.find('upload_preset', key))?.isUnsigned, false)
})

test('what is made anew under an old name has nothing of the old one', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  const holder = await given.holding({ on: { 'campaigns/summer': ['view_download', 'add_assets'] } })
  const { id } = await given.upload('a', { asset_folder: 'campaigns/summer' })
  assert.equal((await holder.send('GET', `resources/${id}`)).status, 200)
  await master('POST', 'image/destroy', { public_id: 'a' })
  assert.equal((await master('DELETE', 'folders/campaigns/summer')).status, 200)
  assert.equal((await master('POST', 'folders/campaigns/summer')).status, 200)
  const again = await given.upload('a', { asset_folder: 'campaigns/summer' })
  assert.notEqual(again.id, id)
  assert.equal((await master('GET', `resources/${id}`)).status, 404)
  assert.equal((await holder.send('GET', `resources/${again.id}`)).status, 403)
  const sent = { file: pixel, public_id: 'b', asset_folder: 'campaigns/summer' }
  assert.equal((await holder.send('POST', 'image/upload', sent)).status, 403)
  await master('POST', 'upload_presets', { name: 'open', unsigned: true, asset_folder: 'brand' })
  await master('DELETE', 'upload_presets/open')
  await master('POST', 'upload_presets', { name: 'open', asset_folder: 'brand' })
  const visitor = await given.ask('/v1_1/demo/image/upload', {
    method: 'POST',
    payload: { file: pixel, upload_preset: 'open' },
  })
  assert.equal(visitor.statusCode, 400, 'a preset made anew is unsigned only when it says so')
})

test('another spelling of a name doesn’t get round what stands about it', async (t) => {
  const given = await givenLibraryCalls(t)
  const { id } = await given.upload('brand/Caf\u00e9', { asset_folder: 'brand' })
  const { send, key } = await given.holding({ on: { brand: ['view_download', 'update_assets', 'add_assets'] } })
  const { body } = await send('GET', `resources/image/upload/brand/${encodeURIComponent('Cafe\u0301')}`)
  assert.equal(body.asset_id, id, 'forms of Unicode name the same')
  await given.acme.change((transaction) =>
    transaction.put('custom_policy', {
      ...{ accountId: given.acme.account.id, createdAt: 0, updatedAt: 0, isEnabled: true, description: null },
      ...{ id: 'no' as never, name: 'no', reach: { type: 'environment', environmentId: demo } },
      statement: `forbid(principal == Cloudinary::APIKey::"${key.id}", action, resource == Cloudinary::Asset::"${id}");`,
    }),
  )
  const spellings = [
    'Caf\u00e9',
    'Cafe\u0301',
    'CAF\u00c9',
    'Caf\u00e9.',
    ' Caf\u00e9',
    'Caf\u00e9%2F',
    '%2e%2e/brand/Caf\u00e9',
  ]
  for (const spelling of spellings) {
    const path = `resources/image/upload/brand/${encodeURI(spelling).replaceAll('%25', '%')}`
    const answer = await send('GET', path)
    assert.ok([400, 403, 404].includes(answer.status), `${spelling} ${answer.status}`)
    assert.doesNotMatch(answer.text, /asset_id/)
  }
  for (const folder of ['Brand', 'brand.', 'brand ', 'campaigns', 'brand/../campaigns', 'ｂrand', 'brand%2Fnew']) {
    const answer = await send('POST', 'image/upload', { file: pixel, public_id: 'n', asset_folder: folder })
    assert.ok(answer.status === 400 || answer.status === 403, `${folder} ${answer.status} ${answer.text}`)
  }
})

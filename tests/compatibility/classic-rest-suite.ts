// What is left of the classic client: its basics, its searches, its other shapes of uploads, what its addresses give.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { pixel } from '../given/library.ts'
import { filesOfZip } from '../given/zip.ts'
import { bodyOf, call, errorOf } from './classic-calls.ts'

const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64')
const md5 = createHash('md5').update(png).digest('hex')

test('a ping, the settings and what is used are told', async (t) => {
  const { admin, upload, asKey } = await givenServedLibrary(t)
  await upload('a')
  assert.deepEqual(bodyOf(await call(admin, 'ping', asKey('101'))), { status: 'ok' })
  const settings = bodyOf(await call(admin, 'config', { settings: true }))
  assert.deepEqual([settings.cloud_name, settings.settings], ['demo', { folder_mode: 'dynamic' }])
  const used = bodyOf(await call(admin, 'usage'))
  assert.deepEqual([used.plan, used.resources, used.storage], ['Enterprise', 1, { usage: png.length }])
  assert.deepEqual(await errorOf(call(admin, 'usage', asKey('101'))), [
    403,
    '[prodenv:env-demo] Request forbidden due to missing permissions (actions=["read"])',
  ])
  assert.deepEqual(await errorOf(call(admin, 'ping', asKey('101', 'wrong'))), [401, 'api_secret mismatch'])
})

test('assets are opened and closed by a tag, and published by a tag and a prefix', async (t) => {
  const { admin, upload, find } = await givenServedLibrary(t)
  await upload('a', { tags: ['red'] })
  await upload('b')
  const closed = await call(admin, 'update_resources_access_mode_by_tag', 'authenticated', 'red')
  assert.deepEqual(namesOf(closed.updated), ['a'])
  assert.deepEqual([(await find('a'))?.accessMode, (await find('b'))?.accessMode], ['authenticated', 'public'])
  for (const [name, tags] of [
    ['p/one', ['x']],
    ['p/two', []],
  ] as const)
    await upload(name, { type: 'private', tags: [...tags] })
  assert.deepEqual(namesOf((await call(admin, 'publish_by_tag', 'x')).published), ['p/one'])
  assert.deepEqual(namesOf((await call(admin, 'publish_by_prefix', 'p/')).published), ['p/two'])
  assert.ok((await find('p/one')) !== undefined && (await find('p/two')) !== undefined)
})

const namesOf = (list: unknown): readonly unknown[] =>
  (list as readonly Answer[]).map(({ public_id: publicId }) => publicId)

test('the classic client searches assets and folders step by step', async (t) => {
  const { admin, classic, settings, upload } = await givenServedLibrary(t)
  await upload('a', { tags: ['red'], asset_folder: 'brand' })
  await upload('b', { tags: ['red'] })
  const search = (classic.search as unknown as Record<string, (...parts: readonly unknown[]) => typeof classic.search>)
    .expression!('tags=red').sort_by!('public_id', 'desc').max_results!(1).aggregate!('format').with_field!('tags')
  const found = await search.execute(settings)
  assert.deepEqual([found.total_count, namesOf(found.resources)], [2, ['b']])
  assert.deepEqual((found.resources as readonly Answer[])[0]?.tags, ['red'])
  const named = await call(admin, 'search', { expression: 'folder=brand' }, {})
  assert.deepEqual(namesOf(named.resources), ['a'])
  const folders = await classic.search_folders.expression!('name=logos').execute(settings)
  assert.deepEqual(
    (folders.folders as readonly Answer[]).map(({ path }) => path),
    ['brand/logos'],
  )
})

test('a search by likeness is refused in so many words, after the credentials', async (t) => {
  const { admin, asKey } = await givenServedLibrary(t)
  const says = [400, 'Rolecall renders no images and analyses none: `visual_search` is refused']
  assert.deepEqual(await errorOf(call(admin, 'visual_search', { text: 'a cat' }, {})), says)
  assert.deepEqual(await errorOf(call(admin, 'visual_search', { image_file: png }, {})), [
    400,
    'Invalid value for parameter image_file',
  ])
  assert.deepEqual(await errorOf(call(admin, 'visual_search', { text: 'a cat' }, asKey('100', 'wrong'))), [
    401,
    'api_secret mismatch',
  ])
})

/** Waits for what a function of the client tells its callback, its last parameter but for options. */
const toldBack = (begin: (told: (...answer: readonly unknown[]) => void) => unknown): Promise<Answer> =>
  new Promise((resolve, reject) => {
    begin((error, result) => {
      const answer = (result ?? error) as Answer
      if (answer.error === undefined) resolve(answer)
      else reject(new Error(JSON.stringify(answer)))
    })
  })

test('files arrive through every kind of stream that the client has', async (t) => {
  const { uploader, settings, acme, classic } = await givenServedLibrary(t)
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-streams-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'dot.png'), png)
  const open = { accountId: acme.account.id, environmentId: acme.environment('demo'), folderId: null }
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  await acme.change((transaction) =>
    transaction.put('upload_preset', {
      ...{ ...open, ...dated, name: 'open', isUnsigned: true, disallowsPublicId: false, settings: {} },
    }),
  )
  const write = (begin: (told: (...answer: readonly unknown[]) => void) => unknown): Promise<Answer> =>
    toldBack((told) => (begin(told) as NodeJS.WritableStream).end(png))
  const { uploader: raw } = classic
  const made = [
    await write((told) => raw.unsigned_upload_stream!('open', { ...settings, public_id: 'one' }, told)),
    await write((told) => raw.upload_chunked_stream!({ ...settings, public_id: 'two', chunk_size: 6_000_000 }, told)),
    await toldBack((told) => raw.upload_chunked!(join(folder, 'dot.png'), { ...settings, public_id: 'three' }, told)),
    await call(uploader, 'upload', join(folder, 'dot.png'), { public_id: 'four', signature_algorithm: 'sha256' }),
  ]
  assert.deepEqual(
    made.map((asset) => [asset.public_id, asset.etag]),
    ['one', 'two', 'three', 'four'].map((name) => [name, md5]),
  )
})

test('what the client signs for a browser uploads as the key that signed it', async (t) => {
  const { settings, classic, asKey, find } = await givenServedLibrary(t)
  const { uploader } = classic
  const written = uploader as unknown as Readonly<Record<string, (...parameters: readonly unknown[]) => string>>
  const form = uploader.direct_upload!('https://example.com/done', { ...settings, public_id: 'direct' }) as unknown as {
    readonly hidden_fields: Answer
    readonly form_attrs: { readonly action: string }
  }
  const send = async (action: string, fields: Answer): Promise<readonly [number, Answer]> => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, String(value))
    body.append('file', new Blob([png]), 'dot.png')
    const answer = await fetch(action, { method: 'POST', body })
    return [answer.status, (await answer.json()) as Answer]
  }
  const fields = Object.fromEntries(Object.entries(form.hidden_fields).filter(([name]) => name !== 'callback'))
  assert.equal((await send(form.form_attrs.action, fields))[0], 401, 'what was signed is sent whole')
  const tagged = JSON.parse(written.upload_tag_params!({ ...settings, public_id: 'tagged' })) as Answer
  const address = written.upload_url!({ ...settings, resource_type: 'image' })
  assert.deepEqual([(await send(address, tagged))[0], (await find('tagged'))?.file.etag], [200, md5])
  const html = written.image_upload_tag!('image', { ...settings, public_id: 'html' })
  const [, data = ''] = /data-form-data='([^']*)'/.exec(html) ?? []
  const shown = JSON.parse(data.replaceAll('&#34;', '"')) as Answer
  assert.deepEqual((await send(address, shown))[1].public_id, 'html')
  const other = written.upload_tag_params!({ ...settings, ...asKey('101'), public_id: 'denied' })
  const [status, denied] = await send(address, JSON.parse(other) as Answer)
  assert.deepEqual([status, (denied.error as Answer).missing !== undefined], [403, true])
  assert.match(written.unsigned_image_upload_tag!('image', 'open', settings), /upload_preset/)
})

async function givenFiles(t: TestContext) {
  const served = await givenServedLibrary(t)
  await served.upload('in/one', { tags: ['red'], backup: true })
  await served.upload('in/two')
  return { ...served, fetched: async (address: unknown) => fetch(String(address)) }
}

test('the addresses that the client signs give what they say', async (t) => {
  const { classic, settings, fetched, find, asKey } = await givenFiles(t)
  const { utils } = classic
  const namesIn = async (address: unknown): Promise<readonly string[]> => {
    const answer = await fetched(address)
    assert.equal(answer.status, 200, String(address))
    return Object.keys(filesOfZip(Buffer.from(await answer.arrayBuffer()))).sort()
  }
  assert.deepEqual(await namesIn(utils.download_zip_url!({ ...settings, public_ids: ['in/one'] })), ['in/one.png'])
  assert.deepEqual(await namesIn(utils.download_archive_url!({ ...settings, tags: ['red'] })), ['in/one.png'])
  assert.deepEqual(await namesIn(utils.download_folder!('in/', { ...settings })), ['in/one.png', 'in/two.png'])
  assert.deepEqual(await namesIn(utils.zip_download_url!('red', { ...settings })), ['in/one.png'])
  const one = await find('in/one')
  const original = await fetched(utils.private_download_url!('in/one', 'png', { ...settings, type: 'upload' }))
  assert.deepEqual(Buffer.from(await original.arrayBuffer()), png)
  const kept = await fetched(utils.download_backedup_asset!(one?.id, one?.versionId, { ...settings }))
  assert.equal(kept.status, 200)
  const denied = await fetched(utils.download_zip_url!({ ...settings, ...asKey('101'), public_ids: ['in/one'] }))
  assert.deepEqual(
    [denied.status, await denied.json()],
    [400, { error: { message: 'No resources to put into the archive' } }],
    'what a key may not see is as what is not there',
  )
})

test('a zip of files is stored as an asset by its longer name', async (t) => {
  const { uploader } = await givenFiles(t)
  const made = await call(uploader, 'create_archive', { public_ids: ['in/two'], target_public_id: 'kept' })
  assert.deepEqual([made.public_id, made.resource_type, made.file_count], ['kept.zip', 'raw', 1])
})

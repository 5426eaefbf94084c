// Requests about assets as clients with other habits send them, and as nobody should.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer, type ServedLibrary } from '../given/asset-clients.ts'
import { pixel } from '../given/library.ts'

type Sent = Readonly<Record<string, unknown>> | URLSearchParams | FormData

/** Asks below the cloud name, as the key of the Master Admin. */
async function ask(
  { url }: ServedLibrary,
  method: string,
  path: string,
  body?: Sent,
): Promise<readonly [number, Answer]> {
  const isRaw = body instanceof FormData || body instanceof URLSearchParams
  const answer = await fetch(`${url}/v1_1/demo${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from('100:s').toString('base64')}`,
      ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  })
  return [answer.status, (await answer.json()) as Answer]
}

const messageOf = ([status, body]: readonly [number, Answer]): readonly [number, unknown] => [
  status,
  (body.error as Answer | undefined)?.message,
]

function formOf(
  bytes: Uint8Array<ArrayBuffer>,
  fields: Readonly<Record<string, string>> = {},
  name = 'file.png',
): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.set(field, value)
  form.set('file', new Blob([bytes]), name)
  return form
}

test('a slash in a public id counts the same, escaped or not', async (t) => {
  const library = await givenServedLibrary(t)
  const { id } = await library.upload('a/b c')
  for (const path of ['a/b%20c', 'a%2Fb%20c', 'a%2fb c']) {
    const [status, body] = await ask(library, 'GET', `/resources/image/upload/${path}`)
    assert.deepEqual([status, body.asset_id], [200, id], path)
  }
})

test('a tag may have a slash in it', async (t) => {
  const library = await givenServedLibrary(t)
  await library.upload('a', { tags: ['new/old'] })
  const [status, body] = await ask(library, 'DELETE', '/resources/image/tags/new%2Fold', {})
  assert.deepEqual([status, body.deleted], [200, { a: 'deleted' }])
})

test('addresses that point elsewhere, or hold what can not be seen, find nothing', async (t) => {
  const library = await givenServedLibrary(t)
  await library.upload('a')
  for (const path of ['a%00', '%2e%2e%2fa', 'x%2F..%2Fa', 'a%0A', 'a%E2%80%AE', '%FF']) {
    const [status] = await ask(library, 'GET', `/resources/image/upload/${path}`)
    assert.ok(status === 400 || status === 404, `${path}: ${status}`)
  }
})

test('an asset is shown and changed by its name in the body, with the same rights', async (t) => {
  const library = await givenServedLibrary(t)
  const { id } = await library.upload('a', { asset_folder: 'brand' })
  const named = { public_id: 'a', resource_type: 'image', kind: 'upload' }
  const [status, shown] = await ask(library, 'POST', '/resources/get_resource', named)
  assert.deepEqual([status, shown.asset_id, shown.asset_folder], [200, id, 'brand'])
  const [changed, body] = await ask(library, 'POST', '/resources/update', {
    ...named,
    tags: ['x'],
    context: { k: 'v' },
  })
  assert.deepEqual([changed, body.tags, body.context], [200, ['x'], { custom: { k: 'v' } }])
  const absent = await ask(library, 'POST', '/resources/get_resource', { ...named, kind: 'private' })
  assert.deepEqual(messageOf(absent), [404, 'Resource not found - a'])
  for (const path of ['get_resource', 'update']) {
    const refused = await fetch(`${library.url}/v1_1/demo/resources/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${btoa('101:s')}` },
      body: JSON.stringify(named),
    })
    assert.equal(refused.status, 403, path)
  }
})

test('a form changes an asset as JSON does; empty values clear lists', async (t) => {
  const library = await givenServedLibrary(t)
  await library.upload('a', { tags: ['red'], context: { alt: 'x' }, asset_folder: 'brand' })
  const form = new URLSearchParams({ tags: '', context: '', asset_folder: '', display_name: '' })
  const [status, body] = await ask(library, 'POST', '/resources/image/upload/a', form)
  assert.deepEqual(
    [status, body.tags, body.context, body.asset_folder, body.display_name],
    [200, [], undefined, '', 'a'],
  )
})

test('a list of tags comes in six shapes', async (t) => {
  const library = await givenServedLibrary(t)
  await library.upload('a')
  const shapes: readonly (readonly [string, Sent?])[] = [
    ['?tags=one,two'],
    ['?tags=one&tags=two'],
    ['?tags[]=one&tags[]=two'],
    ['?tags=["one","two"]'],
    ['', { tags: ['one', 'two'] }],
    ['', { tags: 'one,two' }],
  ]
  for (const [query, body] of shapes) {
    await library.acme.perform('operator', 'asset.update', {
      environmentId: library.acme.environment('demo'),
      asset: { by: 'name', resourceKind: 'image', delivery: 'upload', publicId: 'a' },
      settings: { tags: [] },
    })
    const [status, answer] = await ask(library, 'POST', `/resources/image/upload/a${query}`, body)
    assert.deepEqual([status, answer.tags], [200, ['one', 'two']], query)
  }
})

test('what lacks, and what is said in two ways, is named', async (t) => {
  const library = await givenServedLibrary(t)
  const says = async (...asked: readonly [string, string, Sent?]) => messageOf(await ask(library, ...asked))
  assert.deepEqual(await says('POST', '/image/upload', {}), [400, 'Missing required parameter - file'])
  assert.deepEqual(await says('POST', '/image/explicit', {}), [400, 'Missing required parameter - public_id'])
  assert.deepEqual(await says('DELETE', '/resources/image/upload', {}), [
    400,
    'Missing required parameter - public_ids',
  ])
  assert.deepEqual(await says('DELETE', '/resources/image/upload', { prefix: 'a', all: true }), [
    400,
    'say in one way alone which assets are meant',
  ])
  assert.deepEqual(await says('POST', '/image/tags', { command: 'add', public_ids: ['a'] }), [
    400,
    '`tags` must be named',
  ])
})

test('files that are not what they are said to be are refused, and nothing is left of them', async (t) => {
  const library = await givenServedLibrary(t)
  const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64')
  const upload = async (bytes: Uint8Array<ArrayBuffer>, fields = {}) =>
    messageOf(await ask(library, 'POST', '/image/upload', formOf(bytes, fields)))
  assert.deepEqual(await upload(new Uint8Array()), [400, 'Empty file'])
  assert.deepEqual(await upload(new Uint8Array(png.subarray(0, 40))), [400, 'Invalid image file'])
  assert.deepEqual(await upload(new TextEncoder().encode('<html>')), [400, 'Invalid image file'])
  assert.deepEqual(await upload(new Uint8Array(png), { public_id: '../up' }), [
    400,
    'public_id (../up) is invalid: it has a part of dots alone',
  ])
  assert.deepEqual(await upload(new Uint8Array(png), { asset_folder: 'a/../b' }), [
    400,
    'the folder path `a/../b` has a name of dots alone in it',
  ])
  const [status] = await ask(library, 'POST', '/image/upload', { file: 'ftp://example.com/a.png' })
  assert.equal(status, 400)
  assert.deepEqual(library.acme.files(), [])
})

test('a part before the fields it belongs to, and a name with a path in it, are read all the same', async (t) => {
  const library = await givenServedLibrary(t)
  const png = new Uint8Array(Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64'))
  const form = formOf(png, {}, '../../etc/My file.png')
  form.set('use_filename', '1')
  form.set('unique_filename', 'false')
  const [status, body] = await ask(library, 'POST', '/auto/upload', form)
  assert.deepEqual([status, body.public_id, body.original_filename], [200, 'My_file', 'My file'])
})

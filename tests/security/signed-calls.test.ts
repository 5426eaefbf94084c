// What a signature is good for (field class 31): the call it was made for, with every parameter that it was made over.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { otherPixel, pixel } from '../given/library.ts'
import { givenLibraryCalls, type GivenLibraryCalls } from './given-library-calls.ts'

type Parameters = Readonly<Record<string, string>>

/** Signs as clients do, with the secret of the key `100`. */
function sign(given: GivenLibraryCalls, parameters: Parameters, version: 1 | 2 = 2): Record<string, string> {
  const all = { ...parameters, timestamp: String(Math.floor(given.acme.clock.now / 1000)) }
  const text = Object.entries(all)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${version === 2 ? value.replaceAll('&', '%26') : value}`)
    .join('&')
  const signature = createHash('sha256').update(`${text}s`).digest('hex')
  return { ...all, signature, api_key: '100' }
}

/** Sends parameters without any header that says who calls: in the address of a GET, else as JSON. */
async function send(given: GivenLibraryCalls, call: string, parameters: object): Promise<number> {
  const [method = '', path = ''] = call.split(' ')
  const url = `/v1_1/demo/${path}`
  const answer = await given.ask(
    method === 'GET' ? `${url}?${new URLSearchParams({ ...parameters }).toString()}` : url,
    { method: method as 'GET', ...(method !== 'GET' && { payload: parameters }) },
  )
  return answer.statusCode
}

const without = (parameters: Parameters, ...names: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !names.includes(name)))

test('the signature of an upload is that of no other call: it neither shows, changes nor deletes assets', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.upload('y', { asset_folder: 'brand', tags: ['t'] })
  const before = await given.acme.revision()
  const uploads = [{}, { tags: 'q' }, { public_id: 'y', tags: 'q' }, { public_id: 'y', overwrite: 'false' }]
  for (const parameters of [...uploads, { public_id: 'y', folder: 'brand', clear_invalid: 'true' }]) {
    const signed = sign(given, parameters)
    for (const call of [
      'GET resources/image/upload/y',
      'GET resources/image/upload',
      'GET resources/image/tags/t',
      'GET resources/image/context',
      'GET folders/image/upload',
      'POST resources/image/upload/y',
      'POST resources/related_assets/image/upload/y',
      'POST folders/image/upload',
      'POST resources/image/upload/restore',
      'POST resources/image/upload/update_access_mode',
      'DELETE resources/image/tags/t',
      'DELETE resources/image/upload',
      'DELETE transformations/image/upload',
    ])
      assert.equal(await send(given, call, signed), 401, `${call} ${JSON.stringify(parameters)}`)
  }
  for (const parameters of [
    { public_id: 'y', overwrite: 'false' },
    { public_id: 'y', tags: 'q' },
  ]) {
    for (const call of ['GET image/download', 'POST image/destroy', 'POST image/rename', 'POST image/tags'])
      assert.equal(await send(given, call, sign(given, parameters)), 401, call)
  }
  assert.equal(await given.acme.revision(), before)
})

test('what the asset client signs of the Admin API is taken, with what it always says', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.upload('y')
  await given.upload('z')
  const flags = { clear_invalid: 'false', unique_display_name: 'false' }
  const calls: readonly (readonly [call: string, parameters: Parameters, mark: string])[] = [
    ['GET resources/image/upload/y', { max_results: '10', colors: 'false' }, 'max_results'],
    ['GET resources/image/context', { key: 'k' }, 'key'],
    ['POST resources/image/upload/y', { tags: 'q', ...flags }, 'clear_invalid'],
    ['POST resources/related_assets/image/upload/y', { assets_to_relate: 'image/upload/z' }, 'assets_to_relate'],
    ['DELETE resources/related_assets/image/upload/y', { assets_to_unrelate: 'image/upload/z' }, 'assets_to_unrelate'],
    ['DELETE resources/image/upload', { public_ids: 'y', keep_original: 'false' }, 'keep_original'],
  ]
  for (const [call, parameters, mark] of calls) {
    assert.equal(await send(given, call, sign(given, parameters)), 200, call)
    assert.equal(await send(given, call, sign(given, without(parameters, mark))), 401, `${call} without ${mark}`)
  }
})

test('no parameter of a signed call goes by being hidden in the name or the value of another', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.upload('x', { asset_folder: 'brand' })
  const before = await given.find('x')
  const guarded = sign(given, { asset_folder: 'brand', context: 'a=b', overwrite: 'false', public_id: 'x' })
  const hidden: readonly Record<string, string>[] = [
    {
      ...without(guarded, 'asset_folder', 'context', 'overwrite'),
      'asset_folder=brand&context=a=b&overwrite': 'false',
    },
    { ...without(guarded, 'overwrite'), context: 'a=b&overwrite=false' },
    { ...without(guarded, 'context', 'overwrite'), asset_folder: 'brand&context=a=b&overwrite=false' },
    { ...without(guarded, 'overwrite', 'public_id'), context: 'a=b&overwrite=false&public_id=x' },
  ]
  for (const parameters of hidden)
    assert.equal(
      await send(given, 'POST image/upload', { ...parameters, file: otherPixel }),
      401,
      JSON.stringify(parameters),
    )
  assert.deepEqual(await given.find('x'), before)
  assert.equal(await send(given, 'POST image/upload', { ...guarded, file: otherPixel }), 200)
  assert.deepEqual((await given.find('x'))?.file, before?.file, 'it is not overwritten')
  for (const version of [1, 2] as const) {
    const plain = sign(given, { public_id: 'p', notification_url: 'https://h.example/?a=1&b=2' }, version)
    assert.equal(await send(given, 'POST image/upload', { ...plain, file: pixel }), 200, `version ${version}`)
    const telling = sign(given, { public_id: 'p', notification_url: 'https://h.example/?a=1&tags=2' }, version)
    assert.equal(await send(given, 'POST image/upload', { ...telling, file: pixel }), version === 1 ? 401 : 200)
  }
})

test('what a signature does not cover counts for nothing: empty values, and what objects hold', async (t) => {
  const given = await givenLibraryCalls(t)
  const preset = {
    name: 'strict',
    settings: { asset_folder: 'brand', moderation: 'manual', tags: 'checked', allowed_formats: 'png' },
  }
  assert.equal((await given.by('100')('POST', 'upload_presets', { name: preset.name, ...preset.settings })).status, 200)
  const signed = sign(given, { public_id: 'n', upload_preset: 'strict' })
  const empty = {
    asset_folder: '',
    moderation: '',
    tags: '',
    allowed_formats: '',
    access_control: '',
    context: [],
    type: [''],
    metadata: null,
  }
  assert.equal(await send(given, 'POST image/upload', { ...signed, ...empty, file: pixel }), 200)
  const asset = await given.find('n')
  assert.deepEqual(
    [asset?.moderation?.status, asset?.tags, asset?.folderId],
    ['pending', ['checked'], given.acme.folder('demo:brand')],
  )
  const saying = sign(given, { public_id: 'o', context: '[object Object]' })
  assert.equal(await send(given, 'POST image/upload', { ...saying, file: pixel }), 400)
  for (const context of [{ alt: 'mine' }, [{ alt: 'mine' }]])
    assert.equal(await send(given, 'POST image/upload', { ...saying, context, file: pixel }), 401)
})

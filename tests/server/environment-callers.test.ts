import assert from 'node:assert/strict'
import { test } from 'node:test'
import { v2 as classic } from 'cloudinary'
import type { InjectOptions } from 'fastify'
import { folderId } from '../../src/domain/ids.ts'
import { basic } from '../api/given-server.ts'
import { givenPreset, givenUploadRoute, type GivenUploadRoute } from './given-upload-route.ts'

const url = '/v1_1/demo/image/upload'
const download = '/v1_1/demo/image/download'

/** Parameters with the signature of a key, by the classic client's own code. */
function signed(
  given: GivenUploadRoute,
  parameters: Readonly<Record<string, string>>,
  { key = 'K', secret = 'S & s', offset = 0 } = {},
): Record<string, string> {
  const timestamp = String(Math.floor(given.clock.now / 1000) + offset)
  const all = { ...parameters, timestamp }
  return { ...all, api_key: key, signature: classic.utils.api_sign_request(all, secret) }
}

const inQuery = (path: string, parameters: Record<string, string>): InjectOptions => ({
  method: 'GET',
  url: `${path}?${new URLSearchParams(parameters).toString()}`,
})
const inJson = (path: string, payload: object): InjectOptions => ({ method: 'POST', url: path, payload })
const inForm = (path: string, parameters: Record<string, string>): InjectOptions => ({
  method: 'POST',
  url: path,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  payload: new URLSearchParams(parameters).toString(),
})

test('a key of the environment calls by Basic authentication; every other key is refused in the same words', async (t) => {
  const given = await givenUploadRoute(t)
  const call = (headers: InjectOptions['headers'], cloud = 'demo') =>
    given.send({
      method: 'POST',
      url: `/v1_1/${cloud}/image/upload`,
      headers: headers ?? {},
      payload: { public_id: 'a' },
    })
  assert.deepEqual((await call(basic('K', 'S & s'))).status, 200)
  assert.deepEqual((await call(basic('K2', 'S2'))).status, 200)
  for (const [headers, cloud] of [
    [basic('K', 'wrong'), 'demo'],
    [basic('nobody', 'S & s'), 'demo'],
    [basic('K3', 'S3'), 'demo'],
    [basic('KO', 'SO'), 'demo'],
    [basic('K', 'S & s'), 'other'],
    [basic('K', 'S & s'), 'nowhere'],
    [basic('PK', 'PS'), 'demo'],
    [{ authorization: 'Basic ???' }, 'demo'],
  ] as const) {
    const { status, message } = await call(headers, cloud)
    assert.deepEqual({ status, message }, { status: 401, message: 'api_secret mismatch' }, JSON.stringify(headers))
  }
})

test('a token is refused by its name, and so is a request without any credentials', async (t) => {
  const given = await givenUploadRoute(t)
  const call = (options: InjectOptions) => given.send({ method: 'POST', url, ...options })
  const { status, message } = await call({ headers: { authorization: 'Bearer abc' } })
  assert.deepEqual([status, message.startsWith('Invalid token')], [401, true])
  assert.deepEqual((await call({})).message, 'Invalid credentials')
  assert.deepEqual((await call({ payload: { public_id: 'a' } })).message, 'Invalid credentials')
  assert.deepEqual((await given.send({ method: 'GET', url: download })).message, 'Invalid credentials')
})

test('a signature is taken in a query, a JSON body and a form, and its parameters are what was signed', async (t) => {
  const given = await givenUploadRoute(t)
  const parameters = signed(given, { public_id: 'a/b & c', tags: 'x,y' })
  for (const options of [inQuery(download, parameters), inJson(url, parameters), inForm(url, parameters)]) {
    const { status, body } = await given.send(options)
    assert.deepEqual(
      { status, body },
      { status: 200, body: { cloud_name: 'demo', resource_type: 'image', public_id: 'a/b & c', tags: ['x', 'y'] } },
    )
  }
  assert.equal(given.log().includes('signature'), false)
  assert.equal(given.log().includes('a%2Fb'), false)
})

test('whatever is wrong with a signature, it is refused alike, and what it should be is never told', async (t) => {
  const given = await givenUploadRoute(t)
  const right = signed(given, { public_id: 'a' })
  const wrongs: readonly Record<string, string>[] = [
    signed(given, { public_id: 'a' }, { secret: 'wrong' }),
    signed(given, { public_id: 'a' }, { key: 'nobody' }),
    signed(given, { public_id: 'a' }, { key: 'x'.repeat(300) }),
    signed(given, { public_id: 'a' }, { key: 'K3', secret: 'S3' }),
    signed(given, { public_id: 'a' }, { key: 'KO', secret: 'SO' }),
    { ...right, public_id: 'b' },
    { ...right, signature: right.signature?.slice(0, 39) ?? '' },
  ]
  for (const parameters of wrongs) {
    const { status, body } = await given.send(inForm(url, parameters))
    const message = `Invalid Signature ${parameters.signature?.slice(0, 6) ?? ''}… String to sign - 'public_id&timestamp'`
    assert.deepEqual({ status, body }, { status: 401, body: { error: { message } } })
    assert.equal(JSON.stringify(body).includes(right.signature ?? ''), false)
  }
  const more = await given.send(inForm(url, { ...right, folder: 'x' }))
  assert.match(more.message, /String to sign - 'folder&public_id&timestamp'$/)
})

test('what no signature covers is no data: the kind of asset is said by the address alone', async (t) => {
  const given = await givenUploadRoute(t)
  const { body } = await given.send(
    inForm('/v1_1/demo/upload', { ...signed(given, { public_id: 'a' }), resource_type: 'raw', cloud_name: 'other' }),
  )
  assert.deepEqual(body, { cloud_name: 'demo', public_id: 'a' })
})

test('credentials that stand twice and differ are refused', async (t) => {
  const given = await givenUploadRoute(t)
  const parameters = signed(given, { public_id: 'a' })
  const twice = { ...inForm(`${url}?api_key=K2`, parameters) }
  assert.deepEqual((await given.send(twice)).message, 'Invalid credentials')
})

test('a signature holds for an hour before and after the time it says', async (t) => {
  const given = await givenUploadRoute(t)
  const call = async (offset: number) => given.send(inForm(url, signed(given, {}, { offset })))
  assert.equal((await call(-3600)).status, 200)
  assert.equal((await call(3600)).status, 200)
  assert.equal(
    (await call(-3601)).message,
    'Stale request - reported time is 2026-11-22 08:59:59 +0000 which is more than 1 hour ago',
  )
  assert.match((await call(3601)).message, /^Stale request - .* more than 1 hour ahead$/)
  const without = { ...signed(given, {}), timestamp: '' }
  assert.equal((await given.send(inForm(url, without))).status, 401)
})

test('a signature opens no list of assets, and nothing but what clients sign', async (t) => {
  const given = await givenUploadRoute(t)
  for (const path of ['/v1_1/demo/resources/image/upload', '/v1_1/demo/resources/by_tag']) {
    assert.equal((await given.send(inQuery(path, signed(given, {})))).status, 401)
    assert.equal((await given.send({ method: 'GET', url: path, headers: basic('K', 'S & s') })).status, 200)
  }
})

test('an unsigned preset stands for whoever uploads in its name, and for nothing else', async (t) => {
  const given = await givenUploadRoute(t)
  await givenPreset(given, 'open', {})
  await givenPreset(given, 'closed', { isUnsigned: false })
  const call = async (path: string, parameters: Record<string, string>) => {
    const { status, message } = await given.send(inForm(path, parameters))
    return [status, message]
  }
  assert.deepEqual(await call(url, { upload_preset: 'open' }), [200, ''])
  assert.match(given.log(), /"by":"preset:open"/)
  assert.deepEqual(await call(url, { upload_preset: 'closed' }), [400, 'Upload preset not found'])
  assert.deepEqual(await call(url, { upload_preset: 'none' }), [400, 'Upload preset not found'])
  assert.deepEqual(await call('/v1_1/other/image/upload', { upload_preset: 'open' }), [400, 'Upload preset not found'])
  assert.deepEqual(await call('/v1_1/nowhere/image/upload', { upload_preset: 'open' }), [401, 'Invalid credentials'])
  assert.deepEqual(await call('/v1_1/demo/image/destroy', { upload_preset: 'open' }), [401, 'Invalid credentials'])
  assert.deepEqual(await call(url, { upload_preset: 'open', timestamp: '1' }), [401, 'Invalid credentials'])
  assert.deepEqual(await call(url, { upload_preset: 'open', api_key: 'K' }), [401, 'Invalid credentials'])
})

test('a preset may add assets to its own folder alone, while that is there and open', async (t) => {
  const given = await givenUploadRoute(t)
  const { presetMay } = await import('../../src/operations/preset-rights.ts')
  const [environment] = await given.house.store.listEnvironments(given.account.id)
  if (environment === undefined) throw new Error('there is no environment')
  const folders = await given.house.store.list('folder', given.account.id)
  const [inbox, brand] = ['inbox', 'brand'].map((name) => folders.find((one) => one.name === name)?.id ?? folderId('?'))
  if (inbox === undefined || brand === undefined) throw new Error('there are no folders')
  const { id: environmentId } = environment
  const scope = { type: 'environment', environmentId } as const
  const engine = await given.engine()
  const preset = { environmentId, folderId: inbox }
  const may = (
    action: string,
    resource: Parameters<typeof presetMay>[3]['resource'],
    of = preset,
    at: Parameters<typeof presetMay>[3]['scope'] = scope,
  ) => presetMay(engine, of, action, { resource, scope: at })
  assert.equal(may('create', { type: 'Asset', within: inbox }), true)
  assert.equal(may('create', { type: 'Asset', within: brand }), false)
  assert.equal(may('create', { type: 'Asset', within: null }), false)
  assert.equal(may('create', { type: 'Folder', within: inbox }), false)
  assert.equal(may('read', { type: 'Asset', within: inbox }), false)
  assert.equal(may('create', { type: 'Asset', id: 'x', within: inbox, attributes: {} }), false)
  assert.equal(may('create', { type: 'Asset', within: inbox }, preset, { type: 'account' }), false)
  assert.equal(
    may('create', { type: 'Asset', within: folderId('gone') }, { environmentId, folderId: folderId('gone') }),
    false,
  )
  assert.equal(presetMay(engine, undefined, 'create', { resource: { type: 'Asset', within: inbox }, scope }), false)
  await given.change((transaction) => transaction.put('environment', { ...environment, isEnabled: false }))
  assert.equal(
    presetMay(await given.engine(), preset, 'create', { resource: { type: 'Asset', within: inbox }, scope }),
    false,
  )
})

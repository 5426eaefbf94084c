// Signed requests and links, prefixes and addresses (field classes 30 to 32), over HTTP.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { environmentId } from '../../src/domain/ids.ts'
import { otherPixel, pixel } from '../given/library.ts'
import { givenLibraryCalls, type GivenLibraryCalls } from './given-library-calls.ts'

type Parameters = Readonly<Record<string, string>>

/** Signs as the classic client does, with the secret of the key `100`. */
function sign(parameters: Parameters, { secret = 's', algorithm = 'sha1' } = {}): Record<string, string> {
  const text = Object.entries(parameters)
    .filter(([, value]) => value !== '')
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${value.replaceAll('&', '%26')}`)
    .join('&')
  const signature = createHash(algorithm)
    .update(text + secret)
    .digest('hex')
  return { ...parameters, signature, api_key: '100' }
}

const secondsOf = ({ acme }: GivenLibraryCalls): string => String(Math.floor(acme.clock.now / 1000))

/** Sends without any header that says who calls. */
const bare = async (given: GivenLibraryCalls, method: string, path: string, query: Parameters, body?: object) => {
  const address = `/v1_1/demo/${path}?${new URLSearchParams(query).toString()}`
  const answer = await given.ask(address, { method: method as 'GET', ...(body && { payload: body }) })
  return answer.statusCode
}

test('whoever has a link to an original gets that with it, and can neither delete nor replace anything', async (t) => {
  const given = await givenLibraryCalls(t)
  const { id } = await given.upload('a', { asset_folder: 'brand' })
  const timestamp = secondsOf(given)
  const plain = sign({ public_id: 'a', type: 'upload', timestamp })
  const ending = sign({ public_id: 'a', type: 'upload', timestamp, expires_at: String(Number(timestamp) + 9000) })
  const saving = sign({ public_id: 'a', type: 'upload', timestamp, attachment: 'true', format: 'png' })
  const before = await given.acme.revision()
  for (const link of [plain, ending, saving]) {
    assert.equal(await bare(given, 'GET', 'image/download', link), 200)
    for (const path of ['image/destroy', 'image/explicit', 'image/upload']) {
      assert.equal(await bare(given, 'POST', path, link), 401, path)
      assert.equal(await bare(given, 'POST', path, link, { file: otherPixel }), 401, path)
      assert.equal(await bare(given, 'POST', path, link, { file: otherPixel, tags: '', invalidate: '' }), 401, path)
      assert.equal(await bare(given, 'POST', path, { ...link, invalidate: '' }), 401, path)
      assert.equal(await bare(given, 'POST', path, { ...link, invalidate: 'true' }), 401, path)
    }
  }
  for (const link of [ending, saving]) assert.equal(await bare(given, 'POST', 'image/destroy', {}, link), 401)
  assert.equal(await bare(given, 'POST', 'asset/destroy', sign({ asset_id: id, timestamp })), 401)
  given.acme.clock.now += 3601 * 1000
  assert.equal(await bare(given, 'GET', 'image/download', ending), 200)
  assert.equal(await bare(given, 'POST', 'image/destroy', {}, ending), 401)
  assert.equal(await bare(given, 'GET', 'image/download', plain), 401)
  assert.equal(await given.acme.revision(), before)
})

test('a deletion that the asset client signs in its address is one, for an hour', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.upload('a')
  const parameters = { public_id: 'a', invalidate: 'false', timestamp: secondsOf(given) }
  const signed = sign(parameters, { algorithm: 'sha256' })
  given.acme.clock.now += 3601 * 1000
  assert.equal(await bare(given, 'POST', 'image/destroy', signed), 401)
  given.acme.clock.now -= 3601 * 1000
  assert.equal(await bare(given, 'POST', 'image/destroy', signed), 200)
  assert.equal(await given.find('a'), undefined)
})

test('everything that a link says is signed: the end, the name, the kind of saving; by either algorithm and no other', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.upload('a')
  await given.upload('b')
  const timestamp = secondsOf(given)
  const end = String(Number(timestamp) + 60)
  const link = sign({ public_id: 'a', timestamp, expires_at: end })
  assert.equal(await bare(given, 'GET', 'image/download', link), 200)
  const { signature = '', ...unsigned } = link
  const changed: readonly Parameters[] = [
    { ...link, expires_at: String(Number(end) + 9000) },
    { ...link, expires_at: '' },
    { ...link, public_id: 'b' },
    { ...link, attachment: 'true' },
    { ...link, type: 'private' },
    { ...link, api_key: '102' },
    { ...link, timestamp: String(Number(timestamp) + 1) },
    { ...unsigned, signature: '' },
    { ...unsigned, signature: signature.slice(0, 8) },
    { ...unsigned, signature: signature + '0'.repeat(24) },
    { ...sign({ public_id: 'a', timestamp, expires_at: end }, { algorithm: 'md5' }) },
    { ...sign({ public_id: 'a', timestamp, expires_at: end }, { secret: '' }) },
    { ...unsigned, signature, signature_algorithm: 'none' },
  ]
  for (const parameters of changed)
    assert.equal(await bare(given, 'GET', 'image/download', parameters), 401, JSON.stringify(parameters))
  given.acme.clock.now += 61_000
  assert.notEqual(await bare(given, 'GET', 'image/download', link), 200, 'a link ends when it says')
  const secret = await given.ask('/v1_1/demo/ping?api_key=100&api_secret=s')
  assert.equal(secret.statusCode, 401, 'no secret is taken from an address')
})

test('no value of a signed parameter can pass for another parameter', async (t) => {
  const given = await givenLibraryCalls(t)
  const timestamp = secondsOf(given)
  const signed = sign({ public_id: 'a&tags=x', timestamp })
  const split = { public_id: 'a', tags: 'x', timestamp, signature: signed.signature ?? '', api_key: '100' }
  assert.equal(await bare(given, 'POST', 'image/upload', {}, { ...split, file: pixel }), 401)
})

test('a role on one folder says nothing about another whose name begins alike, in no list, search or bulk change', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  for (const folder of ['brand-new', 'brandx', 'brand2/logos', 'other/brand'])
    assert.equal((await master('POST', `folders/${folder}`)).status, 200)
  const elsewhere = ['brand-new', 'brandx', 'brand2/logos', 'other/brand']
  for (const [position, folder] of elsewhere.entries())
    await given.upload(`brand${position}/secret`, { asset_folder: folder, tags: ['t'] })
  await given.upload('brand/mine', { asset_folder: 'brand', tags: ['t'] })
  const { send } = await given.holding({
    on: { brand: ['view_download', 'update_assets', 'delete_assets', 'download_assets', 'move_assets'] },
  })
  for (const [method, path, body] of [
    ['GET', 'resources/image/upload?prefix=brand'],
    ['GET', 'resources/image/tags/t'],
    ['POST', 'resources/search', { expression: 'folder:brand*' }],
    ['POST', 'resources/search', { expression: 'folder=brand' }],
    ['GET', 'folders'],
    ['GET', 'folders/search?expression=path:brand*'],
    ['POST', 'image/generate_archive', { prefixes: ['brand'], mode: 'download', target_format: 'zip' }],
  ] as const) {
    const { status, text } = await send(method, path, body)
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /secret|brand-new|brandx|brand2|other/, path)
  }
  const { body } = await send('DELETE', 'resources/image/upload', { prefix: 'brand' })
  assert.deepEqual(body.deleted, { 'brand/mine': 'deleted' })
  for (const position of elsewhere.keys()) assert.ok(await given.find(`brand${position}/secret`))
  for (const folder of elsewhere) {
    const sent = { file: pixel, public_id: 'n', asset_folder: folder }
    assert.equal((await send('POST', 'image/upload', sent)).status, 403, folder)
  }
})

test('a folder that moves in a library of fixed folders takes along what lies in it, and nothing that begins alike', async (t) => {
  const given = await givenLibraryCalls(t)
  await given.acme.perform('operator', 'library-settings.update', {
    ...{ environmentId: environmentId('env-demo'), folderMode: 'fixed', keepsBackups: null },
  })
  const master = given.by('100')
  for (const name of ['brand/a', 'brand/logos/b', 'brandx/c', 'brand_a/d'])
    assert.equal((await master('POST', 'image/upload', { file: pixel, public_id: name })).status, 200, name)
  assert.equal((await master('PUT', 'folders/brand', { to_folder: 'campaigns/brand' })).status, 200)
  const { body } = await master('GET', 'resources/image?max_results=50')
  const names = (body.resources as readonly { readonly public_id: string }[]).map(({ public_id: name }) => name)
  assert.deepEqual(names.sort(), ['brand_a/d', 'brandx/c', 'campaigns/brand/a', 'campaigns/brand/logos/b'])
})

test('no address, path or source of a file leads out of the library or into the network of the server', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  const before = await given.acme.revision()
  for (const file of [
    ...[
      'http://127.0.0.1/x',
      'http://localhost:4600/healthz',
      'http://[::1]/x',
      'http://2130706433/',
      'http://0x7f.1/',
    ],
    ...['http://169.254.169.254/latest/meta-data/', 'http://10.0.0.1/x.png', 'file:///etc/passwd', '/etc/passwd'],
    ...['ftp://example.com/x', 'gopher://example.com/x', 'http://example.com/x.png', 's3://bucket/x'],
  ]) {
    const { status, text } = await master('POST', 'auto/upload', { file, public_id: 'x' })
    assert.equal(status, 400, `${file} ${text}`)
  }
  for (const path of ['..', '../x', 'a/../../x', 'a//b', 'a/./b', 'a\\..\\b', 'a\u0000b', '.', 'a/\u2025/b\u0000']) {
    const answers = [
      await master('POST', 'image/upload', { file: pixel, public_id: path }),
      await master('POST', 'image/upload', { file: pixel, public_id: 'x', asset_folder: `${path}/..` }),
      await master('POST', `folders/${encodeURIComponent(path)}`),
      await master('GET', `/demo/image/upload/${encodeURIComponent(path)}`),
    ]
    for (const { status, text } of answers) assert.ok([400, 404].includes(status), `${path} ${status} ${text}`)
  }
  assert.equal(await given.acme.revision(), before)
  assert.deepEqual(given.acme.files(), [])
})

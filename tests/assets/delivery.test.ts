// Originals at their addresses: who gets them, and what a browser may do with them.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { v2 as cloudinary } from 'cloudinary'
import { apiKeyId } from '../../src/domain/ids.ts'
import type { AssetRecord, UploadSettings } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, pixel, type GivenLibrary } from '../given/library.ts'
import { givenLibraryServer, type LibraryServer } from '../given/library-server.ts'
import { picture, svg } from '../blobs/files.ts'

interface Given extends GivenLibrary, LibraryServer {
  /** Gives a key a secret of its own. */
  readonly secretOf: (key: Principal, secret: string) => Promise<void>
  readonly put: (
    bytes: Buffer,
    settings: UploadSettings,
    kind?: InputOf<'asset.upload'>['resourceKind'],
  ) => Promise<AssetRecord>
}

async function given(t: TestContext): Promise<Given> {
  const library = await givenLibrary(t)
  const server = await givenLibraryServer(t, library.acme.house)
  const { acme } = library
  return {
    ...library,
    ...server,
    secretOf: ({ id }, secret) =>
      acme.change((change) => change.putKeySecret('api_key', apiKeyId(id), acme.house.sealer.seal(id, secret))),
    put: async (bytes, settings, kind = 'auto') => {
      const file = { type: 'text', text: `data:;base64,${bytes.toString('base64')}` } as const
      const input = { environmentId: demo, resourceKind: kind, file, preset: null, settings }
      return (await acme.perform('operator', 'asset.upload', input)).asset
    },
  }
}

const basic = (key: Principal, secret: string): { readonly authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${key.id}:${secret}`).toString('base64')}`,
})

const pixelBytes = Buffer.from(pixel.split(',')[1] ?? '', 'base64')

/** The address that the classic client makes, below the host. */
function clientAddress(publicId: string, options: object): string {
  cloudinary.config({ cloud_name: 'demo', api_key: '100', api_secret: 's', analytics: false })
  return new URL(cloudinary.url(publicId, { urlAnalytics: false, secure: true, ...options })).pathname
}

test('a public original goes to anyone, with its type, its tag and no leave to run anything', async (t) => {
  const { ask, upload } = await given(t)
  const asset = await upload('logo', { display_name: 'Löwe; "1"' })
  const answer = await ask('/demo/image/upload/logo.png')
  assert.equal(answer.statusCode, 200)
  assert.deepEqual(answer.rawPayload, pixelBytes)
  const { etag, ...headers } = answer.headers
  assert.equal(etag, `"${asset.file.etag}"`)
  assert.equal(headers['content-type'], 'image/png')
  assert.equal(headers['content-length'], String(pixelBytes.length))
  assert.equal(headers['cache-control'], 'public, no-cache')
  assert.equal(
    headers['content-disposition'],
    'inline; filename="L_we; _1_.png"; filename*=UTF-8\'\'L%C3%B6we%3B%20_1_.png',
  )
  assert.match(String(headers['content-security-policy']), /default-src 'none'.*sandbox/)
  for (const same of ['logo', 'v1/logo.png', `v${asset.version}/logo.png`, 's--abcdefgh--/logo', 'logo.png?_a=x']) {
    assert.equal((await ask(`/demo/image/upload/${same}`)).statusCode, 200, same)
  }
})

test('an original is found by every name that clients spell', async (t) => {
  const { ask, upload } = await given(t)
  for (const publicId of ['a/b c', 'dots.in.it', 'ünï/cödé', 'plus+and,comma', 'w_100', 'v12']) {
    await upload(publicId)
    for (const options of [{}, { format: 'png' }, { sign_url: true }, { version: 7 }]) {
      const address = clientAddress(publicId, options)
      assert.equal((await ask(address)).statusCode, 200, address)
    }
  }
})

test('a head says the same without the bytes; parts and unchanged files are answered as such', async (t) => {
  const { ask, upload, app } = await given(t)
  const { file } = await upload('logo')
  const url = '/demo/image/upload/logo.png'
  const head = await app.inject({ method: 'HEAD', url })
  assert.deepEqual(
    [head.statusCode, head.headers['content-length'], head.rawPayload.length],
    [200, String(file.bytes), 0],
  )
  const status = async (headers: Record<string, string>): Promise<unknown> => {
    const answer = await ask(url, { headers })
    return [answer.statusCode, answer.rawPayload.length, answer.headers['content-range']]
  }
  const size = file.bytes
  assert.deepEqual(await status({ 'if-none-match': `W/"${file.etag}", "x"` }), [304, 0, undefined])
  assert.deepEqual(await status({ 'if-none-match': '"x"' }), [200, size, undefined])
  assert.deepEqual(await status({ range: 'bytes=0-3' }), [206, 4, `bytes 0-3/${size}`])
  assert.deepEqual(await status({ range: 'bytes=-2' }), [206, 2, `bytes ${size - 2}-${size - 1}/${size}`])
  assert.deepEqual(await status({ range: `bytes=2-${size * 9}` }), [206, size - 2, `bytes 2-${size - 1}/${size}`])
  assert.deepEqual(await status({ range: `bytes=${size}-` }), [416, 0, `bytes */${size}`])
  assert.deepEqual(await status({ range: 'bytes=-0' }), [416, 0, `bytes */${size}`])
  for (const range of ['bytes=5-2', 'bytes=-', 'bytes=0-1,3-4', 'lines=1-2']) {
    assert.deepEqual(await status({ range }), [200, size, undefined], range)
  }
  assert.deepEqual(await status({ range: 'bytes=0-3', 'if-range': '"old"' }), [200, size, undefined])
})

test('what could run in a browser is saved and never shown there', async (t) => {
  const { ask, put } = await given(t)
  await put(svg('<script>alert(1)</script>'), { public_id: 'drawing' })
  await put(Buffer.from('<html><script>alert(1)</script>'), { public_id: 'page.html' }, 'raw')
  await put(await picture(9, 9).png().toBuffer(), { public_id: 'picture.png' }, 'raw')
  for (const address of ['image/upload/drawing.svg', 'raw/upload/page.html', 'raw/upload/picture.png']) {
    const { statusCode, headers } = await ask(`/demo/${address}`)
    assert.equal(statusCode, 200, address)
    assert.match(String(headers['content-disposition']), /^attachment;/, address)
    assert.match(String(headers['content-security-policy']), /sandbox/, address)
    assert.doesNotMatch(String(headers['content-type']), /html/, address)
  }
})

test('a closed original and none look the same to who has no credentials', async (t) => {
  const { ask, upload, acme } = await given(t)
  const now = acme.clock.now / 1000
  await upload('private', { type: 'private' })
  await upload('authenticated', { type: 'authenticated' })
  await upload('mode', { access_mode: 'authenticated' })
  await upload('token', { access_control: [{ access_type: 'token' }] })
  await upload('later', { access_control: [{ access_type: 'anonymous', start: now + 60 }] })
  await upload('over', { access_control: [{ access_type: 'anonymous', end: now }] })
  const closed = [
    'private/private',
    'authenticated/authenticated',
    'upload/mode',
    'upload/token',
    'upload/later',
    'upload/over',
  ]
  for (const address of closed) {
    const answer = await ask(`/demo/image/${address}`)
    const name = address.split('/')[1] ?? ''
    assert.deepEqual(
      [answer.statusCode, answer.json()],
      [404, { error: { message: `Resource not found - ${name}` } }],
      address,
    )
  }
  assert.equal((await ask('/demo/image/upload/none')).statusCode, 404)
  assert.equal((await ask('/nobody/image/upload/logo')).statusCode, 404)
  acme.clock.now += 60_000
  assert.equal((await ask('/demo/image/upload/later')).statusCode, 200)
})

test('a signed address opens a private and an authenticated original', async (t) => {
  const { ask, upload, secretOf, acme } = await given(t)
  await secretOf(acme.principal('bare'), 'of the bare key')
  for (const type of ['private', 'authenticated'] as const) {
    await upload(`in/${type} ü`, { type })
    for (const more of [
      {},
      { long_url_signature: true },
      { signature_algorithm: 'sha256' },
      { format: 'png' },
      { version: 3 },
    ]) {
      const address = clientAddress(`in/${type} ü`, { type, sign_url: true, ...more })
      const answer = await ask(address)
      assert.equal(answer.statusCode, 200, address)
      assert.equal(answer.headers['cache-control'], 'private, no-cache')
      assert.equal((await ask(address.replace(/s--./, 's--_'))).statusCode, 404)
    }
    const byOther = clientAddress(`in/${type} ü`, { type, sign_url: true, api_secret: 'of nobody' })
    assert.equal((await ask(byOther)).statusCode, 404)
    // The key that signs may not download it itself.
    const byBare = clientAddress(`in/${type} ü`, { type, sign_url: true, api_secret: 'of the bare key' })
    assert.equal((await ask(byBare)).statusCode, 404)
  }
})

test('a signed address opens nothing that rules of access close, and ends with its key', async (t) => {
  const { ask, upload, acme, secretOf } = await given(t)
  await secretOf(acme.principal('bare'), 'other')
  await upload('mode', { access_mode: 'authenticated' })
  await upload('embargo', { type: 'private', access_control: [{ access_type: 'token' }] })
  await upload('fine', { type: 'private' })
  const signed = (publicId: string, type: string): string => clientAddress(publicId, { type, sign_url: true })
  assert.equal((await ask(signed('mode', 'upload'))).statusCode, 404)
  assert.equal((await ask(signed('embargo', 'private'))).statusCode, 404)
  assert.equal((await ask(signed('fine', 'private'))).statusCode, 200)
  const root = await acme.house.store.findApiKey(apiKeyId('100'))
  assert.ok(root)
  await acme.change((change) => change.put('api_key', { ...root, isEnabled: false }))
  assert.equal((await ask(signed('fine', 'private'))).statusCode, 404)
})

test('a caller gets a closed original who may download it; others are told what they lack', async (t) => {
  const { ask, upload, key, secretOf } = await given(t)
  await upload('brand/logo', { type: 'authenticated', asset_folder: 'brand' })
  const url = '/demo/image/authenticated/brand/logo.png'
  const viewer = await key({ on: { brand: ['view_download'] } })
  const manager = await key({ on: { brand: ['view_download', 'download_assets'] } })
  for (const one of [viewer, manager]) await secretOf(one, 'secret')
  const answer = await ask(url, { headers: basic(manager, 'secret') })
  assert.deepEqual([answer.statusCode, answer.headers['cache-control']], [200, 'private, no-store'])
  assert.deepEqual(answer.rawPayload, pixelBytes)
  const denied = await ask(url, { headers: basic(viewer, 'secret') })
  assert.equal(denied.statusCode, 403)
  assert.match(denied.body, /missing permissions \(actions=\[\\"download\\"\]\)/)
  const absent = await ask('/demo/image/authenticated/brand/none', { headers: basic(viewer, 'secret') })
  assert.equal(absent.statusCode, 403)
  assert.equal((await ask(url, { headers: basic(manager, 'wrong') })).statusCode, 401)
  assert.equal((await ask(url, { headers: { cookie: 'theirs=1' } })).statusCode, 404)
})

test('a transformation and another format are refused: nothing is rendered here', async (t) => {
  const { ask, upload } = await given(t)
  await upload('logo')
  await upload('hidden', { type: 'private' })
  const refused = [
    'upload/w_100,c_fill/logo.png',
    'upload/t_small/v1/logo.png',
    'upload/c_thumb,g_face,w_10/e_sepia/logo',
    'upload/logo.jpg',
    'upload/w_100/none',
    'private/w_100/hidden',
    'upload/$x_1/w_$x/logo',
    's--12345678--/w_10/logo'.replace('s--', 'upload/s--'),
  ]
  for (const address of refused) {
    const answer = await ask(`/demo/image/${address}`)
    assert.equal(answer.statusCode, 400, address)
    assert.match(answer.body, /Rolecall renders no images/, address)
  }
  assert.equal((await ask('/demo/image/upload/logo.PNG')).statusCode, 200)
})

test('addresses with tricks in them lead nowhere', async (t) => {
  const { ask, upload } = await given(t)
  await upload('logo')
  const tricks = [
    '..%2fupload%2flogo',
    'logo%00',
    'logo%0d%0aX-Evil:1',
    'a//logo',
    'logo%5c',
    '%ff',
    'logo/',
    '%252e%252e/logo',
  ]
  for (const trick of tricks) {
    const { statusCode } = await ask(`/demo/image/upload/${trick}`)
    assert.ok([400, 404].includes(statusCode), `${trick}: ${statusCode}`)
  }
})

test('nothing of a disabled environment is delivered', async (t) => {
  const { ask, upload, acme } = await given(t)
  await upload('logo')
  const environment = await acme.house.store.find('environment', { accountId: acme.account.id, id: demo })
  assert.ok(environment)
  await acme.change((change) => change.put('environment', { ...environment, isEnabled: false }))
  assert.equal((await ask('/demo/image/upload/logo')).statusCode, 404)
})

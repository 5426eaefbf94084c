import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { v2 as classic } from 'cloudinary'
import type { InjectOptions } from 'fastify'
import { sweepStrays } from '../../src/operations/blobs/staging.ts'
import { sweepUploads } from '../../src/operations/blobs/upload-pieces.ts'
import { basic } from '../api/given-server.ts'
import { givenUploadRoute, type GivenUploadRoute } from './given-upload-route.ts'

const url = '/v1_1/demo/raw/upload'
const bytes = Buffer.from('the bytes of a file')
const etag = createHash('md5').update(bytes).digest('hex')
const boundary = 'xyz'

const field = (name: string, value: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const part = (content: Buffer, name = 'file', filename = 'a.txt'): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ])
const end = `--${boundary}--\r\n`

const multipart = (parts: readonly (string | Buffer)[], headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url,
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
  payload: Buffer.concat([...parts, end].map((one) => Buffer.from(one))),
})

const key = basic('K', 'S & s')

/** What the store of blobs and its ledger hold. */
async function leftovers({
  blobs,
  house,
}: GivenUploadRoute): Promise<{ readonly files: number; readonly noted: number }> {
  const noted = await house.store.listStrayBlobs(Number.MAX_SAFE_INTEGER, 100)
  return { files: blobs.files().length, noted: noted.length }
}

const none = { files: 0, noted: 0 }

function signedFields(given: GivenUploadRoute, secret = 'S & s'): readonly string[] {
  const parameters = { public_id: 'a', tags: 'x,y', timestamp: String(given.clock.now / 1000) }
  const signature = classic.utils.api_sign_request(parameters, secret)
  const all = { public_id: 'a', timestamp: parameters.timestamp, api_key: 'K', signature }
  return [...Object.entries(all).map(([name, value]) => field(name, value)), field('tags[]', 'x'), field('tags[]', 'y')]
}

test('fields may stand before or after the file, signed as the classic client signs them', async (t) => {
  const given = await givenUploadRoute(t)
  const fields = signedFields(given)
  for (const parts of [
    [...fields, part(bytes)],
    [part(bytes), ...fields],
  ]) {
    const { status, body } = await given.send(multipart(parts))
    assert.deepEqual(
      { status, body },
      {
        status: 200,
        body: {
          cloud_name: 'demo',
          resource_type: 'raw',
          public_id: 'a',
          tags: ['x', 'y'],
          file: { filename: 'a.txt', bytes: 19, etag },
        },
      },
    )
  }
})

test('a file whose request is refused is gone, with what the ledger noted of it', async (t) => {
  const given = await givenUploadRoute(t)
  const refused: readonly [number, InjectOptions][] = [
    [401, multipart([...signedFields(given, 'wrong'), part(bytes)])],
    [401, multipart([part(bytes)])],
    [401, multipart([part(bytes)], basic('K', 'wrong'))],
    [400, multipart([part(bytes), field('tags', '["'), field('public_id', 'a'), part(bytes)], key)],
    [400, multipart([part(bytes), field('file', 'data:,x')], key)],
    [400, multipart([part(bytes, 'other')], key)],
    [400, { ...multipart([part(bytes)], key), url: '/v1_1/demo/raw/destroy' }],
    [400, { ...multipart([part(bytes)], key), url: '/v1_1/demo/raw%2Fupload?public_id=a&public_id[]=b' }],
    [400, multipart([part(Buffer.alloc(1_000_001))], key)],
    [
      400,
      { ...multipart([], key), payload: Buffer.concat([part(bytes), Buffer.from(`--${boundary}\r\nContent-Dispo`)]) },
    ],
  ]
  for (const [expected, options] of refused) {
    const { status, body } = await given.send(options)
    assert.equal(status, expected, JSON.stringify(body))
    assert.deepEqual(await leftovers(given), none, JSON.stringify(body))
  }
})

test('a file of the greatest length is taken, one byte more is refused by the length', async (t) => {
  const given = await givenUploadRoute(t, 100)
  assert.equal((await given.send(multipart([part(Buffer.alloc(100))], key))).status, 200)
  const { status, message } = await given.send(multipart([part(Buffer.alloc(101))], key))
  assert.deepEqual([status, message], [400, 'File size too large. Maximum is 100'])
})

test('no JSON body can name bytes that the store holds', async (t) => {
  const given = await givenUploadRoute(t)
  for (const file of [{ staged: { blobId: 'x', bytes: 1, etag: 'x' }, filename: null }, ['x'], 1, {}]) {
    const { status, message } = await given.send({ method: 'POST', url, headers: key, payload: { file } })
    assert.deepEqual([status, message.includes('for parameter file')], [400, true])
  }
})

test('uploads take long bodies, for data URIs; nothing else does', async (t) => {
  const given = await givenUploadRoute(t)
  const payload = { file: `data:,${'x'.repeat(3_000_000)}` }
  assert.equal((await given.send({ method: 'POST', url, headers: key, payload })).status, 200)
  const { status, message } = await given.send({ method: 'POST', url: '/v1_1/demo/raw/destroy', headers: key, payload })
  assert.deepEqual([status, message], [413, 'request too large: the body is larger than the limit'])
})

test('fields are bounded in number and in length', async (t) => {
  const given = await givenUploadRoute(t)
  const many = Array.from({ length: 1001 }, (_, number) => field(`f${number}`, 'x'))
  assert.equal((await given.send(multipart(many, key))).status, 400)
  const long = { ...multipart([field('public_id', 'x'.repeat(1_100_000))], key), url: '/v1_1/demo/raw/destroy' }
  assert.equal((await given.send(long)).status, 400)
})

const piece = (content: Buffer, range: string, headers: Record<string, string> = {}): InjectOptions =>
  multipart([field('public_id', 'a'), part(content)], {
    ...key,
    'content-range': range,
    'x-unique-upload-id': 'u1',
    ...headers,
  })

test('a file that comes in pieces is whole with the last one', async (t) => {
  const given = await givenUploadRoute(t)
  const [one, two, three] = [bytes.subarray(0, 8), bytes.subarray(8, 16), bytes.subarray(16)]
  assert.deepEqual((await given.send(piece(one, 'bytes 0-7/-1'))).body, { done: false, bytes: 8, kind: 'upload' })
  assert.deepEqual((await given.send(piece(two, 'bytes 8-15/-1'))).body, { done: false, bytes: 16, kind: 'upload' })
  assert.deepEqual((await given.send(piece(two, 'bytes 8-15/*'))).body, { done: false, bytes: 16, kind: 'upload' })
  const { body } = await given.send(piece(three, 'bytes 16-18/19'))
  assert.deepEqual(body, {
    cloud_name: 'demo',
    resource_type: 'raw',
    public_id: 'a',
    file: { filename: 'a.txt', bytes: 19, etag },
  })
  // The pieces are on their way out, and the file waits for who adopts it.
  await sweepStrays(given.house)
  assert.deepEqual(await leftovers(given), { files: 1, noted: 1 })
})

test('the last piece of a file is answered again as it was, and makes no other file', async (t) => {
  const given = await givenUploadRoute(t)
  const [one, two] = [bytes.subarray(0, 8), bytes.subarray(8)]
  await given.send(piece(one, 'bytes 0-7/19'))
  const made = await given.send(piece(two, 'bytes 8-18/19'))
  await sweepStrays(given.house)
  const before = await leftovers(given)
  const again = await given.send(piece(two, 'bytes 8-18/19'))
  assert.deepEqual([again.status, again.body], [200, made.body])
  assert.deepEqual(await leftovers(given), before)
  const other = await given.send(piece(Buffer.from('THE BYTE'), 'bytes 0-7/19'))
  assert.deepEqual(other.body, { done: false, bytes: 8, kind: 'upload' })
  const { body } = await given.send(piece(two, 'bytes 8-18/19'))
  assert.equal((body.file as { readonly etag?: unknown }).etag === etag, false)
})

test('a file that comes in one piece is whole at once', async (t) => {
  const given = await givenUploadRoute(t)
  const { body } = await given.send(piece(bytes, 'bytes 0-18/19'))
  assert.deepEqual(body.file, { filename: 'a.txt', bytes: 19, etag })
})

test('pieces that do not follow are refused, saying where to go on, and nothing of them is kept', async (t) => {
  const given = await givenUploadRoute(t)
  const one = bytes.subarray(0, 8)
  await given.send(piece(one, 'bytes 0-7/19'))
  const before = await leftovers(given)
  for (const [content, range, why] of [
    [one, 'bytes 9-16/19', 'the next piece begins at 8'],
    [one, 'bytes 4-11/19', 'the next piece begins at 8'],
    [one, 'bytes 8-14/19', 'the piece has 8 bytes'],
    [one, 'bytes 8-15/20', 'an earlier piece said the total is 19'],
    [Buffer.alloc(20), 'bytes 8-27/*', 'the total is 19'],
    [one, 'bytes 8-7/19', 'it is not like `bytes 0-99/300`'],
    [one, 'bytes 12-19/19', 'it is not like `bytes 0-99/300`'],
    [one, 'pieces 8-15/19', 'it is not like `bytes 0-99/300`'],
  ] as const) {
    const { status, message } = await given.send(piece(content, range))
    assert.deepEqual([status, message], [400, `Invalid value ${range} for parameter content-range; ${why}`])
    assert.deepEqual(await leftovers(given), before)
  }
  assert.equal((await given.send(piece(one, 'bytes 8-15/19', { 'x-unique-upload-id': '' }))).status, 400)
  assert.equal((await given.send(piece(bytes.subarray(8), 'bytes 8-18/19'))).status, 200)
})

test('pieces of one key are not those of another, whatever the id of the upload', async (t) => {
  const given = await givenUploadRoute(t)
  await given.send(piece(bytes.subarray(0, 8), 'bytes 0-7/19'))
  const { message } = await given.send(piece(bytes.subarray(8), 'bytes 8-18/19', basic('K2', 'S2')))
  assert.match(message, /the next piece begins at 0/)
})

test('pieces together may not be longer than a file', async (t) => {
  const given = await givenUploadRoute(t, 10)
  assert.equal(
    (await given.send(piece(bytes.subarray(0, 8), 'bytes 0-7/19'))).message,
    'File size too large. Maximum is 10',
  )
  assert.equal((await given.send(piece(bytes.subarray(0, 8), 'bytes 0-7/-1'))).status, 200)
  assert.equal(
    (await given.send(piece(bytes.subarray(0, 8), 'bytes 8-15/-1'))).message,
    'File size too large. Maximum is 10',
  )
})

test('pieces that nobody goes on with are let go of', async (t) => {
  const given = await givenUploadRoute(t)
  await given.send(piece(bytes.subarray(0, 8), 'bytes 0-7/19'))
  given.clock.now += 60 * 60 * 1000 + 1
  assert.equal(await sweepUploads(given.house), 1)
  assert.deepEqual(await leftovers(given), { files: 1, noted: 1 })
  await sweepStrays(given.house)
  assert.deepEqual(await leftovers(given), none)
  const { message } = await given.send(piece(bytes.subarray(8), 'bytes 8-18/19'))
  assert.match(message, /the next piece begins at 0/)
})

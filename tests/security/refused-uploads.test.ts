// Nothing is left of an upload that is refused, however it came.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { basic } from '../api/given-server.ts'
import { givenGuarded } from './given-guarded.ts'

const boundary = 'xyz'
const field = (name: string, value: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n12345678\r\n`

const upload = (fields: readonly string[], headers: Record<string, string>): InjectOptions => ({
  method: 'POST',
  url: '/v1_1/demo/raw/upload',
  headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
  payload: [...fields, file, `--${boundary}--\r\n`].join(''),
})

const idle = basic('K2', 'S2')
const master = basic('K', 'S')
const piece = (range: string): Record<string, string> => ({ 'content-range': range, 'x-unique-upload-id': 'u1' })

test('a key that may not upload leaves nothing behind, whole or in pieces', async (t) => {
  const { app, leftovers } = await givenGuarded(t)
  for (const headers of [idle, { ...idle, ...piece('bytes 0-7/20') }, { ...idle, ...piece('bytes 0-7/8') }]) {
    const answer = await app.inject(upload([field('public_id', 'a')], headers))
    assert.equal(answer.statusCode, 403)
    assert.match(String(answer.headers['x-rolecall-denial']), /missing permissions \(actions=\["create"\]\)/)
    assert.deepEqual(await leftovers(), { files: 0, noted: 0 })
  }
})

test('a file of which something else is wrong leaves nothing behind', async (t) => {
  const { app, leftovers } = await givenGuarded(t)
  for (const fields of [
    [field('type', 'fetch')],
    [field('public_id', '../a')],
    [field('metadata', 'no pairs')],
    [field('upload_preset', 'none')],
    [field('context', 'a')],
  ]) {
    const answer = await app.inject(upload(fields, master))
    assert.equal(answer.statusCode, 400, answer.body)
    assert.deepEqual(await leftovers(), { files: 0, noted: 0 }, answer.body)
  }
})

test('what an upload takes is held by its record alone, and the ledger notes nothing any more', async (t) => {
  const { app, leftovers } = await givenGuarded(t)
  assert.equal((await app.inject(upload([field('public_id', 'a.txt')], master))).statusCode, 200)
  assert.deepEqual(await leftovers(), { files: 1, noted: 0 })
  for (const range of ['bytes 0-7/-1', 'bytes 8-15/-1', 'bytes 16-23/24']) {
    assert.equal(
      (await app.inject(upload([field('public_id', 'b.txt')], { ...master, ...piece(range) }))).statusCode,
      200,
    )
  }
  assert.deepEqual(await leftovers(), { files: 2, noted: 0 })
})

test('an unsigned preset uploads to its own folder, whatever the request says', async (t) => {
  const { app, leftovers } = await givenGuarded(t)
  const made = await app.inject({
    method: 'POST',
    url: '/v1_1/demo/upload_presets',
    headers: master,
    payload: { name: 'open', unsigned: true, asset_folder: 'brand' },
  })
  assert.equal(made.statusCode, 200, made.body)
  const send = (fields: readonly string[]) => app.inject(upload([field('upload_preset', 'open'), ...fields], {}))
  for (const fields of [
    [field('asset_folder', 'brand/logos')],
    [field('folder', 'elsewhere')],
    [field('overwrite', '1')],
  ]) {
    const answer = await send(fields)
    assert.ok([400, 403].includes(answer.statusCode), answer.body)
    assert.deepEqual(await leftovers(), { files: 0, noted: 0 })
  }
  const { statusCode, body } = await send([field('public_id', 'mine.txt')])
  assert.equal(statusCode, 200, body)
  assert.equal((JSON.parse(body) as { readonly asset_folder: string }).asset_folder, 'brand')
  for (const path of ['/v1_1/demo/raw/destroy', '/v1_1/demo/raw/explicit', '/v1_1/demo/raw/rename']) {
    const answer = await app.inject({
      method: 'POST',
      url: path,
      payload: { upload_preset: 'open', public_id: 'mine.txt' },
    })
    assert.equal(answer.statusCode, 401, path)
  }
})

// Files in pieces, through the whole server, as a key that may add assets to one folder and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiKeyId } from '../../src/domain/ids.ts'
import { basic } from '../api/given-server.ts'
import { givenLibraryServer } from '../given/library-server.ts'
import { demo, givenLibrary } from '../given/library.ts'

const bytes = Buffer.from('the bytes of a file')
const url = '/v1_1/demo/raw/upload'

test('a key that may only add sends the last piece again, and gets the one asset that it made', async (t) => {
  const { acme, key } = await givenLibrary(t)
  const holder = await key({ on: { brand: ['add_assets'] } })
  const id = apiKeyId(holder.id)
  await acme.change((tx) => tx.putKeySecret('api_key', id, acme.house.sealer.seal(id, 's')))
  const { ask } = await givenLibraryServer(t, acme.house)
  const send = async (from: number, to: number, headers: object = {}) => {
    const range = `bytes ${from}-${to}/${to === bytes.length - 1 ? bytes.length : -1}`
    const form = new FormData()
    form.set('public_id', 'a')
    form.set('asset_folder', 'brand')
    form.set('file', new Blob([bytes.subarray(from, to + 1)]), 'a.txt')
    const { headers: typed, body } = await readForm(form)
    const { statusCode, json } = await ask(url, {
      method: 'POST',
      headers: { ...basic(id, 's'), 'content-range': range, 'x-unique-upload-id': 'u', ...typed, ...headers },
      payload: body,
    })
    return { status: statusCode, body: json<Record<string, unknown>>() }
  }
  assert.deepEqual((await send(0, 7)).body, { done: false, bytes: 8, kind: 'upload' })
  const made = await send(8, 18)
  assert.deepEqual([made.status, made.body.bytes], [200, 19])
  const again = await send(8, 18)
  assert.deepEqual([again.status, again.body], [200, made.body])
  assert.equal((await send(0, 18, { 'content-range': '' })).status, 400)
  assert.equal((await send(0, 7, { 'x-unique-upload-id': 'another' })).status, 403)
  assert.equal(await acme.house.store.countAssets(acme.account.id, { environmentId: demo }), 1)
})

async function readForm(
  form: FormData,
): Promise<{ readonly headers: { readonly 'content-type': string }; readonly body: Buffer }> {
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: form })
  return {
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    body: Buffer.from(await request.arrayBuffer()),
  }
}

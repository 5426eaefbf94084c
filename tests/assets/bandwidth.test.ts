// What files take on their way out counts as bandwidth, byte by byte.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenLibraryCalls } from '../security/given-library-calls.ts'

test('bytes that are sent count for their environment, parts by their length, and refusals as nothing', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  const text = 'ten bytes.'
  await master('POST', 'raw/upload', { file: `data:,${encodeURIComponent(text)}`, public_id: 'a.txt' })
  const usage = async (): Promise<unknown> => (await master('GET', 'usage')).body['bandwidth']
  assert.deepEqual(await usage(), { usage: 0 })
  const path = '/demo/raw/upload/a.txt'
  assert.equal((await master('GET', path)).text, text)
  assert.deepEqual(await usage(), { usage: 10 })
  assert.equal((await master('GET', path, undefined, { headers: { range: 'bytes=0-3' } })).text, 'ten ')
  assert.equal((await master('HEAD', path)).status, 200)
  assert.equal((await master('GET', '/demo/raw/upload/absent')).status, 404)
  assert.deepEqual(await usage(), { usage: 14 })
  assert.deepEqual((await given.by('102', 'live')('GET', 'usage')).body['bandwidth'], { usage: 0 })
})

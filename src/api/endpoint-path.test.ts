import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOfPath, fillPath, patternOfPath, plainPath, readPath } from './endpoint-path.ts'

const path = '/v1_1/{cloud_name}/resources/{resource_type:image|video}/{public_id*}'

test('a path is read step by step: texts, fields, words and a rest', () => {
  assert.deepEqual(readPath('/a/{b}/{c:x|y-z}/{d*}'), [
    { type: 'text', text: 'a' },
    { type: 'field', name: 'b', words: null, isGreedy: false },
    { type: 'field', name: 'c', words: ['x', 'y-z'], isGreedy: false },
    { type: 'field', name: 'd', words: null, isGreedy: true },
  ])
  assert.deepEqual(fieldsOfPath(path), ['cloud_name', 'resource_type', 'public_id'])
  assert.equal(plainPath(path), '/v1_1/{cloud_name}/resources/{resource_type}/{public_id}')
})

test('a rest that is not the last step, and half a field, are refused where they are declared', () => {
  assert.throws(() => readPath('/a/{b*}/c'), /goes on after its rest/)
  assert.throws(() => readPath('/a/x{b}'), /half a field/)
  assert.throws(() => readPath('/a/{b:}'), /half a field/)
})

test('an address is one of a path when every step fits', () => {
  const pattern = patternOfPath(path)
  const fits = (address: string): boolean => pattern.test(address)
  assert.equal(fits('/v1_1/demo/resources/image/a/b.c'), true)
  assert.equal(fits('/v1_1/demo/resources/raw/a'), false)
  assert.equal(fits('/v1_1/demo/resources/image/'), false)
  assert.equal(fits('/v1_1/demo/more/resources/image/a'), false)
  assert.equal(patternOfPath('/a.b').test('/axb'), false)
})

test('a filled path encodes its values, and keeps the slashes of a rest alone', () => {
  const values: Readonly<Record<string, string>> = { cloud_name: 'a/b', resource_type: 'image', public_id: 'x y/é%' }
  assert.equal(
    fillPath(path, (name) => values[name] ?? ''),
    '/v1_1/a%2Fb/resources/image/x%20y/%C3%A9%25',
  )
})

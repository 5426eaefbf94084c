import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { Refusal } from '../domain/errors.ts'
import { anyObject, flag, listOf, optional, text, texts } from './fields.ts'
import { readFields, type RequestParts } from './read-request.ts'

const request = z.object({
  role_id: text,
  force: optional(flag),
  param_key: optional(texts),
  name: text,
  place: z.enum(['here', 'there']),
  roles: optional(listOf(z.object({ id: text }))),
  map: optional(anyObject),
})
const places = { path: ['role_id'], query: ['force', 'param_key'], body: ['name', 'place', 'roles', 'map'] }
const sound = { path: { role_id: 'r' }, query: {}, body: { name: 'n', place: 'here' } }

const read = (parts: Partial<RequestParts>): unknown => readFields(request, places, { ...sound, ...parts })

function refusedBy(parts: Partial<RequestParts>): unknown {
  try {
    return read(parts)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return { code: error.code, fields: error.fields }
  }
}

describe('reading a request', () => {
  test('takes each field from its own place and passes over all others', () => {
    const parts = {
      query: { force: 'true', name: 'of the query', stranger: '1' },
      body: { name: 'of the body', place: 'there', role_id: 'of the body', force: false, isAdmin: true },
    }
    assert.deepEqual(read(parts), { role_id: 'r', force: true, name: 'of the body', place: 'there' })
  })

  test('takes lists in every shape that clients send', () => {
    for (const query of [
      { param_key: ['a', 'b'] },
      { param_key: 'a,b' },
      { param_key: '["a","b"]' },
      { 'param_key[]': ['a', 'b'] },
      { 'param_key[0]': 'a', 'param_key[1]': 'b' },
    ]) {
      assert.deepEqual(read({ query }), { ...sound.path, param_key: ['a', 'b'], ...sound.body })
    }
    assert.deepEqual(read({ query: { param_key: 'a' } }), { ...sound.path, param_key: ['a'], ...sound.body })
  })

  test('takes booleans in every shape that clients send', () => {
    const forceOf = (force: unknown): unknown => (read({ query: { force } }) as { force: unknown }).force
    assert.deepEqual(['true', 'TRUE', '1', 1, true].map(forceOf), [true, true, true, true, true])
    assert.deepEqual(['false', 'False', '0', 0, false].map(forceOf), [false, false, false, false, false])
  })

  test('counts an empty text in a query or a form as absent, and in JSON as a text', () => {
    assert.deepEqual(read({ query: { force: '', param_key: '' } }), { ...sound.path, ...sound.body })
    const form = { name: 'n', place: 'here', map: '' }
    assert.deepEqual(read({ body: form, isForm: true }), { ...sound.path, ...sound.body })
    assert.deepEqual(read({ body: { name: '', place: 'here' } }), { ...sound.path, name: '', place: 'here' })
  })

  test('takes objects and lists of objects as JSON text, as forms have them', () => {
    const form = { name: 'n', place: 'here', roles: '[{"id":"x"}]', map: '{"folder_id":"f"}' }
    assert.deepEqual(read({ body: form, isForm: true }), {
      ...sound.path,
      ...sound.body,
      roles: [{ id: 'x' }],
      map: { folder_id: 'f' },
    })
  })

  test('names everything that is missing, and nothing that is wrong beside it', () => {
    const parts = { query: { force: 'perhaps' }, body: { place: null } }
    assert.deepEqual(refusedBy(parts), { code: 'missing_fields', fields: [{ name: 'name' }, { name: 'place' }] })
    assert.deepEqual(refusedBy({ body: null }), {
      code: 'missing_fields',
      fields: [{ name: 'name' }, { name: 'place' }],
    })
  })

  test('names everything that is wrong with the value that was sent', () => {
    const parts = {
      query: { force: 'perhaps', param_key: '[1' },
      body: { name: 7, place: 'nowhere', roles: [{ id: 'x' }, { id: 8 }], map: 'text' },
    }
    assert.deepEqual(refusedBy(parts), {
      code: 'invalid_fields',
      fields: [
        { name: 'force', value: 'perhaps' },
        { name: 'param_key', value: '[1' },
        { name: 'name', value: 7 },
        { name: 'place', value: 'nowhere' },
        { name: 'roles.1.id', value: 8 },
        { name: 'map', value: 'text' },
      ],
    })
  })

  test('refuses a scalar that was sent twice', () => {
    assert.deepEqual(refusedBy({ query: { force: ['true', 'false'] } }), {
      code: 'invalid_fields',
      fields: [{ name: 'force', value: ['true', 'false'] }],
    })
  })

  test('refuses a body that is no object', () => {
    for (const body of [[], 'text', 7, true])
      assert.deepEqual(refusedBy({ body }), { code: 'invalid_fields', fields: [] })
  })

  test('takes nothing from prototypes', () => {
    const body = JSON.parse('{"__proto__": {"name": "n", "place": "here"}}') as unknown
    assert.deepEqual(refusedBy({ body }), { code: 'missing_fields', fields: [{ name: 'name' }, { name: 'place' }] })
  })
})

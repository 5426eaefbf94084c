import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '../../domain/errors.ts'
import { question, toQuestion } from './question.ts'

const sound = {
  principal: { type: 'apiKey', id: 'K' },
  action: 'read',
  resource: { type: 'Folder', id: 'f' },
  scope: { type: 'prodenv', id: 'e' },
}

const read = (difference: object): unknown => toQuestion(question.parse({ ...sound, ...difference }), 'questions.2.')
const resourceOf = (resource: object, action = 'read'): unknown =>
  (read({ resource, action }) as { readonly resource: unknown }).resource

function fieldsOf(difference: object): unknown {
  try {
    return read(difference)
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return error.fields
  }
}

describe('a question', () => {
  test('is read into words of the domain', () => {
    assert.deepEqual(read({ context: { direction: 'to', tags: ['a'], deep: { count: 3, isNew: true } } }), {
      principal: { type: 'api_key', id: 'K' },
      action: 'read',
      resource: { type: 'Folder', id: 'f' },
      scope: { type: 'environment', environmentId: 'e' },
      context: { direction: 'to', tags: ['a'], deep: { count: 3, isNew: true } },
    })
  })

  test('names a resource by its id, by the folder it would be in, or as a type', () => {
    assert.deepEqual(resourceOf({ type: 'Asset', folder: 'f' }, 'create'), { type: 'Asset', within: 'f' })
    assert.deepEqual(resourceOf({ type: 'Folder', folder: null }, 'create'), { type: 'Folder', within: null })
    assert.deepEqual(resourceOf({ type: 'Asset', id: null }), { type: 'Asset', within: null })
    assert.deepEqual(resourceOf({ type: 'Cloudinary::Role', id: null }), { type: 'Role', id: null })
    assert.deepEqual(resourceOf({ type: 'Collection', id: null, dynamic: true }), {
      type: 'Collection',
      within: null,
      dynamic: true,
    })
    assert.deepEqual(resourceOf({ type: 'Report', id: 'r', attributes: { type: 'usage' } }), {
      type: 'Report',
      id: 'r',
      attributes: { type: 'usage' },
    })
    assert.deepEqual(resourceOf({ type: 'MediaFlows::EasyFlow', id: 'x' }, 'MediaFlows::read'), {
      type: 'MediaFlows::EasyFlow',
      id: 'x',
    })
  })

  test('is refused, not denied, for what the schema does not have', () => {
    assert.deepEqual(fieldsOf({ action: 'fly' }), [{ name: 'questions.2.action', value: 'fly' }])
    assert.deepEqual(fieldsOf({ action: 'download' }), [{ name: 'questions.2.action', value: 'download' }])
    assert.deepEqual(fieldsOf({ resource: { type: 'Planet', id: 'x' } }), [
      { name: 'questions.2.resource.type', value: 'Planet' },
    ])
  })

  test('may not describe what the store describes, nor mix ways of naming', () => {
    const name = 'questions.2.resource'
    for (const [resource, field, value] of [
      [{ type: 'Folder', id: 'f', attributes: { name: 'x' } }, 'attributes', { name: 'x' }],
      [{ type: 'Role', id: 'r', folder: 'f' }, 'folder', 'f'],
      [{ type: 'Asset', id: 'a', folder: 'f' }, 'folder', 'f'],
      [{ type: 'Folder', id: 'f', dynamic: true }, 'dynamic', true],
    ] as const) {
      assert.deepEqual(fieldsOf({ resource }), [{ name: `${name}.${field}`, value }])
    }
    assert.deepEqual(fieldsOf({ resource: { type: 'Folder' } }), [{ name: `${name}.id` }])
    assert.deepEqual(fieldsOf({ resource: { type: 'Role' } }), [{ name: `${name}.id` }])
  })

  test('has a context without null, fractions and integers that JSON rounds', () => {
    for (const value of [null, 1.5, 2 ** 53]) {
      assert.deepEqual(fieldsOf({ context: { a: [{ b: value }] } }), [{ name: 'questions.2.context.a.0.b', value }])
    }
  })
})

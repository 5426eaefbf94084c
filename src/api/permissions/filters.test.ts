import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Refusal } from '../../domain/errors.ts'
import {
  readContent,
  readKinds,
  readListScope,
  readOptionalPrincipal,
  readParameterMap,
  readScopeFilter,
  readWholeScope,
} from './filters.ts'

/** What a reader gives, or the code and fields it refuses with. */
function outcomeOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    assert.ok(error instanceof Refusal)
    return [error.code, error.fields]
  }
}

const missing = (name: string) => ['missing_fields', [{ name }]]
const invalid = (name: string, value: unknown) => ['invalid_fields', [{ name, value }]]

describe('the folder or collection of a query', () => {
  test('is named by its own field or by a key and a value, alike', () => {
    const brand = { type: 'folder', id: 'f' }
    for (const wire of [
      { folder_id: 'f' },
      { param_key: ['folder_id'], param_value: ['f'] },
      { folder_id: 'f', param_key: ['folder_id'], param_value: ['f'] },
      { param_key: ['asset_id', 'folder_id'], param_value: ['a', 'f'] },
    ]) {
      assert.deepEqual(readContent(wire), brand)
    }
    assert.deepEqual(readContent({ collection_id: 'c' }), { type: 'collection', id: 'c' })
    assert.equal(readContent({}), null)
    assert.equal(readContent({ param_key: ['asset_id'], param_value: ['a'] }), null)
  })

  test('is refused when keys and values do not pair, differ, or are unknown', () => {
    for (const [wire, outcome] of [
      [{ param_key: ['folder_id'] }, missing('param_value')],
      [{ param_value: ['f'] }, missing('param_key')],
      [{ param_key: ['color'], param_value: ['red'] }, invalid('param_key', 'color')],
      [{ folder_id: 'f', collection_id: 'c' }, invalid('collection_id', 'c')],
      [{ folder_id: 'f', param_key: ['folder_id'], param_value: ['g'] }, invalid('folder_id', 'g')],
    ] as const) {
      assert.deepEqual(
        outcomeOf(() => readContent(wire)),
        outcome,
      )
    }
  })

  test('is a map of one entry in a body', () => {
    assert.deepEqual(readParameterMap({ folder_id: 'f' }), { type: 'folder', id: 'f' })
    assert.equal(readParameterMap({}), null)
    assert.equal(readParameterMap(null), null)
    for (const map of [{ folder_id: 7 }, { folder_id: 'f', collection_id: 'c' }, { color: 'red' }]) {
      assert.deepEqual(
        outcomeOf(() => readParameterMap(map)),
        invalid('policy_parameters', map),
      )
    }
  })
})

describe('a scope', () => {
  test('of a list of policies is the account unless an environment is asked for by type and id', () => {
    assert.deepEqual(readListScope({}), { level: 'account' })
    assert.deepEqual(readListScope({ scope_id: 'e' }), { level: 'account' })
    assert.deepEqual(readListScope({ scope_type: 'prodenv', scope_id: 'e' }), {
      level: 'environment',
      environmentId: 'e',
    })
    assert.deepEqual(
      outcomeOf(() => readListScope({ scope_type: 'prodenv' })),
      missing('scope_id'),
    )
  })

  test('of an account has no id', () => {
    for (const read of [
      () => readScopeFilter({ scope_type: 'account', scope_id: 'e' }),
      () => readWholeScope({ scope_id: 'e' }, 'account'),
    ]) {
      assert.deepEqual(outcomeOf(read), invalid('scope_type', 'account'))
    }
  })

  test('as a filter may be a level, an environment, or nothing', () => {
    assert.deepEqual(readScopeFilter({}), {})
    assert.deepEqual(readScopeFilter({ scope_type: 'prodenv' }), { level: 'environment' })
    assert.deepEqual(readScopeFilter({ scope_id: 'e' }), { environmentId: 'e' })
  })
})

test('a principal has both a type and an id, or is not there', () => {
  assert.equal(readOptionalPrincipal({}), null)
  assert.deepEqual(readOptionalPrincipal({ principal_type: 'apiKey', principal_id: 'K' }), { type: 'api_key', id: 'K' })
  assert.deepEqual(
    outcomeOf(() => readOptionalPrincipal({ principal_type: 'user' })),
    missing('principal_id'),
  )
  assert.deepEqual(
    outcomeOf(() => readOptionalPrincipal({ principal_id: 'u' })),
    missing('principal_type'),
  )
})

test('content stands for folder and collection roles, narrowed by the names of parameters', () => {
  assert.deepEqual(readKinds('global'), ['global'])
  assert.deepEqual(readKinds('content'), ['folder', 'collection'])
  assert.deepEqual(readKinds('content', ['collection_id']), ['collection'])
  assert.deepEqual(readKinds('content', []), ['folder', 'collection'])
  assert.deepEqual(readKinds('global', ['folder_id']), [])
  assert.deepEqual(
    outcomeOf(() => readKinds('content', ['color'])),
    invalid('policy_parameters', 'color'),
  )
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusal, type Refusal } from '../../domain/errors.ts'
import { permissionId } from '../../domain/ids.ts'
import type { Remedy } from '../denial.ts'
import { failureAnswer, refusalAnswer } from '../errors.ts'

const messageOf = (refused: Refusal, remedies: readonly Remedy[] = []): readonly [number, unknown] => {
  const { status, body } = refusalAnswer('provisioning', refused, remedies)
  return [status, (body as { readonly error: { readonly message: string } }).error.message]
}

describe('an error of the Provisioning API', () => {
  test('says in its message which fields are missing or wrong, by their wire names', () => {
    const missing = refusal('missing_fields', undefined, { fields: [{ name: 'name' }, { name: 'environmentId' }] })
    assert.deepEqual(messageOf(missing), [400, 'missing fields: `name`; `sub_account_id`'])
    const wrong = refusal('invalid_fields', undefined, { fields: [{ name: 'sort_by', value: 'size' }] })
    assert.deepEqual(messageOf(wrong), [400, "invalid request: `sort_by` can't be `size`"])
    const reasoned = refusal('invalid_fields', undefined, { more: { reason: 'a page needs `page_size`' } })
    assert.deepEqual(messageOf(reasoned), [400, 'invalid request: a page needs `page_size`'])
  })

  test('shows no more than the beginning of a long value', () => {
    const wrong = refusal('invalid_fields', undefined, { fields: [{ name: 'ids', value: 'x'.repeat(5000) }] })
    assert.equal(String(messageOf(wrong)[1]).length < 200, true)
  })

  test('has the texts that clients look for', () => {
    assert.deepEqual(messageOf(refusal('invalid_credentials', undefined)), [401, 'Invalid credentials'])
    assert.deepEqual(messageOf(refusal('not_found', { what: 'environment' })), [404, 'not found'])
    const unknown = refusal('environment_unknown', { id: 'e1' }, { fields: [{ name: 'environmentId', value: 'e1' }] })
    assert.deepEqual(messageOf(unknown), [404, 'Cannot find sub account with id e1'])
  })

  test('of a denial names what is needed and the permissions that give it', () => {
    const needs = [
      { action: 'create', resource: { type: 'ProductEnvironment', id: null }, scope: { type: 'account' } },
    ] as const
    const remedy: Remedy = {
      permissionIds: ['cld::policy::global::roles::manage'],
      roles: [],
      needsLibraryAccess: false,
    }
    const denied = refusal('denied', undefined, { denial: { needs, lacks: [] } })
    assert.deepEqual(messageOf(denied, [remedy]), [
      403,
      'not allowed: this needs `create` on `ProductEnvironment` in the account; any one of these permissions gives it: ' +
        'Manage roles (`cld::policy::global::roles::manage`)',
    ])
  })

  test('of the escalation rule names the permissions that somebody would gain', () => {
    const lack = { actions: ['read'], on: 'Folder', reach: { type: 'account' }, parameter: null } as const
    const lacks = [{ ...lack, permissionId: permissionId('cld::policy::unknown') }]
    const denied = refusal('denied', undefined, { denial: { needs: [], lacks } })
    assert.deepEqual(messageOf(denied), [
      403,
      'not allowed: this would give what you do not hold there yourself: `read` on `Folder`; the permissions in ' +
        'question: `cld::policy::unknown`',
    ])
  })

  test('of the plan says which plan has it', () => {
    const { message: reason } = refusal('plan_lacks', { feature: 'provisioning_api' })
    const says = 'not allowed: the Provisioning API not enabled for this account; `enterprise` has it'
    assert.deepEqual(messageOf(refusal('denied', undefined, { more: { reason } })), [403, says])
    assert.deepEqual(messageOf(refusal('plan_lacks', { feature: 'provisioning_api' })), [403, says])
  })

  test('outside of operations has the same body', () => {
    assert.deepEqual(failureAnswer('provisioning', 'no_route').body, { error: { message: 'not found' } })
    assert.deepEqual(failureAnswer('provisioning', 'conflict').body, {
      error: { message: 'already exists: a stored record stands against this' },
    })
  })
})

// What is wrong is named by what was sent, but an answer never grows with it: a refusal that repeats a whole request, once
// for each fault in it, would cost the server more than the caller.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenServer, type Answer } from './given-server.ts'

const role = { name: 'n', permission_type: 'global', scope_type: 'account' }
const many = 150_000

interface Refused {
  readonly error: { readonly details: { readonly fields: readonly Readonly<Record<string, unknown>>[] } }
}

async function given(t: TestContext) {
  const server = await givenServer()
  t.after(server.close)
  return server
}

const fieldsOf = ({ body }: Answer) => (body as Refused).error.details.fields

test('a list of which everything is wrong is refused by the first fifty things', async (t) => {
  const { call } = await given(t)
  const list = Array.from({ length: many }, () => 1)
  const refused = await call('POST', '/roles', { ...role, system_policy_ids: list })
  assert.equal(refused.status, 400)
  assert.deepEqual(
    fieldsOf(refused),
    list.slice(0, 50).map((system_policy_id) => ({ system_policy_ids: system_policy_id })),
  )
})

test('a list that was sent as one text is named by the beginning of that text, once', async (t) => {
  const { call } = await given(t)
  const text = `[${Array.from({ length: many }, () => '1').join(',')}]`
  const refused = await call('POST', '/roles', { ...role, system_policy_ids: text })
  assert.equal(refused.status, 400)
  assert.deepEqual(fieldsOf(refused), [{ system_policy_ids: `${text.slice(0, 2000)}…` }])
})

test('a long text, a large object and a long key are echoed by their beginning', async (t) => {
  const { call } = await given(t)
  const long = 'x'.repeat(900_000)
  const wrong = await call('POST', '/roles', { ...role, scope_type: long })
  assert.deepEqual(fieldsOf(wrong), [{ scope_type: `${'x'.repeat(2000)}…` }])

  const parameters = { folder_id: long, [long.slice(0, 5000)]: 1 }
  const roles = [{ id: 'cld::role::folder::viewer', scope_id: 'env1', policy_parameters: parameters }]
  const body = { operation: 'add', principal: { type: 'apiKey', id: 'K' }, roles }
  const refused = await call('PUT', '/principal_roles', body)
  assert.equal(refused.status, 400)
  assert.equal(JSON.stringify(refused.body).length < 10_000, true)
  const begun = `${JSON.stringify(parameters).slice(0, 2000)}…`
  assert.deepEqual(fieldsOf(refused), [{ policy_parameters: begun }])
})

test('a long policy is echoed by its beginning, with the place of what is wrong in the whole', async (t) => {
  const { call } = await given(t)
  const policy_statement = `permit(principal, action, resource) when { ${'true && '.repeat(2000)} nothing };`
  const refused = await call('POST', '/policies/custom', { name: 'n', scope_type: 'account', policy_statement })
  assert.equal(refused.status, 400)
  const [statement, problems] = fieldsOf(refused)
  assert.deepEqual(statement, { policy_statement: `${policy_statement.slice(0, 2000)}…` })
  const [problem] = problems?.cedar_errors as { readonly offset: number; readonly length: number }[]
  assert.equal(policy_statement.slice(problem?.offset).startsWith('nothing'), true)
  assert.equal(JSON.stringify(refused.body).length < 20_000, true)
})

test('JSON inside of a text is bounded in depth as a body is', async (t) => {
  const { call } = await given(t)
  for (const text of [
    `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    `{"a":${'{"a":'.repeat(80_000)}1${'}'.repeat(80_001)}`,
  ]) {
    const roles = [{ id: 'cld::role::folder::viewer', scope_id: 'env1', policy_parameters: text }]
    const body = { operation: 'add', principal: { type: 'apiKey', id: 'K' }, roles }
    const refused = await call('PUT', '/principal_roles', body)
    assert.equal(refused.status, 400)
    assert.deepEqual(fieldsOf(refused), [{ policy_parameters: `${text.slice(0, 2000)}…` }])
  }
})

test('what anyone may have validated is bounded: the text, its statements, and what is told of it', async (t) => {
  const { call } = await given(t)
  const validate = async (policy: string): Promise<readonly { readonly explanation: string }[]> => {
    const { status, body } = await call('POST', '/v2/accounts/permissions/public/validate', { policy })
    assert.equal(status, 200)
    const { valid, errors = [] } = body as { readonly valid: boolean; readonly errors?: { explanation: string }[] }
    assert.equal(valid, errors.length === 0)
    return errors
  }
  const statement = 'permit(principal, action, resource);'
  const [tooLong, ...others] = await validate(statement.repeat(25_000))
  assert.deepEqual([tooLong?.explanation, others], ['a custom policy has at most 20000 characters', []])
  const [tooMany] = await validate(statement.repeat(2))
  assert.equal(tooMany?.explanation, 'a custom policy is exactly one statement')
  const actions = Array.from({ length: 200 }, (_, index) => `Cloudinary::Action::"x${index}"`)
  assert.equal((await validate(`permit(principal, action in [${actions.join()}], resource);`)).length, 50)
  assert.deepEqual(await validate(statement), [])
})

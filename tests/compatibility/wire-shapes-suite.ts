import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { givenInstallation, ids, type RawAnswer } from './given-installation.ts'

const shownIds = ({ body }: RawAnswer): readonly string[] =>
  (body as { readonly data: readonly { readonly id: string }[] }).data.map(({ id }) => id)

const permissionIds = [
  'cld::policy::global::assets::moderate',
  'cld::policy::global::folder_and_asset_management::create_asset',
]
const json = JSON.stringify
const encode = encodeURIComponent
const form = 'application/x-www-form-urlencoded'

/** A form with these fields; a list is one field more than once. */
const formOf = (fields: readonly (readonly [string, string])[]): string =>
  fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')

/** Shapes that other clients send and the typed client can't. */
export function wireShapesSuite(): void {
  describe('a list', () => {
    test('in a query may have any of the shapes that clients send', async (context) => {
      const { call } = await givenInstallation(context)
      const list = async (query: string) => {
        const answer = await call('GET', `/roles?permission_type=content&${query}`)
        assert.equal(answer.status, 200, query)
        return shownIds(answer).length
      }
      assert.equal(await list('policy_parameters=folder_id'), 5)
      for (const query of [
        'policy_parameters=folder_id&policy_parameters=collection_id',
        'policy_parameters=folder_id,collection_id',
        `policy_parameters=${encode(json(['folder_id', 'collection_id']))}`,
        'policy_parameters[]=folder_id&policy_parameters[]=collection_id',
        'policy_parameters%5B%5D=folder_id&policy_parameters%5B%5D=collection_id',
        'policy_parameters[0]=folder_id&policy_parameters[1]=collection_id',
        'policy_parameters=',
        'policy_parameters=[]',
      ]) {
        assert.equal(await list(query), 9, query)
      }
    })

    test('in a body may have any of the shapes that clients send', async (context) => {
      const { call } = await givenInstallation(context)
      const fixed = { permission_type: 'global', scope_type: 'prodenv' }
      const policiesOf = ({ status, body, text }: RawAnswer) => {
        assert.equal(status, 201, text)
        const { policies } = (body as { readonly data: { readonly policies: readonly { readonly id: string }[] } }).data
        return policies.map(({ id }) => id).sort()
      }
      for (const [position, sent] of [permissionIds, permissionIds.join(','), json(permissionIds)].entries()) {
        const body = { ...fixed, name: `json ${position}`, system_policy_ids: sent }
        assert.deepEqual(policiesOf(await call('POST', '/roles', { body })), permissionIds, json(sent))
      }
      const lists = [
        permissionIds.map((id) => ['system_policy_ids', id] as const),
        permissionIds.map((id) => ['system_policy_ids[]', id] as const),
        [['system_policy_ids', permissionIds.join(',')] as const],
        [['system_policy_ids', json(permissionIds)] as const],
      ]
      for (const [position, list] of lists.entries()) {
        const body = formOf([...Object.entries({ ...fixed, name: `form ${position}` }), ...list])
        const answer = await call('POST', '/roles', { body, headers: { 'content-type': form } })
        assert.deepEqual(policiesOf(answer), permissionIds, body)
      }
    })

    test('of one parameter and one value is the same as the plain field', async (context) => {
      const { call } = await givenInstallation(context)
      for (const query of [
        `folder_id=${ids.brand}`,
        `param_key=folder_id&param_value=${ids.brand}`,
        `param_key[]=folder_id&param_value[]=${ids.brand}`,
        `param_key=${encode('["folder_id"]')}&param_value=${encode(json([ids.brand]))}`,
        `folder_id=${ids.brand}&param_key=folder_id&param_value=${ids.brand}&asset_id=a`,
        `param_key=asset_id&param_value=a&param_key=folder_id&param_value=${ids.brand}`,
      ]) {
        const answer = await call('GET', `/roles/cld::role::folder::viewer/principals?${query}`)
        assert.deepEqual(shownIds(answer), [ids.vera], query)
      }
      const contradiction = `folder_id=${ids.brand}&param_key=folder_id&param_value=${ids.logos}`
      assert.equal((await call('GET', `/roles/cld::role::folder::viewer/principals?${contradiction}`)).status, 400)
    })
  })

  describe('a boolean', () => {
    test('may be a word, a digit, or JSON', async (context) => {
      const { call } = await givenInstallation(context)
      const isVerbose = async (query: string) => {
        const { status, body } = await call('GET', `/roles/cld::role::folder::viewer/principals?${query}`)
        assert.equal(status, 200, query)
        return 'role_id' in (body as { readonly data: readonly [object] }).data[0]
      }
      for (const word of ['true', '1', 'True', 'TRUE']) assert.equal(await isVerbose(`verbose=${word}`), true, word)
      for (const word of ['false', '0', 'False', '']) assert.equal(await isVerbose(`verbose=${word}`), false, word)
      for (const word of ['yes', '2', 'null', '[true]']) {
        const answer = await call('GET', `/roles/cld::role::folder::viewer/principals?verbose=${word}`)
        assert.equal(answer.status, 400, word)
        const { error } = answer.body as { readonly error: { readonly details: unknown } }
        assert.deepEqual(error.details, { fields: [{ verbose: word }] })
      }
      const policy = { name: 'n', policy_statement: 'permit(principal, action, resource);', scope_type: 'account' }
      for (const [enabled, expected] of [
        ['false', false],
        [0, false],
        ['1', true],
        [null, true],
      ] as const) {
        const policy_statement = `forbid(principal, action, resource) when { ${json(json(enabled))} == "" };`
        const body = { ...policy, policy_statement, enabled }
        const answer = await call('POST', '/policies/custom', { body })
        assert.equal(
          (answer.body as { readonly data: { readonly enabled: boolean } }).data.enabled,
          expected,
          json(enabled),
        )
      }
    })
  })

  describe('a field', () => {
    test('that is empty in a query or a form, or null in JSON, is absent', async (context) => {
      const { call } = await givenInstallation(context)
      const empty = [
        'scope_type',
        'scope_id',
        'management_type',
        'folder_id',
        'collection_id',
        'param_key',
        'param_value',
      ]
      const query = empty.map((name) => `${name}=`).join('&')
      const principal = `principal_type=user&principal_id=${ids.vera}&permission_type=content`
      assert.deepEqual(shownIds(await call('GET', `/principal_roles?${principal}&${query}`)), [
        'cld::role::folder::viewer',
      ])
      const nulls = { id: null, description: null, system_policy_ids: null }
      const role = { name: 'n', permission_type: 'global', scope_type: 'account' }
      assert.equal((await call('POST', '/roles', { body: { ...role, ...nulls } })).status, 201)
      const body = formOf(Object.entries({ ...role, name: 'm', id: '', description: '', system_policy_ids: '' }))
      assert.equal((await call('POST', '/roles', { body, headers: { 'content-type': form } })).status, 201)
    })

    test('that the API does not know is passed over', async (context) => {
      const { call } = await givenInstallation(context)
      assert.equal((await call('GET', '/roles?permission_type=global&page=2&odd[]=1&odd=2')).status, 200)
      const body = { name: 'n', permission_type: 'global', scope_type: 'account', created_at: 5, odd: { deep: [] } }
      assert.equal((await call('POST', '/roles', { body })).status, 201)
    })

    test('stands in its own place alone: a query is no body, and a body no query', async (context) => {
      const { call } = await givenInstallation(context)
      assert.equal(
        (await call('POST', '/roles?name=n&permission_type=global&scope_type=account', { body: {} })).status,
        400,
      )
      const body = { account_id: 'acc2', role_id: 'cld::role::account::reports', name: 'Renamed' }
      await call('POST', '/roles', { body: { ...body, id: 'r', permission_type: 'global', scope_type: 'account' } })
      const { body: answer } = await call('PUT', '/roles/r', { body })
      assert.equal((answer as { readonly data: { readonly id: string } }).data.id, 'r')
    })
  })

  describe('a request', () => {
    test('with a form says the same as one with JSON', async (context) => {
      const { call } = await givenInstallation(context)
      const headers = { 'content-type': `${form}; charset=utf-8` }
      const fields = {
        operation: 'add',
        principals: json([{ principal_type: 'apiKey', principal_id: 'K2', scope_id: ids.environment }]),
      }
      const path = '/roles/cld::role::prodenv::reports/principals'
      const answer = await call('PUT', path, { body: formOf(Object.entries(fields)), headers })
      assert.equal(answer.status, 200, answer.text)
      const shown = await call('GET', '/principal_roles?principal_type=apiKey&principal_id=K2&permission_type=global')
      assert.deepEqual(shownIds(shown), ['cld::role::prodenv::reports'])
    })

    test('to delete may have a body', async (context) => {
      const { call } = await givenInstallation(context)
      for (const [position, options] of [
        { body: {} },
        { body: { force: true } },
        { body: 'force=true', headers: { 'content-type': form } },
        { headers: { 'content-type': 'application/json' } },
      ].entries()) {
        const body = { id: `r${position}`, name: `r${position}`, permission_type: 'global', scope_type: 'account' }
        await call('POST', '/roles', { body })
        const { status, text } = await call('DELETE', `/roles/r${position}`, options)
        assert.deepEqual([status, text], [204, ''])
      }
    })

    test('with an empty id names nothing, whatever it asks for', async (context) => {
      const { call } = await givenInstallation(context)
      const nothing = { operation: 'add', principals: [] }
      for (const [method, path, body] of [
        ['GET', '/roles/', undefined],
        ['DELETE', '/roles/?force=true', undefined],
        ['PUT', '/roles//principals', nothing],
        ['GET', '/policies/custom/', undefined],
      ] as const) {
        const answer = await call(method, path, { ...(body && { body }) })
        assert.equal(answer.status, 404, path)
      }
      assert.equal((await call('GET', '/v2/accounts//permissions/roles?permission_type=global')).status, 401)
    })

    test('that is no request of this API is refused in its shape', async (context) => {
      const { call } = await givenInstallation(context)
      const shapeOf = async (method: string, path: string, options?: Parameters<typeof call>[2]) => {
        const { status, body } = await call(method, path, options)
        const { error } = body as {
          readonly error: { readonly category: string; readonly code: string; readonly message: string }
        }
        return [status, error.category, error.code, error.message]
      }
      const user = ['user_error', 'ACCOUNTS_00005']
      const server = ['server_error', 'ACCOUNTS_00003', 'not found']
      for (const body of ['{', '[]', '"text"', '5', 'null ,', '{"a":1}}', '{"__proto__":{}}']) {
        assert.deepEqual(await shapeOf('POST', '/roles', { body }), [400, ...user, 'invalid request'], body)
      }
      assert.deepEqual(await shapeOf('POST', '/roles', { body: 'null' }), [400, ...user, 'missing fields'])
      const text = { body: 'x', headers: { 'content-type': 'text/plain' } }
      assert.deepEqual(await shapeOf('POST', '/roles', text), [415, ...user, 'unsupported media type'])
      assert.deepEqual(await shapeOf('GET', '/nothing'), [404, ...server])
      assert.deepEqual(await shapeOf('PATCH', '/roles/r'), [405, ...user, 'method not allowed'])
      assert.deepEqual(await shapeOf('GET', '/roles/%zz'), [400, ...user, 'invalid request'])
      const deep = `{"name":${'['.repeat(100)}${']'.repeat(100)}}`
      assert.deepEqual(await shapeOf('POST', '/roles', { body: deep }), [400, ...user, 'invalid request'])
    })
  })
}

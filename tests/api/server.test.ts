import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createClient } from '../../src/api/client.ts'
import { basic, givenServer, type GivenServer } from './given-server.ts'

const envelope = (category: string, code: string, message: string) => ({ error: { category, code, message } })

describe('the server of the Permissions API', () => {
  let server: GivenServer
  before(async () => {
    server = await givenServer()
  })
  after(() => server.close())

  test('answers with exactly `application/json` and the revision of the account', async () => {
    const { headers } = await server.call('GET', '/roles?permission_type=global')
    assert.equal(headers['content-type'], 'application/json')
    assert.equal(headers['x-rolecall-revision'], '1')
    const { headers: published } = await server.call('GET', '/v2/accounts/permissions/public/schema')
    assert.equal(published['x-rolecall-revision'], undefined)
  })

  test('raises the revision with every change', async () => {
    const role = { name: 'R', permission_type: 'global', scope_type: 'account', id: 'r' }
    const made = await server.call('POST', '/roles', role)
    const deleted = await server.call('DELETE', '/roles/r')
    assert.deepEqual([made.headers['x-rolecall-revision'], deleted.headers['x-rolecall-revision']], ['2', '3'])
    assert.deepEqual([deleted.status, deleted.body], [204, ''])
  })

  test('refuses wrong credentials, keys of environments, and good keys of other accounts, all alike', async () => {
    const wrong = [basic('PK', 'wrong'), basic('nobody', 'PS'), basic('K', 'S'), { authorization: 'Bearer x' }]
    for (const headers of wrong) {
      const {
        status,
        body,
        headers: answered,
      } = await server.call('GET', '/roles?permission_type=global', undefined, {
        headers,
      })
      assert.equal(status, 401)
      assert.deepEqual(body, envelope('user_error', 'ACCOUNTS_00006', 'invalid credentials'))
      assert.match(String(answered['www-authenticate']), /^Basic /)
    }
    const other = await server.call('GET', '/v2/accounts/other/permissions/roles?permission_type=global')
    assert.deepEqual(other.body, envelope('user_error', 'ACCOUNTS_00006', 'invalid credentials'))
  })

  test('looks at credentials before the body', async () => {
    const { status } = await server.call('POST', '/roles', '{', { headers: basic('PK', 'wrong') })
    assert.equal(status, 401)
  })

  test('serves the public endpoints with any credentials and with none', async () => {
    const path = '/v2/accounts/permissions/public/catalog'
    const none = await server.app.inject({ method: 'GET', url: path })
    const wrong = await server.call('GET', path, undefined, { headers: basic('x', 'y') })
    assert.deepEqual([none.statusCode, wrong.status], [200, 200])
  })

  test('explains a denial with the smallest roles that would do', async () => {
    const role = { name: 'R', permission_type: 'global', scope_type: 'account' }
    const { status, body } = await server.call('POST', '/roles', role, { headers: basic('IK', 'IS') })
    assert.equal(status, 403)
    assert.partialDeepStrictEqual(body, {
      ...envelope('user_error', 'ACCOUNTS_00006', 'not allowed'),
      error: {
        details: {
          reason: 'this needs `create` on `Role` in the account',
          missing: [
            {
              action: 'create',
              resource: { type: 'Role', id: null },
              scope: { type: 'account' },
              permissions: ['cld::policy::global::roles::manage'],
              roles: [{ id: 'cld::role::account::admin' }, { id: 'cld::role::account::master_admin' }],
            },
          ],
          lacks: [],
        },
      },
    })
  })

  test('answers every malformed request in the envelope of the family', async () => {
    const long = 'a'.repeat(5000)
    for (const [name, method, path, body, contentType, status] of [
      ['broken JSON', 'POST', '/roles', '{"a":', 'application/json', 400],
      ['a name of prototypes', 'POST', '/roles', '{"__proto__":{"a":1}}', 'application/json', 400],
      ['deep JSON', 'POST', '/roles', '['.repeat(65) + ']'.repeat(65), 'application/json', 400],
      ['no object', 'POST', '/roles', '[]', 'application/json', 400],
      ['no body', 'POST', '/roles', undefined, undefined, 400],
      ['an empty body', 'POST', '/roles', '', 'application/json', 400],
      ['a body over 1 MiB', 'POST', '/roles', `"${'x'.repeat(1024 * 1024)}"`, 'application/json', 413],
      ['another media type', 'POST', '/roles', '<a/>', 'text/xml', 415],
      ['half a character in the address', 'GET', '/roles/%E0%A4', undefined, undefined, 400],
      ['an endless id', 'GET', `/roles/${long}`, undefined, undefined, 414],
      ['an unknown address', 'GET', '/nothing', undefined, undefined, 404],
      ['another method', 'PATCH', '/roles', undefined, undefined, 405],
    ] as const) {
      const headers = contentType === undefined ? {} : { 'content-type': contentType }
      const answer = await server.call(method, path, body, { headers })
      assert.equal(answer.status, status, name)
      assert.equal(answer.headers['content-type'], 'application/json', name)
      const { error } = answer.body as { readonly error: Readonly<Record<string, unknown>> }
      assert.deepEqual(Object.keys(error), ['category', 'code', 'message', 'details'], name)
      assert.equal(typeof error.details, 'object', name)
    }
  })

  test('says which methods an address takes', async () => {
    const { headers } = await server.call('PATCH', '/roles/r')
    assert.deepEqual(String(headers.allow).split(', ').sort(), ['DELETE', 'GET', 'HEAD', 'PUT'])
  })

  test('answers elsewhere with a problem document', async () => {
    const { status, headers } = await server.call('GET', '/api/nothing')
    assert.deepEqual([status, headers['content-type']], [404, 'application/problem+json'])
  })

  test('takes forms, and a body that says it is JSON and is empty on a DELETE', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const form = 'name=Form&permission_type=global&scope_type=account&id=form&system_policy_ids[]=&description='
    const made = await server.call('POST', '/roles', form, { headers })
    assert.equal(made.status, 201)
    assert.partialDeepStrictEqual(made.body, { data: { id: 'form', description: null, policies: [] } })
    const deleted = await server.call('DELETE', '/roles/form', '')
    assert.equal(deleted.status, 204)
  })

  test('serves our own client', async () => {
    const client = createClient({
      baseUrl: 'http://rolecall',
      key: 'PK',
      secret: 'PS',
      accountId: 'acc1',
      fetch: async (url, init) => {
        const path = new URL(url instanceof Request ? url.url : url)
        const answer = await server.app.inject({
          method: init?.method as 'GET',
          url: path.pathname + path.search,
          headers: init?.headers as Record<string, string>,
          ...(typeof init?.body === 'string' && { payload: init.body }),
        })
        return new Response(answer.statusCode === 204 ? null : answer.body, { status: answer.statusCode })
      },
    })
    const { data: roles } = await client.getRoles({ permission_type: 'content', policy_parameters: ['collection_id'] })
    assert.deepEqual([...new Set(roles.map(({ policy_parameters }) => policy_parameters?.join()))], ['collection_id'])
    const { data } = await client.createRole({ name: 'C', permission_type: 'global', scope_type: 'account' })
    assert.equal(await client.deleteRole({ role_id: data.id }), undefined)
    await assert.rejects(client.getRole({ role_id: data.id }), { name: 'CallFailed', status: 404 })
  })
})

describe('plans', () => {
  test('without the Permissions API close all of it but what is public', async () => {
    const server = await givenServer({ plan: 'free' })
    const { status, body } = await server.call('GET', '/roles?permission_type=global')
    assert.equal(status, 403)
    assert.partialDeepStrictEqual(body, envelope('user_error', 'ACCOUNTS_00006', 'not allowed'))
    assert.equal((await server.call('GET', '/v2/accounts/permissions/public/schema')).status, 200)
    await server.close()
  })

  test('without the Permissions API let no key give roles by our own endpoint either', async () => {
    const server = await givenServer({ plan: 'free' })
    const { status, body } = await server.call('POST', '/api/principals/provisioningKey/KN/roles', {})
    assert.equal(status, 403)
    assert.match(JSON.stringify(body), /the Permissions API not enabled/)
    await server.close()
  })

  test('without Assets Advanced refuse custom folder roles with the words that clients look for', async () => {
    const server = await givenServer({ assets_advanced: false })
    const role = { name: 'R', permission_type: 'content', scope_type: 'prodenv' }
    const { status, body } = await server.call('POST', '/roles', role)
    const { message } = (body as { readonly error: { readonly message: string } }).error
    assert.equal(status, 403)
    assert.match(message, /^not allowed: .*not enabled/)
    await server.close()
  })
})

describe('what nobody expected', () => {
  test('is an incident in the answer and an error in the log, without a word of what happened', async () => {
    const server = await givenServer()
    assert.equal((await server.call('GET', '/policies/custom')).status, 200)
    await server.house.store.close()
    const { status, body } = await server.call('GET', '/policies/custom')
    assert.equal(status, 500)
    assert.deepEqual(body, {
      error: {
        category: 'server_error',
        code: 'ACCOUNTS_00001',
        message: 'something went wrong',
        details: { reason: 'the incident id finds it in the log of the server', incident_id: 'incident-1' },
      },
    })
    await server.close()
  })
})

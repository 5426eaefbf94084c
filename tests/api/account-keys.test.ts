import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { givenServer, now, type GivenServer } from './given-server.ts'

describe('account management keys over HTTP', () => {
  let server: GivenServer
  before(async () => {
    server = await givenServer()
  })
  after(() => server.close())

  const at = new Date(now).toISOString()

  test('are listed with their roles, and without secrets', async () => {
    const { status, body } = await server.call('GET', '/api/account-keys')
    assert.equal(status, 200)
    const dates = { created_by: 'operator:bootstrap', created_at: at, updated_at: at }
    const unused = {
      purpose: null,
      owner: null,
      owner_name: null,
      owner_active: null,
      last_used_at: null,
      last_used_for: null,
    }
    const { keys } = body as { readonly keys: readonly { readonly key: string; readonly roles: readonly unknown[] }[] }
    assert.deepEqual(
      keys.find(({ key }) => key === 'IK'),
      { key: 'IK', name: 'idle', enabled: true, ...dates, ...unused, has_roles: false, roles: [] },
    )
    const main = keys.find(({ key }) => key === 'PK')?.roles
    assert.equal(main?.length, 2)
    assert.deepEqual(
      main.find((role) => (role as { readonly scope_type: string }).scope_type === 'prodenv'),
      {
        role_id: 'cld::role::prodenv::master_admin',
        name: 'Master Admin',
        scope_type: 'prodenv',
        scope_id: 'all',
      },
    )
  })

  test('are made with a secret that is told once and a notice that they have no permission', async () => {
    const { status, body } = await server.call('POST', '/api/account-keys', { name: 'robot' })
    assert.equal(status, 201)
    const { key, secret, ...rest } = body as { readonly key: string; readonly secret: string }
    assert.match(secret, /^[\w-]{27}$/)
    assert.deepEqual(rest, {
      name: 'robot',
      enabled: true,
      purpose: null,
      created_by: 'account_key:PK',
      owner: null,
      created_at: at,
      updated_at: at,
      has_roles: false,
      notice: 'this key has no permission until it is given a role; keep the secret, it is not shown again',
    })
    const disabled = await server.call('PUT', `/api/account-keys/${key}`, { enabled: 'false' })
    assert.equal(disabled.status, 200)
    assert.equal((disabled.body as { readonly enabled: boolean }).enabled, false)
    assert.ok(!JSON.stringify(disabled.body).includes(secret))
    assert.equal((await server.call('DELETE', `/api/account-keys/${key}`)).status, 204)
  })

  test('refuse in problem documents', async () => {
    const bare = await server.call('PUT', '/api/account-keys/IK', {})
    assert.equal(bare.status, 400)
    assert.deepEqual(bare.body, {
      type: 'urn:rolecall:problem:missing_fields',
      title: 'missing fields',
      status: 400,
      fields: ['name', 'purpose', 'enabled', 'owner'],
    })
    const absent = await server.call('DELETE', '/api/account-keys/nobody')
    assert.equal(absent.status, 404)
    assert.deepEqual((absent.body as { readonly fields: unknown }).fields, [{ key: 'nobody' }])
    const taken = await server.call('POST', '/api/account-keys', { name: 'main' })
    assert.equal(taken.status, 409)
    assert.equal((taken.body as { readonly title: string }).title, 'a key named `main` already exists')
    const last = await server.call('PUT', '/api/account-keys/PK', { enabled: false })
    assert.equal(last.status, 409)
    assert.equal((last.body as { readonly type: string }).type, 'urn:rolecall:problem:last_master_admin')
  })
})

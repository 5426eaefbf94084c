// What a request names is what it touches, and no more (field classes 9 to 15), and a right that has gone is gone at
// once (23).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permission, systemRole } from '../given/acme.ts'
import { password, type Answer } from '../identity/given-site.ts'
import { givenCalls, permissions, provisioning, type GivenCalls } from './given-calls.ts'

const demo = `${provisioning}/sub_accounts/env-demo`
const bodyOf = ({ body }: Answer): string => JSON.stringify(body)

test('a key is found at the address of its own environment alone, whatever the caller holds elsewhere', async (t) => {
  const given = await givenCalls(t)
  const master = given.by('KM')
  const elsewhere = `${provisioning}/sub_accounts/env-live/access_keys/101`
  assert.equal((await master('PUT', elsewhere, { name: 'X' })).status, 404)
  assert.equal((await master('DELETE', elsewhere)).status, 404)
  assert.equal((await master('DELETE', `${provisioning}/sub_accounts/env-live/access_keys?name=bare`)).status, 404)
  const { send, key } = await given.holding({})
  const live = { operation: 'add', principal: { type: 'provisioningKey', id: key.id } }
  const roles = [{ id: systemRole('prodenv::master_admin'), scope_id: 'env-live' }]
  assert.equal((await master('PUT', `${permissions}/principal_roles`, { ...live, roles })).status, 200)
  const own = `${provisioning}/sub_accounts/env-live/access_keys`
  assert.equal((await send('PUT', `${own}/102`, { name: 'mine' })).status, 200)
  for (const [method, path] of [
    ['PUT', `${demo}/access_keys/101`],
    ['DELETE', `${demo}/access_keys/101`],
    ['PUT', `${own}/101`],
    ['DELETE', `${demo}/access_keys?name=bare`],
  ] as const) {
    const answer = await send(method, path, method === 'PUT' ? { name: 'X' } : undefined)
    assert.ok(answer.status === 403 || answer.status === 404, `${path} ${answer.status}`)
    assert.doesNotMatch(bodyOf(answer), /bare/)
  }
  assert.deepEqual((await given.house.store.findApiKey('101' as never))?.name, 'bare')
})

test('keys of others are deleted, disabled and renamed only by who may, and sessions and links alike', async (t) => {
  const given = await givenCalls(t, {
    users: [
      {
        ...{ name: 'Mara', email: 'mara@example.com', password, environments: 'all' },
        roles: [systemRole('account::master_admin')],
      },
      { name: 'Otto', email: 'otto@example.com', password, environments: 'all' },
    ],
  })
  const [mara, otto] = [given.browser(), given.browser()]
  await mara.signIn('mara@example.com')
  await otto.signIn('otto@example.com')
  const owner = given.principal('Mara').id
  const before = await given.revision()
  for (const [method, path, body] of [
    ['DELETE', '/api/account-keys/KN', undefined],
    ['PUT', '/api/account-keys/KN', { enabled: false }],
    ['DELETE', `${demo}/access_keys/101`, undefined],
    ['PUT', `${demo}/access_keys/101`, { enabled: false }],
    ['POST', `/api/users/${owner}/sessions/end`, {}],
    ['POST', `/api/users/${owner}/password-reset`, {}],
    ['GET', `/api/users/${owner}/sessions`, undefined],
  ] as const) {
    assert.equal((await otto.send(method, path, body)).status, 403, path)
  }
  assert.equal(await given.revision(), before)
  assert.equal((await mara.send('GET', '/api/session')).status, 200)
})

/** Each changes something; the account's viewers may do none. */
const changes = (given: GivenCalls): readonly (readonly [string, string, object?])[] => {
  const [vera, idle] = [given.principal('Vera').id, given.principal('Idle').id]
  const assignment = { operation: 'remove', principal: { type: 'user', id: vera }, roles: [] }
  return [
    ['POST', `${provisioning}/sub_accounts`, { name: 'New' }],
    ['PUT', demo, { name: 'New' }],
    ['DELETE', demo],
    ['POST', `${demo}/access_keys`, {}],
    ['PUT', `${demo}/access_keys/101`, { name: 'New' }],
    ['DELETE', `${demo}/access_keys/101`],
    ['DELETE', `${demo}/access_keys?name=bare`],
    ['POST', `${provisioning}/users`, { name: 'N', email: 'n@example.com' }],
    ['PUT', `${provisioning}/users/${vera}`, { name: 'New' }],
    ['DELETE', `${provisioning}/users/${vera}`],
    ['POST', `${provisioning}/user_groups`, { name: 'New' }],
    ['PUT', `${provisioning}/user_groups/${idle}`, { name: 'New' }],
    ['DELETE', `${provisioning}/user_groups/${idle}`],
    ['POST', `${provisioning}/user_groups/${idle}/users/${vera}`],
    ['DELETE', `${provisioning}/user_groups/${idle}/users/${vera}`],
    [
      'POST',
      `${permissions}/roles`,
      { name: 'R', permission_type: 'global', scope_type: 'account', system_policy_ids: [] },
    ],
    ['PUT', `${permissions}/roles/thing`, { name: 'R', permission_type: 'global', system_policy_ids: [] }],
    ['DELETE', `${permissions}/roles/thing?force=true`],
    ['PUT', `${permissions}/principal_roles`, assignment],
    ['PUT', `${permissions}/roles/thing/principals`, { operation: 'add', principals: [] }],
    ['POST', '/api/account-keys', { name: 'New' }],
    ['PUT', '/api/account-keys/KN', { name: 'New' }],
    ['DELETE', '/api/account-keys/KN'],
    [
      'POST',
      '/api/invitations',
      { people: [{ name: 'N', email: 'n@example.com' }], access_bundle: 'media_library_user' },
    ],
    ['POST', `/api/users/${vera}/password-reset`, {}],
    ['POST', `/api/users/${vera}/sessions/end`, {}],
  ]
}

test('who may read everything of people, groups, environments, keys and roles changes none of it by any verb', async (t) => {
  const given = await givenCalls(t, {
    custom_roles: [{ id: 'thing', name: 'Thing', level: 'account', permissions: [permission('global::roles::view')] }],
  })
  const { send } = await given.holding({
    account: [
      ...['users_and_groups::view', 'roles::view', 'product_environments::view', 'account_management_keys::view'],
      ...['custom_policies::view', 'billing::view'],
    ],
    environment: ['api_keys::view'],
  })
  for (const path of ['/users', '/user_groups', '/sub_accounts', '/sub_accounts/env-demo/access_keys']) {
    assert.equal((await send('GET', provisioning + path)).status, 200, path)
  }
  const before = await given.revision()
  for (const [method, path, body] of changes(given)) {
    const answer = await send(method, path, body)
    assert.equal(answer.status, 403, `${method} ${path} ${bodyOf(answer)}`)
  }
  assert.equal(await given.revision(), before)
})

test('a membership takes the right to both of its ends, over HTTP too', async (t) => {
  const given = await givenCalls(t)
  const [vera, idle] = [given.principal('Vera').id, given.principal('Idle').id]
  const hide = (type: string, id: string) => ({
    ...{ name: id, scope_type: 'account', enabled: true },
    policy_statement: `forbid(principal == Cloudinary::ProvisioningKey::"KA", action, resource == Cloudinary::${type}::"${id}");`,
  })
  const path = `${provisioning}/user_groups/${idle}/users/${vera}`
  assert.equal((await given.by('KA')('POST', path)).status, 200)
  for (const [type, id] of [
    ['User', vera],
    ['Group', idle],
  ] as const) {
    const { body } = await given.by('KM')('POST', `${permissions}/policies/custom`, hide(type, id))
    for (const method of ['DELETE', 'POST']) assert.equal((await given.by('KA')(method, path)).status, 403, type)
    const policy = (body.data as { readonly id: string }).id
    assert.equal((await given.by('KM')('DELETE', `${permissions}/policies/custom/${policy}`)).status, 204)
  }
  assert.equal((await given.by('KA')('DELETE', path)).status, 200)
})

/** What requests must not be able to set. */
const stolen = {
  ...{
    id: 'chosen',
    api_key: 'chosen',
    key: 'chosen',
    api_secret: 'known',
    secret: 'known',
    root: true,
    account_id: 'x',
  },
  ...{
    created_by: 'user:x',
    created_at: '2001-01-01',
    roles: [systemRole('prodenv::master_admin')],
    plan: 'enterprise',
  },
  ...{
    management_type: 'system',
    environmentId: 'env-live',
    sub_account_id: 'env-live',
    isEnabled: false,
    revision: 0,
  },
}

test('keys, environments and roles take nothing from a request but what they are made of', async (t) => {
  const given = await givenCalls(t)
  const send = given.by('KM')
  const key = (await send('POST', `${demo}/access_keys`, { ...stolen, name: 'K' })).body
  assert.notEqual(key.api_key, 'chosen')
  assert.notEqual(key.api_secret, 'known')
  assert.deepEqual([key.root, key.enabled], [false, true])
  const id = String(key.api_key)
  const stored = await given.house.store.findApiKey(id as never)
  assert.deepEqual([stored?.environmentId, stored?.createdBy, stored?.ownerId], ['env-demo', 'account_key:KM', null])
  assert.deepEqual(
    await given.house.store.listAssignments(given.account.id, { principals: [{ type: 'api_key', id: id as never }] }),
    [],
  )
  const account = (await send('POST', '/api/account-keys', { ...stolen, name: 'A' })).body
  assert.notEqual(account.key, 'chosen')
  assert.deepEqual([account.created_by, account.has_roles], ['account_key:KM', false])
  const environment = (await send('POST', `${provisioning}/sub_accounts`, { ...stolen, name: 'E' })).body
  assert.notEqual(environment.id, 'chosen')
  assert.notEqual(environment.created_at, '2001-01-01')
  const role = {
    ...stolen,
    id: 'mine',
    name: 'R',
    permission_type: 'global',
    scope_type: 'account',
    system_policy_ids: [],
  }
  const made = (await send('POST', `${permissions}/roles`, role)).body.data as Readonly<Record<string, unknown>>
  assert.equal(made.management_type, 'custom')
  const standing = (await given.house.store.find('account', { id: given.account.id }))?.plan
  assert.equal(standing, given.account.plan)
})

test('an environment, a key or a group made anew under an old name has nothing of the old one', async (t) => {
  const given = await givenCalls(t)
  const send = given.by('KM')
  const oldKey = String((await send('POST', `${demo}/access_keys`, { name: 'again' })).body.api_key)
  const give = (id: string) => ({
    ...{ operation: 'add', principal: { type: 'apiKey', id } },
    roles: [{ id: systemRole('prodenv::master_admin'), scope_id: 'env-demo' }],
  })
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give(oldKey))).status, 200)
  assert.equal((await send('DELETE', `${demo}/access_keys/${oldKey}`)).status, 200)
  const key = String((await send('POST', `${demo}/access_keys`, { name: 'again' })).body.api_key)
  assert.notEqual(key, oldKey)
  const rolesOf = async (type: string, id: string) => {
    const query = `principal_type=${type}&principal_id=${id}&permission_type=global`
    return (await send('GET', `${permissions}/principal_roles?${query}`)).body.data
  }
  assert.deepEqual(await rolesOf('apiKey', key), [])
  const vera = given.principal('Vera').id
  assert.equal((await send('DELETE', demo)).status, 200)
  const again = (await send('POST', `${provisioning}/sub_accounts`, { name: 'Demo', cloud_name: 'demo' })).body
  assert.notEqual(again.id, 'env-demo')
  const open = (await send('GET', `${provisioning}/users/${vera}/sub_accounts`)).body.sub_accounts
  assert.deepEqual(open, [])
  const creative = given.principal('Creative').id
  assert.equal((await send('DELETE', `${provisioning}/user_groups/${creative}`)).status, 200)
  const group = String((await send('POST', `${provisioning}/user_groups`, { name: 'Creative' })).body.id)
  assert.notEqual(group, creative)
  assert.deepEqual(await rolesOf('group', group), [])
  assert.deepEqual((await send('GET', `${provisioning}/user_groups/${group}/users`)).body, { users: [] })
})

test('another spelling of an id in an address, a query or a body names nobody', async (t) => {
  const given = await givenCalls(t)
  const send = given.by('KM')
  const before = await given.revision()
  for (const id of ['ENV-DEMO', 'env-demo.', 'env-demo%20', '%65nv-Demo', 'env-demo%00', 'env%E2%80%90demo']) {
    assert.equal((await send('PUT', `${provisioning}/sub_accounts/${id}`, { name: 'X' })).status, 404, id)
    const listed = await send('GET', `${provisioning}/users?sub_account_id=${id}`)
    assert.deepEqual([listed.status, /Cannot find sub account with id /.test(bodyOf(listed))], [404, true], id)
  }
  for (const id of ['km', 'KM ', 'KM.', 'ＫＭ']) {
    const principal = { type: 'provisioningKey', id }
    const change = { operation: 'remove', principal, roles: [{ id: systemRole('account::admin') }] }
    assert.equal((await send('PUT', `${permissions}/principal_roles`, change)).status, 404, id)
    assert.equal((await send('PUT', `/api/account-keys/${encodeURIComponent(id)}`, { name: 'X' })).status, 404, id)
  }
  assert.equal(await given.revision(), before)
  // The percent-encoded same letters are the same id.
  assert.equal((await send('GET', `${provisioning}/sub_accounts/%65nv-demo`)).status, 200)
})

test('a right that is taken, a group that is left and an environment that is closed count no more in the very next request', async (t) => {
  const given = await givenCalls(t, {
    groups: [{ name: 'Admins', roles: [systemRole('account::admin')] }, { name: 'Idle' }],
    users: [
      { name: 'Ada', email: 'ada@example.com', password, environments: 'all', groups: ['Admins'] },
      {
        ...{ name: 'Tim', email: 'tim@example.com', password, environments: ['demo'] },
        roles: [{ role: systemRole('prodenv::admin'), environments: 'all' }],
      },
    ],
  })
  const master = given.by('KM')
  const [ada, tim] = [given.browser(), given.browser()]
  await ada.signIn('ada@example.com')
  await tim.signIn('tim@example.com')
  const [adaId, timId, admins] = ['Ada', 'Tim', 'Admins'].map((name) => given.principal(name).id)
  assert.ok(adaId !== undefined && timId !== undefined && admins !== undefined)
  const users = () => ada.send('GET', `${provisioning}/users`)
  const keys = () => tim.send('GET', `${demo}/access_keys`)
  assert.deepEqual([(await users()).status, (await keys()).status], [200, 200])
  await master('DELETE', `${provisioning}/user_groups/${admins}/users/${adaId}`)
  await master('PUT', `${provisioning}/users/${timId}`, { sub_account_ids: ['env-live'] })
  assert.deepEqual([(await users()).status, (await keys()).status], [403, 403])
  const role = (operation: string) => ({
    ...{ operation, principal: { type: 'user', id: adaId } },
    roles: [{ id: systemRole('account::admin') }],
  })
  await master('PUT', `${permissions}/principal_roles`, role('add'))
  assert.equal((await users()).status, 200)
  await master('PUT', `${permissions}/principal_roles`, role('remove'))
  assert.equal((await users()).status, 403)
  await master('PUT', `${provisioning}/users/${adaId}`, { enabled: false })
  assert.equal((await users()).status, 401)
  await master('PUT', '/api/account-keys/KA', { enabled: false })
  assert.equal((await given.by('KA')('GET', `${provisioning}/users`)).status, 401)
})

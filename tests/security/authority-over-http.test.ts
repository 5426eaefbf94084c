// Nobody gains more than they hold by any request (field classes 1, 3 to 7), nobody locks the account (36), and the plan
// holds whoever asks (37).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permission, systemRole } from '../given/acme.ts'
import { password, type Answer } from '../identity/given-site.ts'
import { givenCalls, permissions, provisioning } from './given-calls.ts'

const master = systemRole('account::master_admin')
const admin = systemRole('account::admin')

const messageOf = ({ body }: Answer): string => JSON.stringify(body)

/** Asserts that the escalation rule stopped a request, that it names what would be given, and that nothing changed. */
async function assertGivesTooMuch(given: { readonly revision: () => Promise<number> }, ask: () => Promise<Answer>) {
  const before = await given.revision()
  const answer = await ask()
  assert.equal(answer.status, 403, messageOf(answer))
  assert.match(messageOf(answer), /cld::policy::/)
  assert.equal(await given.revision(), before)
}

test('an administrator reaches no master role by joining a group over HTTP, nor by putting another into it', async (t) => {
  const given = await givenCalls(t, {
    groups: [{ name: 'Owners', roles: [master] }, { name: 'Idle' }],
    users: [{ name: 'Ada', email: 'ada@example.com', password, environments: 'all', roles: [admin] }],
  })
  const ada = given.browser()
  await ada.signIn('ada@example.com')
  const [own, owners, idle] = [given.principal('Ada').id, given.principal('Owners').id, given.principal('Idle').id]
  const join = (group: string, send = ada.send) => send('POST', `${provisioning}/user_groups/${group}/users/${own}`)
  await assertGivesTooMuch(given, () => join(owners))
  await assertGivesTooMuch(given, () => join(owners, given.by('KA')))
  assert.equal((await join(idle)).status, 200)
  const group = { operation: 'add', principal: { type: 'group', id: idle }, roles: [{ id: master }] }
  await assertGivesTooMuch(given, () => ada.send('PUT', `${permissions}/principal_roles`, group))
})

test('a key gives itself, a sibling or an environment’s key nothing that it lacks, by either address', async (t) => {
  const given = await givenCalls(t)
  const send = given.by('KA')
  const principals = [
    { type: 'provisioningKey', id: 'KA' },
    { type: 'provisioningKey', id: 'KN' },
    { type: 'apiKey', id: '101' },
  ] as const
  for (const principal of principals) {
    const isApiKey = principal.type === 'apiKey'
    const id = isApiKey ? systemRole('prodenv::master_admin') : master
    const scope = isApiKey ? { scope_id: 'env-demo' } : {}
    const whole = { operation: 'add', principal, roles: [{ id, ...scope }] }
    const other = { principal_type: principal.type, principal_id: principal.id, ...scope }
    const ask = [
      () => send('PUT', `${permissions}/principal_roles`, whole),
      () => send('PUT', `${permissions}/roles/${id}/principals`, { operation: 'add', principals: [other] }),
    ]
    for (const one of ask) {
      const before = await given.revision()
      assert.equal((await one()).status, 403)
      assert.equal(await given.revision(), before)
    }
  }
})

test('a role that a key holds is widened over HTTP by nobody who lacks what is added', async (t) => {
  const given = await givenCalls(t, {
    custom_roles: [{ id: 'tool', name: 'Tool', level: 'account', permissions: [permission('global::roles::view')] }],
  })
  const { send, key } = await given.holding({
    account: ['roles::manage', 'roles::view', 'account_management_keys::manage'],
  })
  const give = { operation: 'add', principal: { type: 'provisioningKey', id: key.id }, roles: [{ id: 'tool' }] }
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give)).status, 200)
  const widen = (...ids: readonly string[]) =>
    send('PUT', `${permissions}/roles/tool`, {
      ...{ name: 'Tool', permission_type: 'global', scope_type: 'account' },
      system_policy_ids: ids.map((id) => permission(`global::${id}`)),
    })
  await assertGivesTooMuch(given, () => widen('roles::view', 'billing::manage'))
  assert.equal((await widen('roles::view', 'roles::manage')).status, 200)
})

test('an invitation or a new user over HTTP gives no more than the inviter holds; taking away stays free', async (t) => {
  const given = await givenCalls(t)
  const send = given.by('KA')
  const invited = { people: [{ name: 'New', email: 'new@example.com' }], access_bundle: 'master_admin' }
  await assertGivesTooMuch(given, () => send('POST', '/api/invitations', invited))
  const user = { name: 'New', email: 'new@example.com', role: 'master_admin' }
  await assertGivesTooMuch(given, () => send('POST', `${provisioning}/users`, user))
  const vera = given.principal('Vera').id
  const give = (operation: string) => ({
    ...{ operation, principal: { type: 'user', id: vera } },
    roles: [{ id: master }],
  })
  assert.equal((await given.by('KM')('PUT', `${permissions}/principal_roles`, give('add'))).status, 200)
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give('remove'))).status, 200)
})

test('no administrator takes over a Master Admin over HTTP: by e-mail, password link, enabling, key or second factor', async (t) => {
  const given = await givenCalls(t, {
    users: [
      { name: 'Mara', email: 'mara@example.com', password, environments: 'all', roles: [master] },
      { name: 'Off', email: 'off@example.com', password, enabled: false, environments: 'all', roles: [master] },
    ],
  })
  const send = given.by('KA')
  const [mara, off] = [given.principal('Mara').id, given.principal('Off').id]
  await given.by('KM')('PUT', '/api/account-keys/KN', { enabled: false })
  const give = { operation: 'add', principal: { type: 'provisioningKey', id: 'KN' }, roles: [{ id: master }] }
  await given.by('KM')('PUT', `${permissions}/principal_roles`, give)
  const attempts: readonly (readonly [string, string, object?])[] = [
    ['PUT', `${provisioning}/users/${mara}`, { email: 'mine@example.com' }],
    ['PUT', `${provisioning}/users/${off}`, { enabled: true }],
    ['PUT', '/api/account-keys/KN', { enabled: true }],
    ['POST', `/api/users/${mara}/password-reset`],
    ['POST', `/api/users/${mara}/second-factor/clear`],
  ]
  for (const [method, path, body] of attempts) {
    const before = await given.revision()
    assert.equal((await send(method, path, body)).status, 403, path)
    assert.equal(await given.revision(), before)
  }
})

test('the last Master Admin stays by every route over HTTP, also when two go at once', async (t) => {
  const given = await givenCalls(t, {
    account: {
      ...{ id: 'acme', name: 'Acme', plan: 'enterprise', assets_advanced: true },
      management_keys: [{ name: 'admin', key: 'KA', secret: 's', roles: [admin] }],
    },
    groups: [{ name: 'Owners', roles: [master] }],
    users: [
      { name: 'One', email: 'one@example.com', password, environments: 'all', roles: [master] },
      { name: 'Two', email: 'two@example.com', password, environments: 'all', groups: ['Owners'] },
    ],
  })
  const [one, two, owners] = ['One', 'Two', 'Owners'].map((name) => given.principal(name).id)
  assert.ok(one !== undefined && two !== undefined && owners !== undefined)
  const send = given.by('KA')
  // Each may go while the other stays, so at once exactly one does.
  const both = await Promise.all([
    send('PUT', `${provisioning}/users/${one}`, { enabled: false }),
    send('DELETE', `${provisioning}/user_groups/${owners}/users/${two}`),
  ])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 409], both.map(messageOf).join())
  const isOneLeft = both[0].status !== 200
  const last = isOneLeft ? one : two
  const remove = (type: string, id: string) => ({
    operation: 'remove',
    principal: { type, id },
    roles: [{ id: master }],
  })
  const principals = [{ principal_type: isOneLeft ? 'user' : 'group', principal_id: isOneLeft ? one : owners }]
  const routes: readonly (readonly [string, string, object?])[] = [
    ['PUT', `${provisioning}/users/${last}`, { enabled: false }],
    ['DELETE', `${provisioning}/users/${last}`],
    ['PUT', `${permissions}/roles/${master}/principals`, { operation: 'remove', principals }],
    ...(isOneLeft
      ? ([['PUT', `${permissions}/principal_roles`, remove('user', one)]] as const)
      : ([
          ['PUT', `${permissions}/principal_roles`, remove('group', owners)],
          ['DELETE', `${provisioning}/user_groups/${owners}/users/${two}`],
          ['DELETE', `${provisioning}/user_groups/${owners}`],
        ] as const)),
  ]
  for (const [method, path, body] of routes) {
    const before = await given.revision()
    const answer = await send(method, path, body)
    assert.equal(answer.status, 409, `${path} ${messageOf(answer)}`)
    assert.match(messageOf(answer), /without an active Master Admin/)
    assert.equal(await given.revision(), before)
  }
})

test('the plan holds for keys and for people alike: what it lacks is refused by every address that could make it', async (t) => {
  const given = await givenCalls(t, {
    account: {
      ...{ id: 'acme', name: 'Acme', plan: 'free', assets_advanced: false },
      management_keys: [{ name: 'master', key: 'KM', secret: 's', roles: [master] }],
    },
    users: [
      {
        ...{ name: 'Mara', email: 'mara@example.com', password, environments: 'all' },
        roles: [master, { role: systemRole('prodenv::master_admin'), environments: 'all' }],
      },
    ],
  })
  const mara = given.browser()
  await mara.signIn('mara@example.com')
  const role = { name: 'R', permission_type: 'global', scope_type: 'account', system_policy_ids: [] }
  const policy = {
    ...{ name: 'P', scope_type: 'account', enabled: true },
    policy_statement: 'forbid(principal, action, resource is Cloudinary::Group);',
  }
  const before = await given.revision()
  for (const [path, body] of [
    [`${permissions}/roles`, role],
    [`${permissions}/roles`, { ...role, permission_type: 'content', scope_type: 'prodenv' }],
    [`${permissions}/policies/custom`, policy],
  ] as const) {
    const [byKey, byPerson] = [await given.by('KM')('POST', path, body), await mara.send('POST', path, body)]
    assert.deepEqual([byKey.status, byPerson.status], [403, 403], path)
    assert.match(messageOf(byPerson), /not enabled for this account; `(enterprise|assets_advanced)` has it/)
  }
  assert.equal(await given.revision(), before)
  // Reading stays open, and so does what every plan has.
  assert.equal((await mara.send('GET', `${permissions}/roles?permission_type=global`)).status, 200)
  assert.equal((await mara.send('POST', `${provisioning}/user_groups`, { name: 'G' })).status, 200)
})

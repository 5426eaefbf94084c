// Who opens a gate gives what lies behind it (field classes 1, 3 and 5; docs/decisions/0007-what-opening-gives.md).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { permission, systemRole } from '../given/acme.ts'
import { givenCalls, permissions, provisioning, type GivenCalls } from './given-calls.ts'

const demo = `${provisioning}/sub_accounts/env-demo`
const library = permission('global::ml::access')
const keys = permission('global::api_keys::manage')
const mlUser = systemRole('prodenv::ml_user')

/** Vera and `Painters` have roles on folders of `demo`, and no access to the Media Library; `Open` has that alone. */
const people = {
  custom_roles: [
    { id: 'library', name: 'Library', level: 'environment', permissions: [library] },
    { id: 'blank', name: 'Blank', level: 'environment', permissions: [keys] },
  ],
  groups: [
    { name: 'Painters', roles: [{ role: systemRole('folder::editor'), environment: 'demo', folder: 'brand' }] },
    { name: 'Open', roles: [{ role: 'library', environments: 'all' }] },
    { name: 'Blank', roles: [{ role: 'blank', environments: 'all' }] },
  ],
  users: [
    {
      ...{ name: 'Vera', email: 'vera@example.com', password: 'x', environments: ['demo'], groups: ['Blank'] },
      roles: [{ role: systemRole('folder::manager'), environment: 'demo', folder: 'brand' }],
    },
    { name: 'Paul', email: 'paul@example.com', password: 'x', environments: 'all', groups: ['Painters'] },
    { name: 'Otto', email: 'otto@example.com', password: 'x', environments: 'all' },
  ],
}

const given = (t: TestContext): Promise<GivenCalls> => givenCalls(t, people)

/** A caller who runs people, roles and environments, and holds access to the Media Library, but nothing on folders. */
const steward = (calls: GivenCalls) =>
  calls.holding({
    account: ['users_and_groups::manage', 'roles::manage', 'roles::view', 'product_environments::manage'],
    environment: ['ml::access', 'api_keys::manage'],
  })

const errorOf = (body: Readonly<Record<string, unknown>>): string => JSON.stringify(body.error)
const give = (id: string, role = mlUser, scope_id = 'all') => ({
  operation: 'add',
  principal: { type: 'user', id },
  roles: [{ id: role, scope_id }],
})

test('an environment is enabled only by who holds what it gives back', async (t) => {
  const calls = await given(t)
  const master = calls.by('KM')
  const { send } = await steward(calls)
  assert.equal((await send('PUT', demo, { enabled: false })).status, 200)
  const refused = await send('PUT', demo, { enabled: true })
  assert.equal(refused.status, 403)
  assert.match(errorOf(refused.body), /this would give what you do not hold there yourself/)
  assert.match(errorOf(refused.body), /content::folder::/)
  assert.doesNotMatch(errorOf(refused.body), new RegExp(calls.folder('demo:brand')))
  assert.equal((await master('GET', demo)).body.enabled, false)
  // What changes nothing about it stays free.
  assert.equal((await send('PUT', demo, { name: 'Renamed', enabled: false })).status, 200)
  assert.equal((await master('PUT', demo, { enabled: true })).status, 200)
  assert.equal((await send('PUT', demo, { name: 'Again', enabled: true })).status, 200)
})

test('an environment in which nothing was given is enabled by whoever may change it', async (t) => {
  const file = { users: [], groups: [], environments: [{ id: 'env-bare', cloud_name: 'bare', name: 'Bare' }] }
  const account = {
    management_keys: [{ name: 'm', key: 'KM', secret: 's', roles: [systemRole('account::master_admin')] }],
  }
  const calls = await givenCalls(t, { ...file, account: { id: 'acme', name: 'Acme', plan: 'enterprise', ...account } })
  const { send } = await calls.holding({ account: ['product_environments::manage'] })
  const bare = `${provisioning}/sub_accounts/env-bare`
  assert.equal((await send('PUT', bare, { enabled: false })).status, 200)
  assert.equal((await send('PUT', bare, { enabled: true })).status, 200)
})

test('a permit of a custom policy in an environment counts among what enabling gives back', async (t) => {
  const calls = await givenCalls(t, { groups: [], users: [], environments: [{ id: 'e', cloud_name: 'e', name: 'E' }] })
  const { send } = await calls.holding({ account: ['product_environments::manage'] })
  const statement = 'permit(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);'
  await calls.by('KM')('POST', `${permissions}/policies/custom`, {
    ...{ name: 'P', scope_type: 'prodenv', scope_id: 'e', policy_statement: statement, enabled: true },
  })
  const path = `${provisioning}/sub_accounts/e`
  assert.equal((await send('PUT', path, { enabled: false })).status, 200)
  assert.equal((await send('PUT', path, { enabled: true })).status, 403)
})

test('access to the Media Library wakes roles on folders: by assignment, by group, by bundle, by a role’s edit', async (t) => {
  const calls = await given(t)
  const { send } = await steward(calls)
  const master = calls.by('KM')
  const [vera, paul, otto] = ['Vera', 'Paul', 'Otto'].map((name) => calls.principal(name).id)
  assert.ok(vera !== undefined && paul !== undefined && otto !== undefined)
  const opened = async (): Promise<number> => calls.revision()
  const before = await opened()
  const attempts: readonly (readonly [string, string, object?])[] = [
    ['PUT', `${permissions}/principal_roles`, give(vera, 'library')],
    ['PUT', `${permissions}/principal_roles`, give(vera, 'library', 'env-demo')],
    ['PUT', `${permissions}/principal_roles`, give(paul, 'library')],
    ['POST', `${provisioning}/user_groups/${calls.principal('Open').id}/users/${vera}`],
    [
      'PUT',
      `${permissions}/roles/blank`,
      { name: 'Blank', permission_type: 'global', system_policy_ids: [keys, library] },
    ],
    [
      'PUT',
      `${permissions}/principal_roles`,
      { ...give('', 'library'), principal: { type: 'group', id: calls.principal('Painters').id } },
    ],
  ]
  for (const [method, path, body] of attempts) {
    const answer = await send(method, path, body)
    assert.equal(answer.status, 403, `${path} ${JSON.stringify(body)}`)
    assert.match(errorOf(answer.body), /content::folder::/, path)
  }
  assert.equal(await opened(), before)
  // Elsewhere nothing wakes, and who has nothing on folders is let in by whoever holds the access.
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give(otto, 'library'))).status, 200)
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give(vera, 'library', 'env-live'))).status, 200)
  for (const [method, path, body] of attempts) assert.equal((await master(method, path, body)).status, 200, path)
  // What counts already wakes no more.
  assert.equal((await send('PUT', `${permissions}/principal_roles`, give(vera, 'library'))).status, 200)
})

test('a custom policy that opens the Media Library takes what is given on folders in its reach', async (t) => {
  const calls = await given(t)
  const { send } = await calls.holding({ account: ['custom_policies::manage'], environment: ['ml::access'] })
  const permit = (scope_id: string) => ({
    ...{ name: 'Open', scope_type: 'prodenv', scope_id, enabled: true },
    policy_statement: `permit(principal, action == Cloudinary::Action::"read", resource == Cloudinary::Feature::"cld::global::ml::access");`,
  })
  const refused = await send('POST', `${permissions}/policies/custom`, permit('env-demo'))
  assert.equal(refused.status, 403)
  assert.match(errorOf(refused.body), /content::folder::|Folder|Asset/)
  assert.equal((await calls.by('KM')('POST', `${permissions}/policies/custom`, permit('env-demo'))).status, 201)
})

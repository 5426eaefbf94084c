// The 47 tools of the vendor's MCP server for accounts, over standard input and output, against a server of ours.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { givenInstallation, ids } from './given-installation.ts'
import { startMcp, type Mcp } from './mcp-client.ts'

/** Every tool, in the order in which the server lists them. */
const tools = [
  ...['list', 'create', 'get', 'update', 'delete'].map((verb) => `product-environments-${verb}`),
  ...['list', 'generate', 'delete-by-name', 'update', 'delete'].map((verb) => `access-keys-${verb}`),
  ...['list', 'create', 'get', 'update', 'delete', 'get-groups', 'list-sub-accounts'].map((verb) => `users-${verb}`),
  ...['list', 'create', 'get', 'update', 'delete'].map((verb) => `user-groups-${verb}`),
  ...['list-users', 'add-user', 'remove-user'].map((verb) => `user-groups-${verb}`),
  ...['billing-usage-get', 'get-catalog', 'validate-policy', 'get-schema', 'list-system-policies'],
  ...['list-custom-policies', 'create-custom-policy', 'get-custom-policy', 'update-custom-policy'],
  ...['delete-custom-policy', 'list-effective-policies', 'list-roles', 'create-role', 'get-role', 'update-role'],
  ...['delete-role', 'list-role-principals', 'update-role-principals', 'list-principal-roles'],
  ...['update-principal-roles', 'inspect-principals', 'inspect-principals-multiple'],
]
const driven = new Set<string>()

type Body = Readonly<Record<string, unknown>>

/** Starts both servers. @returns a call that must succeed, and the MCP server */
async function given(t: TestContext): Promise<{
  readonly mcp: Mcp
  readonly call: (tool: string, parameters?: object) => Promise<Body>
}> {
  const { url } = await givenInstallation(t)
  const mcp = await startMcp(t, url)
  const call = async (tool: string, parameters: object = {}): Promise<Body> => {
    const { isError, body } = await mcp.call(tool, parameters)
    assert.equal(isError, false, JSON.stringify(body))
    for (const one of mcp.driven) driven.add(one)
    return body as Body
  }
  return { mcp, call }
}

const namesIn = (list: unknown, field = 'name'): readonly unknown[] =>
  (list as readonly Body[]).map((one) => one[field])

describe('the MCP server', () => {
  test('lists its 47 tools', async (t) => {
    const { mcp } = await given(t)
    const listed = (await mcp.listTools()).map(({ name }) => name)
    assert.deepEqual(listed, tools)
    assert.equal(listed.length, 47)
  })

  test('makes, shows, changes and deletes product environments', async (t) => {
    const { call } = await given(t)
    const made = await call('product-environments-create', { request: { name: 'Third', cloud_name: 'third' } })
    assert.deepEqual([made.name, made.cloud_name, made.enabled], ['Third', 'third', true])
    const where = { sub_account_id: made.id }
    assert.equal((await call('product-environments-get', where)).cloud_name, 'third')
    const ProductEnvironmentUpdateRequest = { name: '3rd', enabled: false }
    const changed = await call('product-environments-update', { ...where, ProductEnvironmentUpdateRequest })
    assert.deepEqual([changed.name, changed.enabled], ['3rd', false])
    const listed = await call('product-environments-list', { enabled: false })
    assert.deepEqual(namesIn(listed.sub_accounts), ['3rd'])
    assert.deepEqual(await call('product-environments-delete', where), { message: 'ok' })
    assert.deepEqual(namesIn((await call('product-environments-list', { prefix: 'DE' })).sub_accounts), ['Demo'])
  })

  test('makes, changes, lists and deletes access keys', async (t) => {
    const { call } = await given(t)
    const where = { sub_account_id: ids.environment }
    const key = await call('access-keys-generate', { ...where, AccessKeyRequest: { name: 'ci' } })
    assert.match(String(key.api_key), /^\d{15}$/)
    assert.equal(String(key.api_secret).length, 27)
    const AccessKeyUpdateRequest = { name: 'ci 2', enabled: false, dedicated_for: 'webhooks' }
    const changed = await call('access-keys-update', { ...where, key: key.api_key, AccessKeyUpdateRequest })
    assert.deepEqual([changed.name, changed.enabled, changed.dedicated_for], ['ci 2', false, ['webhooks']])
    const listed = await call('access-keys-list', { ...where, sort_by: 'name', sort_order: 'asc' })
    assert.deepEqual([namesIn(listed.access_keys), listed.total], [['ci 2', 'empty', 'root'], 3])
    assert.deepEqual(await call('access-keys-delete-by-name', { ...where, name: 'ci 2' }), { message: 'ok' })
    assert.deepEqual(await call('access-keys-delete', { ...where, key: 'K2' }), { message: 'ok' })
    assert.deepEqual(namesIn((await call('access-keys-list', where)).access_keys), ['root'])
  })

  test('makes, finds, changes and deletes users', async (t) => {
    const { call } = await given(t)
    const request = { name: 'Jenny', email: 'j@example.com', role: 'reports', sub_account_ids: [ids.environment] }
    const made = await call('users-create', { request })
    assert.deepEqual([made.role, made.pending, made.sub_account_ids], ['reports', true, [ids.environment]])
    const who = { user_id: made.id }
    assert.deepEqual(await call('users-get', who), made)
    const changed = await call('users-update', { ...who, UserRequest: { role: 'billing', enabled: false } })
    assert.deepEqual([changed.role, changed.status], ['billing', 'disabled'])
    const listed = await call('users-list', { sort_by: 'name', sort_order: 'asc', page: 1, page_size: 2 })
    assert.deepEqual(namesIn(listed.users), ['Jenny', 'Otto'])
    assert.deepEqual(namesIn((await call('users-list', { ids: [ids.vera, ids.otto], prefix: 'v' })).users), ['Vera'])
    assert.deepEqual(await call('users-get-groups', { user_id: ids.vera }), {
      groups: [{ id: ids.creative, name: 'Creative' }],
    })
    assert.deepEqual(namesIn((await call('users-list-sub-accounts', who)).sub_accounts, 'cloud_name'), ['demo'])
    assert.deepEqual(await call('users-delete', who), { message: 'ok' })
  })

  test('makes, fills, empties and deletes groups', async (t) => {
    const { call } = await given(t)
    const made = await call('user-groups-create', { request: { name: 'Designers', extended_details: true } })
    assert.deepEqual([made.name, made.users], ['Designers', []])
    const which = { group_id: made.id }
    const renamed = await call('user-groups-update', { ...which, UserGroupRequest: { name: 'Makers' } })
    assert.deepEqual(renamed, { id: made.id, name: 'Makers' })
    const otto = { id: ids.otto, name: 'Otto', email: 'otto@example.com' }
    const member = { ...which, user_id: ids.otto }
    assert.deepEqual(await call('user-groups-add-user', member), { ...otto, users: [otto] })
    assert.deepEqual(await call('user-groups-list-users', which), { users: [otto] })
    assert.deepEqual((await call('user-groups-get', { ...which, extended_details: true })).users, [otto])
    assert.deepEqual(await call('user-groups-remove-user', member), { users: [] })
    assert.deepEqual(namesIn((await call('user-groups-list')).user_groups), ['Creative', 'Makers'])
    assert.deepEqual(await call('user-groups-delete', which), { ok: true, message: 'ok' })
  })

  test('reads the billing usage', async (t) => {
    const { call } = await given(t)
    const usage = (await call('billing-usage-get', { include_prodenv_breakdown: true })) as unknown as readonly Body[]
    assert.equal(usage.length, 1)
    assert.deepEqual(namesIn(usage[0]?.metric_usage, 'metric'), ['requests', 'storage', 'objects'])
  })

  test('reads what is public, and the system policies', async (t) => {
    const { call } = await given(t)
    const { catalog } = await call('get-catalog')
    const { system_policies: policies, system_roles: roles } = catalog as Readonly<Record<string, readonly Body[]>>
    assert.deepEqual([policies?.length, roles?.length], [85, 25])
    assert.deepEqual(Object.keys((await call('get-schema')).schema as Body), ['Cloudinary', 'MediaFlows'])
    const policy = 'permit(principal, action, resource);'
    assert.deepEqual(await call('validate-policy', { request: { policy } }), { valid: true })
    assert.equal((await call('validate-policy', { request: { policy: 'no policy' } })).valid, false)
    const listed = await call('list-system-policies', { scope_type: 'account', permission_type: 'global' })
    assert.equal((listed.data as readonly unknown[]).length, 17)
  })

  test('makes, shows, replaces and deletes custom policies', async (t) => {
    const { call } = await given(t)
    const policy_statement = 'forbid(principal == Cloudinary::APIKey::"K2", action, resource is Cloudinary::Folder);'
    const content = { name: 'P', policy_statement, scope_type: 'prodenv', scope_id: ids.environment, enabled: true }
    const dataOf = ({ data }: Body): Body => data as Body
    const { id } = dataOf(await call('create-custom-policy', { request: content }))
    assert.equal(dataOf(await call('get-custom-policy', { policy_id: id })).name, 'P')
    const UpdateCustomPolicy = { ...content, name: 'Q', enabled: false }
    const changed = dataOf(await call('update-custom-policy', { policy_id: id, UpdateCustomPolicy }))
    assert.deepEqual([changed.name, changed.enabled], ['Q', false])
    const where = { scope_type: 'prodenv', scope_id: ids.environment }
    assert.deepEqual(namesIn((await call('list-custom-policies', where)).data), ['Q'])
    const ofVera = { ...where, principal_type: 'user', principal_id: ids.vera }
    const { principals } = (await call('list-effective-policies', ofVera)).data as Body
    assert.deepEqual(namesIn(principals, 'principal_id'), [ids.vera, ids.creative])
    await call('delete-custom-policy', { policy_id: id })
    assert.deepEqual((await call('list-custom-policies', where)).data, [])
  })

  test('makes roles, gives them from either side, and inspects who has them', async (t) => {
    const { call } = await given(t)
    const policies = { system_policy_ids: ['cld::policy::content::folder::add_assets'] }
    const request = { id: 'drop', name: 'Drop box', permission_type: 'content', scope_type: 'prodenv', ...policies }
    assert.equal(((await call('create-role', { request })).data as Body).id, 'drop')
    const on = { scope_id: ids.environment, policy_parameters: { folder_id: ids.brand } }
    const toOtto = { operation: 'add', principals: [{ principal_type: 'user', principal_id: ids.otto, ...on }] }
    await call('update-role-principals', { role_id: 'drop', UpdateRolePrincipalsRequest: toOtto })
    const toKey = { operation: 'add', principal: { type: 'apiKey', id: 'K2' }, roles: [{ id: 'drop', ...on }] }
    await call('update-principal-roles', { request: toKey })
    const holders = (await call('list-role-principals', { role_id: 'drop' })).data
    assert.deepEqual(holders, [
      { type: 'user', id: ids.otto },
      { type: 'apiKey', id: 'K2' },
    ])
    const ofOtto = { principal_type: 'user', principal_id: ids.otto, permission_type: 'content' }
    assert.deepEqual(namesIn((await call('list-principal-roles', ofOtto)).data, 'id'), ['drop'])
    const where = { scope_type: 'prodenv', scope_id: ids.environment }
    const searched = await call('inspect-principals', {
      ...where,
      folder_id: ids.brand,
      principal_type: 'apiKey',
      principal_id: 'K2',
    })
    assert.deepEqual(namesIn((searched.data as Body).principals, 'id'), ['K2'])
    const principals = [{ type: 'user', id: ids.otto }]
    const named = await call('inspect-principals-multiple', { request: { ...where, principals } })
    assert.deepEqual(namesIn((named.data as Body).principals, 'id'), [ids.otto])
    const shown = (await call('get-role', { role_id: 'drop', folder_id: ids.brand })).data as Body
    assert.match(JSON.stringify(shown.policies), new RegExp(ids.brand))
    const changed = await call('update-role', { role_id: 'drop', Role: { name: 'Box', ...policies } })
    assert.equal((changed.data as Body).name, 'Box')
    const custom = { permission_type: 'content', scope_type: 'prodenv', management_type: 'custom' }
    assert.deepEqual(namesIn((await call('list-roles', custom)).data), ['Box'])
    await call('delete-role', { role_id: 'drop', force: true })
    assert.deepEqual((await call('list-roles', custom)).data, [])
  })

  test('passes on what a refusal says', async (t) => {
    const { mcp } = await given(t)
    const unknown = await mcp.call('users-list', { sub_account_id: 'nope' })
    assert.deepEqual(
      [unknown.isError, JSON.stringify(unknown.body).includes('Cannot find sub account with id nope')],
      [true, true],
    )
    const role = await mcp.call('get-role', { role_id: 'nope' })
    assert.deepEqual([role.isError, JSON.stringify(role.body).includes('ACCOUNTS_00003')], [true, true])
  })

  test('was driven whole', () => {
    const missed = tools.filter((name) => !driven.has(name))
    console.log(`${tools.length - missed.length} of ${tools.length} tools driven`)
    assert.deepEqual(missed, [])
  })
})

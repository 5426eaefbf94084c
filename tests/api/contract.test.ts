// Every operation of the Permissions API, called over HTTP; every answer is held against the vendor's own description.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { endpoints } from '../../src/api/index.ts'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { givenServer, type Answer, type GivenServer } from './given-server.ts'
import { readVendorContract } from './vendor-contract.ts'

const contract = readVendorContract()
const seen = new Set<string>()
let compared = 0

describe('the Permissions API', () => {
  let server: GivenServer
  before(async () => {
    server = await givenServer()
  })
  after(async () => {
    await server.close()
    console.log(`contract: compared ${compared} answers of ${seen.size} operations`)
  })

  /** Calls an operation, holds the answer against the contract, and gives its status and body. */
  async function call(id: keyof typeof endpoints, path: string, body?: unknown): Promise<Answer> {
    const endpoint: Endpoint = endpoints[id]
    const answer = await server.call(endpoint.method, path, body)
    assert.deepEqual(contract?.faultsOf(id, answer.status, answer.body) ?? [], [], `${id} ${answer.status}`)
    seen.add(id)
    compared += 1
    return answer
  }

  const statusOf = async (...parameters: Parameters<typeof call>): Promise<number> => (await call(...parameters)).status

  test('has the addresses, methods and ids of the contract, and no others', () => {
    const own = Object.values<Endpoint>(endpoints).filter(({ family }) => family === 'permissions')
    const addresses = own.map(({ method, path, id }) => [`${method} ${path}`, id])
    assert.equal(addresses.length, 21)
    if (contract === null) return
    assert.deepEqual(addresses.sort(), [...contract.operations].sort())
  })

  test('shows the catalogue, the schema, and whether a policy is valid, to anyone', async () => {
    const base = '/v2/accounts/permissions/public'
    const { body } = await call('getSystemRolesAndPoliciesCatalog', `${base}/catalog`)
    const { catalog } = body as { readonly catalog: Readonly<Record<string, readonly object[]>> }
    assert.deepEqual([catalog.system_policies?.length, catalog.system_roles?.length], [85, 25])
    const { body: schema } = await call('getCedarSchema', `${base}/schema`)
    assert.deepEqual(Object.keys((schema as { readonly schema: object }).schema), ['Cloudinary', 'MediaFlows'])
    const policy = 'permit(principal == Cloudinary::APIKy::"1", action, resource);'
    const invalid = await call('validateCedarPolicy', `${base}/validate`, { policy })
    const { errors, valid } = invalid.body as { readonly valid: boolean; readonly errors: readonly object[] }
    assert.equal(valid, false)
    assert.partialDeepStrictEqual(errors, [{ cedar_message: 'invalid_principal', cedar_code: 'ACCOUNTS_00002' }])
    const sound = { policy: policy.replace('APIKy', 'APIKey') }
    assert.deepEqual((await call('validateCedarPolicy', `${base}/validate`, sound)).body, { valid: true })
    assert.equal(await statusOf('validateCedarPolicy', `${base}/validate`, {}), 400)
  })

  test('makes, shows, replaces and deletes custom roles', async () => {
    const role = { name: 'Uploader', permission_type: 'global', scope_type: 'prodenv', id: 'up:1/2' }
    const policies = ['cld::policy::global::upload_presets::manage']
    const made = await call('createRole', '/roles', { ...role, system_policy_ids: policies })
    assert.equal(made.status, 201)
    const { data } = made.body as { readonly data: { readonly policies: readonly { readonly id: string }[] } }
    assert.partialDeepStrictEqual(data, { id: 'up:1/2', description: null, management_type: 'custom' })
    assert.deepEqual(
      data.policies.map(({ id }) => id),
      policies,
    )
    assert.equal(await statusOf('createRole', '/roles', role), 409)
    assert.equal(await statusOf('getRole', '/roles/up%3A1%2F2'), 200)
    const replaced = await call('updateRole', '/roles/up%3A1%2F2', { name: 'Other', description: 'd' })
    assert.partialDeepStrictEqual(replaced.body, { data: { name: 'Other', description: 'd', policies: [] } })
    assert.equal(await statusOf('getRoles', '/roles?permission_type=global&scope_type=prodenv'), 200)
    assert.equal(await statusOf('deleteRole', '/roles/up%3A1%2F2'), 204)
    assert.equal(await statusOf('getRole', '/roles/up%3A1%2F2'), 404)
    assert.equal(await statusOf('updateRole', '/roles/cld::role::folder::viewer', { name: 'Mine' }), 403)
  })

  test('gives roles to principals and shows who has which, from both sides', async () => {
    const { brand, vera } = server.ids
    const role = encodeURIComponent('cld::role::folder::editor')
    const on = { scope_id: 'env1', policy_parameters: { folder_id: brand } }
    const principals = [{ principal_type: 'user', principal_id: vera, ...on }]
    const given = await call('updateRolePrincipals', `/roles/${role}/principals`, { operation: 'add', principals })
    assert.deepEqual([given.status, given.body], [200, {}])
    const whole = await call('getRolePrincipals', `/roles/${role}/principals?verbose=1&folder_id=${brand}`)
    assert.partialDeepStrictEqual(whole.body, {
      data: [{ type: 'user', id: vera, role_id: 'cld::role::folder::editor', scope_type: 'prodenv', ...on }],
    })
    const short = await call('getRolePrincipals', `/roles/${role}/principals`)
    assert.deepEqual(short.body, { data: [{ type: 'user', id: vera }] })
    const query = `principal_type=user&principal_id=${vera}&permission_type=content&folder_id=${brand}`
    const held = await call('getPrincipalRoles', `/principal_roles?${query}`)
    const { data } = held.body as { readonly data: readonly { readonly id: string }[] }
    assert.deepEqual(data.map(({ id }) => id).sort(), ['cld::role::folder::editor', 'cld::role::folder::viewer'])
    const change = {
      operation: 'remove',
      principal: { type: 'user', id: vera },
      roles: [{ id: 'cld::role::folder::editor', ...on }],
    }
    assert.equal(await statusOf('updatePrincipalRoles', '/principal_roles', change), 200)
    assert.deepEqual((await call('getRolePrincipals', `/roles/${role}/principals`)).body, { data: [] })
  })

  test('inspects a scope by search and by name', async () => {
    const { vera, brand } = server.ids
    const query = `scope_type=prodenv&scope_id=env1&param_key=folder_id&param_value=${brand}`
    const searched = await call('inspect', `/principal_roles/inspect?${query}`)
    assert.partialDeepStrictEqual(searched.body, { data: { principals: [{ type: 'user', id: vera }] } })
    const named = await call('inspectMultiple', '/principal_roles/inspect', {
      scope_type: 'prodenv',
      principals: [{ type: 'apiKey', id: 'K2' }],
    })
    assert.deepEqual(named.body, { data: { principals: [{ type: 'apiKey', id: 'K2', roles: [] }] } })
    assert.equal(await statusOf('inspect', '/principal_roles/inspect'), 400)
    assert.equal(await statusOf('inspect', '/principal_roles/inspect?scope_type=prodenv&scope_id=none'), 404)
  })

  test('makes, shows, replaces and deletes custom policies', async () => {
    const policy_statement = 'forbid(principal == Cloudinary::APIKey::"K2", action, resource is Cloudinary::Folder);'
    const content = { name: 'P', policy_statement, scope_type: 'prodenv', scope_id: 'env1' }
    const policy = { ...content, enabled: null }
    const made = await call('createCustomPolicy', '/policies/custom', policy)
    assert.equal(made.status, 201)
    const { id } = (made.body as { readonly data: { readonly id: string } }).data
    assert.partialDeepStrictEqual(made.body, { data: { enabled: true, scope_id: 'env1', description: null } })
    assert.equal(await statusOf('createCustomPolicy', '/policies/custom', policy), 409)
    assert.equal(await statusOf('getCustomPolicy', `/policies/custom/${id}`), 200)
    const listed = await call('getCustomPolicies', '/policies/custom?scope_type=prodenv&scope_id=env1&enabled=true')
    assert.partialDeepStrictEqual(listed.body, { data: [{ id }] })
    const lacking = await call('updateCustomPolicy', `/policies/custom/${id}`, content)
    assert.partialDeepStrictEqual(lacking.body, {
      error: { message: 'missing fields', details: { fields: ['enabled'] } },
    })
    const replaced = await call('updateCustomPolicy', `/policies/custom/${id}`, {
      ...policy,
      name: 'Q',
      enabled: false,
    })
    assert.partialDeepStrictEqual(replaced.body, { data: { id, name: 'Q', enabled: false } })
    assert.equal(await statusOf('deleteCustomPolicy', `/policies/custom/${id}`), 204)
    assert.equal(await statusOf('getCustomPolicy', `/policies/custom/${id}`), 404)
  })

  test('lists system policies by level, and what is in force for a principal', async () => {
    const account = await call('getSystemPolicies', '/policies/system')
    const environment = await call('getSystemPolicies', '/policies/system?scope_type=prodenv&permission_type=content')
    const typesOf = ({ body }: Answer): readonly string[] => [
      ...new Set(
        (body as { readonly data: readonly { readonly scope_type: string }[] }).data.map((one) => one.scope_type),
      ),
    ]
    assert.deepEqual([typesOf(account), typesOf(environment)], [['account'], ['prodenv']])
    const query = `scope_type=prodenv&scope_id=env1&principal_type=user&principal_id=${server.ids.vera}`
    const { body } = await call('getEffectivePolicies', `/policies/effective?${query}`)
    const { principals } = (body as { readonly data: { readonly principals: readonly object[] } }).data
    assert.partialDeepStrictEqual(principals, [
      { principal_type: 'user', principal_id: server.ids.vera },
      { principal_type: 'group', principal_id: server.ids.creative },
    ])
    assert.match(JSON.stringify(principals), /principal == Cloudinary::User::/)
    assert.equal(await statusOf('getEffectivePolicies', '/policies/effective'), 400)
  })

  test('was called whole', () => {
    const own = Object.values<Endpoint>(endpoints).filter(({ family }) => family === 'permissions')
    const missed = own.map(({ id }) => id).filter((id) => !seen.has(id))
    assert.deepEqual(missed, [])
  })
})

// Ids of other accounts are as absent, ids are compared exactly, and no spelling gets round a policy (field 9, 14, 15).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { accountId, apiKeyId, customPolicyId, environmentId, folderId, roleId, userId } from '../../src/domain/ids.ts'
import { principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

const viewer = systemRole('folder::viewer')
const content = { description: null, isContent: false, level: 'account', permissionIds: [] } as const
const policy = { name: 'P', description: null, level: 'account', environmentId: null, isEnabled: true } as const
const statement = 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::User);'

/** A second account in the same store, with one thing of each kind, all with ids that the first one doesn't have. */
async function givenNeighbour(t: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test: t })
  const other = accountId('other')
  const dates = { createdAt: 1, updatedAt: 1 }
  const base = { accountId: other, ...dates }
  const user = await acme.house.store.findUserByEmail(acme.account.id, 'otto@example.com')
  const key = await acme.house.store.findApiKey(apiKeyId('100'))
  const environment = await acme.house.store.findEnvironmentByCloudName('demo')
  assert.ok(user !== undefined && key !== undefined && environment !== undefined)
  const attribution = { by: { type: 'operator', id: 't' }, operation: 't', requestId: null, at: 0 } as const
  await acme.house.store.createAccount({ ...acme.account, id: other }, attribution, async (transaction) => {
    const inThere = { ...base, environmentId: environmentId('env-other') }
    await transaction.put('environment', { ...environment, ...base, id: inThere.environmentId, cloudName: 'other' })
    await transaction.put('user', { ...user, ...base, id: userId('user-other') })
    await transaction.put('api_key', { ...key, ...inThere, id: apiKeyId('777') })
    await transaction.put('folder', { ...inThere, id: folderId('folder-other'), parentId: null, name: 'f' })
    const role = {
      ...base,
      id: roleId('role-other'),
      name: 'R',
      description: null,
      kind: 'global',
      level: 'account',
    } as const
    await transaction.put('role', { ...role, permissionIds: [] })
    await transaction.put('custom_policy', {
      ...{ ...base, id: customPolicyId('policy-other'), name: 'P', description: null },
      ...{ reach: { type: 'account' }, statement, isEnabled: true },
    })
  })
  await acme.house.accounts.engineOf(other)
  return acme
}

/** Inputs with one id each that may be another account's. */
const inputs = (acme: GivenHouse, own: boolean) => {
  const role = own ? 'nope' : 'role-other'
  const id = own ? 'nope' : 'policy-other'
  const user = principal('user', own ? 'nope' : 'user-other')
  const key = principal('api_key', own ? '999' : '777')
  const env = own ? 'nope' : 'env-other'
  const folder = folderId(own ? 'nope' : 'folder-other')
  const vera = acme.principal('Vera')
  const listed = { isContent: false, parameter: null }
  const inspected = { level: 'environment', principals: null, parameter: null, cursor: null } as const
  const onFolder = { ...assigning(acme, vera, viewer, { in: 'demo' }), parameters: { folder_id: folder } }
  return [
    ['role.get', { roleId: role, parameter: null }],
    ['role.update', { roleId: role, name: 'N', description: null, permissionIds: [] }],
    ['role.delete', { roleId: role, force: true }],
    ['role.list-principals', { roleId: role, parameter: null }],
    ['role.list-principals', { roleId: viewer, environmentId: env, parameter: null }],
    ['assignment.change', adding(assigning(acme, user, systemRole('account::reports')))],
    ['assignment.change', adding(assigning(acme, key, viewer, { in: 'demo', folder: 'demo:brand' }))],
    ['assignment.change', adding(assigning(acme, vera, role))],
    ['assignment.change', adding({ ...assigning(acme, vera, systemRole('prodenv::ml_user')), environmentId: env })],
    ['assignment.change', adding(onFolder)],
    ['assignment.change', adding({ ...onFolder, environmentId: 'all' })],
    ['assignment.change', removing(onFolder)],
    ['assignment.list', { ...listed, principal: user }],
    ['assignment.list', { ...listed, principal: vera, environmentId: env }],
    ['assignment.inspect', { ...inspected, environmentId: env }],
    ['assignment.inspect', { ...inspected, principals: [key] }],
    ['custom-policy.get', { policyId: id }],
    ['custom-policy.update', { ...policy, policyId: id, statement }],
    ['custom-policy.delete', { policyId: id }],
    ['custom-policy.create', { ...policy, level: 'environment', environmentId: env, statement }],
    ['custom-policy.list', { level: 'environment', environmentId: env, cursor: null }],
    ['effective-policies.list', { level: 'environment', environmentId: env, principal: null }],
    ['effective-policies.list', { level: 'account', principal: user }],
  ] as const
}

test('an id of another account is as absent in every input', async (t) => {
  const acme = await givenNeighbour(t)
  const absent = inputs(acme, true)
  const before = await acme.house.store.revisions()
  for (const [position, [name, input]] of inputs(acme, false).entries()) {
    const theirs = say(await refusalOf(acme.perform('master', name, input)))
    assert.equal(theirs.code, 'not_found', `${name} ${position}`)
    const ours = say(await refusalOf(acme.perform('master', name, absent[position]?.[1] as never)))
    const ids = /(?:role|policy|user|env|folder)-other|777|nope|999/g
    assert.equal(JSON.stringify(theirs).replaceAll(ids, 'it'), JSON.stringify(ours).replaceAll(ids, 'it'))
  }
  assert.deepEqual(await acme.house.store.revisions(), before)
})

test('a decision knows nothing of another account', async (t) => {
  const acme = await givenNeighbour(t)
  const scope = { type: 'environment', environmentId: environmentId('env-other') } as const
  const folder = { type: 'Folder', id: 'folder-other' } as const
  const questions: InputOf<'decision.make'>['questions'] = [
    { principal: acme.principal('master'), action: 'read', resource: folder, scope },
    {
      principal: acme.principal('master'),
      action: 'read',
      resource: folder,
      scope: { ...scope, environmentId: environmentId('env-demo') },
    },
    { principal: principal('api_key', '777'), action: 'read', resource: folder, scope },
    {
      principal: acme.principal('master'),
      action: 'read',
      resource: { type: 'Account', id: 'other' },
      scope: { type: 'account' },
    },
  ]
  const { decisions } = await acme.perform('master', 'decision.make', { questions, atLeastRevision: null })
  assert.deepEqual(
    decisions.map(({ outcome, gates }) => [outcome, gates.at(-1)?.gate]),
    [
      ['deny', 'environment_enabled'],
      ['deny', 'resource_known'],
      ['deny', 'principal_active'],
      ['deny', 'resource_known'],
    ],
  )
})

test('a caller is nobody in an account that isn’t its own', async (t) => {
  const acme = await givenNeighbour(t)
  const stranger = { ...acme.as('master'), accountId: accountId('other') }
  const refusal = await refusalOf(acme.perform(stranger, 'role.get', { roleId: 'role-other', parameter: null }))
  assert.deepEqual(say(refusal), { code: 'denied', needs: ['read Role'] })
})

test('ids are compared exactly: case, blanks and what only looks alike make another', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'role.create', { ...content, id: 'Straße', name: 'S' })
  for (const id of ['straße', 'Strasse', 'Straße ', ' Straße', 'Straße\u200b', 'Stra\u00dfe\0', 'Ꮪtraße']) {
    const unknown = { code: 'not_found', fields: [{ name: 'roleId', value: id }] } as const
    await assertRefused(acme, 'master', 'role.get', { roleId: id, parameter: null }, unknown)
  }
  for (const id of ['CLD::role::account::admin', 'cld::role::account::Admin', 'cld::role::account::admin ']) {
    assert.equal(
      (await refusalOf(acme.perform('master', 'role.get', { roleId: id, parameter: null }))).code,
      'not_found',
    )
  }
})

test('names of things that every object has are no ids', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    assert.equal(
      (await refusalOf(acme.perform('master', 'role.get', { roleId: id, parameter: null }))).code,
      'not_found',
    )
    const asked = { isContent: false, parameter: null, principal: principal('user', id) }
    assert.equal((await refusalOf(acme.perform('master', 'assignment.list', asked))).code, 'not_found')
  }
  const { role } = await acme.perform('master', 'role.create', { ...content, id: '__proto__', name: 'P' })
  assert.equal((await acme.perform('master', 'role.get', { roleId: '__proto__', parameter: null })).role.id, role.id)
})

test('another spelling of an id doesn’t get round a policy about it', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'role.create', { ...content, id: 'caf\u00e9', name: 'C' })
  const ka = 'principal == Cloudinary::ProvisioningKey::"KA"'
  for (const id of [systemRole('prodenv::ml_user'), 'caf\u00e9']) {
    const about = `forbid(${ka}, action, resource == Cloudinary::Role::"${id}");`
    await acme.perform('master', 'custom-policy.create', { ...policy, statement: about })
  }
  for (const id of ['prodenv::ml_user', 'prodenv::media_library_user']
    .map(systemRole)
    .concat('caf\u00e9', 'cafe\u0301')) {
    for (const name of ['role.get', 'role.list-principals'] as const) {
      await assertRefused(
        acme,
        'admin',
        name,
        { roleId: id, parameter: null },
        { code: 'denied', needs: ['read Role'] },
      )
    }
    const replacement = { roleId: id, name: 'N', description: null, permissionIds: [] }
    await assertRefused(acme, 'admin', 'role.update', replacement, { code: 'denied', needs: ['update Role'] })
    await assertRefused(
      acme,
      'admin',
      'role.delete',
      { roleId: id, force: true },
      { code: 'denied', needs: ['delete Role'] },
    )
  }
})

test('a role made anew inherits no assignment of a deleted one, as its id is never used again', async (t) => {
  const acme = await givenAcme({ test: t })
  const permissionIds = [permission('global::roles::view')]
  await acme.perform('master', 'role.create', { ...content, id: 'tool', name: 'Tool', permissionIds })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'tool')))
  await acme.perform('master', 'role.delete', { roleId: 'tool', force: true })
  for (const id of ['tool', 'to\u006fl']) {
    const again = { ...content, id, name: 'Tool', permissionIds }
    const taken = { code: 'role_id_taken', fields: [{ name: 'id', value: 'tool' }] } as const
    await assertRefused(acme, 'master', 'role.create', again, taken)
  }
  const { role } = await acme.perform('master', 'role.create', { ...content, id: null, name: 'Tool', permissionIds })
  const holders = await acme.perform('master', 'role.list-principals', { roleId: role.id, parameter: null })
  assert.deepEqual(holders, [])
  await assertRefused(acme, 'Otto', 'role.list', { kinds: ['global'] }, { code: 'denied', needs: ['read Role'] })
})

// Roles, environments and keys as the console lists them: searched, ordered, counted and cut by the server.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'

const order = { by: 'name', isDescending: false } as const

async function roles(acme: GivenHouse, search: Partial<InputOf<'role.search'>>, who = 'master') {
  const { roles: found, total } = await acme.perform(who, 'role.search', { kinds: ['global'], ...search })
  return [total, found.map(({ name }) => name)] as const
}

async function createRole(acme: GivenHouse, name: string, description: string | null = null): Promise<string> {
  const level = 'environment' as const
  const { role } = await acme.perform('master', 'role.create', {
    ...{ id: null, name, description, isContent: false, level, permissionIds: [] },
  })
  return role.id
}

test('roles are searched by what stands in their name, id and description, by level and type, and counted', async (t) => {
  const acme = await givenAcme({ test: t })
  const id = await createRole(acme, 'Night Porter', 'Locks the doors')
  await createRole(acme, 'Day Porter')
  assert.deepEqual(await roles(acme, { text: 'PORTER', order: { by: 'name', isDescending: true } }), [
    2,
    ['Night Porter', 'Day Porter'],
  ])
  assert.deepEqual(await roles(acme, { text: 'porter', order }), [2, ['Day Porter', 'Night Porter']])
  assert.deepEqual(await roles(acme, { text: 'the doors' }), [1, ['Night Porter']])
  assert.deepEqual(await roles(acme, { text: id }), [1, ['Night Porter']])
  assert.deepEqual(await roles(acme, { text: 'porter', level: 'account' }), [0, []])
  assert.deepEqual(await roles(acme, { text: 'porter', management: 'system' }), [0, []])
  assert.deepEqual(await roles(acme, { management: 'custom', order, page: { number: 2, size: 1 } }), [
    2,
    ['Night Porter'],
  ])
  assert.deepEqual(await roles(acme, { ids: [id, 'none', systemRole('account::admin')] }), [
    2,
    ['Admin', 'Night Porter'],
  ])
  assert.deepEqual(await roles(acme, { ids: [] }), [0, []])
  assert.deepEqual(await roles(acme, { kinds: ['folder'], text: 'porter' }), [0, []])
})

test('a role that a policy hides is neither found nor counted', async (t) => {
  const acme = await givenAcme({ test: t })
  const id = await createRole(acme, 'Night Porter')
  await createRole(acme, 'Day Porter')
  const who = await givenKey(acme, { account: ['roles::view'] })
  const search = { kinds: ['global'], text: 'porter' } as const
  assert.equal((await acme.perform(who, 'role.search', search)).total, 2)
  const statement = `forbid(principal == Cloudinary::ProvisioningKey::"${who.id}", action, resource == Cloudinary::Role::"${id}");`
  const policy = { name: 'Hidden', description: null, level: 'account', environmentId: null } as const
  await acme.perform('master', 'custom-policy.create', { ...policy, statement, isEnabled: true })
  const { roles: found, total } = await acme.perform(who, 'role.search', search)
  assert.deepEqual([total, found.map(({ name }) => name)], [1, ['Day Porter']])
})

test('environments are searched by name, cloud name and state, ordered, cut and counted, with the keys one may read', async (t) => {
  const acme = await givenAcme({ test: t })
  const find = async (search: InputOf<'environment.search'>, who: Parameters<typeof acme.perform>[0] = 'master') => {
    const { environments, total } = await acme.perform(who, 'environment.search', search)
    return [total, environments.map(({ environment, keys }) => [environment.name, keys.length])]
  }
  assert.deepEqual(await find({ text: 'DEM' }), [1, [['Demo', 2]]])
  const descending = { ...order, isDescending: true } as const
  assert.deepEqual(await find({ order: descending, page: { number: 1, size: 1 } }), [2, [['Live', 1]]])
  assert.deepEqual(await find({ order: descending, page: { number: 2, size: 1 } }), [2, [['Demo', 2]]])
  assert.deepEqual(await find({ ids: ['env-live', 'none'] }), [1, [['Live', 1]]])
  assert.deepEqual(await find({ isEnabled: false }), [0, []])
  const viewer = await givenKey(acme, { account: ['product_environments::view'] })
  assert.deepEqual(await find({ text: 'demo' }, viewer), [1, [['Demo', 0]]])
})

test('keys are listed with their roles, those on folders too, and with who answers for them', async (t) => {
  const acme = await givenAcme({ test: t })
  const global = assigning(acme, 'bare', systemRole('prodenv::moderator'), { in: 'demo' })
  const onFolder = assigning(acme, 'bare', systemRole('folder::viewer'), { in: 'demo', folder: 'demo:brand' })
  await acme.perform('master', 'assignment.change', adding(global, onFolder))
  const otto = acme.principal('Otto').id
  const owned = { environmentId: 'env-demo', keyId: '101', name: null, isEnabled: null, dedicatedFor: null }
  await acme.perform('master', 'api-key.update', { ...owned, ownerId: otto })
  const list = async (who: Parameters<typeof acme.perform>[0]) => {
    const { keys, total } = await acme.perform(who, 'api-key.list-with-roles', {
      ...{ environmentId: 'env-demo', text: 'bare', page: { number: 1, size: 5 } },
    })
    return [
      total,
      keys.map(({ key, roles: held, hasRoles, ownerName }) => [
        ...[key.name, hasRoles, ownerName],
        held.map(({ role, assignment }) => [role.id, assignment.parameter]).sort(),
      ]),
    ]
  }
  const brand = { type: 'folder', id: acme.folder('demo:brand') }
  const held = [
    [systemRole('folder::viewer'), brand],
    [systemRole('prodenv::moderator'), null],
  ]
  assert.deepEqual(await list('master'), [1, [['bare', true, 'Otto', held]]])
  // Who may read keys and nothing else learns that it has roles, and neither which nor whose it is.
  const viewer = await givenKey(acme, { environment: ['api_keys::view'] })
  assert.deepEqual(await list(viewer), [1, [['bare', true, null, []]]])
})

test('keys of every environment are found where one may read them, and nowhere else', async (t) => {
  const acme = await givenAcme({ test: t })
  const find = async (who: Parameters<typeof acme.perform>[0]) => {
    const { keys, total } = await acme.perform(who, 'api-key.list-with-roles', {})
    return [total, keys.map(({ key }) => key.name).sort()]
  }
  assert.deepEqual(await find('master'), [3, ['bare', 'liveKey', 'root']])
  const everywhere = await givenKey(acme, { environment: ['api_keys::view'] })
  assert.deepEqual(await find(everywhere), [3, ['bare', 'liveKey', 'root']])
  assert.deepEqual(await find('nobody'), [0, []])
  const inDemo = assigning(acme, 'nobody', systemRole('prodenv::master_admin'), { in: 'demo' })
  await acme.perform('master', 'assignment.change', adding(inDemo))
  assert.deepEqual(await find('nobody'), [2, ['bare', 'root']])
})

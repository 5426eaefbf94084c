import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { assertRefused } from '../given/refusals.ts'
import { usualInstant, type GivenHouse, type InputOf } from '../given/house.ts'

const viewRoles = permission('global::roles::view')
const viewUsers = permission('global::users_and_groups::view')
const addAssets = permission('content::folder::add_assets')
const viewAssets = permission('content::folder::view_download')
const openLibrary = permission('global::ml::access')

const draft: InputOf<'role.create'> = {
  id: 'helpers',
  name: 'Helpers',
  description: 'help',
  isContent: false,
  level: 'account',
  permissionIds: [viewUsers, viewRoles],
}

const replacement = { roleId: 'helpers', name: 'Helpers', description: null, permissionIds: [viewRoles] }

const create = (acme: GivenHouse, but: Partial<InputOf<'role.create'>> = {}) =>
  acme.perform('master', 'role.create', { ...draft, ...but })

test('a custom role is made as it was sent, its permissions in the order of the catalogue', async (t) => {
  const acme = await givenAcme({ test: t })
  const { role, permissions } = await create(acme, { permissionIds: [viewRoles, viewUsers, viewRoles] })
  assert.deepEqual(role, {
    id: 'helpers',
    name: 'Helpers',
    description: 'help',
    management: 'custom',
    kind: 'global',
    level: 'account',
    permissionIds: [viewUsers, viewRoles],
    createdAt: usualInstant,
    updatedAt: usualInstant,
  })
  assert.deepEqual(
    permissions.map(({ id }) => id),
    [viewUsers, viewRoles],
  )
  assert.deepEqual(await acme.perform('master', 'role.get', { roleId: 'helpers', parameter: null }), {
    role,
    permissions,
  })
})

test('a role without an id gets one that begins with its name', async (t) => {
  const acme = await givenAcme({ test: t })
  const { role } = await create(acme, { id: null, name: 'Site Managers' })
  assert.match(role.id, /^site_managers_[a-z0-9]{12}$/)
})

test('a content role is a folder role of level environment', async (t) => {
  const acme = await givenAcme({ test: t })
  const { role } = await create(acme, { isContent: true, level: 'environment', permissionIds: [addAssets] })
  assert.deepEqual([role.kind, role.level, role.permissionIds], ['folder', 'environment', [addAssets]])
})

test('a role may have no permissions, and every spelling of one is understood', async (t) => {
  const acme = await givenAcme({ test: t })
  assert.deepEqual((await create(acme, { permissionIds: [] })).role.permissionIds, [])
  const spelled = await create(acme, { id: 'other', name: 'Other', permissionIds: ['cld::global::roles::view'] })
  assert.deepEqual(spelled.role.permissionIds, [viewRoles])
})

test('a name and an id are kept in Unicode NFC', async (t) => {
  const acme = await givenAcme({ test: t })
  const { role } = await create(acme, { id: 'cafe\u0301', name: 'Cafe\u0301' })
  assert.deepEqual([role.id, role.name], ['caf\u00e9', 'Caf\u00e9'])
  const field = { name: 'name', value: 'Caf\u00e9' }
  await assertRefused(
    acme,
    'master',
    'role.create',
    { ...draft, id: null, name: 'Caf\u00e9' },
    { code: 'role_name_taken', fields: [field] },
  )
})

const faulty: readonly (readonly [string, Partial<InputOf<'role.create'>>, string, unknown])[] = [
  ['an empty name', { name: '' }, 'name', ''],
  ['a blank name', { name: ' \u00a0' }, 'name', ' \u00a0'],
  ['an invisible name', { name: '\u200b\u2060' }, 'name', '\u200b\u2060'],
  ['a name with a line break', { name: 'a\nb' }, 'name', 'a\nb'],
  ['a name with half a character', { name: 'a\ud800' }, 'name', 'a\ud800'],
  ['a name that is too long', { name: 'n'.repeat(256) }, 'name', 'n'.repeat(256)],
  ['a description that is too long', { description: 'd'.repeat(2001) }, 'description', 'd'.repeat(2001)],
  ['a description with U+0000', { description: '\0' }, 'description', '\0'],
  ['an empty id', { id: '' }, 'id', ''],
  ['an id with a blank', { id: 'a b' }, 'id', 'a b'],
  ['an id with an invisible character', { id: 'a\u200bb' }, 'id', 'a\u200bb'],
  ['an id that a URL loses', { id: '..' }, 'id', '..'],
  ['an id like those of system roles', { id: 'cld::role::x' }, 'id', 'cld::role::x'],
  ['an id that is too long', { id: 'i'.repeat(256) }, 'id', 'i'.repeat(256)],
  ['an id of too many bytes', { id: '\u4e00'.repeat(200) }, 'id', '\u4e00'.repeat(200)],
  ['an unknown permission', { permissionIds: [viewRoles, 'cld::policy::x'] }, 'permissionIds', 'cld::policy::x'],
  ['a permission of the other level', { permissionIds: [viewRoles, openLibrary] }, 'permissionIds', openLibrary],
  ['a permission of another kind', { level: 'environment', permissionIds: [addAssets] }, 'permissionIds', addAssets],
  [
    'a collection permission',
    { isContent: true, level: 'environment', permissionIds: [permission('content::collection::view')] },
    'permissionIds',
    permission('content::collection::view'),
  ],
  ['a content role of the account', { isContent: true, permissionIds: [] }, 'level', 'account'],
]

for (const [what, but, name, value] of faulty) {
  test(`a role is refused for ${what}`, async (t) => {
    const acme = await givenAcme({ test: t })
    const refusal = { code: 'invalid_fields', fields: [{ name, value }] } as const
    await assertRefused(acme, 'master', 'role.create', { ...draft, ...but }, refusal)
  })
}

test('a name is free in another level and in another kind, but taken in its own', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  await create(acme, { id: 'b', level: 'environment', permissionIds: [] })
  await create(acme, { id: 'c', level: 'environment', isContent: true, permissionIds: [] })
  const taken = { code: 'role_name_taken', fields: [{ name: 'name', value: 'Helpers' }] } as const
  await assertRefused(acme, 'master', 'role.create', { ...draft, id: 'd' }, taken)
  await create(acme, { id: 'e', name: 'helpers' })
  const renamed = { ...replacement, roleId: 'e' }
  await assertRefused(acme, 'master', 'role.update', renamed, taken)
})

test('an id is never used twice, not even after its role is deleted', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  const taken = { code: 'role_id_taken', fields: [{ name: 'id', value: 'helpers' }] } as const
  await assertRefused(acme, 'master', 'role.create', { ...draft, name: 'Other' }, taken)
  await acme.perform('master', 'role.delete', { roleId: 'helpers', force: false })
  await assertRefused(acme, 'master', 'role.create', draft, taken)
  await create(acme, { id: 'Helpers' })
})

test('an update replaces name, description and permissions, and leaves the rest', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  acme.clock.now += 1000
  const { role } = await acme.perform('master', 'role.update', { ...replacement, name: 'Readers' })
  assert.deepEqual(role, {
    id: 'helpers',
    name: 'Readers',
    description: null,
    management: 'custom',
    kind: 'global',
    level: 'account',
    permissionIds: [viewRoles],
    createdAt: usualInstant,
    updatedAt: usualInstant + 1000,
  })
})

test('an update keeps to the level and the kind of the role', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  const input = { ...replacement, permissionIds: [openLibrary] }
  const refusal = { code: 'invalid_fields', fields: [{ name: 'permissionIds', value: openLibrary }] } as const
  await assertRefused(acme, 'master', 'role.update', input, refusal)
})

test('an update counts at once for all who have the role', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme, { permissionIds: [viewUsers] })
  const otto = acme.principal('Otto')
  const assignment = { principal: otto, roleId: 'helpers', environmentId: null, parameters: null }
  await acme.perform('master', 'assignment.change', { change: 'add', assignments: [assignment] })
  const list: InputOf<'role.list'> = { kinds: ['global'] }
  await assertRefused(acme, 'Otto', 'role.list', list, { code: 'denied', needs: ['read Role'] })
  await acme.perform('master', 'role.update', replacement)
  assert.notEqual((await acme.perform('Otto', 'role.list', list)).length, 0)
})

test('system roles can neither be changed nor deleted, by any of their names', async (t) => {
  const acme = await givenAcme({ test: t })
  const id = systemRole('account::tech_admin')
  const fixed = { code: 'system_role_is_fixed', fields: [{ name: 'roleId', value: id }] } as const
  for (const roleId of [id, systemRole('account::technical_admin')]) {
    await assertRefused(acme, 'master', 'role.update', { ...replacement, roleId }, fixed)
    await assertRefused(acme, 'master', 'role.delete', { roleId, force: true }, fixed)
  }
})

test('an unknown role is not found', async (t) => {
  const acme = await givenAcme({ test: t })
  const refusal = { code: 'not_found', fields: [{ name: 'roleId', value: 'Nope' }] } as const
  await assertRefused(acme, 'master', 'role.get', { roleId: 'Nope', parameter: null }, refusal)
  await assertRefused(acme, 'master', 'role.update', { ...replacement, roleId: 'Nope' }, refusal)
  await assertRefused(acme, 'master', 'role.delete', { roleId: 'Nope', force: true }, refusal)
  await assertRefused(acme, 'master', 'role.list-principals', { roleId: 'Nope', parameter: null }, refusal)
})

test('a role that someone has is deleted by force alone, which takes it from them', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  const assignment = { principal: acme.principal('Otto'), roleId: 'helpers', environmentId: null, parameters: null }
  await acme.perform('master', 'assignment.change', { change: 'add', assignments: [assignment] })
  const inUse = { code: 'role_in_use', fields: [{ name: 'roleId', value: 'helpers' }] } as const
  await assertRefused(acme, 'master', 'role.delete', { roleId: 'helpers', force: false }, inUse)
  await acme.perform('master', 'role.delete', { roleId: 'helpers', force: true })
  assert.deepEqual(await acme.house.store.listAssignments(acme.account.id, { principals: [assignment.principal] }), [])
})

test('a role that was had until now counts as free', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  const { account, clock, house } = acme
  await acme.change((transaction) =>
    transaction.put('assignment', {
      id: house.ids.assignment(),
      accountId: account.id,
      principal: acme.principal('Otto'),
      roleId: draft.id as never,
      reach: { type: 'account' },
      parameter: null,
      expiresAt: clock.now + 1,
      createdAt: clock.now,
      updatedAt: clock.now,
    }),
  )
  const remove = { roleId: 'helpers', force: false }
  const inUse = { code: 'role_in_use', fields: [{ name: 'roleId', value: 'helpers' }] } as const
  await assertRefused(acme, 'master', 'role.delete', remove, inUse)
  clock.now += 1
  await acme.perform('master', 'role.delete', remove)
})

test('roles are listed by kind, level and who made them: system roles first, then custom ones as they came', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme, { id: 'z', name: 'Z' })
  acme.clock.now += 1
  await create(acme, { id: 'a', name: 'A' })
  await create(acme, { id: 'f', name: 'F', isContent: true, level: 'environment', permissionIds: [] })
  const list = async (input: InputOf<'role.list'>) =>
    (await acme.perform('master', 'role.list', input)).map(({ id }) => id)
  assert.deepEqual(await list({ kinds: ['global'], level: 'account' }), [
    ...['master_admin', 'admin', 'tech_admin', 'billing', 'reports'].map((name) => systemRole(`account::${name}`)),
    'z',
    'a',
  ])
  assert.deepEqual(await list({ kinds: ['global', 'folder'], management: 'custom' }), ['z', 'a', 'f'])
  assert.deepEqual(await list({ kinds: ['collection'], management: 'custom' }), [])
  assert.deepEqual((await list({ kinds: ['folder'], management: 'system' }))[0], systemRole('folder::viewer'))
})

test('a role is shown by any of its names, its statements filled in for a folder', async (t) => {
  const acme = await givenAcme({ test: t })
  const folder = { type: 'folder', id: acme.folder('demo:brand') } as const
  const roleId = systemRole('content::folder::viewer')
  const { role, permissions } = await acme.perform('master', 'role.get', { roleId, parameter: folder })
  assert.equal(role.id, systemRole('folder::viewer'))
  const [first] = permissions
  assert.equal(first?.id, viewAssets)
  assert.equal(first.statement.match(new RegExp(folder.id, 'g'))?.length, 2)
  assert.doesNotMatch(first.statement, /<folder_id>/)
  const bare = await acme.perform('master', 'role.get', { roleId, parameter: null })
  assert.match(bare.permissions[0]?.statement ?? '', /<folder_id>/)
  const collection = { type: 'collection', id: acme.collection('demo:Launch') } as const
  assert.deepEqual(await acme.perform('master', 'role.get', { roleId, parameter: collection }), bare)
})

test('a folder that would break out of its quotes stays inside them', async (t) => {
  const acme = await givenAcme({ test: t })
  const parameter = { type: 'folder', id: '") || true || ("' as never } as const
  const { permissions } = await acme.perform('master', 'role.get', { roleId: systemRole('folder::viewer'), parameter })
  assert.match(permissions[0]?.statement ?? '', /contains\("\\"\) \|\| true \|\| \(\\""\)/)
})

test('a role is listed with those who have it in a place, and not with those who had it', async (t) => {
  const acme = await givenAcme({ test: t })
  const roleId = systemRole('prodenv::media_library_user')
  const list = async (but: Partial<InputOf<'role.list-principals'>>) => {
    const found = await acme.perform('master', 'role.list-principals', { roleId, parameter: null, ...but })
    return found.map(({ principal, roleId: canonical }) => [principal, canonical])
  }
  const creative = [acme.principal('Creative'), systemRole('prodenv::ml_user')]
  assert.deepEqual(await list({}), [creative])
  assert.deepEqual(await list({ environmentId: 'env-live' }), [creative])
  assert.deepEqual(await list({ environmentId: 'all' }), [creative])
  assert.deepEqual(await list({ level: 'account' }), [])
  const viewer = { roleId: systemRole('folder::viewer'), level: 'environment' } as const
  const onBrand = { type: 'folder', id: acme.folder('demo:brand') } as const
  assert.deepEqual(await list({ ...viewer, parameter: onBrand }), [[acme.principal('Vera'), viewer.roleId]])
  assert.deepEqual(await list({ ...viewer, parameter: { ...onBrand, id: acme.folder('demo:brand/logos') } }), [])
  assert.deepEqual(await list({ ...viewer, environmentId: 'all' }), [])
  const unknown = { code: 'not_found', fields: [{ name: 'environmentId', value: 'nope' }] } as const
  await assertRefused(
    acme,
    'master',
    'role.list-principals',
    { roleId, parameter: null, environmentId: 'nope' },
    unknown,
  )
})

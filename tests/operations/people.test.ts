import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const idOf = (acme: GivenHouse, name: string) => acme.principal(name).id
const member = (acme: GivenHouse, group: string, user: string) => ({
  groupId: idOf(acme, group),
  userId: idOf(acme, user),
})

const order = { by: 'name', isDescending: false } as const
const page = { number: 1, size: 10 }
const search = (acme: GivenHouse, who: Parameters<GivenHouse['perform']>[0], more: Partial<InputOf<'user.search'>>) =>
  acme.perform(who, 'user.search', { order, page, ...more })
const namesIn = ({ users }: OutputOf<'user.search'>) => users.map(({ user }) => user.name)

test('users are searched by a part of their name, state, group and environment, and counted', async (t) => {
  const acme = await givenAcme({ test: t })
  const find = async (more: Partial<InputOf<'user.search'>>) => {
    const found = await search(acme, 'master', more)
    return [namesIn(found), found.total]
  }
  assert.deepEqual(await find({}), [['Otto', 'Vera'], 2])
  assert.deepEqual(await find({ page: { number: 2, size: 1 } }), [['Vera'], 2])
  assert.deepEqual(await find({ text: 'ERA' }), [['Vera'], 1])
  assert.deepEqual(await find({ text: 'to@example' }), [['Otto'], 1])
  assert.deepEqual(await find({ status: 'disabled' }), [[], 0])
  assert.deepEqual(await find({ groupId: idOf(acme, 'Creative') }), [['Vera'], 1])
  assert.deepEqual(await find({ environmentId: 'env-live' }), [['Otto'], 1])
})

test('a user is found with its own global roles; those of its groups are the groups’', async (t) => {
  const acme = await givenAcme({ test: t })
  const own = assigning(acme, 'Vera', systemRole('prodenv::moderator'), { in: 'live' })
  await acme.perform('master', 'assignment.change', adding(own))
  const [vera] = (await search(acme, 'master', { text: 'vera' })).users
  assert.deepEqual(
    vera?.roles.map(({ role, assignment }) => [role.id, assignment.reach]),
    [[systemRole('prodenv::moderator'), { type: 'environment', environmentId: 'env-live' }]],
  )
  assert.deepEqual(
    vera.groups.map(({ name }) => name),
    ['Creative'],
  )
  assert.deepEqual(
    vera.environments.map(({ name }) => name),
    ['Demo'],
  )
})

test('who may read some users only is told no number of all', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenKey(acme, { account: ['users_and_groups::view'] })
  assert.equal((await search(acme, key, {})).total, 2)
  const statement = `forbid(principal == Cloudinary::ProvisioningKey::"${key.id}", action, resource == Cloudinary::User::"${idOf(acme, 'Otto')}");`
  const policy = { name: 'Hidden', description: null, level: 'account', environmentId: null } as const
  await acme.perform('master', 'custom-policy.create', { ...policy, statement, isEnabled: true })
  const found = await search(acme, key, {})
  assert.deepEqual([namesIn(found), found.total], [['Vera'], null])
})

test('groups are listed with their sizes and roles', async (t) => {
  const acme = await givenAcme({ test: t })
  const { groups } = await acme.perform('master', 'group.list-with-roles', {})
  const said = groups.map(({ group, memberCount, roles }) => [
    group.name,
    memberCount,
    roles.map(({ role }) => role.id),
  ])
  assert.deepEqual(said.sort(), [
    ['Creative', 1, [systemRole('prodenv::ml_user')]],
    ['Idle', 0, []],
  ])
})

test('users are put into groups and taken out as one change', async (t) => {
  const acme = await givenAcme({ test: t })
  const change = {
    add: [member(acme, 'Idle', 'Otto'), member(acme, 'Idle', 'Vera'), member(acme, 'Creative', 'Vera')],
    remove: [member(acme, 'Creative', 'Vera'), member(acme, 'Creative', 'Otto')],
  }
  const before = await acme.revision()
  assert.deepEqual(await acme.perform('master', 'group.change-members', change), { added: 2, removed: 1 })
  assert.equal(await acme.revision(), before + 1)
  assert.deepEqual(namesIn(await search(acme, 'master', { groupId: idOf(acme, 'Idle') })), ['Otto', 'Vera'])
  assert.deepEqual(namesIn(await search(acme, 'master', { groupId: idOf(acme, 'Creative') })), [])
})

test('nobody puts users into a group that gives what they do not hold themselves', async (t) => {
  const acme = await givenAcme({ test: t })
  const given = assigning(acme, 'Idle', systemRole('account::billing'))
  await acme.perform('master', 'assignment.change', adding(given))
  const key = await givenKey(acme, { account: ['users_and_groups::manage', 'users_and_groups::view'] })
  const change = { add: [member(acme, 'Creative', 'Vera'), member(acme, 'Idle', 'Otto')], remove: [] }
  await assert.rejects(acme.perform(key, 'group.change-members', change), { code: 'denied' })
  assert.deepEqual(namesIn(await search(acme, 'master', { groupId: idOf(acme, 'Idle') })), [])
  const standing = { add: [member(acme, 'Creative', 'Vera')], remove: [] }
  assert.deepEqual(await acme.perform(key, 'group.change-members', standing), { added: 0, removed: 0 })
})

test('a change of memberships is refused whole for a group or user that is not there, and when it is too long', async (t) => {
  const acme = await givenAcme({ test: t })
  const stands = member(acme, 'Idle', 'Otto')
  const change = { add: [stands, { ...stands, userId: 'nope' }], remove: [] }
  await assertRefused(acme, 'master', 'group.change-members', change, {
    code: 'not_found',
    fields: [{ name: 'userId', value: 'nope' }],
  })
  const long = { add: Array.from({ length: 1001 }, () => stands), remove: [] }
  await assertRefused(acme, 'master', 'group.change-members', long, {
    code: 'invalid_fields',
    fields: [{ name: 'add', value: 1001 }],
    more: { reason: 'at most 1000 memberships can be changed at once' },
  })
})

test('the last Master Admin stays in the group that makes them one', async (t) => {
  const acme = await givenAcme({ test: t })
  const master = systemRole('account::master_admin')
  const change = { add: [member(acme, 'Idle', 'Otto')], remove: [] }
  await acme.perform('master', 'group.change-members', change)
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Idle', master)))
  await acme.perform('operator', 'account-key.delete', { keyId: 'KM' })
  const leaving = { add: [], remove: [member(acme, 'Idle', 'Otto')] }
  await assertRefused(acme, 'operator', 'group.change-members', leaving, { code: 'last_master_admin' })
})

test('a principal is shown with where each role comes from and where it counts', async (t) => {
  const acme = await givenAcme({ test: t })
  const shown = await acme.perform('master', 'principal.get', { principal: acme.principal('Vera') })
  const { name, state, email, hasAllEnvironments, memberCount } = shown
  assert.deepEqual(
    [name, state, email, hasAllEnvironments, memberCount],
    ['Vera', 'active', 'vera@example.com', false, null],
  )
  assert.deepEqual(
    shown.roles.map(({ role, group, place }) => [role.id, group?.name ?? null, place?.name ?? null]),
    [
      [systemRole('folder::viewer'), null, 'brand'],
      [systemRole('prodenv::ml_user'), 'Creative', null],
    ],
  )
})

test('a path is shown to nobody who may not see the folder, and a role to nobody who may not read it', async (t) => {
  const acme = await givenAcme({ test: t })
  const input = { principal: acme.principal('Vera') }
  const view = ['users_and_groups::view']
  const blind = await acme.perform(await givenKey(acme, { account: view }), 'principal.get', input)
  assert.deepEqual([blind.roles, blind.environments], [[], []])
  const reader = await givenKey(acme, { account: [...view, 'roles::view'] })
  const seen = await acme.perform(reader, 'principal.get', input)
  assert.deepEqual(
    seen.roles.map(({ role, place }) => [role.id, place?.name]),
    [
      [systemRole('folder::viewer'), null],
      [systemRole('prodenv::ml_user'), undefined],
    ],
  )
})

test('groups and keys are shown as principals too', async (t) => {
  const acme = await givenAcme({ test: t })
  const show = (name: string) => acme.perform('master', 'principal.get', { principal: acme.principal(name) })
  const group = await show('Creative')
  assert.deepEqual([group.name, group.memberCount, group.roles.length], ['Creative', 1, 1])
  const key = await show('bare')
  assert.deepEqual(
    [key.name, key.state, key.environments.map(({ name }) => name), key.owner, key.roles],
    ['bare', 'active', ['Demo'], null, []],
  )
  const owner = idOf(acme, 'Otto')
  await acme.perform('master', 'account-key.update', { keyId: 'KN', ownerId: owner })
  assert.deepEqual((await show('nobody')).owner, { id: userId(owner), name: 'Otto' })
  const absent = { principal: { type: 'user', id: userId('nope') } } as const
  await assertRefused(acme, 'master', 'principal.get', absent, {
    code: 'not_found',
    fields: [{ name: 'principalId', value: 'nope' }],
  })
})

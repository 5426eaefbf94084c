import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const say = ({ group, users }: OutputOf<'group.get'>) => [group.name, users.map(({ name }) => name)]
const idOf = (acme: GivenHouse, name: string) => acme.principal(name).id
const member = (acme: GivenHouse, group: string, user: string) => ({
  groupId: idOf(acme, group),
  userId: idOf(acme, user),
})

test('a group is made, shown, renamed and deleted', async (t) => {
  const acme = await givenAcme({ test: t })
  const made = await acme.perform('master', 'group.create', { name: 'Designers' })
  const groupId = made.group.id
  assert.match(groupId, /^[0-9a-f]{30}$/)
  assert.deepEqual(await acme.perform('master', 'group.get', { groupId }), made)
  acme.clock.now += 1000
  const renamed = await acme.perform('master', 'group.update', { groupId, name: 'Makers' })
  assert.deepEqual(renamed, { group: { ...made.group, name: 'Makers', updatedAt: acme.clock.now }, users: [] })
  const before = await acme.revision()
  assert.deepEqual(await acme.perform('master', 'group.update', { groupId }), renamed)
  assert.equal(await acme.revision(), before)
  assert.equal(await acme.perform('master', 'group.delete', { groupId }), undefined)
  await assertRefused(
    acme,
    'master',
    'group.get',
    { groupId },
    {
      code: 'not_found',
      fields: [{ name: 'groupId', value: groupId }],
    },
  )
  assert.equal(await acme.house.store.isIdUsed(acme.account.id, 'group', groupId), true)
})

test('groups are listed in order of creation, with their users when asked', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  await acme.perform('master', 'group.create', { name: 'Last' })
  const list = async (withUsers: boolean) => (await acme.perform('master', 'group.list', { withUsers })).map(say)
  const plain = await list(false)
  assert.deepEqual(plain.at(-1), ['Last', []])
  assert.deepEqual(plain.slice(0, 2).sort(), [
    ['Creative', []],
    ['Idle', []],
  ])
  assert.deepEqual((await list(true)).slice(0, 2).sort(), [
    ['Creative', ['Vera']],
    ['Idle', []],
  ])
})

test('a name is one group’s alone, and must be fit to be seen', async (t) => {
  const acme = await givenAcme({ test: t })
  const field = (value: string) => [{ name: 'name', value }]
  await assertRefused(
    acme,
    'master',
    'group.create',
    { name: 'Idle' },
    { code: 'group_name_taken', fields: field('Idle') },
  )
  const rename = { groupId: idOf(acme, 'Creative'), name: 'Idle' }
  await assertRefused(acme, 'master', 'group.update', rename, { code: 'group_name_taken', fields: field('Idle') })
  for (const name of ['', '  ', 'a\u0000b', 'x'.repeat(256)]) {
    await assertRefused(acme, 'master', 'group.create', { name }, { code: 'invalid_fields', fields: field(name) })
  }
  const both = await Promise.allSettled([1, 2].map(() => acme.perform('master', 'group.create', { name: 'Twins' })))
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('a user joins and leaves a group, and doing so again changes nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const joining = member(acme, 'Creative', 'Otto')
  const joined = await acme.perform('master', 'group.add-user', joining)
  assert.equal(joined.user.name, 'Otto')
  assert.deepEqual([joined.group.name, joined.users.map(({ name }) => name).sort()], ['Creative', ['Otto', 'Vera']])
  const before = await acme.revision()
  await acme.perform('master', 'group.add-user', joining)
  assert.equal(await acme.revision(), before)
  assert.deepEqual(say(await acme.perform('master', 'group.remove-user', joining)), ['Creative', ['Vera']])
  assert.deepEqual(say(await acme.perform('master', 'group.remove-user', joining)), ['Creative', ['Vera']])
  assert.equal(await acme.revision(), before + 1)
})

test('joining a group gives its roles at once, and leaving it takes them', async (t) => {
  const acme = await givenAcme({ test: t })
  const mayRead = async () => {
    const place = { scope: { type: 'account' }, resource: { type: 'User', id: null } } as const
    const request = { principal: acme.principal('Otto'), action: 'read', ...place, at: acme.clock.now }
    return (await acme.engine()).decide(request).outcome
  }
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Idle', systemRole('account::admin'))))
  assert.equal(await mayRead(), 'deny')
  await acme.perform('master', 'group.add-user', member(acme, 'Idle', 'Otto'))
  assert.equal(await mayRead(), 'allow')
  await acme.perform('master', 'group.remove-user', member(acme, 'Idle', 'Otto'))
  assert.equal(await mayRead(), 'deny')
  await acme.perform('master', 'group.add-user', member(acme, 'Idle', 'Otto'))
  await acme.perform('master', 'group.delete', { groupId: idOf(acme, 'Idle') })
  assert.equal(await mayRead(), 'deny')
})

test('a group or user that is not there is said to be absent', async (t) => {
  const acme = await givenAcme({ test: t })
  const absent = (name: string) => ({ code: 'not_found', fields: [{ name, value: 'nope' }] }) as const
  for (const name of ['group.add-user', 'group.remove-user'] as const) {
    const both = member(acme, 'Idle', 'Otto')
    await assertRefused(acme, 'master', name, { ...both, groupId: 'nope' }, absent('groupId'))
    await assertRefused(acme, 'master', name, { ...both, userId: 'nope' }, absent('userId'))
  }
  await assertRefused(acme, 'master', 'group.delete', { groupId: 'nope' }, absent('groupId'))
  await assertRefused(acme, 'master', 'group.update', { groupId: 'nope' }, absent('groupId'))
})

test('a group shows only the users that the caller may read', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'group.add-user', member(acme, 'Creative', 'Otto'))
  const statement = `forbid(principal, action, resource == Cloudinary::User::"${idOf(acme, 'Vera')}");`
  const policy = { name: 'P', description: null, level: 'account', environmentId: null, isEnabled: true } as const
  await acme.perform('master', 'custom-policy.create', { ...policy, statement })
  const key = await givenKey(acme, { account: ['users_and_groups::view'] })
  assert.deepEqual(say(await acme.perform(key, 'group.get', { groupId: idOf(acme, 'Creative') })), [
    'Creative',
    ['Otto'],
  ])
})

// An account keeps somebody who can administer it, whichever way the last one would go (field class 36).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { groupId as toGroupId, userId as toUserId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const masterAdmin = systemRole('account::master_admin')

/** Nobody but Ada administers the account: herself, or through a group. */
function givenAda(t: TestContext, through: 'herself' | 'a group'): Promise<GivenHouse> {
  const isGroup = through === 'a group'
  return givenAcme(
    { test: t },
    {
      account: { management_keys: [{ name: 'idle', key: 'KI', secret: 's', roles: [] }] },
      groups: [{ name: 'Owners', roles: isGroup ? [masterAdmin] : [] }],
      users: [
        {
          ...{ name: 'Ada', email: 'ada@x', password: 'x', environments: 'all' },
          ...(isGroup
            ? { groups: ['Owners'] }
            : { roles: [masterAdmin, { role: systemRole('prodenv::master_admin'), environments: 'all' }] }),
        },
        { name: 'Bob', email: 'bob@x', password: 'x', environments: 'all', roles: [] },
      ],
    },
  )
}

const idOf = (acme: GivenHouse, name: string): string => acme.principal(name).id
const last = { code: 'last_master_admin' } as const

test('the last Master Admin is not disabled, demoted or deleted, and can be once there is another', async (t) => {
  const acme = await givenAda(t, 'herself')
  const userId = idOf(acme, 'Ada')
  await assertRefused(acme, 'Ada', 'user.update', { userId, isEnabled: false }, last)
  await assertRefused(acme, 'Ada', 'user.update', { userId, role: 'admin' }, last)
  await assertRefused(acme, 'Ada', 'user.update', { userId, role: 'admin', isEnabled: false, name: 'A' }, last)
  await assertRefused(acme, 'Ada', 'user.delete', { userId }, last)
  await assertRefused(acme, 'operator', 'user.delete', { userId }, last)
  await acme.perform('Ada', 'user.update', { userId, name: 'Ada L.', email: 'ada@l', environmentIds: [] })
  await acme.perform('Ada', 'user.update', { userId: idOf(acme, 'Bob'), role: 'master_admin' })
  assert.equal((await acme.perform('Ada', 'user.update', { userId, role: 'admin' })).role, 'admin')
  await assertRefused(acme, 'Bob', 'user.delete', { userId: idOf(acme, 'Bob') }, last)
})

test('neither a pending nor a disabled Master Admin takes the place of the last one', async (t) => {
  const acme = await givenAda(t, 'herself')
  const userId = idOf(acme, 'Ada')
  await acme.perform('Ada', 'user.create', { name: 'P', email: 'p@x', role: 'master_admin', isEnabled: true })
  await assertRefused(acme, 'Ada', 'user.delete', { userId }, last)
  await acme.perform('Ada', 'user.update', { userId: idOf(acme, 'Bob'), role: 'master_admin', isEnabled: false })
  await assertRefused(acme, 'Ada', 'user.update', { userId, isEnabled: false }, last)
})

test('who administers through a group stays in it, and the group stays', async (t) => {
  const acme = await givenAda(t, 'a group')
  const [userId, groupId] = [idOf(acme, 'Ada'), idOf(acme, 'Owners')]
  await assertRefused(acme, 'Ada', 'group.remove-user', { userId, groupId }, last)
  await assertRefused(acme, 'Ada', 'group.delete', { groupId }, last)
  await assertRefused(acme, 'Ada', 'user.delete', { userId }, last)
  await assertRefused(acme, 'Ada', 'user.update', { userId, isEnabled: false }, last)
  await acme.perform('Ada', 'group.add-user', { userId: idOf(acme, 'Bob'), groupId })
  await acme.perform('Ada', 'group.remove-user', { userId, groupId })
  await assertRefused(acme, 'Bob', 'group.delete', { groupId }, last)
})

/** Two Master Admins; each of a pair would take one of them away. */
const pairs: Readonly<Record<string, (acme: GivenHouse, userId: string) => Promise<unknown>>> = {
  'disabling both': (acme, userId) => acme.perform('operator', 'user.update', { userId, isEnabled: false }),
  'deleting both': (acme, userId) => acme.perform('operator', 'user.delete', { userId }),
  'demoting both': (acme, userId) => acme.perform('operator', 'user.update', { userId, role: 'reports' }),
}

for (const [name, take] of Object.entries(pairs)) {
  test(`${name} at once leaves one`, async (t) => {
    const acme = await givenAda(t, 'herself')
    const ids = [idOf(acme, 'Ada'), idOf(acme, 'Bob')]
    await acme.perform('operator', 'user.update', { userId: idOf(acme, 'Bob'), role: 'master_admin' })
    const taken = await Promise.allSettled(ids.map((id) => take(acme, id)))
    assert.deepEqual(taken.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
    const list: InputOf<'user.list'> = { order: { by: 'name', isDescending: false } }
    const left = await acme.perform('operator', 'user.list', list)
    assert.equal(left.filter(({ user, role }) => user.isEnabled && role === 'master_admin').length, 1)
  })
}

test('one who leaves the group while the other is disabled: one of the two stays', async (t) => {
  const acme = await givenAda(t, 'a group')
  const [ada, bob, owners] = [idOf(acme, 'Ada'), idOf(acme, 'Bob'), idOf(acme, 'Owners')]
  await acme.perform('operator', 'group.add-user', { userId: bob, groupId: owners })
  const taken = await Promise.allSettled([
    acme.perform('operator', 'group.remove-user', { userId: ada, groupId: owners }),
    acme.perform('operator', 'user.update', { userId: bob, isEnabled: false }),
  ])
  assert.deepEqual(
    taken.map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )
  const key = { accountId: acme.account.id, groupId: toGroupId(owners), userId: toUserId(bob) }
  assert.notEqual(await acme.house.store.find('membership', key), undefined)
})

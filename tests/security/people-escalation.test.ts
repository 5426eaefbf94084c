// Nobody gains through people and groups what whoever changes them doesn't hold (field classes 1, 5, 7, 9, 12, 14).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'

const manager = systemRole('prodenv::ml_admin')

/** Ada runs people; Olga owns the account; `Insiders` and `Editors` hold what Ada doesn't. */
const people = {
  custom_roles: [
    {
      ...{ id: 'people', name: 'People', level: 'account' },
      permissions: [permission('global::users_and_groups::manage'), permission('global::product_environments::view')],
    },
  ],
  groups: [
    { name: 'Insiders', roles: [systemRole('account::master_admin')] },
    { name: 'Editors', roles: [{ role: systemRole('folder::editor'), environment: 'demo', folder: 'brand' }] },
    { name: 'Plain' },
  ],
  users: [
    { name: 'Ada', email: 'ada@x', password: 'x', environments: 'all', roles: ['people'] },
    { name: 'Olga', email: 'olga@x', password: 'x', environments: 'all', groups: ['Insiders'] },
    {
      name: 'Lib',
      email: 'lib@x',
      password: 'x',
      environments: ['live'],
      roles: [{ role: manager, environments: 'all' }],
    },
    { name: 'Off', email: 'off@x', enabled: false, roles: [systemRole('account::admin')] },
    { name: 'Pat', email: 'pat@x', password: 'x', environments: ['demo'], roles: [] },
  ],
}

const givenPeople = (t: TestContext): Promise<GivenHouse> => givenAcme({ test: t }, people)
const idOf = (acme: GivenHouse, name: string): string => acme.principal(name).id

/** Asserts that the escalation rule stops Ada, and that nothing is stored. @returns the permissions that she lacks */
async function assertStopped(acme: GivenHouse, attempt: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await acme.revision()
  const refusal = await refusalOf(attempt())
  const { code, needs } = say(refusal)
  assert.deepEqual({ code, needs }, { code: 'denied', needs: undefined })
  assert.equal(await acme.revision(), before)
  const lacks = refusal.denial?.lacks ?? []
  assert.ok(lacks.length > 0)
  return [...new Set(lacks.map(({ permissionId }) => permissionId ?? 'a custom policy'))]
}

test('nobody joins, or puts another into, a group that holds more: the side door', async (t) => {
  const acme = await givenPeople(t)
  const join = (user: string, group: string) =>
    acme.perform('Ada', 'group.add-user', { userId: idOf(acme, user), groupId: idOf(acme, group) })
  const lacks = await assertStopped(acme, () => join('Ada', 'Insiders'))
  assert.ok(lacks.includes(permission('global::billing::manage')))
  assert.ok(!lacks.includes(permission('global::users_and_groups::manage')))
  await assertStopped(acme, () => join('Pat', 'Editors'))
  await join('Pat', 'Plain')
  await join('Olga', 'Insiders')
})

test('a denial about a group names no folder, and no environment that is hidden', async (t) => {
  const acme = await givenPeople(t)
  const refusal = await refusalOf(
    acme.perform('Ada', 'group.add-user', { userId: idOf(acme, 'Pat'), groupId: idOf(acme, 'Editors') }),
  )
  const places = refusal.denial?.lacks.map(({ reach, parameter }) => JSON.stringify([reach, parameter])) ?? []
  assert.deepEqual([...new Set(places)], ['[{"type":"environment","environmentId":"env-demo"},null]'])
})

test('a new user gets no access bundle that its maker does not hold everywhere', async (t) => {
  const acme = await givenPeople(t)
  const create = (role: 'master_admin' | 'media_library_user' | 'reports') =>
    acme.perform('Ada', 'user.create', { name: 'N', email: 'n@x', role, isEnabled: true })
  const lacks = await assertStopped(acme, () => create('reports'))
  assert.ok(lacks.includes(permission('global::audit_logs::view')))
  await assertStopped(acme, () => create('master_admin'))
  await assertStopped(acme, () => create('media_library_user'))
  await acme.perform('Ada', 'user.create', { name: 'N', email: 'n@x', isEnabled: true })
  await acme.perform('operator', 'user.create', { name: 'M', email: 'm@x', role: 'master_admin', isEnabled: false })
})

test('nobody raises itself or another by a legacy role; lowering is free', async (t) => {
  const acme = await givenPeople(t)
  const change = (name: string, role: 'admin' | 'media_library_user') =>
    acme.perform('Ada', 'user.update', { userId: idOf(acme, name), role })
  await assertStopped(acme, () => change('Ada', 'admin'))
  await assertStopped(acme, () => change('Pat', 'media_library_user'))
  await acme.perform('Ada', 'user.update', { userId: idOf(acme, 'Olga'), name: 'Olga B.' })
})

test('an administrator does not take over somebody who holds more, by e-mail or by switching on', async (t) => {
  const acme = await givenPeople(t)
  const update = (name: string, but: object) => acme.perform('Ada', 'user.update', { userId: idOf(acme, name), ...but })
  await assertStopped(acme, () => update('Olga', { email: 'ada2@x' }))
  await assertStopped(acme, () => update('Olga', { email: 'Olga@x' }))
  await assertStopped(acme, () => update('Lib', { email: 'ada2@x' }))
  await assertStopped(acme, () => update('Off', { isEnabled: true }))
  await assertStopped(acme, () => update('Off', { isEnabled: true, email: 'ada2@x' }))
  await update('Olga', { email: 'olga@x', isEnabled: true })
  await update('Pat', { email: 'pat2@x', isEnabled: false })
  await update('Pat', { isEnabled: true })
  await acme.perform('Olga', 'user.update', { userId: idOf(acme, 'Off'), isEnabled: true })
})

test('an environment is opened only by who holds what counts there from then on', async (t) => {
  const acme = await givenPeople(t)
  const open = (name: string, environmentIds: readonly string[]) =>
    acme.perform('Ada', 'user.update', { userId: idOf(acme, name), environmentIds })
  await assertStopped(acme, () => open('Lib', ['env-live', 'env-demo']))
  await assertStopped(acme, () => open('Lib', ['all']))
  await open('Lib', [])
  await assertStopped(acme, () => open('Lib', ['env-live']))
  await open('Pat', ['env-live', 'env-demo'])
  await acme.perform('operator', 'group.add-user', { userId: idOf(acme, 'Pat'), groupId: idOf(acme, 'Editors') })
  await open('Pat', ['env-live'])
  await assertStopped(acme, () => open('Pat', ['env-demo']))
})

test('a role on a folder is given by opening its own environment, and by no other', async (t) => {
  const acme = await givenPeople(t)
  const everywhere = { in: 'all', folder: 'demo:brand' }
  await acme.perform(
    'operator',
    'assignment.change',
    adding(assigning(acme, 'Pat', systemRole('folder::editor'), everywhere)),
  )
  const open = (environmentIds: readonly string[]) =>
    acme.perform('Ada', 'user.update', { userId: idOf(acme, 'Pat'), environmentIds })
  await open(['env-live'])
  await assertStopped(acme, () => open(['env-live', 'env-demo']))
})

test('what a custom policy permits to a group is given by joining, what it forbids by leaving', async (t) => {
  const acme = await givenPeople(t)
  const policy = { description: null, level: 'account', environmentId: null, isEnabled: true } as const
  const [plain, idle] = [
    idOf(acme, 'Plain'),
    (await acme.perform('operator', 'group.create', { name: 'Held' })).group.id,
  ]
  const saying = (effect: string, group: string) =>
    `${effect}(principal in Cloudinary::Group::"${group}", action, resource is Cloudinary::ProvisioningKey);`
  await acme.perform('operator', 'custom-policy.create', { ...policy, name: 'P', statement: saying('permit', plain) })
  await acme.perform('operator', 'custom-policy.create', { ...policy, name: 'F', statement: saying('forbid', idle) })
  const pat = idOf(acme, 'Pat')
  assert.deepEqual(
    await assertStopped(acme, () => acme.perform('Ada', 'group.add-user', { groupId: plain, userId: pat })),
    ['a custom policy'],
  )
  await acme.perform('Ada', 'group.add-user', { groupId: idle, userId: pat })
  await assertStopped(acme, () => acme.perform('Ada', 'group.remove-user', { groupId: idle, userId: pat }))
  await assertStopped(acme, () => acme.perform('Ada', 'group.delete', { groupId: idle }))
  await acme.perform('operator', 'group.add-user', { groupId: plain, userId: pat })
  await assertStopped(acme, () => acme.perform('Ada', 'user.update', { userId: pat, email: 'mine@x' }))
})

test('taking away is free: leaving, disabling, closing environments, deleting', async (t) => {
  const acme = await givenPeople(t)
  const olga = idOf(acme, 'Olga')
  await acme.perform('Ada', 'user.update', { userId: olga, environmentIds: [], isEnabled: false })
  await acme.perform('Ada', 'group.remove-user', { groupId: idOf(acme, 'Insiders'), userId: olga })
  await acme.perform('Ada', 'user.delete', { userId: idOf(acme, 'Lib') })
  await acme.perform('Ada', 'group.delete', { groupId: idOf(acme, 'Editors') })
})

test('both ends of a membership must be known to whoever changes it', async (t) => {
  const acme = await givenPeople(t)
  const hidden = `forbid(principal == Cloudinary::User::"${idOf(acme, 'Ada')}", action, resource == Cloudinary::User::"${idOf(acme, 'Pat')}");`
  const policy = { name: 'P', description: null, level: 'account', environmentId: null, isEnabled: true } as const
  await acme.perform('operator', 'custom-policy.create', { ...policy, statement: hidden })
  const change = { groupId: idOf(acme, 'Plain'), userId: idOf(acme, 'Pat') }
  for (const name of ['group.add-user', 'group.remove-user'] as const) {
    assert.deepEqual(say(await refusalOf(acme.perform('Ada', name, change))), { code: 'denied', needs: ['read User'] })
  }
})

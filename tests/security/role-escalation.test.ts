// Whoever widens a role gives it to all who have it (field class 4).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permission, systemRole } from '../given/acme.ts'
import { assigning, removing, store } from '../given/assigning.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertGivesTooMuch, give, givenPeople } from './giving.ts'

const edit = (given: GivenHouse, who: string, ...permissionIds: readonly string[]) =>
  given.perform(who, 'role.update', { roleId: 'tool', name: 'Tool', description: null, permissionIds })

const viewRoles = permission('global::roles::view')
const billing = permission('global::billing::manage')

test('a role that somebody has is widened only by who holds what is added, where they have it', async (t) => {
  const acme = await givenPeople(t)
  for (const holder of ['Ada', 'Otto', 'Creative', 'nobody']) {
    await give(acme, 'master', assigning(acme, holder, 'tool'))
    const lacks = await assertGivesTooMuch(acme, () => edit(acme, 'Ada', viewRoles, billing))
    assert.ok(lacks.some((one) => one.endsWith('on cld::global::billing::manage')))
    await edit(acme, 'Ada', viewRoles, permission('global::audit_logs::view'))
    await edit(acme, 'Ada', viewRoles)
    await acme.perform('master', 'assignment.change', removing(assigning(acme, holder, 'tool')))
  }
  await edit(acme, 'Ada', viewRoles, billing)
  await assertGivesTooMuch(acme, () => give(acme, 'Ada', assigning(acme, 'Ada', 'tool')))
})

test('a role is narrowed and renamed by anyone who may edit roles, whatever is in it', async (t) => {
  const acme = await givenPeople(t)
  await give(acme, 'master', assigning(acme, 'Otto', 'tool'))
  await edit(acme, 'master', viewRoles, billing)
  await acme.perform('Ada', 'role.update', {
    roleId: 'tool',
    name: 'Renamed',
    description: 'x',
    permissionIds: [billing, viewRoles],
  })
  await edit(acme, 'Ada', billing)
  await edit(acme, 'Ada')
  await assertGivesTooMuch(acme, () => edit(acme, 'Ada', billing))
})

test('a role that everyone’s assignment of has ended is free to widen', async (t) => {
  const acme = await givenPeople(t)
  await store(acme, assigning(acme, 'Otto', 'tool'), acme.clock.now + 5)
  await assertGivesTooMuch(acme, () => edit(acme, 'Ada', billing))
  acme.clock.now += 5
  await edit(acme, 'Ada', billing)
})

test('a folder role is widened only by who holds what is added on every folder where it is given', async (t) => {
  const acme = await givenPeople(t)
  const draft = { id: 'drop', name: 'Drop', description: null, isContent: true, level: 'environment' } as const
  await acme.perform('master', 'role.create', { ...draft, permissionIds: [] })
  await give(acme, 'master', assigning(acme, 'Max', 'tool'), assigning(acme, 'Max', systemRole('account::admin')))
  const widen = () =>
    acme.perform('Max', 'role.update', {
      roleId: 'drop',
      name: 'Drop',
      description: null,
      permissionIds: [permission('content::folder::add_assets')],
    })
  await give(acme, 'master', assigning(acme, 'Otto', 'drop', { in: 'demo', folder: 'demo:campaigns' }))
  await assertGivesTooMuch(acme, widen)
  await acme.perform(
    'master',
    'assignment.change',
    removing(assigning(acme, 'Otto', 'drop', { in: 'demo', folder: 'demo:campaigns' })),
  )
  await give(acme, 'master', assigning(acme, 'Otto', 'drop', { in: 'demo', folder: 'demo:brand/logos' }))
  await widen()
})

test('a role that others have is deleted by force without holding what is in it', async (t) => {
  const acme = await givenPeople(t)
  await give(acme, 'master', assigning(acme, 'Otto', 'tool'))
  await edit(acme, 'master', billing)
  await acme.perform('Ada', 'role.delete', { roleId: 'tool', force: true })
})

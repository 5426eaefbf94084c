// Custom policies give as roles do: whoever makes a permit, or takes a forbid away, must hold what it speaks of.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'
import { assertGivesTooMuch } from './giving.ts'

const usual = { name: 'Policy', description: null, level: 'account', environmentId: null, isEnabled: true } as const

type Content = InputOf<'custom-policy.create'>

const create = (given: GivenHouse, who: string, statement: string, but: Partial<Content> = {}) =>
  given.perform(who, 'custom-policy.create', { ...usual, ...but, statement })

const inDemo = { level: 'environment', environmentId: 'env-demo' } as const
const ka = 'principal == Cloudinary::ProvisioningKey::"KA"'
const readsRoles = 'action == Cloudinary::Action::"read", resource is Cloudinary::Role'

/** The key KA, an Admin of the account, who also administers the environment `demo`. */
async function givenAdmin(t: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test: t })
  const admin = systemRole('prodenv::admin')
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'admin', admin, { in: 'demo' })))
  return acme
}

const tooMuch: readonly (readonly [string, string, Partial<Content>?])[] = [
  ['everything for oneself', `permit(${ka}, action, resource);`],
  ['everything for everyone', 'permit(principal, action, resource);'],
  ['everything in an environment', 'permit(principal, action, resource);', inDemo],
  ['everything in all environments', `permit(${ka}, action, resource);`, { ...inDemo, environmentId: 'all' }],
  ['an action on everything', `permit(${ka}, action == Cloudinary::Action::"read", resource);`],
  ['what one lacks', `permit(${ka}, action, resource is Cloudinary::ProvisioningKey);`],
  [
    'what one lacks, under a condition',
    `permit(${ka}, action, resource is Cloudinary::ProvisioningKey) when { false };`,
  ],
  [
    'what one lacks, of one',
    `permit(${ka}, action == Cloudinary::Action::"read", resource == Cloudinary::ProvisioningKey::"KM");`,
  ],
  ['a feature one lacks', `permit(${ka}, action, resource == Cloudinary::Feature::"cld::global::billing::manage");`],
  ['a feature nobody knows', `permit(${ka}, action, resource == Cloudinary::Feature::"cld::new");`],
  [
    'what one holds elsewhere',
    'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset);',
    { ...inDemo, environmentId: 'env-live' },
  ],
  [
    'what one holds in one environment for all',
    'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset);',
    { ...inDemo, environmentId: 'all' },
  ],
  [
    'one action more than one holds',
    'permit(principal, action in [Cloudinary::Action::"read", Cloudinary::Action::"update_security"], resource is Cloudinary::ProductEnvironment);',
    inDemo,
  ],
  ['what one holds in the account, of an environment', `permit(principal, ${readsRoles});`, inDemo],
]

for (const [what, statement, but] of tooMuch) {
  test(`a permit of ${what} is refused, and made by who holds the account`, async (t) => {
    const acme = await givenAdmin(t)
    await assertGivesTooMuch(acme, () => create(acme, 'admin', statement, but))
    // Disabled it gives nothing; switching it on gives everything.
    const { id } = await create(acme, 'admin', statement, { ...but, isEnabled: false })
    await assertGivesTooMuch(acme, () =>
      acme.perform('admin', 'custom-policy.update', { ...usual, ...but, statement, policyId: id }),
    )
    await acme.perform('master', 'custom-policy.update', { ...usual, ...but, statement, policyId: id })
    await acme.perform('admin', 'custom-policy.update', { ...usual, ...but, statement, policyId: id, isEnabled: false })
    await acme.perform('admin', 'custom-policy.delete', { policyId: id })
  })
}

test('a permit of what one holds is made, for anyone it may be about', async (t) => {
  const acme = await givenAdmin(t)
  await create(acme, 'admin', `permit(principal, ${readsRoles});`)
  await create(acme, 'admin', `permit(principal == Cloudinary::User::"nobody", ${readsRoles});`)
  await create(
    acme,
    'admin',
    'permit(principal is Cloudinary::APIKey, action == Cloudinary::Action::"read", resource is Cloudinary::Asset);',
    inDemo,
  )
})

test('a permit under which one holds something only under a condition is refused', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'role.create', {
    ...{ id: 'seer', name: 'Seer', description: null, isContent: false, level: 'environment' },
    permissionIds: ['cld::policy::global::collections::view'],
  })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'admin', 'seer', { in: 'demo' })))
  const statement = 'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Collection);'
  await assertGivesTooMuch(acme, () => create(acme, 'admin', statement, inDemo))
})

test('a permit is changed only to what one holds: its text, its reach, its turning from a forbid', async (t) => {
  const acme = await givenAdmin(t)
  const statement = 'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset);'
  const { id } = await create(acme, 'admin', statement, inDemo)
  const update = (but: Partial<Content>) =>
    acme.perform('admin', 'custom-policy.update', { ...usual, ...inDemo, statement, ...but, policyId: id })
  await assertGivesTooMuch(acme, () => update({ environmentId: 'env-live' }))
  await assertGivesTooMuch(acme, () => update({ environmentId: 'all' }))
  await assertGivesTooMuch(acme, () => update({ statement: 'permit(principal, action, resource);' }))
  await update({ name: 'Renamed', description: 'still the same' })
  await update({ statement: 'forbid(principal, action, resource is Cloudinary::Asset);' })
  await assertGivesTooMuch(acme, () => update({ statement: 'permit(principal, action, resource);' }))
})

test('who renames a permit that others made needs nothing of it', async (t) => {
  const acme = await givenAdmin(t)
  const statement = 'permit(principal, action, resource);'
  const { id } = await create(acme, 'master', statement)
  await acme.perform('admin', 'custom-policy.update', { ...usual, statement, policyId: id, name: 'All' })
  await acme.perform('admin', 'custom-policy.update', { ...usual, statement, policyId: id, isEnabled: false })
  await assertGivesTooMuch(acme, () =>
    acme.perform('admin', 'custom-policy.update', { ...usual, statement, policyId: id }),
  )
})

test('a forbid is taken from oneself by no route', async (t) => {
  const acme = await givenAdmin(t)
  const statement = `forbid(${ka}, action == Cloudinary::Action::"delete", resource is Cloudinary::Role);`
  const { id } = await create(acme, 'master', statement)
  const update = (who: string, but: Partial<Content>) =>
    acme.perform(who, 'custom-policy.update', { ...usual, statement, ...but, policyId: id })
  await assertGivesTooMuch(acme, () => acme.perform('admin', 'custom-policy.delete', { policyId: id }))
  await assertGivesTooMuch(acme, () => update('admin', { isEnabled: false }))
  await assertGivesTooMuch(acme, () => update('admin', inDemo))
  await assertGivesTooMuch(acme, () => update('admin', { statement: statement.replace('KA', 'KN') }))
  await assertGivesTooMuch(acme, () => update('admin', { statement: statement.replace('forbid', 'permit') }))
  await update('admin', { name: 'Renamed' })
  await acme.perform('master', 'custom-policy.delete', { policyId: id })
})

test('a forbid of what one doesn’t hold is taken from nobody', async (t) => {
  const acme = await givenAdmin(t)
  const { id } = await create(
    acme,
    'master',
    'forbid(principal == Cloudinary::User::"x", action, resource is Cloudinary::ProvisioningKey);',
  )
  await assertGivesTooMuch(acme, () => acme.perform('admin', 'custom-policy.delete', { policyId: id }))
})

test('a disabled forbid is deleted by anyone who may delete policies', async (t) => {
  const acme = await givenAdmin(t)
  const { id } = await create(acme, 'master', `forbid(${ka}, action, resource);`, { isEnabled: false })
  await acme.perform('admin', 'custom-policy.delete', { policyId: id })
})

test('nobody can make a forbid that would keep its maker from deleting it, and so lock the account', async (t) => {
  const acme = await givenAcme({ test: t })
  const before = await acme.revision()
  for (const statement of [
    'forbid(principal, action, resource);',
    'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::CustomPolicy);',
  ]) {
    const why = { code: 'not_permitted_here', message: 'this policy would forbid you to delete it again' }
    await assert.rejects(create(acme, 'master', statement), why)
  }
  assert.equal(await acme.revision(), before)

  const asleep = await create(acme, 'master', 'forbid(principal, action, resource);', { isEnabled: false })
  const waking = { ...usual, policyId: asleep.id, statement: asleep.statement }
  await assert.rejects(acme.perform('master', 'custom-policy.update', waking), { code: 'not_permitted_here' })
  await create(acme, 'master', 'forbid(principal is Cloudinary::User, action, resource);')
})

test('a forbid keeps no account Master Admin from deleting it, whoever makes it', async (t) => {
  const acme = await givenAdmin(t)
  const master = systemRole('account::master_admin')
  const message = 'this policy would forbid an account Master Admin to delete it again'
  const why = { code: 'not_permitted_here', message }
  await assert.rejects(create(acme, 'admin', `forbid(principal, action, resource) unless { ${ka} };`), why)

  const ofUsers = 'forbid(principal is Cloudinary::User, action, resource);'
  const { id } = await create(acme, 'admin', ofUsers, { isEnabled: false })
  const wake = () => acme.perform('admin', 'custom-policy.update', { ...usual, policyId: id, statement: ofUsers })
  for (const holder of ['Otto', 'Creative']) {
    await acme.perform('master', 'assignment.change', adding(assigning(acme, holder, master)))
    await assert.rejects(
      create(acme, 'admin', `${ofUsers} `.replace('action', 'action in [Cloudinary::Action::"delete"]')),
      why,
    )
    await assert.rejects(wake(), why)
    await acme.perform('master', 'assignment.change', removing(assigning(acme, holder, master)))
  }
  await wake()
})

test('no policy is changed to one that forbids a Master Admin to delete just it', async (t) => {
  const acme = await givenAdmin(t)
  const { id } = await create(acme, 'admin', `permit(principal, ${readsRoles});`)
  const statement = `forbid(principal, action, resource == Cloudinary::CustomPolicy::"${id}") unless { ${ka} };`
  const update = acme.perform('admin', 'custom-policy.update', { ...usual, statement, policyId: id })
  await assert.rejects(update, { code: 'not_permitted_here' })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountKeyId } from '../../src/domain/ids.ts'
import { principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

test('a new account management key has no role, and its secret is stored sealed and told once', async (context) => {
  const acme = await givenAcme({ test: context })
  const { key, secret } = await acme.perform('master', 'account-key.create', { name: 'robot' })
  assert.match(key.id, /^\d{15}$/)
  assert.match(secret, /^[\w-]{27}$/)
  assert.deepEqual(key, {
    id: key.id,
    accountId: acme.account.id,
    name: 'robot',
    purpose: null,
    isEnabled: true,
    createdBy: 'account_key:KM',
    ownerId: null,
    createdAt: acme.clock.now,
    updatedAt: acme.clock.now,
  })
  const sealed = (await acme.house.store.findKeySecret('account_key', key.id)) ?? ''
  assert.ok(!sealed.includes(secret))
  assert.equal(acme.house.sealer.open(key.id, sealed), secret)
  const { keys: listed } = await acme.perform('master', 'account-key.list', {})
  assert.deepEqual(
    listed.find((one) => one.key.id === key.id),
    { key, isOwnerActive: null, ownerName: null, roles: [], hasRoles: false, lastUse: null },
  )
  assert.ok(!JSON.stringify(listed).includes(secret))
  const [entry] = await acme.house.store.listChanges(acme.account.id, { limit: 1 })
  assert.ok(!JSON.stringify(entry).includes(secret))
})

test('the list tells the roles of a key, and its last use', async (context) => {
  const acme = await givenAcme({ test: context })
  const at = acme.clock.now
  await acme.house.store.addUsage(acme.account.id, {
    keyUses: [{ kind: 'account_key', id: 'KA', at, operation: 'role.list' }],
    counts: [],
  })
  const { keys: listed } = await acme.perform('master', 'account-key.list', {})
  const told = listed.map(({ key, roles, hasRoles, lastUse }) => ({
    id: key.id,
    roles: roles.map(({ role }) => role.id),
    hasRoles,
    lastUse: lastUse?.operation ?? null,
  }))
  const admin = systemRole('account::admin')
  const master = [systemRole('account::master_admin'), systemRole('prodenv::master_admin')]
  assert.deepEqual(told.map(({ id }) => id).sort(), ['KA', 'KM', 'KN'])
  assert.deepEqual(
    told.find(({ id }) => id === 'KA'),
    { id: 'KA', roles: [admin], hasRoles: true, lastUse: 'role.list' },
  )
  assert.deepEqual(
    told.find(({ id }) => id === 'KN'),
    { id: 'KN', roles: [], hasRoles: false, lastUse: null },
  )
  assert.deepEqual(told.find(({ id }) => id === 'KM')?.roles.sort(), master)
})

test('each deed takes its own right on account management keys', async (context) => {
  const acme = await givenAcme({ test: context })
  const viewer = await givenKey(acme, { account: ['account_management_keys::view', 'roles::view'] })
  assert.equal((await acme.perform(viewer, 'account-key.list', {})).total, 4)
  const needs = (action: string) => ({ code: 'denied', needs: [`${action} ProvisioningKey`] }) as const
  await assertRefused(acme, viewer, 'account-key.create', { name: 'x' }, needs('create'))
  await assertRefused(acme, viewer, 'account-key.update', { keyId: 'KN', name: 'x' }, needs('update'))
  await assertRefused(acme, viewer, 'account-key.delete', { keyId: 'KN' }, needs('delete'))
  await assertRefused(acme, 'nobody', 'account-key.list', {}, needs('read'))
  assert.equal((await acme.perform(viewer, 'account-key.get', { keyId: 'KN' })).key.name, 'nobody')
  await assertRefused(acme, 'nobody', 'account-key.get', { keyId: 'KN' }, needs('read'))
  const manager = await givenKey(acme, { account: ['account_management_keys::manage'] })
  const otto = acme.principal('Otto').id
  const knowing = { code: 'denied', needs: ['read User'] } as const
  for (const ownerId of [otto, 'nobody']) {
    await assertRefused(acme, manager, 'account-key.update', { keyId: 'KN', ownerId }, knowing)
  }
  assert.equal((await acme.perform(manager, 'account-key.update', { keyId: 'KN', ownerId: null })).key.ownerId, null)
})

test('names are unique and fit; an unknown key is not found', async (context) => {
  const acme = await givenAcme({ test: context })
  const taken = { code: 'key_name_taken', fields: [{ name: 'name', value: 'admin' }] } as const
  await assertRefused(acme, 'master', 'account-key.create', { name: 'admin' }, taken)
  await assertRefused(acme, 'master', 'account-key.update', { keyId: 'KN', name: 'admin' }, taken)
  const unfit = { code: 'invalid_fields', fields: [{ name: 'name', value: ' ' }] } as const
  await assertRefused(acme, 'master', 'account-key.create', { name: ' ' }, unfit)
  const absent = { code: 'not_found', fields: [{ name: 'keyId', value: 'KX' }] } as const
  await assertRefused(acme, 'master', 'account-key.update', { keyId: 'KX', name: 'x' }, absent)
  await assertRefused(acme, 'master', 'account-key.delete', { keyId: 'KX' }, absent)
})

test('who enables a key must hold all that it holds', async (context) => {
  const acme = await givenAcme({ test: context })
  const manager = await givenKey(acme, { account: ['account_management_keys::manage'] })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'nobody', systemRole('account::reports'))))
  await acme.perform(manager, 'account-key.update', { keyId: 'KN', isEnabled: false })
  const refused = await refusalOf(acme.perform(manager, 'account-key.update', { keyId: 'KN', isEnabled: true }))
  const lacked = new Set(refused.denial?.lacks.map(({ permissionId }) => permissionId))
  assert.deepEqual([...lacked].sort(), [
    permission('global::audit_logs::view'),
    permission('global::reports::account_usage::view'),
    permission('global::reports::activity::view'),
  ])
  const { key } = await acme.perform('master', 'account-key.update', { keyId: 'KN', isEnabled: true })
  assert.equal(key.isEnabled, true)
})

test('a disabled or deleted key no longer decides anything; its id is never used again', async (context) => {
  const acme = await givenAcme({ test: context })
  await acme.perform('master', 'account-key.delete', { keyId: 'KA' })
  await assertRefused(
    acme,
    principal('account_key', 'KA'),
    'account-key.list',
    {},
    {
      code: 'denied',
      needs: ['read ProvisioningKey'],
    },
  )
  assert.equal(await acme.house.store.isIdUsed(acme.account.id, 'account_key', 'KA'), true)
  const left = await acme.house.store.listAssignments(acme.account.id, { principals: [principal('account_key', 'KA')] })
  assert.deepEqual(left, [])
  assert.equal(await acme.house.store.findKeySecret('account_key', accountKeyId('KA')), undefined)
})

test('the last active Master Admin key can neither be disabled nor deleted, and one of two may', async (context) => {
  const acme = await givenAcme({ test: context })
  const last = { code: 'last_master_admin' } as const
  await assertRefused(acme, 'master', 'account-key.update', { keyId: 'KM', isEnabled: false }, last)
  await assertRefused(acme, 'master', 'account-key.delete', { keyId: 'KM' }, last)
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'nobody', systemRole('account::master_admin'))),
  )
  const outcomes = await Promise.allSettled([
    acme.perform('operator', 'account-key.delete', { keyId: 'KM' }),
    acme.perform('operator', 'account-key.update', { keyId: 'KN', isEnabled: false }),
  ])
  assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId, apiKeyId, environmentId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const demo = { environmentId: 'env-demo' } as const
const all = { ...demo, sortBy: 'name', isDescending: false, page: null, pageSize: null } as const
const unchanged = { name: null, isEnabled: null, dedicatedFor: null } as const

const create = (acme: GivenHouse, name: string | null, isEnabled = true): Promise<OutputOf<'api-key.create'>> =>
  acme.perform('master', 'api-key.create', { ...demo, name, isEnabled })
const list = async (acme: GivenHouse, but: Partial<InputOf<'api-key.list'>> = {}) => {
  const { keys, total } = await acme.perform('master', 'api-key.list', { ...all, ...but })
  return [keys.map(({ key }) => key.name), total]
}
const update = async (acme: GivenHouse, keyId: string, but: Partial<InputOf<'api-key.update'>>) =>
  (await acme.perform('master', 'api-key.update', { ...demo, keyId, ...unchanged, ...but })).key

test('a new key has 15 digits, a secret that is kept sealed, and no roles', async (t) => {
  const acme = await givenAcme({ test: t })
  const { key, secret } = await create(acme, 'Uploader')
  assert.match(key.id, /^[1-9]\d{14}$/)
  assert.match(secret, /^[\w-]{27}$/)
  assert.deepEqual(key, {
    ...{ id: key.id, accountId: acme.account.id, environmentId: environmentId('env-demo'), name: 'Uploader' },
    ...{ isEnabled: true, dedicatedFor: [], isRoot: false, createdBy: 'account_key:KM', ownerId: null, purpose: null },
    ...{ createdAt: acme.clock.now, updatedAt: acme.clock.now },
  })
  assert.equal(acme.house.sealer.open(key.id, (await acme.house.store.findKeySecret('api_key', key.id)) ?? ''), secret)
  const principals = [{ type: 'api_key', id: key.id }] as const
  assert.deepEqual(await acme.house.store.listAssignments(acme.account.id, { principals }), [])
})

test('names of keys are unique in their environment, and made up when none is sent', async (t) => {
  const acme = await givenAcme({ test: t })
  const names = [await create(acme, null), await create(acme, null), await create(acme, null)].map(
    ({ key }) => key.name,
  )
  assert.deepEqual(names, ['Untitled', 'Untitled 2', 'Untitled 3'])
  const taken = { code: 'key_name_taken', fields: [{ name: 'name', value: 'root' }] } as const
  await assertRefused(acme, 'master', 'api-key.create', { ...demo, name: 'root', isEnabled: true }, taken)
  await assertRefused(acme, 'master', 'api-key.update', { ...demo, keyId: '101', ...unchanged, name: 'root' }, taken)
  const elsewhere = { environmentId: 'env-live', name: 'root', isEnabled: true }
  assert.equal((await acme.perform('master', 'api-key.create', elsewhere)).key.name, 'root')
  await assert.rejects(create(acme, ' '), { code: 'invalid_fields' })
})

test('a list is sorted and paged, and counts what the caller may read', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  await create(acme, 'alpha', false)
  assert.deepEqual(await list(acme), [['alpha', 'bare', 'root'], 3])
  assert.deepEqual(await list(acme, { isDescending: true }), [['root', 'bare', 'alpha'], 3])
  assert.deepEqual(await list(acme, { sortBy: 'createdAt' }), [['root', 'bare', 'alpha'], 3])
  assert.deepEqual(await list(acme, { sortBy: 'isEnabled' }), [['alpha', 'root', 'bare'], 3])
  assert.deepEqual(await list(acme, { sortBy: 'id', pageSize: 2 }), [['root', 'bare'], 3])
  assert.deepEqual(await list(acme, { sortBy: 'id', pageSize: 2, page: 2 }), [['alpha'], 3])
  assert.deepEqual(await list(acme, { page: 2 }), [[], 3])
  for (const page of [0, 101, 1.5, -1]) await assert.rejects(list(acme, { page }), { code: 'invalid_fields' })
  await assert.rejects(list(acme, { pageSize: 1001 }), { code: 'invalid_fields' })
})

test('a key that a policy hides is neither listed nor counted', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenKey(acme, { environment: ['api_keys::view'] })
  await acme.perform('master', 'custom-policy.create', {
    ...{ name: 'Hide', description: null, level: 'environment', environmentId: 'env-demo', isEnabled: true },
    statement: `forbid(principal == Cloudinary::ProvisioningKey::"${key.id}", action, resource == Cloudinary::APIKey::"100");`,
  })
  const { keys, total } = await acme.perform(key, 'api-key.list', all)
  assert.deepEqual([keys.map(({ key: { id } }) => id), total], [['101'], 1])
})

test('a key is renamed, disabled and enabled, and only what differs is written', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  const renamed = await update(acme, '101', { name: 'Plain', isEnabled: false })
  assert.deepEqual([renamed.name, renamed.isEnabled, renamed.updatedAt], ['Plain', false, acme.clock.now])
  const before = await acme.revision()
  assert.deepEqual(await update(acme, '101', { name: 'Plain', isEnabled: false }), renamed)
  assert.equal(await acme.revision(), before)
  assert.equal((await update(acme, '101', { isEnabled: true })).isEnabled, true)
})

test('one key of an environment is set apart for webhooks at a time', async (t) => {
  const acme = await givenAcme({ test: t })
  assert.deepEqual((await update(acme, '100', { dedicatedFor: ['webhooks'] })).dedicatedFor, ['webhooks'])
  assert.deepEqual((await update(acme, '101', { dedicatedFor: ['webhooks', 'webhooks'] })).dedicatedFor, ['webhooks'])
  const dedicated = async () => {
    const { keys } = await acme.perform('master', 'api-key.list', all)
    return keys.filter(({ key }) => key.dedicatedFor.length > 0).map(({ key }) => key.id)
  }
  assert.deepEqual(await dedicated(), ['101'])
  assert.deepEqual((await update(acme, '101', { name: 'Plain' })).dedicatedFor, ['webhooks'])
  await update(acme, '101', { dedicatedFor: [] })
  assert.deepEqual(await dedicated(), [])
  const wrong = { code: 'invalid_fields', fields: [{ name: 'dedicatedFor', value: 'uploads' }] } as const
  const change = { ...demo, keyId: '100', ...unchanged, dedicatedFor: ['webhooks', 'uploads'] }
  await assertRefused(acme, 'master', 'api-key.update', change, wrong)
})

test('a purpose is not taken from a key that the caller may not change', async (t) => {
  const acme = await givenAcme({ test: t })
  await update(acme, '100', { dedicatedFor: ['webhooks'] })
  const key = await givenKey(acme, { environment: ['api_keys::manage'] })
  await acme.perform('master', 'custom-policy.create', {
    ...{ name: 'Keep', description: null, level: 'environment', environmentId: 'env-demo', isEnabled: true },
    statement: `forbid(principal == Cloudinary::ProvisioningKey::"${key.id}", action, resource == Cloudinary::APIKey::"100");`,
  })
  const change = { ...demo, keyId: '101', ...unchanged, dedicatedFor: ['webhooks'] }
  await assertRefused(acme, key, 'api-key.update', change, { code: 'denied', needs: ['update APIKey'] })
})

test('whoever enables a key must hold what it holds; disabling and renaming it is free', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenKey(acme, { environment: ['api_keys::manage'] })
  const change = (but: Partial<InputOf<'api-key.update'>>, keyId = '100') => ({ ...demo, keyId, ...unchanged, ...but })
  await acme.perform(key, 'api-key.update', change({ isEnabled: false }))
  await acme.perform(key, 'api-key.update', change({ name: 'Sleeping' }))
  const before = await acme.revision()
  await assert.rejects(acme.perform(key, 'api-key.update', change({ isEnabled: true })), (error: never) => {
    const { code, denial } = error as { code: string; denial: { needs: unknown[]; lacks: unknown[] } }
    assert.deepEqual([code, denial.needs.length, denial.lacks.length > 0], ['denied', 0, true])
    return true
  })
  assert.equal(await acme.revision(), before)
  await acme.perform(key, 'api-key.update', change({ isEnabled: false }, '101'))
  await acme.perform(key, 'api-key.update', change({ isEnabled: true }, '101'))
  await acme.perform('master', 'api-key.update', change({ isEnabled: true }))
})

test('a key may be deleted by its value, the root key and the last one too, and its value never comes back', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const keyId of ['100', '101']) await acme.perform('master', 'api-key.delete', { ...demo, keyId })
  assert.deepEqual(await list(acme), [[], 0])
  assert.equal(await acme.house.store.findKeySecret('api_key', apiKeyId('100')), undefined)
  assert.equal(await acme.house.store.isIdUsed(accountId('other'), 'api_key', '100'), true)
  const principals = [{ type: 'api_key', id: apiKeyId('100') }] as const
  assert.deepEqual(await acme.house.store.listAssignments(acme.account.id, { principals }), [])
  const missing = { code: 'not_found', fields: [{ name: 'keyId', value: '100' }] } as const
  await assertRefused(acme, 'master', 'api-key.delete', { ...demo, keyId: '100' }, missing)
})

test('a key is deleted by its name, unless several have it', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'api-key.delete-by-name', { ...demo, name: 'bare' })
  assert.deepEqual(await list(acme), [['root'], 1])
  const fields = [{ name: 'name', value: 'bare' }]
  await assertRefused(
    acme,
    'master',
    'api-key.delete-by-name',
    { ...demo, name: 'bare' },
    { code: 'not_found', fields },
  )
  await acme.change(async (transaction) => {
    const like = await transaction.findApiKey(apiKeyId('100'))
    if (like !== undefined) await transaction.put('api_key', { ...like, id: apiKeyId('200') })
  })
  const ambiguous = { code: 'key_name_ambiguous', fields: [{ name: 'name', value: 'root' }] } as const
  await assertRefused(acme, 'master', 'api-key.delete-by-name', { ...demo, name: 'root' }, ambiguous)
})

test('a key of one environment is not reached through another', async (t) => {
  const acme = await givenAcme({ test: t })
  const missing = { code: 'not_found', fields: [{ name: 'keyId', value: '102' }] } as const
  await assertRefused(acme, 'master', 'api-key.delete', { ...demo, keyId: '102' }, missing)
  const change = { ...demo, keyId: '102', ...unchanged, isEnabled: false }
  await assertRefused(acme, 'master', 'api-key.update', change, missing)
  await assertRefused(
    acme,
    'master',
    'api-key.delete-by-name',
    { ...demo, name: 'liveKey' },
    {
      ...{ code: 'not_found', fields: [{ name: 'name', value: 'liveKey' }] },
    },
  )
})

test('rights in one environment are none in another, whether it is there or not', async (t) => {
  const acme = await givenAcme({ test: t })
  const bare = acme.principal('nobody')
  const role = systemRole('prodenv::master_admin')
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'nobody', role, { in: 'demo' })))
  assert.equal((await acme.perform(bare, 'api-key.list', all)).total, 2)
  const denials = await Promise.all(
    ['env-live', 'none'].map((place) =>
      assertRefused(
        acme,
        bare,
        'api-key.list',
        { ...all, environmentId: place },
        { code: 'denied', needs: ['read APIKey'] },
      ),
    ),
  )
  assert.deepEqual(denials[0]?.denial, denials[1]?.denial)
  for (const environmentId of ['env-live', 'none']) {
    const denied = (action: string) => ({ code: 'denied', needs: [`${action} APIKey`] }) as const
    const named = { environmentId, keyId: '102' }
    await assertRefused(acme, bare, 'api-key.create', { environmentId, name: null, isEnabled: true }, denied('create'))
    await assertRefused(acme, bare, 'api-key.update', { ...named, ...unchanged }, denied('update'))
    await assertRefused(acme, bare, 'api-key.delete', named, denied('delete'))
    await assertRefused(acme, bare, 'api-key.delete-by-name', { environmentId, name: 'liveKey' }, denied('delete'))
  }
})

test('who could do it in every environment learns that one does not exist', async (t) => {
  const acme = await givenAcme({ test: t })
  const missing = { code: 'not_found', fields: [{ name: 'environmentId', value: 'none' }] } as const
  await assertRefused(acme, 'master', 'api-key.list', { ...all, environmentId: 'none' }, missing)
  await assertRefused(acme, 'master', 'api-key.delete', { environmentId: 'none', keyId: '100' }, missing)
})

test('nothing is listed in a disabled environment', async (t) => {
  const acme = await givenAcme({ test: t })
  const change = { ...demo, name: null, cloudName: null, customAttributes: null, isEnabled: false }
  await acme.perform('master', 'environment.update', change)
  await assertRefused(acme, 'master', 'api-key.list', all, { code: 'denied', needs: ['read APIKey'] })
})

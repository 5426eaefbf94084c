import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

type Detail = OutputOf<'environment.get'>

const plain = {
  name: 'Second Brand',
  cloudName: null,
  baseEnvironmentId: null,
  customAttributes: null,
  isEnabled: true,
} as const
const unchanged = { name: null, cloudName: null, customAttributes: null, isEnabled: null } as const

const create = (acme: GivenHouse, but: Partial<InputOf<'environment.create'>> = {}): Promise<Detail> =>
  acme.perform('master', 'environment.create', { ...plain, ...but })
const update = (acme: GivenHouse, but: Partial<InputOf<'environment.update'>>): Promise<Detail> =>
  acme.perform('master', 'environment.update', { environmentId: 'env-demo', ...unchanged, ...but })
const list = async (acme: GivenHouse, filter: InputOf<'environment.list'> = {}): Promise<readonly string[]> =>
  (await acme.perform('master', 'environment.list', filter)).map(({ environment }) => environment.cloudName)

test('a new environment has one key without roles, whose secret opens what it seals and is shown once', async (t) => {
  const acme = await givenAcme({ test: t })
  const { environment, keys } = await create(acme)
  assert.match(environment.id, /^[0-9a-f]{30}$/)
  assert.deepEqual(
    [environment.name, environment.cloudName, environment.isEnabled, environment.customAttributes],
    ['Second Brand', 'second-brand', true, null],
  )
  const [made, ...more] = keys
  assert.deepEqual(more, [])
  assert.ok(made)
  assert.deepEqual(
    [made.key.name, made.key.isRoot, made.key.isEnabled, made.key.dedicatedFor, made.key.createdBy],
    ['Root', true, true, [], 'account_key:KM'],
  )
  const sealed = await acme.house.store.findKeySecret('api_key', made.key.id)
  assert.equal(acme.house.sealer.open(made.key.id, sealed ?? ''), made.secret)
  const principals = [{ type: 'api_key', id: made.key.id }] as const
  assert.deepEqual(await acme.house.store.listAssignments(acme.account.id, { principals }), [])
  const shown = await acme.perform('master', 'environment.get', { environmentId: environment.id })
  assert.deepEqual(shown, { environment, keys: [{ key: made.key, secret: null }] })
})

test('no entry of the change log holds the secret of a key that was made', async (t) => {
  const acme = await givenAcme({ test: t })
  const { keys } = await create(acme)
  const log = JSON.stringify(await acme.house.store.changesAfter(acme.account.id, 0, 100))
  assert.equal(log.includes(keys[0]?.secret ?? 'nothing was made'), false)
})

test('a cloud name that is made from the name is free, readable, and never empty', async (t) => {
  const acme = await givenAcme({ test: t })
  const cloudNameOf = async (name: string) => (await create(acme, { name })).environment.cloudName
  assert.equal(await cloudNameOf('  Große Söhne & Co. '), 'gro-e-s-hne-co')
  assert.match(await cloudNameOf('Demo'), /^demo-[0-9a-f]{12}$/)
  assert.match(await cloudNameOf('東京'), /^[0-9a-f]{12}$/)
  assert.match(await cloudNameOf('All'), /^all-[0-9a-f]{12}$/)
})

for (const cloudName of ['Demo', 'a b', 'a.b', 'é', '', 'x'.repeat(64), 'all', 'provisioning', 'a/b', 'a\n']) {
  test(`${JSON.stringify(cloudName)} is no cloud name`, async (t) => {
    const acme = await givenAcme({ test: t })
    const fields = [{ name: 'cloudName', value: cloudName }]
    await assertRefused(
      acme,
      'master',
      'environment.create',
      { ...plain, cloudName },
      { code: 'invalid_fields', fields },
    )
    const change = { environmentId: 'env-demo', ...unchanged, cloudName }
    await assertRefused(acme, 'master', 'environment.update', change, { code: 'invalid_fields', fields })
  })
}

test('a cloud name that another environment has is refused', async (t) => {
  const acme = await givenAcme({ test: t })
  const refused = { code: 'cloud_name_taken', fields: [{ name: 'cloudName', value: 'live' }] } as const
  await assertRefused(acme, 'master', 'environment.create', { ...plain, cloudName: 'live' }, refused)
  const change = { environmentId: 'env-demo', ...unchanged, cloudName: 'live' }
  await assertRefused(acme, 'master', 'environment.update', change, refused)
})

test('settings are copied from a base environment, and what is sent goes before them', async (t) => {
  const acme = await givenAcme({ test: t })
  const { environment: base } = await create(acme, { customAttributes: { stage: 'live', owner: 'web' } })
  const copy = await create(acme, { baseEnvironmentId: base.id })
  assert.deepEqual(copy.environment.customAttributes, { owner: 'web', stage: 'live' })
  const own = await create(acme, { baseEnvironmentId: base.id, customAttributes: { stage: 'test' } })
  assert.deepEqual(own.environment.customAttributes, { stage: 'test' })
  const unknown = { code: 'environment_unknown', fields: [{ name: 'baseEnvironmentId', value: 'none' }] } as const
  await assertRefused(acme, 'master', 'environment.create', { ...plain, baseEnvironmentId: 'none' }, unknown)
})

test("a library's settings are copied as far as the caller may read them, unsigned presets never", async (t) => {
  const acme = await givenAcme({ test: t })
  const dated = { createdAt: 1, updatedAt: 1 }
  const from = { accountId: acme.account.id, environmentId: environmentId('env-demo'), ...dated }
  const preset = { ...from, disallowsPublicId: false, folderId: null, settings: { tags: 'web' } }
  await acme.change(async (tx) => {
    await tx.put('library_settings', { ...from, folderMode: 'fixed', keepsBackups: true })
    await tx.put('upload_mapping', { ...from, name: 'old', template: 'https://example.com/' })
    await tx.put('transformation', { ...from, name: 'small', definition: 'w_100', isAllowedForStrict: false })
    await tx.putAll('upload_preset', [
      { ...preset, name: 'signed', isUnsigned: false },
      { ...preset, name: 'open', isUnsigned: true },
    ])
  })
  const copied = async (who: Parameters<GivenHouse['perform']>[0]) => {
    const { environment } = await acme.perform(who, 'environment.create', { ...plain, baseEnvironmentId: 'env-demo' })
    const { accountId, id } = environment
    const { store } = acme.house
    const names = async (list: Promise<readonly { readonly name: string }[]>) => (await list).map(({ name }) => name)
    return {
      folderMode: (await store.find('library_settings', { accountId, environmentId: id }))?.folderMode,
      mappings: await names(store.listUploadMappings(accountId, id)),
      transformations: await names(store.listTransformations(accountId, id)),
      presets: await names(store.listUploadPresets(accountId, id)),
    }
  }
  assert.deepEqual(await copied('master'), {
    ...{ folderMode: 'fixed', mappings: ['old'], transformations: ['small'], presets: ['signed'] },
  })
  const account = ['product_environments::manage']
  const key = await givenKey(acme, { account, environment: ['transformations::view'] })
  assert.deepEqual(await copied(key), {
    ...{ folderMode: 'fixed', mappings: [], transformations: ['small'], presets: [] },
  })
})

test('whoever may make environments but not read them copies from none', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenKey(acme, { account: ['product_environments::manage'] })
  const forbid =
    'forbid(principal, action == Cloudinary::Action::"read", resource == Cloudinary::ProductEnvironment::"env-live");'
  await acme.perform('master', 'custom-policy.create', {
    ...{ name: 'Hide', description: null, level: 'account', environmentId: null, isEnabled: true },
    statement: forbid,
  })
  const denied = { code: 'denied', needs: ['read ProductEnvironment'] } as const
  await assertRefused(acme, key, 'environment.create', { ...plain, baseEnvironmentId: 'env-live' }, denied)
  await assertRefused(acme, key, 'environment.get', { environmentId: 'env-live' }, denied)
  const visible = await acme.perform(key, 'environment.list', {})
  assert.deepEqual(
    visible.map(({ environment }) => environment.id),
    ['env-demo'],
  )
})

test('custom attributes are texts, not too many and not too long', async (t) => {
  const acme = await givenAcme({ test: t })
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, number) => [`a${number}`, '']))
  for (const customAttributes of [
    { a: 1 },
    { a: null },
    { '': 'x' },
    { a: 'x'.repeat(2001) },
    { a: { b: 'c' } },
    many,
  ]) {
    const before = await acme.revision()
    await assert.rejects(create(acme, { customAttributes }), { code: 'invalid_fields' })
    assert.equal(await acme.revision(), before)
  }
})

test('a list keeps what passes every filter, by the start of the name in any case, and ids pass over the others', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  await create(acme, { name: 'Demonstration', cloudName: 'third' })
  await update(acme, { environmentId: 'env-live', isEnabled: false })
  assert.deepEqual(await list(acme), ['demo', 'live', 'third'])
  assert.deepEqual(await list(acme, { prefix: 'DEMO' }), ['demo', 'third'])
  assert.deepEqual(await list(acme, { prefix: 'emo' }), [])
  assert.deepEqual(await list(acme, { isEnabled: false }), ['live'])
  assert.deepEqual(await list(acme, { isEnabled: true, cloudNames: ['live', 'third'] }), ['third'])
  assert.deepEqual(await list(acme, { ids: ['env-live', 'none'], isEnabled: true, prefix: 'x' }), ['live'])
  assert.deepEqual(await list(acme, { ids: [] }), [])
  const ids = Array.from({ length: 101 }, String)
  await assert.rejects(list(acme, { ids }), { code: 'invalid_fields' })
})

test('an environment changes in what is sent and in nothing else', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  const before = await acme.revision()
  const same = await update(acme, { name: 'Demo', isEnabled: true })
  assert.deepEqual([await acme.revision(), same.environment.updatedAt], [before, acme.clock.now - 1000])
  const { environment } = await update(acme, { name: 'Renamed', cloudName: 'renamed', customAttributes: { a: 'b' } })
  assert.deepEqual(
    [environment.name, environment.cloudName, environment.customAttributes, environment.isEnabled],
    ['Renamed', 'renamed', { a: 'b' }, true],
  )
  assert.equal(environment.updatedAt, acme.clock.now)
  assert.equal((await update(acme, { customAttributes: {} })).environment.customAttributes, null)
})

test('a disabled environment denies everything in it until it is enabled again', async (t) => {
  const acme = await givenAcme({ test: t })
  const engine = await acme.engine()
  const reads = () =>
    engine.decide({
      principal: acme.principal('root'),
      action: 'read',
      resource: { type: 'Folder', id: acme.folder('demo:brand') },
      scope: { type: 'environment', environmentId: acme.environment('demo') },
      at: acme.clock.now,
    }).outcome
  assert.equal(reads(), 'allow')
  await update(acme, { isEnabled: false })
  assert.equal(reads(), 'deny')
  await update(acme, { isEnabled: true })
  assert.equal(reads(), 'allow')
})

test('users with access to all environments reach a new one, others do not', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'Otto', systemRole('prodenv::ml_admin'), { in: 'all' })),
  )
  const { environment } = await create(acme)
  const engine = await acme.engine()
  const creates = (who: string) =>
    engine.decide({
      principal: acme.principal(who),
      action: 'create',
      resource: { type: 'Folder', within: null },
      scope: { type: 'environment', environmentId: environment.id },
      at: acme.clock.now,
    }).gates
  assert.equal(creates('Otto').find(({ gate }) => gate === 'environment_access')?.isPassed, true)
  assert.equal(creates('Vera').find(({ gate }) => gate === 'environment_access')?.isPassed, false)
})

test('an environment is deleted with its folders, collections, keys and secrets, and what was given there', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = acme.principal('root')
  await acme.perform('master', 'environment.delete', { environmentId: 'env-demo' })
  const { store } = acme.house
  const { id: accountId } = acme.account
  const left = await Promise.all([
    store.list('folder', accountId),
    store.list('collection', accountId),
    store.list('api_key', accountId),
    store.list('environment_access', accountId),
  ])
  assert.deepEqual(
    left.map((records) => records.map((one) => ('name' in one ? one.name : 'access'))),
    [['press'], ['Archive'], ['liveKey'], []],
  )
  assert.equal(await store.findKeySecret('api_key', key.id as never), undefined)
  const missing = { code: 'not_found', fields: [{ name: 'environmentId', value: 'env-demo' }] } as const
  await assertRefused(acme, 'master', 'environment.get', { environmentId: 'env-demo' }, missing)
  assert.equal(await store.isIdUsed(accountId, 'environment', 'env-demo'), true)
})

test('who may not read environments is told the same of one that is there and one that is not', async (t) => {
  const acme = await givenAcme({ test: t })
  const denied = (needs: string) => ({ code: 'denied', needs: [needs] }) as const
  const one = await assertRefused(
    acme,
    'nobody',
    'environment.get',
    { environmentId: 'env-demo' },
    denied('read ProductEnvironment'),
  )
  const other = await assertRefused(
    acme,
    'nobody',
    'environment.get',
    { environmentId: 'none' },
    denied('read ProductEnvironment'),
  )
  assert.deepEqual(one.denial, other.denial)
  const key = await givenKey(acme, { account: ['product_environments::view'] })
  for (const environmentId of ['env-demo', 'none']) {
    const change = { environmentId, ...unchanged, name: 'X' }
    await assertRefused(acme, key, 'environment.update', change, denied('update ProductEnvironment'))
    await assertRefused(acme, key, 'environment.delete', { environmentId }, denied('delete ProductEnvironment'))
  }
  const missing = { code: 'not_found', fields: [{ name: 'environmentId', value: 'none' }] } as const
  await assertRefused(acme, key, 'environment.get', { environmentId: 'none' }, missing)
})

test('an environment shows those of its keys that the caller may read', async (t) => {
  const acme = await givenAcme({ test: t })
  const keysOf = async (who: Parameters<GivenHouse['perform']>[0]) =>
    (await acme.perform(who, 'environment.list', {})).map(({ keys }) => keys.map(({ key }) => key.name))
  assert.deepEqual(await keysOf('master'), [['root', 'bare'], ['liveKey']])
  assert.deepEqual(await keysOf(await givenKey(acme, { account: ['product_environments::view'] })), [[], []])
})

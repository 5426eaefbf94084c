// The settings of a library: folder mode, unsigned presets and what they give.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme } from '../given/acme.ts'
import { givenLibraryKey } from '../given/content-callers.ts'
import { demo, givenLibrary } from '../given/library.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const environmentId = 'env-demo'
const fixed = { environmentId, folderMode: 'fixed', keepsBackups: null } as const

test('a library has dynamic folders until somebody says otherwise, and changes freely while it is empty', async (t) => {
  const acme = await givenAcme({ test: t })
  const show = () => acme.perform('root', 'library-settings.get', { environmentId })
  assert.deepEqual(await show(), { folderMode: 'dynamic', keepsBackups: false })
  assert.deepEqual(await acme.perform('root', 'library-settings.update', { ...fixed, keepsBackups: true }), {
    folderMode: 'fixed',
    keepsBackups: true,
  })
  await acme.perform('root', 'library-settings.update', { ...fixed, folderMode: 'dynamic' })
  assert.deepEqual(await show(), { folderMode: 'dynamic', keepsBackups: true })
})

test('dynamic folders become fixed only where every public id is its folder and a name', async (t) => {
  const { acme, upload } = await givenLibrary(t)
  await upload('brand/one', { asset_folder: 'brand' })
  await upload('two')
  await upload('three', { asset_folder: 'brand/logos' })
  const refused = await assertRefused(acme, 'root', 'library-settings.update', fixed, { code: 'folder_mode_fixed' })
  assert.match(refused.message, /public id isn't the path of their folder/)
  const kind = { resourceKind: 'image', delivery: 'upload', toDelivery: null, overwrites: false } as const
  const names = { fromPublicId: 'three', toPublicId: 'brand/logos/three' }
  await acme.perform('operator', 'asset.rename', { environmentId: demo, ...kind, ...names })
  await acme.perform('root', 'library-settings.update', fixed)
})

test('a bootstrap file says the folder mode of an environment', async (t) => {
  const acme = await givenAcme(
    { test: t },
    {
      environments: [{ id: 'env-demo', cloud_name: 'demo', name: 'Demo', folder_mode: 'fixed' }],
      users: [],
      groups: [],
    },
  )
  assert.equal((await acme.perform('operator', 'library-settings.get', { environmentId })).folderMode, 'fixed')
})

const unsigned = (folder: string) => ({
  ...{ environmentId, name: 'open', isUnsigned: true, disallowsPublicId: null, settings: { asset_folder: folder } },
})

test('whoever makes an unsigned preset must be able to add assets where it does', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, {
    everywhere: ['upload_presets::manage'],
    on: { 'demo:brand': ['add_assets'] },
  })
  for (const folder of ['campaigns', '', 'absent'])
    assert.ok(
      (await refusalOf(acme.perform(key, 'upload-preset.create', unsigned(folder)))).denial?.needs.some(
        ({ action, resource }) => action === 'create' && resource.type === 'Asset',
      ),
      folder,
    )
  await assertRefused(acme, key, 'upload-preset.create', unsigned('brand/new'), {
    code: 'denied',
    needs: ['create Folder'],
  })
  const made = await acme.perform(key, 'upload-preset.create', unsigned('brand/logos'))
  assert.equal(made.folderId, acme.folder('demo:brand/logos'))
})

test('whoever changes anything of an unsigned preset must be able to do what it does', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('root', 'upload-preset.create', unsigned('campaigns'))
  const key = await givenLibraryKey(acme, {
    everywhere: ['upload_presets::manage'],
    on: { 'demo:brand': ['add_assets'] },
  })
  const change = { environmentId, name: 'open', isUnsigned: null, disallowsPublicId: null }
  for (const settings of [{ tags: ['x'] }, { asset_folder: 'campaigns/summer' }])
    await assertRefused(
      acme,
      key,
      'upload-preset.update',
      { ...change, settings },
      { code: 'denied', needs: ['create Asset'] },
    )
  const moved = await acme.perform(key, 'upload-preset.update', { ...change, settings: { asset_folder: 'brand' } })
  assert.equal(moved.folderId, acme.folder('demo:brand'))
  await acme.perform(key, 'upload-preset.update', {
    ...change,
    isUnsigned: false,
    settings: { asset_folder: 'campaigns' },
  })
  await assertRefused(
    acme,
    key,
    'upload-preset.update',
    { ...change, isUnsigned: true, settings: {} },
    { code: 'denied', needs: ['create Asset'] },
  )
})

test('a preset whose folder was deleted adds nothing anywhere, until it is given another', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('root', 'upload-preset.create', unsigned('campaigns/summer'))
  await acme.perform('root', 'folder.delete', { environmentId, path: 'campaigns/summer' })
  await acme.perform('root', 'folder.create', { environmentId, path: 'campaigns/summer' })
  const change = { environmentId, name: 'open', isUnsigned: null, disallowsPublicId: null }
  await assertRefused(
    acme,
    'root',
    'upload-preset.update',
    { ...change, settings: { tags: ['x'] } },
    {
      code: 'setting_unfit',
      fields: [{ name: 'asset_folder' }],
    },
  )
  const mended = await acme.perform('root', 'upload-preset.update', { ...change, settings: { asset_folder: 'brand' } })
  assert.equal(mended.folderId, acme.folder('demo:brand'))
})

test('what presets may not be called, and what they may not ask for', async (t) => {
  const acme = await givenAcme({ test: t })
  const base = { environmentId, isUnsigned: null, disallowsPublicId: null }
  for (const name of ['', ' a', 'a/b', '..', 'a?b', 'a\nb', 'x'.repeat(101)])
    assert.equal(
      (await refusalOf(acme.perform('root', 'upload-preset.create', { ...base, name, settings: {} }))).code,
      'setting_unfit',
      JSON.stringify(name),
    )
  for (const settings of [{ transformation: 'w_100' }, { eager: 'w_1' }])
    assert.equal(
      (await refusalOf(acme.perform('root', 'upload-preset.create', { ...base, name: 'a', settings }))).code,
      'renders_nothing',
    )
})

test('a field whose id assets still have values under can not be made again', async (t) => {
  const { acme, upload } = await givenLibrary(t)
  const change = {
    label: 'Title',
    isMandatory: undefined,
    defaultValue: undefined,
    validation: undefined,
    choices: undefined,
  }
  const make = () =>
    acme.perform('root', 'metadata-field.create', { environmentId, fieldId: 'title', type: 'string', ...change })
  await make()
  await upload('a', { metadata: { title: 'kept' } })
  await acme.perform('root', 'metadata-field.delete', { environmentId, fieldId: 'title' })
  assert.equal((await refusalOf(make())).code, 'setting_unfit')
})

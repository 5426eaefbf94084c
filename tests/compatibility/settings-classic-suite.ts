// Upload presets, upload mappings and named transformations by the vendor's classic client.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { giveSecret } from '../given/content-callers.ts'
import { bodyOf, call, errorOf, list, plain } from './classic-calls.ts'

test('an upload preset is made, shown, listed, changed and deleted', async (t) => {
  const { admin } = await givenServedLibrary(t)
  const options = { name: 'web', tags: ['a', 'b'], context: { alt: 'x' }, asset_folder: 'brand', unsigned: true }
  const made = await plain(call(admin, 'create_upload_preset', options))
  const { external_id: id } = made
  assert.deepEqual([made.message, made.name], ['created', 'web'])
  assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  const shown = await plain(call(admin, 'upload_preset', 'web'))
  assert.deepEqual(shown, {
    name: 'web',
    unsigned: true,
    external_id: id,
    settings: { tags: ['a', 'b'], context: { alt: 'x' }, asset_folder: 'brand' },
  })
  const change = { tags: 'c', unsigned: false, disallow_public_id: true }
  assert.deepEqual(await plain(call(admin, 'update_upload_preset', 'web', change)), {
    message: 'updated',
    external_id: id,
  })
  const { settings, unsigned } = await call(admin, 'upload_preset', 'web')
  assert.deepEqual(
    [unsigned, settings],
    [false, { tags: ['c'], context: { alt: 'x' }, asset_folder: 'brand', disallow_public_id: true }],
  )
  const drawn = await call(admin, 'create_upload_preset', { folder: 'x' })
  const page = await plain(call(admin, 'upload_presets', { max_results: 10 }))
  const presets = page.presets as readonly Answer[]
  assert.deepEqual(presets.find(({ name }) => name === 'web')?.settings, {
    ...{ tags: 'c', context: 'alt=x', asset_folder: 'brand', disallow_public_id: true },
  })
  assert.deepEqual(presets.map(({ name }) => name).sort(), [String(drawn.name), 'web'].sort())
  assert.equal((await errorOf(call(admin, 'create_upload_preset', { name: 'web' })))[0], 409)
  assert.deepEqual(await plain(call(admin, 'delete_upload_preset', 'web')), {
    message: 'deleted',
    external_id: id,
  })
  assert.deepEqual(await errorOf(call(admin, 'upload_preset', 'web')), [404, "Can't find upload preset `web`"])
})

test('an unsigned preset lets anyone upload to its folder, wherever that goes', async (t) => {
  const { admin, uploader, find, acme } = await givenServedLibrary(t)
  await call(admin, 'create_upload_preset', { name: 'open', unsigned: true, asset_folder: 'brand/inbox' })
  const dot =
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const { unsigned_upload: unsigned } = uploader
  assert.ok(unsigned !== undefined)
  await unsigned(dot, 'open', { public_id: 'one' })
  assert.equal((await call(admin, 'upload_preset', 'open')).unsigned, true)
  await call(admin, 'rename_folder', 'brand', 'label')
  const shown = await call(admin, 'upload_preset', 'open')
  assert.deepEqual(shown.settings, { asset_folder: 'label/inbox' })
  await unsigned(dot, 'open', { public_id: 'two' })
  const [one, two] = await Promise.all([find('one'), find('two')])
  assert.deepEqual([one?.folderId === two?.folderId, one?.createdBy], [true, 'preset:open'])
  await call(admin, 'delete_resources', ['one', 'two'])
  await call(admin, 'delete_folder', 'label/inbox')
  await call(admin, 'create_folder', 'label/inbox')
  assert.equal(
    await unsigned(dot, 'open', { public_id: 'three' }).then(
      () => 200,
      (thrown: unknown) => (thrown as Answer).http_code,
    ),
    403,
  )
  assert.equal(await find('three'), undefined)
  assert.equal(acme.refused.length > 0, true)
})

test('an upload mapping is made, shown, listed, changed and deleted', async (t) => {
  const { admin } = await givenServedLibrary(t)
  const template = 'https://example.com/files/'
  const made = await plain(call(admin, 'create_upload_mapping', 'legacy/files', { template }))
  assert.deepEqual([made.message, made.folder], ['created', 'legacy/files'])
  const mapping = { folder: 'legacy/files', template, external_id: made.external_id, upload_preset_name: null }
  assert.deepEqual(await plain(call(admin, 'upload_mapping', 'legacy/files')), mapping)
  const changed = await call(admin, 'update_upload_mapping', 'legacy/files', { template: 'https://example.org/' })
  assert.deepEqual(bodyOf(changed), { message: 'updated', external_id: made.external_id })
  const page = bodyOf(await call(admin, 'upload_mappings', { max_results: 5 }))
  assert.deepEqual(page, { mappings: [{ ...mapping, template: 'https://example.org/' }], total_entries: 1 })
  assert.equal((await errorOf(call(admin, 'create_upload_mapping', 'legacy/files', { template })))[0], 409)
  assert.equal((await errorOf(call(admin, 'create_upload_mapping', 'other', { template: 'file:///etc' })))[0], 400)
  await plain(call(admin, 'delete_upload_mapping', 'legacy/files', {}))
  assert.equal((await errorOf(call(admin, 'upload_mapping', 'legacy/files')))[0], 404)
})

test('a named transformation is made, shown, listed, changed and deleted; nothing is rendered by it', async (t) => {
  const { admin } = await givenServedLibrary(t)
  const definition = { crop: 'scale', width: 100, height: 50 }
  const made = await plain(call(admin, 'create_transformation', 'small', definition, {}))
  assert.deepEqual(made, { message: 'created' })
  const shown = await plain(call(admin, 'transformation', 'small'))
  assert.deepEqual(shown, {
    name: 'small',
    allowed_for_strict: false,
    used: false,
    named: true,
    info: [{ crop: 'scale', height: 50, width: 100 }],
    derived: [],
  })
  const change = { allowed_for_strict: true, unsafe_update: { width: 200 } }
  await plain(call(admin, 'update_transformation', 'small', change, {}))
  const after = await call(admin, 'transformation', 'small')
  assert.deepEqual([after.allowed_for_strict, after.info], [true, [{ width: 200 }]])
  const page = await plain(call(admin, 'transformations', { named: true }))
  assert.deepEqual(page.transformations, [{ name: 't_small', allowed_for_strict: true, used: false, named: true }])
  assert.deepEqual((await call(admin, 'transformations', { named: false })).transformations, [])
  assert.equal((await errorOf(call(admin, 'create_transformation', 'small', 'w_1')))[0], 409)
  await plain(call(admin, 'delete_transformation', 'small', {}))
  assert.equal((await errorOf(call(admin, 'transformation', 'small')))[0], 404)
})

test('a key without the right sees none of these settings, and changes none', async (t) => {
  const served = await givenServedLibrary(t)
  const { admin, asKey, key, acme } = served
  await call(admin, 'create_upload_preset', { name: 'web' })
  await call(admin, 'create_upload_mapping', 'legacy', { template: 'https://example.com/' })
  await call(admin, 'create_transformation', 'small', 'w_1')
  await call(admin, 'add_metadata_field', { external_id: 'title', type: 'string', label: 'Title' }, {})
  const nobody = await key({})
  await giveSecret(acme, nobody)
  const mine = asKey(nobody.id)
  assert.deepEqual((await call(admin, 'upload_presets', mine)).presets, [])
  const mappings = await call(admin, 'upload_mappings', mine)
  assert.deepEqual([mappings.mappings, mappings.total_entries], [[], 0])
  assert.deepEqual((await call(admin, 'transformations', mine)).transformations, [])
  assert.deepEqual((await list(served, 'metadata_fields', nobody.id)).metadata_fields, [])
  const refused: readonly (readonly [string, readonly unknown[], string])[] = [
    ['upload_preset', ['web'], 'read'],
    ['upload_preset', ['absent'], 'read'],
    ['create_upload_preset', [], 'create'],
    ['update_upload_preset', ['web'], 'update'],
    ['delete_upload_preset', ['web'], 'delete'],
    ['upload_mapping', ['legacy'], 'read'],
    ['create_upload_mapping', ['other'], 'create'],
    ['update_upload_mapping', ['legacy'], 'update'],
    ['delete_upload_mapping', ['legacy'], 'delete'],
    ['transformation', ['small'], 'read'],
    ['create_transformation', ['other', 'w_1'], 'create'],
    ['update_transformation', ['small', { allowed_for_strict: true }], 'update'],
    ['delete_transformation', ['t_small'], 'delete'],
    ['metadata_field_by_field_id', ['title'], 'read'],
    ['add_metadata_field', [{ type: 'string', label: 'x' }], 'create'],
    ['update_metadata_field', ['title', { label: 'x' }], 'update'],
    ['delete_metadata_field', ['title'], 'delete'],
    ['delete_datasource_entries', ['title', ['x']], 'update'],
  ]
  for (const [name, parameters, action] of refused) {
    const options = name.endsWith('_mapping') ? { ...mine, template: 'https://example.com/' } : mine
    assert.deepEqual(
      await errorOf(call(admin, name, ...parameters, options)),
      [403, `[prodenv:env-demo] Request forbidden due to missing permissions (actions=["${action}"])`],
      name,
    )
  }
})

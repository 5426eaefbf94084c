// Upload presets, upload mappings, named transformations and structured metadata by the vendor's classic client.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer, type Functions } from '../given/asset-clients.ts'
import { giveSecret } from '../given/content-callers.ts'
import { readAssetContract } from './asset-contract.ts'

const faultsOf = readAssetContract()

const call = (functions: Functions, name: string, ...parameters: readonly unknown[]): Promise<Answer> => {
  const found = functions[name]
  if (found === undefined) throw new Error(`the client has no function ${name}`)
  return found(...parameters)
}

const bodyOf = (answer: Answer): Answer =>
  Object.fromEntries(Object.entries(answer).filter(([name]) => !name.startsWith('rate_limit_')))

/** The two lists whose functions take no options of a call, so that they can't be pointed anywhere. */
async function list(url: string, what: 'metadata_fields' | 'metadata_rules', key = '100'): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${key}:s`).toString('base64')}`
  const answer = await fetch(`${url}/v1_1/demo/${what}`, { headers: { authorization } })
  return (await answer.json()) as Answer
}

/** An answer, which the vendor's contract describes. */
async function told(operationId: string, work: Promise<Answer>): Promise<Answer> {
  const body = bodyOf(await work)
  assert.deepEqual(faultsOf(operationId, 200, body), [], operationId)
  return body
}

async function errorOf(work: Promise<unknown>): Promise<readonly [number, string]> {
  try {
    await work
  } catch (thrown) {
    const { error } = thrown as { readonly error: { readonly message: string; readonly http_code: number } }
    return [error.http_code, error.message]
  }
  throw new assert.AssertionError({ message: 'it was not refused' })
}

test('an upload preset is made, shown, listed, changed and deleted', async (t) => {
  const { admin } = await givenServedLibrary(t)
  const options = { name: 'web', tags: ['a', 'b'], context: { alt: 'x' }, asset_folder: 'brand', unsigned: true }
  const made = await told('createUploadPreset', call(admin, 'create_upload_preset', options))
  const { external_id: id } = made
  assert.deepEqual([made.message, made.name], ['created', 'web'])
  assert.match(String(id), /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  const shown = await told('getUploadPreset', call(admin, 'upload_preset', 'web'))
  assert.deepEqual(shown, {
    name: 'web',
    unsigned: true,
    external_id: id,
    settings: { tags: ['a', 'b'], context: { alt: 'x' }, asset_folder: 'brand' },
  })
  const change = { tags: 'c', unsigned: false, disallow_public_id: true }
  assert.deepEqual(await told('updateUploadPreset', call(admin, 'update_upload_preset', 'web', change)), {
    message: 'updated',
    external_id: id,
  })
  const { settings, unsigned } = await call(admin, 'upload_preset', 'web')
  assert.deepEqual(
    [unsigned, settings],
    [false, { tags: ['c'], context: { alt: 'x' }, asset_folder: 'brand', disallow_public_id: true }],
  )
  const drawn = await call(admin, 'create_upload_preset', { folder: 'x' })
  const page = await told('listUploadPresets', call(admin, 'upload_presets', { max_results: 10 }))
  const presets = page.presets as readonly Answer[]
  assert.deepEqual(presets.find(({ name }) => name === 'web')?.settings, {
    ...{ tags: 'c', context: 'alt=x', asset_folder: 'brand', disallow_public_id: true },
  })
  assert.deepEqual(presets.map(({ name }) => name).sort(), [String(drawn.name), 'web'].sort())
  assert.equal((await errorOf(call(admin, 'create_upload_preset', { name: 'web' })))[0], 409)
  assert.deepEqual(await told('deleteUploadPreset', call(admin, 'delete_upload_preset', 'web')), {
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
  const made = await told('createUploadMapping', call(admin, 'create_upload_mapping', 'legacy/files', { template }))
  assert.deepEqual([made.message, made.folder], ['created', 'legacy/files'])
  const mapping = { folder: 'legacy/files', template, external_id: made.external_id, upload_preset_name: null }
  assert.deepEqual(await told('listUploadMappings', call(admin, 'upload_mapping', 'legacy/files')), mapping)
  const changed = await call(admin, 'update_upload_mapping', 'legacy/files', { template: 'https://example.org/' })
  assert.deepEqual(bodyOf(changed), { message: 'updated', external_id: made.external_id })
  const page = bodyOf(await call(admin, 'upload_mappings', { max_results: 5 }))
  assert.deepEqual(page, { mappings: [{ ...mapping, template: 'https://example.org/' }], total_entries: 1 })
  assert.deepEqual(faultsOf('listUploadMappings', 200, page), [])
  assert.equal((await errorOf(call(admin, 'create_upload_mapping', 'legacy/files', { template })))[0], 409)
  assert.equal((await errorOf(call(admin, 'create_upload_mapping', 'other', { template: 'file:///etc' })))[0], 400)
  await told('deleteUploadMapping', call(admin, 'delete_upload_mapping', 'legacy/files', {}))
  assert.equal((await errorOf(call(admin, 'upload_mapping', 'legacy/files')))[0], 404)
})

test('a named transformation is made, shown, listed, changed and deleted; nothing is rendered by it', async (t) => {
  const { admin } = await givenServedLibrary(t)
  const definition = { crop: 'scale', width: 100, height: 50 }
  const made = await told('createTransformation', call(admin, 'create_transformation', 'small', definition, {}))
  assert.deepEqual(made, { message: 'created' })
  const shown = await told('getTransformation', call(admin, 'transformation', 'small'))
  assert.deepEqual(shown, {
    name: 'small',
    allowed_for_strict: false,
    used: false,
    named: true,
    info: [{ crop: 'scale', height: 50, width: 100 }],
    derived: [],
  })
  const change = { allowed_for_strict: true, unsafe_update: { width: 200 } }
  await told('updateTransformation', call(admin, 'update_transformation', 'small', change, {}))
  const after = await call(admin, 'transformation', 'small')
  assert.deepEqual([after.allowed_for_strict, after.info], [true, [{ width: 200 }]])
  const page = await told('listTransformations', call(admin, 'transformations', { named: true }))
  assert.deepEqual(page.transformations, [{ name: 't_small', allowed_for_strict: true, used: false, named: true }])
  assert.deepEqual((await call(admin, 'transformations', { named: false })).transformations, [])
  assert.equal((await errorOf(call(admin, 'create_transformation', 'small', 'w_1')))[0], 409)
  await told('deleteTransformation', call(admin, 'delete_transformation', 'small', {}))
  assert.equal((await errorOf(call(admin, 'transformation', 'small')))[0], 404)
})

test('structured metadata fields are made, shown, listed, changed, sorted and deleted', async (t) => {
  const { admin, url } = await givenServedLibrary(t)
  const make = (field: Answer): Promise<Answer> =>
    told('createMetadataField', call(admin, 'add_metadata_field', field, {}))
  const name = { external_id: 'title', type: 'string', label: 'Title', mandatory: true, default_value: 'none' }
  const shown = await make({ ...name, validation: { type: 'strlen', min: 2, max: 10 } })
  assert.deepEqual(shown, {
    ...{ ...name, validation: { type: 'strlen', min: 2, max: 10 }, datasource: null, default_disabled: false },
    restrictions: { readonly_ui: false, hidden_ui: false, excluded_from_search: false },
    ...{ allow_dynamic_list_values: false, alphabetically_sorted: false },
  })
  const values = [{ external_id: 'r', value: 'Red' }, { external_id: 'b', value: 'Blue' }, { value: 'Green' }]
  const colour = await make({
    external_id: 'colour',
    type: 'set',
    label: 'Colour',
    datasource: { values },
  })
  const { values: choices } = colour.datasource as { readonly values: readonly Answer[] }
  assert.deepEqual(
    choices.map(({ value, state }) => [value, state]),
    [
      ['Red', 'active'],
      ['Blue', 'active'],
      ['Green', 'active'],
    ],
  )
  const drawn = await make({
    type: 'date',
    label: 'Until',
    validation: { type: 'greater_than', value: '2026-01-01', equals: true },
  })
  assert.match(String(drawn.external_id), /^[a-z0-9]{24}$/)
  const listed = await told('listMetadataFields', list(url, 'metadata_fields'))
  assert.deepEqual(idsOf(listed), ['title', 'colour', drawn.external_id])
  const sorted = await told('reorderMetadataFields', call(admin, 'reorder_metadata_fields', 'label', 'asc', {}))
  assert.deepEqual(idsOf(sorted), ['colour', 'title', drawn.external_id])
  const changed = await told(
    'updateMetadataField',
    call(admin, 'update_metadata_field', 'title', { label: 'Name', mandatory: false }, {}),
  )
  assert.deepEqual([changed.label, changed.mandatory, changed.default_value], ['Name', false, 'none'])
  assert.deepEqual(bodyOf(await call(admin, 'metadata_field_by_field_id', 'title')), changed)
  assert.deepEqual(await told('deleteMetadataField', call(admin, 'delete_metadata_field', 'title')), { message: 'ok' })
  assert.deepEqual(await errorOf(call(admin, 'metadata_field_by_field_id', 'title')), [
    404,
    "Can't find metadata field `title`",
  ])
})

const idsOf = ({ metadata_fields: fields }: Answer): readonly unknown[] =>
  (fields as readonly Answer[]).map(({ external_id: id }) => id)

test('choices of a field are changed, taken out, restored, sorted and searched', async (t) => {
  const { admin, url } = await givenServedLibrary(t)
  const values = [
    { external_id: 'r', value: 'Red' },
    { external_id: 'b', value: 'Blue' },
  ]
  await call(
    admin,
    'add_metadata_field',
    {
      external_id: 'colour',
      type: 'enum',
      label: 'Colour',
      datasource: { values },
    },
    {},
  )
  const shown = (answer: Answer): readonly unknown[] => (answer.values as readonly Answer[]).map(({ value }) => value)
  const more = {
    values: [
      { external_id: 'r', value: 'Crimson' },
      { external_id: 'g', value: 'Green' },
    ],
  }
  const changed = call(admin, 'update_metadata_field_datasource', 'colour', more, {})
  assert.deepEqual(shown(await told('updateMetadataFieldDatasource', changed)), ['Crimson', 'Blue', 'Green'])
  const taken = call(admin, 'delete_datasource_entries', 'colour', ['b'])
  assert.deepEqual(shown(await told('deleteMetadataFieldDatasource', taken)), ['Crimson', 'Green'])
  const restored = call(admin, 'restore_metadata_field_datasource', 'colour', ['b'])
  assert.deepEqual(shown(await told('restoreMetadataFieldDatasource', restored)), ['Crimson', 'Blue', 'Green'])
  const sorted = call(admin, 'order_metadata_field_datasource', 'colour', 'value', 'desc')
  assert.deepEqual(shown(await told('orderMetadataFieldDatasourcePost', sorted)), ['Green', 'Crimson', 'Blue'])
  const answer = await fetch(`${url}/v1_1/demo/metadata_fields/datasource/search`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('100:s').toString('base64')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ term: 'RE' }),
  })
  const found: unknown = await answer.json()
  assert.deepEqual(found, [{ field_id: 'colour', id: 'g', value: 'Green' }])
  assert.deepEqual(faultsOf('searchMetadataFieldDatasource', 200, found), [])
})

const badFields: readonly Answer[] = [
  { type: 'colour', label: 'x' },
  { type: 'string' },
  { type: 'string', label: ' ' },
  { type: 'string', label: 'x', external_id: 'a b' },
  { type: 'string', label: 'x', validation: { type: 'greater_than', value: 1 } },
  { type: 'integer', label: 'x', validation: { type: 'greater_than', value: 'one' } },
  { type: 'date', label: 'x', validation: { type: 'less_than', value: '2026-02-30' } },
  { type: 'string', label: 'x', validation: { type: 'strlen', min: 3, max: 2 } },
  { type: 'string', label: 'x', validation: { type: 'and', rules: [] } },
  { type: 'string', label: 'x', validation: { type: 'strlen', min: 2 }, default_value: 'a' },
  { type: 'integer', label: 'x', default_value: 'many' },
  { type: 'enum', label: 'x' },
  { type: 'enum', label: 'x', datasource: { values: [{ external_id: 'a', value: 'A' }] }, default_value: 'b' },
  { type: 'string', label: 'x', datasource: { values: [{ value: 'A' }] } },
  { type: 'string', label: 'x', restrictions: { readonly_ui: true } },
]

test('a field that makes no sense is refused', async (t) => {
  const { admin, url } = await givenServedLibrary(t)
  for (const field of badFields) {
    const [status] = await errorOf(call(admin, 'add_metadata_field', field, {}))
    assert.equal(status, 400, JSON.stringify(field))
  }
  assert.deepEqual(idsOf(await list(url, 'metadata_fields')), [])
})

test('conditional metadata rules are none, and none can be made', async (t) => {
  const { admin, url } = await givenServedLibrary(t)
  const rules = await told('listMetadataRules', list(url, 'metadata_rules'))
  assert.deepEqual(rules.metadata_rules, [])
  const rule = { metadata_field_id: 'a', condition: {}, result: {}, name: 'r' }
  const [status, message] = await errorOf(call(admin, 'add_metadata_rule', rule, {}))
  assert.deepEqual([status, message.includes('applies no conditional metadata rules')], [400, true])
  assert.equal((await errorOf(call(admin, 'update_metadata_rule', 'r', rule, {})))[0], 404)
  assert.equal((await errorOf(call(admin, 'delete_metadata_rule', 'r')))[0], 404)
})

test('a key without the right sees none of these settings, and changes none', async (t) => {
  const { admin, asKey, key, acme, url } = await givenServedLibrary(t)
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
  assert.deepEqual((await list(url, 'metadata_fields', nobody.id)).metadata_fields, [])
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

// Structured metadata by the vendor's classic client.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { bodyOf, call, errorOf, faultsOf, list, told } from './classic-calls.ts'

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

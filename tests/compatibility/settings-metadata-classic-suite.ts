// Structured metadata by the vendor's classic client.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { giveSecret } from '../given/content-callers.ts'
import { givenServedLibrary, type Answer, type Functions } from '../given/asset-clients.ts'
import { bodyOf, call, errorOf, list, plain } from './classic-calls.ts'

test('structured metadata fields are made, shown, listed, changed, sorted and deleted', async (t) => {
  const served = await givenServedLibrary(t)
  const { admin } = served
  const make = (field: Answer): Promise<Answer> => plain(call(admin, 'add_metadata_field', field, {}))
  const name = { external_id: 'title', type: 'string', label: 'Title', mandatory: true, default_value: 'none' }
  const shown = await make({ ...name, validation: { type: 'strlen', min: 2, max: 10 } })
  assert.deepEqual(shown, {
    ...{ ...name, validation: { type: 'strlen', min: 2, max: 10 }, datasource: null, default_disabled: false },
    restrictions: { readonly_ui: false, hidden_ui: false, excluded_from_search: false },
    ...{ allow_dynamic_list_values: false, alphabetically_sorted: false, group: 'default' },
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
  const listed = await plain(list(served, 'metadata_fields'))
  assert.deepEqual(idsOf(listed), ['title', 'colour', drawn.external_id])
  const sorted = await plain(call(admin, 'reorder_metadata_fields', 'label', 'asc', {}))
  assert.deepEqual(idsOf(sorted), ['colour', 'title', drawn.external_id])
  const changed = await plain(call(admin, 'update_metadata_field', 'title', { label: 'Name', mandatory: false }, {}))
  assert.deepEqual([changed.label, changed.mandatory, changed.default_value], ['Name', false, 'none'])
  assert.deepEqual(bodyOf(await call(admin, 'metadata_field_by_field_id', 'title')), changed)
  assert.deepEqual(await plain(call(admin, 'delete_metadata_field', 'title')), { message: 'ok' })
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
  assert.deepEqual(shown(await plain(changed)), ['Crimson', 'Blue', 'Green'])
  const taken = call(admin, 'delete_datasource_entries', 'colour', ['b'])
  assert.deepEqual(shown(await plain(taken)), ['Crimson', 'Green'])
  const restored = call(admin, 'restore_metadata_field_datasource', 'colour', ['b'])
  assert.deepEqual(shown(await plain(restored)), ['Crimson', 'Blue', 'Green'])
  const sorted = call(admin, 'order_metadata_field_datasource', 'colour', 'value', 'desc')
  assert.deepEqual(shown(await plain(sorted)), ['Green', 'Crimson', 'Blue'])
  const answer = await fetch(`${url}/v1_1/demo/metadata_fields/datasource/search`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('100:s').toString('base64')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ term: 'RE' }),
  })
  const found: unknown = await answer.json()
  assert.deepEqual(found, [{ field_id: 'colour', id: 'g', value: 'Green' }])
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
  const served = await givenServedLibrary(t)
  const { admin } = served
  for (const field of badFields) {
    const [status] = await errorOf(call(admin, 'add_metadata_field', field, {}))
    assert.equal(status, 400, JSON.stringify(field))
  }
  assert.deepEqual(idsOf(await list(served, 'metadata_fields')), [])
})

test('there is one group of fields, and a field in another one is refused, not put elsewhere', async (t) => {
  const { url } = await givenServedLibrary(t)
  const make = async (group: unknown): Promise<readonly unknown[]> => {
    const answer = await fetch(`${url}/v1_1/demo/metadata_fields`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('100:s')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'string', label: 'x', group }),
    })
    const body = (await answer.json()) as Answer
    return [answer.status, body.group ?? (body.error as Answer).message]
  }
  assert.deepEqual(await make(null), [200, 'default'])
  assert.deepEqual(await make('default'), [200, 'default'])
  assert.deepEqual(await make('address'), [400, '`group` is not supported by Rolecall'])
})

async function givenColours(admin: Functions): Promise<void> {
  const values = [
    { external_id: 'r', value: 'Red' },
    { external_id: 'b', value: 'Blue' },
  ]
  await call(admin, 'add_metadata_field', { external_id: 'kind', type: 'string', label: 'Kind' }, {})
  const colour = { external_id: 'colour', type: 'set', label: 'Colour', datasource: { values } }
  await call(admin, 'add_metadata_field', colour, {})
}

test('conditional metadata rules are made, listed, changed and deleted', async (t) => {
  const served = await givenServedLibrary(t)
  const { admin, upload, find } = served
  await givenColours(admin)
  const condition = {
    or: [
      { metadata_field_id: 'kind', equals: 'x' },
      { metadata_field_id: 'kind', populated: false },
    ],
  }
  const result = {
    enable: true,
    activate_values: { external_ids: ['r'], mode: 'override' },
    apply_value: { value: 'r', mode: 'default' },
  }
  const rule = { metadata_field_id: 'colour', name: 'Reds', condition, result }
  const made = bodyOf(await call(admin, 'add_metadata_rule', rule, {}))
  const { external_id: id, condition_signature: signature, ...shown } = made
  assert.deepEqual(shown, {
    ...rule,
    result: { ...result, apply_value: { value: ['r'], mode: 'default' } },
    ...{ state: 'active', position: 0 },
  })
  assert.match(String(id), /^[a-z0-9]{24}$/)
  assert.match(String(signature), /^[0-9a-f]{64}$/)
  assert.deepEqual((await upload('a')).metadata, { colour: ['r'] })
  const change = { state: 'inactive', name: 'Reds only', result: { set_mandatory: true } }
  const changed = bodyOf(await call(admin, 'update_metadata_rule', id, change, {}))
  assert.deepEqual(changed, { ...made, ...change })
  assert.deepEqual(await list(served, 'metadata_rules'), { metadata_rules: [changed] })
  assert.deepEqual((await upload('b')).metadata, {}, 'inactive rules do nothing')
  assert.deepEqual(await errorOf(call(admin, 'delete_metadata_field', 'kind')), [
    400,
    '`external_id` is a field that conditional metadata rules speak of: delete those first',
  ])
  assert.deepEqual(bodyOf(await call(admin, 'delete_metadata_rule', id)), { success: true, message: 'ok' })
  assert.deepEqual(await list(served, 'metadata_rules'), { metadata_rules: [] })
  assert.equal((await errorOf(call(admin, 'update_metadata_rule', id, change, {})))[0], 404)
  assert.equal((await errorOf(call(admin, 'delete_metadata_rule', id)))[0], 404)
  assert.deepEqual((await find('a'))?.metadata, { colour: ['r'] }, 'values that a rule gave stay')
  const fields = await list(served, 'metadata_fields')
  assert.deepEqual(idsOf(fields), ['kind', 'colour'])
})

const colour = { metadata_field_id: 'colour' } as const
const kind = { metadata_field_id: 'kind' } as const
const badRules: readonly (readonly [Answer, string])[] = [
  [{ metadata_field_id: 'none' }, '`metadata_field_id` is no field of this environment'],
  [{ name: ' ' }, '`name` must have 1 to 255 characters'],
  [{ condition: 'x' }, '`condition` must be an object'],
  [{ condition: kind }, '`condition` must have exactly one of `populated`, `equals`, `includes`, `and`, `or`'],
  [{ condition: { ...kind, populated: 'yes' } }, '`condition.populated` must be true or false'],
  [{ condition: { ...kind, populated: true, why: 1 } }, '`condition.why` is nothing that it has'],
  [
    { condition: { metadata_field_id: 'none', populated: true } },
    '`condition.metadata_field_id` is no field of this environment',
  ],
  [{ condition: { ...kind, equals: { a: 1 } } }, '`condition.equals` must be a value of the field kind'],
  [
    { condition: { ...kind, includes: ['r'] } },
    '`condition.includes` goes with fields of the types enum and set, not string',
  ],
  [{ condition: { ...colour, includes: ['x'] } }, '`condition.includes` must be ids of choices of the field colour'],
  [{ condition: { and: [] } }, '`condition.and` must be 1 to 20 conditions, at most 5 deep'],
  [{ result: {} }, '`result` must be an object that says what becomes of the field'],
  [{ result: { forbid: true } }, '`result.forbid` is nothing that it has'],
  [{ result: { set_mandatory: 1 } }, '`result.set_mandatory` must be true or false'],
  [{ result: { apply_value: 'r' } }, '`result.apply_value` must be an object with a `value`'],
  [{ result: { apply_value: { value: 'x' } } }, '`result.apply_value.value` must be a value of the field colour'],
  [{ result: { activate_values: 'some' } }, '`result.activate_values` must be `all`, or an object with `external_ids`'],
  [
    { result: { activate_values: { external_ids: ['x'] } } },
    '`result.activate_values.external_ids` must be ids of choices of the field colour',
  ],
]

test('a conditional metadata rule that makes no sense is refused, and says which part', async (t) => {
  const served = await givenServedLibrary(t)
  const { admin } = served
  await givenColours(admin)
  const sound = { ...colour, name: 'r', condition: { ...kind, populated: true }, result: { set_mandatory: true } }
  for (const [part, message] of badRules)
    assert.deepEqual(await errorOf(call(admin, 'add_metadata_rule', { ...sound, ...part }, {})), [400, message])
  const { external_id: id } = await call(admin, 'add_metadata_rule', sound, {})
  const back = { ...kind, name: 'back', condition: { ...colour, populated: true }, result: { set_mandatory: true } }
  assert.deepEqual(await errorOf(call(admin, 'add_metadata_rule', back, {})), [
    400,
    '`condition` makes a circle: rules about its fields look at kind',
  ])
  const listed = await list(served, 'metadata_rules')
  assert.deepEqual(
    (listed.metadata_rules as readonly Answer[]).map((one) => one.external_id),
    [id],
  )
})

test('a key needs the permission over structured metadata for its rules', async (t) => {
  const served = await givenServedLibrary(t)
  const { admin, key, acme, asKey } = served
  await givenColours(admin)
  const rule = { ...colour, name: 'r', condition: { ...kind, populated: true }, result: { set_mandatory: true } }
  const { external_id: id } = await call(admin, 'add_metadata_rule', rule, {})
  const manager = await key({ everywhere: ['structured_metadata::manage'] })
  const viewer = await key({ everywhere: ['structured_metadata::view'] })
  const nobody = await key({})
  for (const one of [manager, viewer, nobody]) await giveSecret(acme, one)
  const says = (action: string) => [
    403,
    `[prodenv:env-demo] Request forbidden due to missing permissions (actions=["${action}"])`,
  ]
  for (const { id: other } of [viewer, nobody]) {
    assert.deepEqual(await errorOf(call(admin, 'add_metadata_rule', rule, asKey(other))), says('create'))
    assert.deepEqual(await errorOf(call(admin, 'update_metadata_rule', id, rule, asKey(other))), says('update'))
    assert.deepEqual(await errorOf(call(admin, 'delete_metadata_rule', id, asKey(other))), says('delete'))
    assert.deepEqual(await errorOf(call(admin, 'delete_metadata_rule', 'none', asKey(other))), says('delete'))
  }
  const idsFor = async (one: string) =>
    ((await list(served, 'metadata_rules', one)).metadata_rules as readonly Answer[]).map(
      ({ external_id: listed }) => listed,
    )
  assert.deepEqual([await idsFor(manager.id), await idsFor(viewer.id), await idsFor(nobody.id)], [[id], [id], []])
  const other = await call(admin, 'add_metadata_rule', { ...rule, name: 'two' }, asKey(manager.id))
  await call(admin, 'update_metadata_rule', other.external_id, { state: 'inactive' }, asKey(manager.id))
  assert.equal((await call(admin, 'delete_metadata_rule', other.external_id, asKey(manager.id))).success, true)
})

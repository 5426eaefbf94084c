// Structured metadata of assets is held to the fields of its environment.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metadataFieldId } from '../../src/domain/ids.ts'
import type { MetadataFieldRecord, UploadSettings } from '../../src/domain/library-records.ts'
import { demo, givenLibrary, named, type GivenLibrary } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

type Field = Pick<MetadataFieldRecord, 'type'> & Partial<MetadataFieldRecord>

async function putFields({ acme }: GivenLibrary, fields: Readonly<Record<string, Field>>): Promise<void> {
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  const usual = { isMandatory: false, defaultValue: null, validation: null, choices: [] }
  await acme.change((transaction) =>
    transaction.putAll(
      'metadata_field',
      Object.entries(fields).map(([id, field], position) => ({
        ...{ id: metadataFieldId(id), accountId: acme.account.id, environmentId: demo, label: id, position },
        ...usual,
        ...field,
        ...dated,
      })),
    ),
  )
}

const choices = [
  { id: 'red', value: 'Red', isActive: true },
  { id: 'blue', value: 'Blue', isActive: true },
  { id: 'old', value: 'Old', isActive: false },
]
const range = {
  type: 'and',
  rules: [
    { type: 'greater_than', value: 3, equals: true },
    { type: 'less_than', value: 9 },
  ],
}
const fields = {
  text: { type: 'string', validation: { type: 'strlen', min: 2, max: 4 } },
  count: { type: 'integer', validation: range },
  day: { type: 'date', validation: { type: 'greater_than', value: '2020-01-01' } },
  one: { type: 'enum', choices },
  many: { type: 'set', choices },
} as const

test('values of every type are kept, and merged with what is there', async (t) => {
  const library = await givenLibrary(t)
  await putFields(library, fields)
  const metadata = { text: 'abc', count: '5', day: '2024-02-29', one: 'red', many: ['red', 'blue', 'red'] }
  const kept = { text: 'abc', count: 5, day: '2024-02-29', one: 'red', many: ['red', 'blue'] }
  assert.deepEqual((await library.upload('a', { metadata })).metadata, kept)
  const change = { ...named('a'), settings: { metadata: { text: '', many: ['blue'], count: 3 } } }
  const { asset } = await library.acme.perform('operator', 'asset.update', change)
  assert.deepEqual(asset.metadata, { count: 3, day: '2024-02-29', one: 'red', many: ['blue'] })
})

test('values of the wrong type, against the rule, or of no field are refused by name', async (t) => {
  const library = await givenLibrary(t)
  await putFields(library, fields)
  const wrong: readonly (readonly [string, unknown])[] = [
    ['text', 'a'],
    ['text', 'abcde'],
    ['text', { deep: 1 }],
    ['text', 'a\u0000b'],
    ['count', 'five'],
    ['count', 2.5],
    ['count', 2],
    ['count', 9],
    ['day', '2024-02-30'],
    ['day', '29/02/2024'],
    ['day', '2020-01-01'],
    ['one', 'green'],
    ['one', 'old'],
    ['one', ['red', 'blue']],
    ['many', ['red', 'old']],
    ['many', [['red']]],
    ['nobody', 'x'],
    ['__proto__', 'x'],
  ]
  for (const [id, value] of wrong) {
    const refused = await refusalOf(library.upload('a', { metadata: Object.fromEntries([[id, value]]) }))
    assert.equal(refused.fields[0]?.name, `metadata.${id}`, JSON.stringify([id, value]))
  }
  assert.deepEqual(library.acme.files(), [])
})

test('a mandatory field needs a value for new assets, its default where it has one', async (t) => {
  const library = await givenLibrary(t)
  const before = await library.upload('before')
  await putFields(library, {
    must: { type: 'string', isMandatory: true },
    may: { type: 'string', isMandatory: true, defaultValue: 'usual' },
  })
  const refused = await refusalOf(library.upload('a'))
  assert.equal(refused.message, '`metadata.must` is mandatory')
  assert.deepEqual((await library.upload('a', { metadata: { must: 'x' } })).metadata, { must: 'x', may: 'usual' })
  const tagged = { ...named('before'), settings: { tags: ['x'] } }
  const { asset } = await library.acme.perform('operator', 'asset.update', tagged)
  assert.deepEqual(asset.metadata, before.metadata, 'what was there before may stay without')
  const emptied = { ...named('a'), settings: { metadata: { must: '' } } }
  const kept = await refusalOf(library.acme.perform('operator', 'asset.update', emptied))
  assert.equal(kept.message, '`metadata.must` is mandatory')
})

test('values that no longer fit stay until they are cleared', async (t) => {
  const library = await givenLibrary(t)
  await putFields(library, fields)
  await library.upload('a', { metadata: { one: 'red', text: 'abc' } })
  await putFields(library, { ...fields, one: { type: 'enum', choices: [] } })
  const update = (settings: UploadSettings) =>
    library.acme.perform('operator', 'asset.update', { ...named('a'), settings })
  assert.deepEqual((await update({ metadata: { text: 'abcd' } })).asset.metadata, { one: 'red', text: 'abcd' })
  assert.deepEqual((await update({ clear_invalid: true })).asset.metadata, { text: 'abcd' })
})

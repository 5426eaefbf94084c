// What conditional rules make of structured metadata when assets are uploaded and changed.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { metadataFieldId, metadataRuleId } from '../../src/domain/ids.ts'
import type { MetadataCondition, MetadataFieldRecord, MetadataRuleRecord } from '../../src/domain/library-records.ts'
import { demo, givenLibrary, named } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

const [kind, team, role] = ['kind', 'team', 'role'].map(metadataFieldId) as [
  MetadataFieldRecord['id'],
  MetadataFieldRecord['id'],
  MetadataFieldRecord['id'],
]

const choice = (id: string, isActive = true) => ({ id, value: id.toUpperCase(), isActive })
const usual = { isMandatory: false, defaultValue: null, validation: null }
const fields: readonly Partial<MetadataFieldRecord>[] = [
  { ...usual, id: role, type: 'set', choices: [choice('qa'), choice('ops'), choice('chief', false)] },
  { ...usual, id: team, type: 'enum', choices: [choice('rd'), choice('hr'), choice('old', false)] },
  { ...usual, id: kind, type: 'string', choices: [] },
]

type Given = Pick<MetadataRuleRecord, 'fieldId' | 'condition' | 'result'> & Partial<MetadataRuleRecord>

/** A library with the fields `role`, `team` and `kind`, in this order, and some rules, in theirs. */
async function given(t: TestContext, rules: readonly Given[]) {
  const library = await givenLibrary(t)
  const { acme } = library
  const base = {
    ...{ accountId: acme.account.id, environmentId: demo },
    ...{ createdAt: acme.clock.now, updatedAt: acme.clock.now },
  }
  await acme.change(async (transaction) => {
    await transaction.putAll(
      'metadata_field',
      fields.map((field, position) => ({ ...base, label: 'x', position, ...field }) as MetadataFieldRecord),
    )
    await transaction.putAll(
      'metadata_rule',
      rules.map((rule, position) => ({
        ...{ ...base, id: metadataRuleId(`r${position}`), name: 'x', isActive: true, position },
        ...rule,
      })),
    )
  })
  const update = (metadata: Readonly<Record<string, unknown>>, more: object = {}) =>
    acme.perform('operator', 'asset.update', { ...named('a'), settings: { metadata, ...more } })
  return { ...library, update, upload: (metadata = {}, publicId = 'a') => library.upload(publicId, { metadata }) }
}

const isEmployee: MetadataCondition = { type: 'equals', fieldId: kind, value: 'employee' }
const isResearch: MetadataCondition = { type: 'equals', fieldId: team, value: 'rd' }

test('a field is mandatory while the condition of a rule holds', async (t) => {
  const { upload, update } = await given(t, [{ fieldId: team, condition: isEmployee, result: { isMandatory: true } }])
  assert.equal((await refusalOf(upload({ kind: 'employee' }))).message, '`metadata.team` is mandatory')
  assert.deepEqual((await upload({ kind: 'place' })).metadata, { kind: 'place' })
  assert.equal((await refusalOf(update({ kind: 'employee' }))).message, '`metadata.team` is mandatory')
  const { asset } = await update({ kind: 'employee', team: 'hr' })
  assert.deepEqual(asset.metadata, { kind: 'employee', team: 'hr' })
  assert.equal((await refusalOf(update({ team: '' }))).message, '`metadata.team` is mandatory')
})

test('choices are those that a rule leaves, for what is sent and for what is there', async (t) => {
  const { upload, update } = await given(t, [
    { fieldId: role, condition: isResearch, result: { choices: { ids: ['qa'], mode: 'override' } } },
    {
      fieldId: role,
      condition: { type: 'equals', fieldId: team, value: 'hr' },
      result: { choices: { ids: ['chief'], mode: 'append' } },
    },
  ])
  const refused = '`metadata.role` must be a list of ids of its choices, at most 3000'
  assert.equal((await refusalOf(upload({ team: 'rd', role: ['ops'] }))).message, refused)
  assert.deepEqual((await upload({ team: 'rd', role: ['qa'] })).metadata, { team: 'rd', role: ['qa'] })
  assert.deepEqual((await update({ team: 'hr', role: ['ops', 'chief'] })).asset.metadata, {
    team: 'hr',
    role: ['ops', 'chief'],
  })
  assert.equal((await refusalOf(update({ team: 'rd' }))).message, refused)
  assert.deepEqual((await update({ team: 'rd' }, { clear_invalid: true })).asset.metadata, { team: 'rd' })
})

test('a rule that leaves all choices brings back those that were taken out', async (t) => {
  const { upload, update } = await given(t, [{ fieldId: team, condition: isEmployee, result: { choices: 'all' } }])
  assert.deepEqual((await upload({ kind: 'employee', team: 'old' })).metadata, { kind: 'employee', team: 'old' })
  assert.match((await refusalOf(update({ kind: 'x' }))).message, /^`metadata\.team` must be/)
})

test('values are given by default, over what is there, and to those of a set', async (t) => {
  const always: MetadataCondition = { type: 'populated', fieldId: kind, isPopulated: true }
  const { upload, update } = await given(t, [
    { fieldId: team, condition: always, result: { value: { value: 'rd', mode: 'default' } } },
    { fieldId: team, condition: isEmployee, result: { value: { value: 'hr', mode: 'override' } } },
    { fieldId: role, condition: isResearch, result: { value: { value: ['qa'], mode: 'append' } } },
    {
      fieldId: role,
      condition: { type: 'equals', fieldId: team, value: 'hr' },
      result: { value: { value: null, mode: 'override' } },
    },
  ])
  assert.deepEqual((await upload({})).metadata, {}, 'no condition holds')
  assert.deepEqual((await update({ kind: 'x', role: ['ops'] })).asset.metadata, {
    ...{ kind: 'x', team: 'rd' },
    role: ['ops', 'qa'],
  })
  assert.deepEqual((await update({ kind: 'employee', team: 'rd' })).asset.metadata, { kind: 'employee', team: 'hr' })
})

test('rules apply in bulk, and in their order; a bulk change that one asset refuses changes none', async (t) => {
  const { upload, acme, find } = await given(t, [
    { fieldId: team, condition: isEmployee, result: { isMandatory: true }, position: 1 },
    { fieldId: team, condition: isEmployee, result: { isMandatory: false }, position: 2, isActive: false },
  ])
  await upload({ team: 'rd' })
  await upload({}, 'b')
  const change = (publicIds: readonly string[]) =>
    acme.perform('operator', 'asset.change-metadata', {
      environmentId: demo,
      of: { resourceKind: 'image', delivery: 'upload' },
      publicIds,
      settings: { metadata: { kind: 'employee' } },
    })
  assert.equal((await refusalOf(change(['a', 'b']))).message, '`metadata.team` is mandatory')
  assert.deepEqual((await find('a'))?.metadata, { team: 'rd' })
  assert.equal((await change(['a'])).changed.length, 1)
  assert.deepEqual((await find('a'))?.metadata, { team: 'rd', kind: 'employee' })
})

test('conditions are of one field, or of several together or either', async (t) => {
  const parts: readonly MetadataCondition[] = [isEmployee, { type: 'includes', fieldId: role, values: ['qa', 'ops'] }]
  const { upload, update } = await given(t, [
    { fieldId: team, condition: { type: 'and', of: parts }, result: { isMandatory: true } },
  ])
  await upload({ kind: 'employee', role: ['qa'] })
  assert.equal((await refusalOf(update({ role: ['ops', 'qa'] }))).message, '`metadata.team` is mandatory')
  const { asset } = await update({ kind: 'x', role: ['ops', 'qa'] })
  assert.deepEqual(asset.metadata, { kind: 'x', role: ['ops', 'qa'] })
})

test('GUESS: a rule may look at its own field, as it was sent', async (t) => {
  const { upload } = await given(t, [
    {
      fieldId: team,
      condition: { type: 'populated', fieldId: team, isPopulated: false },
      result: { value: { value: 'rd', mode: 'override' } },
    },
  ])
  assert.deepEqual((await upload({})).metadata, { team: 'rd' })
})

test('GUESS: a value that a rule gives and the field does not take is not given', async (t) => {
  const { upload } = await given(t, [
    { fieldId: team, condition: isEmployee, result: { value: { value: 'old', mode: 'default' } } },
  ])
  assert.deepEqual((await upload({ kind: 'employee' })).metadata, { kind: 'employee' })
})

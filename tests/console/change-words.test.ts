// The change log in words: every kind of change has a sentence, and every field a name.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { toCsv } from '../../src/console/changes/csv.ts'
import { deedTexts, fieldTexts, nounTexts, valueTexts } from '../../src/console/change-words/messages.ts'
import { onlyAbout, type Entry, type Fields } from '../../src/console/change-words/records.ts'
import { sentenceOf } from '../../src/console/change-words/sentences.ts'
import { wordsOf } from '../../src/console/change-words/use-words.ts'
import { listChange, valueInWords } from '../../src/console/change-words/values.ts'
import { nounTables } from '../../src/store/noun-tables.ts'

type Values = Readonly<Record<string, string | number>>

/** Says texts as the console does, in English; fails at a key without a text, and at a value that is missing. */
function sayFrom(texts: Readonly<Record<string, string>>): (key: string, values?: Values) => string {
  return (key, values = {}) => {
    const text = texts[key] ?? texts[`${key}_${values['count'] === 1 ? 'one' : 'other'}`] ?? assert.fail(key)
    return text.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? assert.fail(`${key}: ${name}`)))
  }
}

const words = wordsOf(
  sayFrom(deedTexts.texts),
  sayFrom(nounTexts.texts),
  sayFrom(fieldTexts.texts),
  sayFrom(valueTexts.texts),
)

const entryOf = (...changes: Entry['changes']): Entry => ({
  ...{ revision: 7, at: '2026-11-22T10:00:00.000Z', by: { type: 'user', id: 'u1' }, operation: 'assignment.change' },
  ...{ request_id: null, changes },
})

const names = {
  'user:u1': 'Ada',
  'user:u2': 'Ben',
  'group:g1': 'Creative',
  'role:r1': 'Viewer',
  'folder:f1': 'brand',
  'environment:e1': 'Demo',
  'asset:a1': 'logo',
  'asset:a2': 'mark',
  'collection:c1': 'Launch',
  'proof:p1': 'Spring',
  'permission:cld::p': 'View assets',
}

const said = (noun: string, before: Fields | null, after: Fields | null): string =>
  sentenceOf(entryOf({ noun, before: before && { ...before }, after: after && { ...after } }), names, words)

const assignment = (reach: object, parameter: object | null) => ({
  ...{ principal: { type: 'group', id: 'g1' }, roleId: 'r1', reach, parameter },
})
const role = { id: 'r1', name: 'Viewer', permissionIds: ['a'], description: null, updatedAt: 1 }
const user = { id: 'u2', name: 'Ben', email: 'ben@old.example', isEnabled: true, isPending: false, groups: [] }
const key = { id: 'k', name: 'Website', isEnabled: true }
const asset = { id: 'a1', publicId: 'logo', folderId: 'f0', moderation: null, tags: ['x'] }

/** What was before, what is after, and what is said of it. */
const sentences: readonly (readonly [noun: string, before: Fields | null, after: Fields | null, said: string])[] = [
  [
    'assignment',
    null,
    assignment({ type: 'environment', environmentId: 'e1' }, { type: 'folder', id: 'f1' }),
    'gave the group Creative the role Viewer on folder brand in Demo',
  ],
  [
    'assignment',
    assignment({ type: 'environment', environmentId: 'all' }, null),
    null,
    'took the role Viewer in all product environments from the group Creative',
  ],
  ['membership', null, { userId: 'u2', groupId: 'g1' }, 'put Ben into the group Creative'],
  ['membership', { userId: 'u2', groupId: 'g1' }, null, 'took Ben out of the group Creative'],
  ['environment_access', null, { userId: 'u2', environmentId: 'e1' }, 'opened Demo to Ben'],
  ['environment_access', { userId: 'u2', environmentId: 'e1' }, null, 'closed Demo to Ben'],
  ['user', null, { ...user, isPending: true }, 'invited Ben'],
  ['user', null, user, 'created the user Ben'],
  ['user', { ...user, isPending: true }, user, 'accepted the invitation of Ben'],
  [
    'user',
    { ...user, hasAllEnvironments: false },
    { ...user, hasAllEnvironments: true },
    'opened every product environment to Ben',
  ],
  [
    'user',
    user,
    { ...user, email: 'ben@new.example' },
    'changed e-mail of the user Ben from “ben@old.example” to “ben@new.example”',
  ],
  ['role', role, { ...role, permissionIds: [] }, 'changed the permissions of the role Viewer: 0 added, 1 taken out'],
  ['role', role, { ...role, name: 'Looker', updatedAt: 2 }, 'renamed the role Viewer to Looker'],
  [
    'role',
    role,
    { ...role, permissionIds: [], description: 'Looks' },
    'changed permissions and description of the role Viewer',
  ],
  ['role', role, null, 'deleted the role Viewer'],
  ['api_key', key, { ...key, isEnabled: false }, 'disabled the API key Website'],
  ['account_key', null, key, 'created the account management key Website'],
  ['asset', null, asset, 'uploaded the asset logo'],
  ['asset', asset, { ...asset, folderId: 'f1' }, 'moved the asset logo to brand'],
  ['asset', asset, { ...asset, folderId: null }, 'moved the asset logo to the top of the library'],
  ['asset', asset, { ...asset, moderation: { status: 'approved' } }, 'approved the asset logo'],
  ['asset', asset, { ...asset, moderation: { status: 'rejected' } }, 'rejected the asset logo'],
  ['asset', asset, { ...asset, tags: [] }, 'changed tags of the asset logo'],
  ['asset', asset, { ...asset, publicId: 'mark' }, 'renamed the asset logo to mark'],
  [
    'folder',
    { id: 'f2', name: 'x', parentId: null },
    { id: 'f2', name: 'x', parentId: 'f1' },
    'moved the folder x to brand',
  ],
  ['collection_asset', null, { assetId: 'a1', collectionId: 'c1' }, 'put the asset logo into the collection Launch'],
  ['collection_asset', { assetId: 'a1', collectionId: 'c1' }, null, 'took the asset logo out of the collection Launch'],
  ['asset_relation', null, { assetId: 'a1', relatedId: 'a2' }, 'related the asset logo to mark'],
  ['asset_version', null, { assetId: 'a1' }, 'kept the file that the asset logo had before'],
  ['proof', null, { id: 'p1', title: 'Spring' }, 'created the proof Spring'],
  ['proof_comment', null, { proofId: 'p1' }, 'commented on the proof Spring'],
  ['proof_decision', null, { proofId: 'p1', round: 2, outcome: 'approved' }, 'approved the proof Spring in round 2'],
  ['proof_decision', null, { proofId: 'p1', round: 1, outcome: 'rejected' }, 'rejected the proof Spring in round 1'],
  ['library_settings', null, { environmentId: 'e1' }, 'set up the library of Demo'],
  [
    'library_settings',
    { environmentId: 'e1', folderMode: 'fixed' },
    { environmentId: 'e1', folderMode: 'dynamic' },
    'changed folder mode of the library of Demo',
  ],
  ['public_link', null, { id: 'l', title: 'For the press' }, 'created the public link For the press'],
]

describe('a change in words', () => {
  test('says what was done to what, by their names', () => {
    for (const [noun, before, after, wanted] of sentences) assert.equal(said(noun, before, after), `Ada ${wanted}`)
  })

  test('has a sentence for whatever is made, changed and deleted', () => {
    for (const noun of Object.keys(nounTables)) {
      const record = { id: 'x', name: 'X', round: 1 }
      for (const [before, after] of [
        [null, record],
        [record, { ...record, note: 'y' }],
        [record, null],
      ] as const) {
        const sentence = said(noun, before, after)
        assert.doesNotMatch(sentence, /_|undefined|\b[a-z]+[A-Z]/, `${noun}: ${sentence}`)
        assert.match(sentence, /^Ada \w+ /, noun)
      }
    }
  })

  test('counts what it does not tell', () => {
    const made = (name: string) => ({ noun: 'folder', before: null, after: { id: name, name } })
    const entry = entryOf(made('a'), made('b'), made('c'), made('d'), made('e'))
    assert.match(sentenceOf(entry, names, words), /created the folder c, and 2 more changes$/)
  })

  test('keeps to one record where only that one is looked at', () => {
    const one = { noun: 'membership', before: null, after: { userId: 'u2', groupId: 'g1' } }
    const other = { noun: 'group', before: null, after: { id: 'g1', name: 'Creative' } }
    assert.equal(sentenceOf(onlyAbout(entryOf(one, other), 'u2'), names, words), 'Ada put Ben into the group Creative')
    assert.equal(sentenceOf(onlyAbout(entryOf(one, other), 'u9'), names, words), 'Ada changed nothing')
  })

  test('is exported with its words, as no spreadsheet would run them', () => {
    const made = entryOf({ noun: 'folder', before: null, after: { id: 'x', name: '=1+1, "x"' } })
    const csv = toCsv([{ ...made, by: { type: 'user', id: '=cmd' } }], { 'user:=cmd': '=SUM(1)' }, words)
    assert.deepEqual(csv.split('\r\n'), [
      'revision,at,by_type,by_id,by_name,operation,what,request_id',
      `7,2026-11-22T10:00:00.000Z,user,'=cmd,'=SUM(1),assignment.change,"created the folder =1+1, ""x""",`,
      '',
    ])
  })
})

describe('a value in words', () => {
  const valueOf = (field: string, value: unknown) =>
    valueInWords(field, value, { names, words, at: (instant) => `at ${instant}` })

  test('is a word, a name beside its id, an instant in the reader’s time, or as it is', () => {
    assert.deepEqual(valueOf('isEnabled', true), { text: 'Yes' })
    assert.deepEqual(valueOf('purpose', null), { text: '–' })
    assert.deepEqual(valueOf('createdAt', 5), { text: 'at 5' })
    assert.deepEqual(valueOf('round', 5), { text: '5' })
    assert.deepEqual(valueOf('environmentId', 'e1'), { text: 'Demo', code: 'e1' })
    assert.deepEqual(valueOf('ownerId', 'u9'), { text: '', code: 'u9' })
    assert.deepEqual(valueOf('createdBy', 'user:u1'), { text: 'Ada', code: 'u1' })
    assert.deepEqual(valueOf('createdBy', 'operator:machine'), { text: 'The operator' })
    assert.deepEqual(valueOf('permissionIds', 'cld::p'), { text: 'View assets', code: 'cld::p' })
    assert.deepEqual(valueOf('reach', { type: 'account' }), { text: 'The account' })
    assert.deepEqual(valueOf('reach', { type: 'environment', environmentId: 'all' }), {
      text: 'All product environments',
    })
    assert.deepEqual(valueOf('reach', { type: 'environment', environmentId: 'e1' }), { text: 'Demo' })
    assert.deepEqual(valueOf('parameter', { type: 'folder', id: 'f1' }), { text: 'brand', code: 'f1' })
    assert.deepEqual(valueOf('moderation', { kind: 'manual', status: 'pending' }), { text: 'pending' })
    assert.deepEqual(valueOf('file', { bytes: 2_500_000, format: 'png' }), { text: 'png 2.5 MB' })
    assert.deepEqual(valueOf('context', {}), { text: 'None' })
    assert.deepEqual(valueOf('context', { a: 'b' }), { text: '', code: '{"a":"b"}' })
    assert.deepEqual(valueOf('publicId', 'logo'), { text: '', code: 'logo' })
  })

  test('is, of a list, what came, what went, and how many stayed', () => {
    assert.deepEqual(listChange(['a', 'b', 'c'], ['b', 'd']), { added: ['d'], removed: ['a', 'c'], kept: 1 })
    assert.deepEqual(listChange([], [{ id: 'x' }]), { added: [{ id: 'x' }], removed: [], kept: 0 })
  })
})

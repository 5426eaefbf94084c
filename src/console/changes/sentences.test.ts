import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { toCsv } from './csv.ts'
import { deedTexts } from './messages.ts'
import { sentenceOf, type Entry } from './sentences.ts'

/** As the console says it, in English. */
function say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
  const texts = new Map<string, string>(Object.entries(deedTexts.texts))
  const text = texts.get(key) ?? texts.get(`${key}_${values['count'] === 1 ? 'one' : 'other'}`) ?? assert.fail(key)
  return text.replaceAll(/{{(\w+)}}/g, (_, name: string) => String(values[name]))
}

const entryOf = (...changes: Entry['changes']): Entry => ({
  ...{ revision: 7, at: '2026-11-22T10:00:00.000Z', by: { type: 'user', id: 'u1' }, operation: 'assignment.change' },
  ...{ request_id: null, changes },
})

const names = {
  'user:u1': 'Ada',
  'group:g1': 'Creative',
  'role:r1': 'Viewer',
  'folder:f1': 'brand',
  'environment:e1': 'Demo',
}

const assignment = (reach: object, parameter: object | null) => ({
  ...{ principal: { type: 'group', id: 'g1' }, roleId: 'r1', reach, parameter },
})

describe('a change in words', () => {
  test('says who gave whom which role where', () => {
    const after = assignment({ type: 'environment', environmentId: 'e1' }, { type: 'folder', id: 'f1' })
    const entry = entryOf({ noun: 'assignment', before: null, after })
    assert.equal(sentenceOf(entry, names, say), 'Ada gave the group Creative the role Viewer on folder brand in Demo')
  })

  test('says what was taken, and where everywhere is', () => {
    const before = assignment({ type: 'environment', environmentId: 'all' }, null)
    const entry = entryOf({ noun: 'assignment', before, after: null })
    assert.equal(sentenceOf(entry, names, say), 'Ada took the role Viewer in all environments from the group Creative')
  })

  test('says which fields were changed, a new name, and a switch', () => {
    const role = { id: 'r1', name: 'Viewer', permissionIds: ['a'], updatedAt: 1 }
    const permissions = entryOf({ noun: 'role', before: role, after: { ...role, permissionIds: [], updatedAt: 2 } })
    assert.equal(
      sentenceOf(permissions, names, say),
      'Ada changed the permissions of the role Viewer: 0 added, 1 taken out',
    )
    const renamed = entryOf({ noun: 'role', before: role, after: { ...role, name: 'Looker' } })
    assert.equal(sentenceOf(renamed, names, say), 'Ada renamed the role Viewer to Looker')
    const user = { id: 'u', name: 'Ben', email: 'ben@old.example' }
    const moved = entryOf({ noun: 'user', before: user, after: { ...user, email: 'ben@new.example' } })
    assert.equal(
      sentenceOf(moved, names, say),
      'Ada changed email of the user Ben from “ben@old.example” to “ben@new.example”',
    )
    const key = { id: 'k', name: 'Website', isEnabled: true }
    const disabled = entryOf({ noun: 'api_key', before: key, after: { ...key, isEnabled: false } })
    assert.equal(sentenceOf(disabled, names, say), 'Ada disabled the API key Website')
  })

  test('counts what it does not tell', () => {
    const made = (name: string) => ({ noun: 'folder', before: null, after: { id: name, name } })
    const entry = entryOf(made('a'), made('b'), made('c'), made('d'), made('e'))
    assert.match(sentenceOf(entry, names, say), /made the folder c, and 2 more changes$/)
  })

  test('is exported with its words, as no spreadsheet would run them', () => {
    const made = entryOf({ noun: 'folder', before: null, after: { id: 'x', name: '=1+1, "x"' } })
    const csv = toCsv([{ ...made, by: { type: 'user', id: '=cmd' } }], { 'user:=cmd': '=SUM(1)' }, say)
    assert.deepEqual(csv.split('\r\n'), [
      'revision,at,by_type,by_id,by_name,operation,what,request_id',
      `7,2026-11-22T10:00:00.000Z,user,'=cmd,'=SUM(1),assignment.change,"made the folder =1+1, ""x""",`,
      '',
    ])
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesInWords } from './change-words.ts'

const about = { at: '', by: { type: 'user', id: 'ada' }, operation: 'x', request_id: null, revision: 1 } as const
const names = { 'role:billing': 'Billing', 'group:g': 'Creative', 'user:dev': 'Dev Patel' }

test('a change says what it made, changed and took away, by names', () => {
  const changes = [
    { noun: 'assignment', before: null, after: { roleId: 'billing', principal: { type: 'user', id: 'dev' } } },
    { noun: 'membership', before: { groupId: 'g', userId: 'dev' }, after: null },
    { noun: 'user', before: { id: 'dev', name: 'Dev' }, after: { id: 'dev', name: 'Dev Patel' } },
    { noun: 'account_key', before: null, after: { id: 'k', name: 'Nightly' } },
  ]
  const entry = { ...about, changes }
  assert.deepEqual(changesInWords(entry, null, names), [
    '+ assignment Billing',
    '− membership Dev Patel, Creative',
    '~ user Dev Patel',
    '+ account key Nightly',
  ])
  assert.equal(changesInWords(entry, 'dev', names).length, 3)
})

test('of many records the first are named, and the others counted', () => {
  const changes = Array.from({ length: 9 }, (_, number) => ({
    noun: 'role',
    before: null,
    after: { name: `R${number}` },
  }))
  assert.deepEqual(changesInWords({ ...about, changes }, null, {}), [
    '+ role R0',
    '+ role R1',
    '+ role R2',
    '+ role R3',
    '+5',
  ])
})

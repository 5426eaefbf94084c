import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePeople } from './parse-people.ts'

const read = (text: string) => parsePeople(text).people.map(({ name, email }) => `${name} <${email}>`)

test('people are read one a line, or separated, with their names or without', () => {
  assert.deepEqual(read('Ann Lee <ann@x.example>\nBen Ito <ben@x.example>'), [
    'Ann Lee <ann@x.example>',
    'Ben Ito <ben@x.example>',
  ])
  assert.deepEqual(read('Ann Lee <ann@x.example>, Ben <ben@x.example>; cy@x.example'), [
    'Ann Lee <ann@x.example>',
    'Ben <ben@x.example>',
    'Cy <cy@x.example>',
  ])
})

test('a name may hold a comma, and stand beside its e-mail in a table', () => {
  assert.deepEqual(read('"Lee, Ann" <ann@x.example>, Ito, Ben <ben@x.example>'), [
    'Lee, Ann <ann@x.example>',
    'Ito, Ben <ben@x.example>',
  ])
  assert.deepEqual(read('Ann Lee,ann@x.example\nBen Ito\tben@x.example'), [
    'Ann Lee <ann@x.example>',
    'Ben Ito <ben@x.example>',
  ])
})

test('a name that is not there is made of the e-mail', () => {
  assert.deepEqual(read('ann.lee+work@x.example _@x.example'), [])
  assert.deepEqual(read('ann.lee+work@x.example\n_@x.example'), [
    'Ann Lee <ann.lee+work@x.example>',
    '_@x.example <_@x.example>',
  ])
})

test('an e-mail counts once, whatever its case, and what is none is said', () => {
  const { people, unread } = parsePeople('Ann <ann@x.example>\nANN@X.example\nBen Ito\n\nb@, @c')
  assert.deepEqual(people, [{ name: 'Ann', email: 'ann@x.example' }])
  assert.deepEqual(unread, ['Ben Ito', 'b@', '@c'])
})

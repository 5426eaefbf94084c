import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { readLooseFields } from '../read-request.ts'
import { readInstant } from './dates.ts'
import {
  dayOrAbsent,
  filledText,
  flagOrAbsent,
  instantOrAbsent,
  integerOrAbsent,
  objectOrAbsent,
  pairsOrEmpty,
  textOrAbsent,
  textOrEmpty,
  textsOrAbsent,
  textsOrEmpty,
  valuesOrEmpty,
} from './fields.ts'
import { readPairs, spellPairs } from './pairs.ts'

const fields = z.object({
  name: textOrAbsent,
  folder: textOrEmpty,
  tags: textsOrAbsent,
  cleared: textsOrEmpty,
  flag: flagOrAbsent,
  count: integerOrAbsent(1, 500),
  object: objectOrAbsent,
  context: pairsOrEmpty,
  metadata: valuesOrEmpty,
  since: instantOrAbsent,
  day: dayOrAbsent,
})

type Sent = Readonly<Record<string, unknown>>

const inBody = (body: Sent): Sent => readLooseFields(fields, [], { path: {}, query: {}, body })
const inForm = (body: Sent): Sent => readLooseFields(fields, [], { path: {}, query: {}, body, isForm: true })
const inQuery = (query: Sent): Sent => readLooseFields(fields, [], { path: {}, query, body: null })

test('a list is the same in six shapes', () => {
  const list = { tags: ['a', 'b'] }
  assert.deepEqual(inQuery({ tags: ['a', 'b'] }), list)
  assert.deepEqual(inQuery({ tags: 'a,b' }), list)
  assert.deepEqual(inQuery({ tags: '["a","b"]' }), list)
  assert.deepEqual(inForm({ 'tags[]': ['a', 'b'] }), list)
  assert.deepEqual(inForm({ 'tags[0]': 'a', 'tags[1]': 'b' }), list)
  assert.deepEqual(inBody({ tags: ['a', 'b'] }), list)
  assert.deepEqual(inBody({ tags: 'a, b' }), list)
})

test('one text in brackets or in an array is one item, commas included', () => {
  assert.deepEqual(inForm({ 'tags[]': 'a,b' }), { tags: ['a,b'] })
  assert.deepEqual(inBody({ tags: ['a,b'] }), { tags: ['a,b'] })
})

test('an empty text is absent, unless the field says that it is a value', () => {
  const empty = inForm({ name: '', tags: '', flag: '', count: '', since: '', day: '', object: '' })
  assert.ok(Object.values(empty).every((value) => value === undefined))
  assert.deepEqual(inForm({ folder: '', cleared: '', context: '', metadata: '' }), {
    folder: '',
    cleared: [],
    context: {},
    metadata: {},
  })
  assert.throws(
    () => readLooseFields(z.object({ name: filledText }), [], { path: {}, query: { name: '' }, body: null }),
    {
      code: 'missing_fields',
    },
  )
})

test('flags, numbers and objects are read from texts', () => {
  for (const sent of [true, 'true', 'TRUE', '1', 1]) assert.deepEqual(inBody({ flag: sent }), { flag: true })
  for (const sent of [false, 'false', '0', 0]) assert.deepEqual(inBody({ flag: sent }), { flag: false })
  assert.deepEqual(inForm({ count: '20', object: '{"a":[1]}' }), { count: 20, object: { a: [1] } })
  for (const wrong of [
    { flag: 'yes' },
    { count: '0' },
    { count: '1.5' },
    { count: '501' },
    { object: '[]' },
    { object: 'x' },
  ]) {
    assert.throws(() => inForm(wrong), { code: 'invalid_fields' }, JSON.stringify(wrong))
  }
})

test('a field may stand in query or body, in both when they say the same', () => {
  const read = (query: Sent, body: Sent): Sent => readLooseFields(fields, [], { path: {}, query, body })
  assert.deepEqual(read({ name: 'a' }, { count: 1 }), { name: 'a', count: 1 })
  assert.deepEqual(read({ name: 'a' }, { name: 'a' }), { name: 'a' })
  assert.throws(() => read({ name: 'a' }, { name: 'b' }), { code: 'invalid_fields' })
  assert.deepEqual(read({ api_key: 'K', signature: 's' }, { timestamp: 1 }), {})
})

test('pairs are read with their escapes, from objects too', () => {
  assert.deepEqual(inForm({ context: 'alt=a\\=b|caption=x\\|y=z' }), { context: { alt: 'a=b', caption: 'x|y=z' } })
  assert.deepEqual(inBody({ context: { a: 1, b: true } }), { context: { a: '1', b: 'true' } })
  assert.deepEqual(inForm({ context: '{"a":"b"}' }), { context: { a: 'b' } })
  assert.deepEqual(inForm({ metadata: 'id=x|set=["a","b"]' }), { metadata: { id: 'x', set: ['a', 'b'] } })
  assert.deepEqual(inBody({ metadata: { n: 5, s: ['a'], gone: null } }), { metadata: { n: 5, s: ['a'], gone: null } })
  for (const wrong of ['a', '=a', 'a=b|c', 'a=1|a=2', '|']) {
    assert.equal(readPairs(wrong), null, wrong)
    assert.throws(() => inForm({ context: wrong }), { code: 'invalid_fields' }, wrong)
  }
  // A backslash that stands before neither sign, or before one that is escaped, is itself, as the vendor's clients send it.
  assert.deepEqual(readPairs('path=C:\\\\x|bar=y\\\\|z'), { path: 'C:\\\\x', bar: 'y\\|z' })
  const hard = { 'a=b': 'c|d', __proto__x: 'x\\y', é: '', bar: 'y\\|z\\=' }
  assert.deepEqual(readPairs(spellPairs(hard)), hard)
})

test('an instant is read as a day, as ISO 8601, as HTTP writes dates, and as seconds', () => {
  const noon = Date.UTC(2026, 10, 22, 12)
  for (const sent of [
    '2026-11-22T12:00:00Z',
    '2026-11-22T14:00:00+02:00',
    '2026-11-22T14:00+0200',
    '2026-11-22 12:00:00',
    'Sun, 22 Nov 2026 12:00:00 GMT',
    '1795348800',
  ]) {
    assert.deepEqual(inQuery({ since: sent }), { since: noon }, sent)
  }
  assert.equal(readInstant('2026-11-22'), Date.UTC(2026, 10, 22))
  assert.equal(readInstant('2026-11-22T12:00:00.123456Z'), noon + 123)
  for (const wrong of [
    '2026-02-30',
    '2026-13-01',
    'Mon, 22 Nov 2026 12:00:00 GMT',
    'yesterday',
    '22/11/2026',
    '2026-11-22T25:00:00Z',
  ]) {
    assert.equal(readInstant(wrong), null, wrong)
    assert.throws(() => inQuery({ since: wrong }), { code: 'invalid_fields' }, wrong)
  }
})

test('a day is read in both orders, and only when the calendar has it', () => {
  assert.deepEqual(inQuery({ day: '2026-11-22' }), { day: '2026-11-22' })
  assert.deepEqual(inQuery({ day: '22-11-2026' }), { day: '2026-11-22' })
  assert.throws(() => inQuery({ day: '30-02-2026' }), { code: 'invalid_fields' })
})

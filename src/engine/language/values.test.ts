import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { ContextValue } from '../../domain/context.ts'
import { isEqual, maxValueDepth, recordOf, SetValue, valueOf } from './values.ts'

const nested = (depth: number): ContextValue => {
  let json: ContextValue = 1
  for (let level = 0; level < depth; level += 1) json = level % 2 === 0 ? [json] : { a: json }
  return json
}

for (const [json, value] of [
  ['a', 'a'],
  [true, true],
  [-0, 0],
  [9007199254740991n, 9007199254740991],
  [9223372036854775807n, 9223372036854775807n],
  [{ __entity: { type: 'User', id: 'vera' } }, { type: 'User', id: 'vera' }],
  [{ __extn: { fn: 'decimal', arg: '-0.5' } }, { kind: 'decimal', units: -5000n }],
  [{ __extn: { fn: 'duration', arg: '1s' } }, { kind: 'duration', milliseconds: 1000n }],
  [{ __extn: { fn: 'ip', arg: '::1' } }, { kind: 'ip', version: 6, address: 1n, prefix: 128 }],
  [{ __extn: { fn: 'datetime', arg: '1970-01-02' } }, { kind: 'datetime', milliseconds: 86_400_000n }],
  [{ a: { b: 1 } }, new Map([['a', new Map([['b', 1]])]])],
] as const) {
  test(`${inspect(json)} is the value it says`, () => {
    assert.deepEqual(valueOf(json), value)
  })
}

for (const [says, json] of [
  ['null, which Cedar lacks', null],
  ['a fraction', 1.5],
  ['an integer JSON can not hold exactly', 2 ** 53],
  ['a number that is none', Number.NaN],
  ['an integer of more than 64 bits', 2n ** 63n],
  ['an entity without an id', { __entity: { type: 'User' } }],
  ['an entity that is a text', { __entity: 'User::"vera"' }],
  ['a faulty decimal', { __extn: { fn: 'decimal', arg: '1' } }],
  ['an unknown extension', { __extn: { fn: 'unknown', arg: 'x' } }],
  ['a list with one of them', [1, [1.5]]],
  ['a record with one of them', { a: { b: 1.5 } }],
  ['a value too deep', nested(maxValueDepth + 1)],
  ['a value far too deep', nested(200_000)],
] as const) {
  test(`${says} is no value`, () => assert.equal(valueOf(json), undefined))
}

test('a value may be as deep as the limit', () => assert.notEqual(valueOf(nested(maxValueDepth)), undefined))

test('a record is made of a context, names such as __proto__ being plain names', () => {
  const json: unknown = JSON.parse('{"__proto__": 1, "constructor": "x"}')
  assert.deepEqual(
    recordOf(json as Record<string, ContextValue>),
    new Map<string, unknown>([
      ['__proto__', 1],
      ['constructor', 'x'],
    ]),
  )
})

test('a set holds each value once, whatever it is', () => {
  const vera = { type: 'User', id: 'vera' }
  const set = new SetValue([1, 1, 'a', { ...vera }, vera, new SetValue([1, 2]), new SetValue([2, 1]), new Map()])
  assert.equal(set.size, 5)
  assert.equal([...set].length, 5)
  for (const value of [1, 'a', vera, new SetValue([2, 1, 1]), new Map()]) assert.equal(set.has(value), true)
  for (const value of ['1', 2, { type: 'User', id: '' }, new SetValue([1])]) assert.equal(set.has(value), false)
})

test('texts can not be made to look like other values', () => {
  const pairs = [
    [new SetValue(['a', 'b']), new SetValue(['as1:b'])],
    [new SetValue(['a,b']), new SetValue(['a', 'b'])],
    [
      new Map([['a', 'b1:cs1:d']]),
      new Map([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ],
    [
      { type: 'A', id: 'B' },
      { type: 'A1:', id: 'B' },
    ],
  ] as const
  for (const [one, other] of pairs) {
    assert.equal(isEqual(one, other), false)
    assert.equal(new SetValue([one]).has(other), false)
    assert.equal(isEqual(one, one), true)
  }
})

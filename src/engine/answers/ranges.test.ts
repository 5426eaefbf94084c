import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lengthOf, merge, without, type Range } from './ranges.ts'

const anyRanges = fc.array(
  fc
    .tuple(fc.integer({ min: -1, max: 30 }), fc.integer({ min: 0, max: 6 }))
    .map(([start, length]): Range => ({ start, end: start + length })),
  { maxLength: 8 },
)

const positions = (ranges: readonly Range[]): ReadonlySet<number> =>
  new Set(ranges.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset)))

const sorted = (numbers: Iterable<number>): readonly number[] => [...numbers].sort((a, b) => a - b)

test('merged ranges hold the same positions, in order and apart from each other', () => {
  fc.assert(
    fc.property(anyRanges, (ranges) => {
      const merged = merge(ranges)
      assert.deepEqual(sorted(positions(merged)), sorted(positions(ranges)))
      assert.equal(lengthOf(merged), positions(ranges).size)
      for (const [number, { start }] of merged.entries())
        assert.ok(number === 0 || (merged[number - 1]?.end ?? 0) < start)
    }),
  )
})

test('what is left without others are the positions that they do not hold', () => {
  fc.assert(
    fc.property(anyRanges, anyRanges, (ranges, others) => {
      const left = without(merge(ranges), merge(others))
      const gone = positions(others)
      const wanted = [...positions(ranges)].filter((position) => !gone.has(position))
      assert.deepEqual(sorted(positions(left)), sorted(wanted))
      assert.equal(lengthOf(left), wanted.length)
    }),
  )
})

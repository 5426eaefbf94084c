import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IdTable } from './id-table.ts'

const seed = 20_260_822

/** Ids of many shapes: short ones, long ones, ones that can't be packed, and such as differ in a single sign. */
function idOf(draw: number): string {
  const hex = (Math.imul(draw, 0x9e3779b1) >>> 0).toString(16)
  switch (draw % 8) {
    case 0:
      return `f${hex.repeat(4).slice(0, 23)}`
    case 1:
      return hex.repeat(5).slice(0, 34)
    case 2:
      return `c46af9c4-0000-4000-8000-${hex.padStart(12, '0')}`
    case 3:
      return `brand ${draw}`
    case 4:
      return `größe-${draw}`
    case 5:
      return 'a'.repeat(draw % 40)
    case 6:
      return String(draw % 100)
    default:
      return `Folder-${draw % 500}`
  }
}

// From the first id on, with growth at a point where some are deleted, and never.
for (const limit of [0, 1000, 10_000]) {
  test(`every id has the number it was given last, through growth and deletion, packed above ${limit}`, () => {
    const table = new IdTable(limit)
    const numbers = new Map<string, number>()
    let state = seed
    const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8
    for (let step = 1; step <= 40_000; step++) {
      const id = idOf(next() % 6000)
      if (next() % 4 === 0) {
        table.delete(id)
        numbers.delete(id)
      } else {
        table.set(id, step)
        numbers.set(id, step)
      }
      assert.equal(table.size, numbers.size)
    }
    for (let draw = 0; draw < 6000; draw++) {
      const id = idOf(draw)
      assert.equal(table.get(id), numbers.get(id) ?? 0, id)
    }
  })

  test(`ids that begin alike, or whose signs are packed alike, are told apart, packed above ${limit}`, () => {
    const table = new IdTable(limit)
    const ids = ['', '0', '00', '000', '0'.repeat(35), '0'.repeat(36), 'a0', '0a', 'A', 'a', 'à', 'a\u0000', 'a b', '_']
    for (const [position, id] of ids.entries()) table.set(id, position + 1)
    assert.deepEqual(
      ids.map((id) => table.get(id)),
      ids.map((_, position) => position + 1),
    )
    assert.equal(table.get('0'.repeat(34)), 0)
  })
}

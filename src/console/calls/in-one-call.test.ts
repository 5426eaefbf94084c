import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inOneCall } from './in-one-call.ts'

const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, number) => `id${number}`)

describe('questions about single ids', () => {
  test('become one call when they come in one moment, each id once; what is not found is null', async () => {
    const calls: (readonly string[])[] = []
    const nameOf = inOneCall(async (ids) => {
      calls.push(ids)
      return new Map(ids.filter((id) => id !== 'none').map((id) => [id, `name of ${id}`]))
    })
    const names = await Promise.all(['a', 'b', 'a', 'none'].map(nameOf))
    assert.deepEqual(names, ['name of a', 'name of b', 'name of a', null])
    assert.deepEqual(calls, [['a', 'b', 'none']])
    assert.equal(await nameOf('b'), 'name of b')
    assert.deepEqual(calls.slice(1), [['b']])
  })

  test('become several calls when they are many, so that an address stays short', async () => {
    const sizes: number[] = []
    const nameOf = inOneCall(async (ids) => {
      sizes.push(ids.length)
      return new Map(ids.map((id) => [id, id]))
    })
    assert.deepEqual(await Promise.all(numbers(120).map(nameOf)), numbers(120))
    assert.deepEqual(sizes, [50, 50, 20])
  })

  test('that fail, fail for each who asked, and for nobody after', async () => {
    let isBroken = true
    const nameOf = inOneCall(async (ids) => {
      if (isBroken) throw new Error('away')
      return new Map(ids.map((id) => [id, id]))
    })
    const [one, other] = await Promise.allSettled([nameOf('a'), nameOf('b')])
    assert.deepEqual([one.status, other.status], ['rejected', 'rejected'])
    isBroken = false
    assert.equal(await nameOf('a'), 'a')
  })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principal } from '../../domain/principal.ts'
import { Holders } from './holders.ts'

test('users are found, counted and deleted alike, few or many', () => {
  const holders = new Holders()
  let next = 0
  const obtain = (number: number) => holders.obtain(principal('user', `user-${number}`), () => next++)
  const few = Array.from({ length: 10 }, (_, number) => obtain(number))
  holders.delete(few[3]?.principal ?? assert.fail())
  assert.equal(holders.count, 9)
  // Beyond what lies in a map.
  const many = Array.from({ length: 31_000 }, (_, number) => obtain(1000 + number))
  assert.equal(holders.count, 31_009)
  for (const holder of [...few.filter((_, number) => number !== 3), ...many]) {
    assert.equal(holders.find(holder.principal), holder)
    assert.equal(
      holders.obtain(holder.principal, () => assert.fail()),
      holder,
    )
  }
  assert.equal(holders.find(principal('user', 'user-3')), undefined)
  assert.equal(holders.find(principal('user', 'user-999')), undefined)
  assert.equal(new Set(holders.all('user')).size, 31_009)
  const gone = many[7]?.principal ?? assert.fail()
  holders.delete(gone)
  assert.equal(holders.find(gone), undefined)
  assert.equal([...holders.all('user')].length, 31_008)
  assert.notEqual(obtain(1007), many[7])
  assert.equal(holders.count, 31_009)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entityStoreOf } from './entity-store.ts'

const folder = (id: string) => ({ type: 'Folder', id })
const known = (id: string, ...parents: readonly string[]) => ({
  uid: folder(id),
  attributes: new Map(),
  parents: parents.map(folder),
})

test('an entity is in its parents and in theirs, known or not', () => {
  const store = entityStoreOf([known('a', 'b', 'c'), known('b', 'd'), known('c', 'd'), known('d', 'gone')])
  for (const ancestor of ['b', 'c', 'd', 'gone']) assert.equal(store.isIn(folder('a'), folder(ancestor)), true)
  for (const other of ['a', 'e']) assert.equal(store.isIn(folder('a'), folder(other)), false)
  assert.equal(store.isIn(folder('d'), folder('a')), false)
  assert.equal(store.isIn(folder('gone'), folder('d')), false)
  assert.equal(store.isIn(folder('a'), { type: 'Collection', id: 'b' }), false)
})

test('a ring of parents ends, and so does a very deep line', () => {
  const ring = entityStoreOf([known('a', 'b'), known('b', 'c'), known('c', 'a')])
  assert.equal(ring.isIn(folder('a'), folder('x')), false)
  const line = entityStoreOf(Array.from({ length: 100_000 }, (_, at) => known(`f${at}`, `f${at + 1}`)))
  assert.equal(line.isIn(folder('f0'), folder('f100000')), true)
})

test('an entity is found by type and id', () => {
  const store = entityStoreOf([known('a')])
  assert.deepEqual(store.find(folder('a')), known('a'))
  assert.equal(store.find({ type: 'Collection', id: 'a' }), undefined)
})

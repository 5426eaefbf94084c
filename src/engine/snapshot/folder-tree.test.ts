import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FolderTree, maximumFolderDepth } from './folder-tree.ts'

/** The ids of a folder and all above it, the folder's own first. */
function chainOf(tree: FolderTree, id: string): readonly string[] {
  const chain = new Int32Array(maximumFolderDepth)
  return Array.from(chain.subarray(0, tree.chainInto(chain, tree.number(id))), (number) => tree.id(number))
}

test('a folder may arrive before its parent', () => {
  const tree = new FolderTree()
  tree.put('logos', 1, 'brand', 'Logos')
  assert.equal(tree.environment(tree.number('brand')), 0)
  tree.put('brand', 1, null, 'Brand')
  assert.deepEqual(chainOf(tree, 'logos'), ['logos', 'brand'])
  assert.equal(tree.environment(tree.number('brand')), 1)
})

test('a move takes all beneath along', () => {
  const tree = new FolderTree()
  for (const [id, parent] of [
    ['a', null],
    ['b', 'a'],
    ['c', 'b'],
    ['d', null],
  ] as const)
    tree.put(id, 1, parent, id)
  tree.put('b', 1, 'd', 'b')
  assert.deepEqual(chainOf(tree, 'c'), ['c', 'b', 'd'])
  tree.put('b', 1, null, 'b')
  assert.deepEqual(chainOf(tree, 'c'), ['c', 'b'])
})

test('a folder that comes back under its id is another one', () => {
  const tree = new FolderTree()
  const before = tree.put('brand', 1, null, 'Brand')
  tree.delete('brand')
  assert.equal(tree.number('brand'), 0)
  assert.equal(tree.environment(before), 0)
  assert.notEqual(tree.put('brand', 1, null, 'Brand'), before)
})

test('a tree as deep as allowed has a chain, and one deeper or going round has none', () => {
  const tree = new FolderTree()
  for (let depth = 0; depth <= maximumFolderDepth; depth++) {
    tree.put(`f${depth}`, 1, depth === 0 ? null : `f${depth - 1}`, 'f')
  }
  const chain = new Int32Array(maximumFolderDepth)
  assert.equal(tree.chainInto(chain, tree.number(`f${maximumFolderDepth - 1}`)), maximumFolderDepth)
  assert.equal(tree.chainInto(chain, tree.number(`f${maximumFolderDepth}`)), -1)
  tree.put('f0', 1, 'f5', 'f')
  assert.equal(tree.chainInto(chain, tree.number('f3')), -1)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderExpression } from './folder-expression.ts'

test('what is typed is sought as words of a name, or as the beginning of a path', () => {
  assert.equal(folderExpression('summer 26'), '(name:summer* AND name:26*)')
  assert.equal(folderExpression('brand/lo'), '(name:brand* AND name:lo*) OR path=brand/lo*')
  assert.equal(folderExpression('("'), '')
  assert.equal(folderExpression('NOT)'), '(name:NOT*)')
})

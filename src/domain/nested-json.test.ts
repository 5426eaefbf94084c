import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeeper, maxDepth } from './nested-json.ts'

const nested = (depth: number): string => '[{"a":'.repeat(depth / 2) + '1' + '}]'.repeat(depth / 2)

test('nesting is counted by brackets outside of strings', () => {
  assert.equal(isDeeper(nested(maxDepth), maxDepth), false)
  assert.equal(isDeeper(nested(maxDepth + 2), maxDepth), true)
  assert.equal(isDeeper(`["${'['.repeat(1000)}"]`, maxDepth), false)
  assert.equal(isDeeper(`["\\"${'['.repeat(1000)}"]`, maxDepth), false)
  assert.equal(isDeeper(`["\\\\",${nested(maxDepth)}]`, maxDepth), true)
  assert.equal(isDeeper(`[${'[],'.repeat(1000)}1]`, 2), false)
})

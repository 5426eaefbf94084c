import assert from 'node:assert/strict'
import { test } from 'node:test'
import { referencesIn } from './references.ts'

test('an expression names each thing once, wherever it stands', () => {
  assert.deepEqual(referencesIn('proof=p OR (-proof:p public_link:* tags=x) related_to:"a" constructor=x text'), [
    { to: 'proof', id: 'p' },
    { to: 'public_link', id: null },
    { to: 'related_asset', id: 'a' },
  ])
  assert.deepEqual(referencesIn('proof=p AND ('), [], 'what can not be read names nothing')
})

// Our Cedar against the official one, on expressions whose value we tell it: see `language-probes`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDecisions } from './language-run.ts'

const seed = 20260823
const cases = 70_000

test('our evaluator and the official one give every expression the same value or a fault', () => {
  const { disagreements, ...counts } = compareDecisions('values', seed, (sofar) => sofar.cases >= cases)
  console.log(`values, seed ${seed}: ${JSON.stringify(counts)}, ${disagreements.length} disagreements`)
  assert.deepEqual(disagreements, [])
  assert.ok(counts.cases >= cases)
  for (const count of [counts.allowed, counts.faulty]) assert.ok(count > cases / 20)
})

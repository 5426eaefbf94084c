// Our Cedar against the official one, on random policies, entities and requests; together with `language-values` these
// are the 200,000 cases of the differential test. `npm run fuzz` runs the same for longer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDecisions } from './language-run.ts'

const seed = 20260822
const cases = 130_000

test('our evaluator and the official one agree on outcome, reasons and erring policies', () => {
  const { disagreements, ...counts } = compareDecisions('policies', seed, (sofar) => sofar.cases >= cases)
  console.log(`policies, seed ${seed}: ${JSON.stringify(counts)}, ${disagreements.length} disagreements`)
  assert.deepEqual(disagreements, [])
  assert.ok(counts.cases >= cases)
  // A generator that hardly ever allows, forbids or errs would prove little.
  for (const count of [counts.allowed, counts.forbidden, counts.faulty]) assert.ok(count > cases / 20)
})

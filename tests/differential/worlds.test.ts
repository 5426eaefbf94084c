// The engine against a slow reference that lets the official Cedar judge every statement, in random accounts.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareWorlds } from './worlds-run.ts'

const seed = 20260822
const worlds = 220
const requests = 20_000

test('an engine that followed every change, one made afresh and one restored answer as Cedar with our gates', (context) => {
  const report = compareWorlds(seed, (sofar) => sofar.worlds >= worlds && sofar.requests >= requests)
  const { disagreements, ...counts } = report
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.deepEqual(disagreements, [])
  assert.ok(report.worlds >= worlds && report.requests >= requests)
  // Worlds in which hardly anything is allowed, forbidden or faulty would prove little.
  assert.ok(report.allowed > requests / 10)
  for (const count of [report.forbidden, report.faulty, report.libraryShut]) assert.ok(count > requests / 100)
  assert.ok(report.indexedHolders > 50)
})

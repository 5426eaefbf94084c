// Our Cedar against the official one, on random policies, entities and requests. `npm run fuzz` runs it for longer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDecisions, compareParsers } from './language-run.ts'

const seed = 20260822
const cases = 200_000
const damagedTexts = 25_000

test('our evaluator and the official one agree on outcome, reasons and erring policies', (context) => {
  const report = compareDecisions(seed, (sofar) => sofar.cases >= cases)
  const { disagreements, ...counts } = report
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.deepEqual(disagreements, [])
  assert.ok(report.cases >= cases)
  // A generator that hardly ever allows, forbids or errs would prove little.
  for (const count of [report.allowed, report.forbidden, report.faulty]) assert.ok(count > cases / 20)
})

test('our parser and the official one take the same texts, and printing changes no policy', (context) => {
  const report = compareParsers(seed, damagedTexts)
  const { disagreements, ...counts } = report
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.deepEqual(disagreements, [])
  assert.ok(report.accepted > damagedTexts / 20)
})

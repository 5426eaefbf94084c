// Our parser against the official one, on texts of policies that are whole or damaged.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cornerConditions, cornerTexts } from './language-corners.ts'
import { compareParsers, compareTexts } from './language-run.ts'

const seed = 20260824
const texts = 20_000

test('our parser and the official one take the same texts and read them alike, and printing changes no policy', () => {
  const { disagreements, ...counts } = compareParsers(seed, texts)
  console.log(`texts, seed ${seed}: ${JSON.stringify(counts)}, ${disagreements.length} disagreements`)
  assert.deepEqual(disagreements, [])
  assert.ok(counts.texts >= texts)
  assert.ok(counts.accepted > texts / 20)
})

test('at the corners of the language the two engines take, read and decide the same', () => {
  const policies = cornerConditions.map((condition) => `permit(principal, action, resource) when { ${condition} };`)
  const { parsing, deciding } = compareTexts([...policies, ...cornerTexts])
  console.log(`corners: ${parsing.texts} texts, ${parsing.accepted} taken, ${deciding.cases} decided`)
  assert.deepEqual([...parsing.disagreements, ...deciding.disagreements], [])
  assert.ok(parsing.accepted > 100 && parsing.texts - parsing.accepted > 100)
})

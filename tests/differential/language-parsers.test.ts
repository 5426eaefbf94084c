// Our parser against the official one, on texts of policies that are whole or damaged.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareParsers } from './language-run.ts'

const seed = 20260824
const texts = 20_000

test('our parser and the official one take the same texts and read them alike, and printing changes no policy', () => {
  const { disagreements, ...counts } = compareParsers(seed, texts)
  console.log(`texts, seed ${seed}: ${JSON.stringify(counts)}, ${disagreements.length} disagreements`)
  assert.deepEqual(disagreements, [])
  assert.ok(counts.texts >= texts)
  assert.ok(counts.accepted > texts / 20)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromStoredText, storedBytes, toStoredText } from './text.ts'

const seed = 20_261_122

/** Any code units, lone surrogates included, with the signs that matter in front. */
const anyText = fc
  .array(fc.oneof(fc.constantFrom(0, 1, 2, 3, 0x30, 0xd800, 0xdbff, 0xdc00, 0xdfff), fc.nat(0xffff)), { maxLength: 12 })
  .map((units) => String.fromCharCode(...units))

test('ordinary text is stored as it is', () => {
  for (const text of ['', 'Brand', 'Grün 😀 日本', '\u0002\n']) assert.equal(toStoredText(text), text)
})

test('text that a database would refuse or change is stored in other signs', () => {
  assert.equal(toStoredText('a\u0000b'), 'a\u0001\u0001b')
  assert.equal(toStoredText('\u0001'), '\u0001\u0002')
  assert.equal(toStoredText('\ud800x\udfff'), '\u0001\u0003d800x\u0001\u0003dfff')
  assert.equal(storedBytes('a\u0000'), 3)
})

test('any text comes back as it was, from well-formed text without U+0000', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const stored = toStoredText(text)
      assert.ok(stored.isWellFormed() && !stored.includes('\u0000'))
      assert.equal(fromStoredText(stored), text)
    }),
    { seed, numRuns: 5_000 },
  )
})

test('well-formed texts keep the order of their bytes', () => {
  const wellFormed = anyText.filter((text) => text.isWellFormed())
  fc.assert(
    fc.property(wellFormed, wellFormed, (one, other) => {
      const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other))
      assert.equal(Buffer.compare(Buffer.from(toStoredText(one)), Buffer.from(toStoredText(other))), bytes)
    }),
    { seed, numRuns: 5_000 },
  )
})

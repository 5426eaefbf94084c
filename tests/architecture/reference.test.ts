import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { referencePages } from '../../scripts/reference/pages.ts'
import { root } from './sources.ts'

const folder = join(root, 'docs/reference')

test('the generated documents are what the source says now', () => {
  const pages = referencePages()
  const bytes = [...pages.values()].reduce((sum, text) => sum + text.length, 0)
  console.log(`reference: compared ${pages.size} documents of ${bytes} characters`)
  assert.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort())
  for (const [name, text] of pages) {
    const isSame = readFileSync(join(folder, name), 'utf8') === text
    assert.ok(isSame, `docs/reference/${name} is not what the source says; run \`npm run reference\``)
  }
})

test('generating the documents twice gives the same', () => {
  assert.deepEqual([...referencePages()], [...referencePages()])
})

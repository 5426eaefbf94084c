// The map from headings of the guide to journeys is true: each has some, and each journey is there under its name.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { guideHeadings, type Journey } from './guide-headings.ts'

/** Whether a journey is in its file; its name stands in quotes, whole, where a test is made. */
function isThere([file, name]: Journey): boolean {
  const path = join(import.meta.dirname, file)
  return existsSync(path) && readFileSync(path, 'utf8').includes(`test('${name}',`)
}

test('each heading of the guide has journeys that exist, with rights and without', () => {
  const headings = Object.entries(guideHeadings)
  const missing = headings.flatMap(([heading, { withRights, withoutRights, byKeyboard }]) => [
    ...(withRights.length === 0 ? [`${heading}: none with rights`] : []),
    ...(withoutRights.length === 0 ? [`${heading}: none without rights`] : []),
    ...[...withRights, ...withoutRights, ...byKeyboard]
      .filter((one) => !isThere(one))
      .map(([file, name]) => `${file} has no test \`${name}\``),
  ])
  assert.deepEqual(missing, [])
  console.log(`${headings.length} headings`)
})

test('a journey that is not there is told', () => {
  assert.equal(isThere(['roles.test.ts', 'an administrator paints a role']), false)
  assert.equal(isThere(['painting.test.ts', 'an administrator paints a role']), false)
})

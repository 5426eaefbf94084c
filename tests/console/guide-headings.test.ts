// The map from headings of the guide to journeys is true: each has some, and each journey is there under its name.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { guideHeadings, type Journey } from './guide-headings.ts'

/** The file of a journey, empty where there is none. */
function sourceOf(file: string): string {
  const path = join(import.meta.dirname, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Whether a journey is in its file; its name stands in quotes, whole, where a test is made. */
const isThere = ([file, name]: Journey): boolean => sourceOf(file).includes(`test('${name}',`)

/** What no keyboard does: pointers, and the focus and the text put somewhere from without. */
const notByKeyboard =
  /\.(?:click|dblclick|fill|focus|blur|hover|tap|check|uncheck|setChecked|selectOption|dragTo|dispatchEvent|clear)\(|\.mouse\b|(?<!keyboard)\.(?:press|type|pressSequentially)\(/g

test('each heading of the guide has journeys that exist, with rights, without, and by keyboard', () => {
  const headings = Object.entries(guideHeadings)
  const missing = headings.flatMap(([heading, { withRights, withoutRights, byKeyboard }]) => [
    ...(withRights.length === 0 ? [`${heading}: none with rights`] : []),
    ...(withoutRights.length === 0 ? [`${heading}: none without rights`] : []),
    ...(byKeyboard.length === 0 ? [`${heading}: none by keyboard`] : []),
    ...[...withRights, ...withoutRights, ...byKeyboard]
      .filter((one) => !isThere(one))
      .map(([file, name]) => `${file} has no test \`${name}\``),
  ])
  assert.deepEqual(missing, [])
  console.log(`${headings.length} headings`)
})

test('journeys by keyboard use nothing else', () => {
  const files = new Set(Object.values(guideHeadings).flatMap(({ byKeyboard }) => byKeyboard.map(([file]) => file)))
  const others = [...files, 'by-keyboard.ts'].flatMap((file) =>
    [...sourceOf(file).matchAll(notByKeyboard)].map(([used]) => `${file}: ${used}`),
  )
  assert.deepEqual(others, [])
  console.log(`${files.size} files`)
  assert.deepEqual(
    ['row.focus()', 'field.fill("x")', 'button.press("Enter")', 'page.mouse.move(1, 1)'].filter(
      (line) => [...line.matchAll(notByKeyboard)].length === 0,
    ),
    [],
  )
  assert.deepEqual([...'page.keyboard.press("Enter")'.matchAll(notByKeyboard)], [])
})

test('a journey that is not there is told', () => {
  assert.equal(isThere(['roles.test.ts', 'an administrator paints a role']), false)
  assert.equal(isThere(['painting.test.ts', 'an administrator paints a role']), false)
})

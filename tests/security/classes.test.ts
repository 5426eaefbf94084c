// The map from classes of attack to tests is true: each class has some, and each test is there under its name.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { securityClasses, type CoveringTests } from './classes.ts'

/** The classes that must be covered by now; later features add theirs. */
const due = [...Array.from({ length: 33 }, (_, before) => before + 1), ...[35, 36, 37, 38, 39, 40, 42, 43]]

const tests = join(import.meta.dirname, '..')

/** What the map says and the files don't hold. A name stands in quotes, whole, where a test is made. */
function missingIn({ file, names }: CoveringTests): readonly string[] {
  const path = join(tests, file)
  if (!existsSync(path)) return [`there is no file ${file}`]
  const text = readFileSync(path, 'utf8')
  const isThere = (name: string): boolean =>
    [`'${name}'`, `"${name}"`].some((quoted) => text.includes(`test(${quoted},`) || text.includes(`  ${quoted}: async`))
  return names.filter((name) => !isThere(name)).map((name) => `${file} has no test \`${name}\``)
}

for (const number of due) {
  test(`class ${number} of attacks, ${securityClasses[number]?.title ?? 'of no name'}, is covered by tests that exist`, () => {
    const covering = securityClasses[number]?.tests ?? []
    assert.ok(covering.flatMap(({ names }) => names).length > 0, 'no test is named')
    assert.deepEqual(covering.flatMap(missingIn), [])
  })
}

test('no class is named whose tests do not exist', () => {
  const all = Object.values(securityClasses).flatMap((one) => one.tests)
  assert.deepEqual(all.flatMap(missingIn), [])
  console.log(`${Object.keys(securityClasses).length} classes, ${all.flatMap(({ names }) => names).length} tests named`)
})

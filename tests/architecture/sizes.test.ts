import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exemption, exportViolations, functionsOf, limits, sizeViolations } from './sizes.ts'
import { assertHolds, parse, readProject } from './sources.ts'

// The configuration of a tool is a default export because the tool reads nothing else.
const project = readProject().filter((source) => !source.path.endsWith('.config.mjs'))

test('no file and no function of the project is longer than its limit', () => {
  const functions = project.flatMap(functionsOf).length
  const exempt = project.filter((source) => exemption(source) !== '')
  for (const source of exempt) console.log(`sizes: exempt ${source.path} (${exemption(source)})`)
  assertHolds('sizes', functions, `functions in ${project.length} files`, sizeViolations(project))
})

test('exports have names and no folder has an index', () => {
  assertHolds('exports', project.length, 'files', exportViolations(project))
})

const lines = (count: number): string => 'void 0\n'.repeat(count)

test('the gate of sizes refuses the line that is one too many', () => {
  assert.deepEqual(sizeViolations([parse('src/domain/a.ts', lines(limits.file))]), [])
  assert.deepEqual(sizeViolations([parse('src/domain/a.ts', lines(limits.file + 1))]), [
    'src/domain/a.ts has 301 lines, more than 300',
  ])
  for (const opening of ['function f() {', 'const f = () => {', 'const o = { f() {', 'class C { f() {']) {
    const closing = /^(?:const o|class)/.test(opening) ? '}}' : '}'
    const within = parse('src/domain/a.ts', `${opening}\n${lines(limits.function - 2)}${closing}`)
    const beyond = parse('src/domain/a.ts', `${opening}\n${lines(limits.function - 1)}${closing}`)
    assert.deepEqual(sizeViolations([within]), [], opening)
    assert.deepEqual(sizeViolations([beyond]), ['src/domain/a.ts:1 a function of 51 lines, more than 50'], opening)
  }
})

test('what only groups tests is a heading, but not when it does anything besides', () => {
  const group = `describe('a', () => {\n${lines(limits.function)}})\n`
  const suite = (besides: string) => parse('tests/a/b.ts', `function suite() {\n${group}${besides}}`)
  assert.deepEqual(sizeViolations([suite('')]), [])
  assert.equal(sizeViolations([suite('void 0\n')]).length, 1)
})

test('only a comment that gives a reason near the top lifts the limits', () => {
  const long = lines(limits.file + 1)
  assert.deepEqual(sizeViolations([parse('src/a/b.ts', `// data table: the published system roles\n${long}`)]), [])
  assert.deepEqual(sizeViolations([parse('src/a/b.ts', `/** data table: */\n${long}`)]).length, 1)
  assert.deepEqual(sizeViolations([parse('src/a/b.ts', `${long}// data table: the published system roles`)]).length, 1)
})

test('the gate of exports refuses every form of a default export, and an index', () => {
  for (const text of ['export default 1', 'export default function f() {}', 'export { a as default }']) {
    assert.deepEqual(exportViolations([parse('src/domain/a.ts', text)]), [
      'src/domain/a.ts:1 a default export; exports have names',
    ])
  }
  assert.equal(exportViolations([parse('src/domain/index.ts', '')]).length, 1)
  assert.equal(exportViolations([parse('src/api/index.ts', '')]).length, 0)
})

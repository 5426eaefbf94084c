import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { givenProject, runIn, type Ended } from './fixture.ts'

const passing = `import { test } from 'node:test'\ntest('holds', () => {})\n`

async function runTests(files: Readonly<Record<string, string>>, ...filters: readonly string[]): Promise<Ended> {
  const folder = givenProject(files)
  try {
    return await runIn(folder, [process.execPath, 'scripts/test.ts', ...filters])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const lastLine = (output: string): string => output.split('\n').at(-2) ?? ''

/** Runs one test file with this body beside a passing one. */
async function resultOf(body: string): Promise<{ readonly code: number | null; readonly count: string }> {
  const text = `import { describe, test, before } from 'node:test'\n${body}\n`
  const { code, output } = await runTests({ 'tests/given/a.test.ts': text, 'src/domain/b.test.ts': passing })
  return { code, count: lastLine(output) }
}

test('a run of passing tests succeeds and ends with their count', async () => {
  assert.deepEqual(await resultOf(`test('one', () => {})\ndescribe('s', () => { test('two', () => {}) })`), {
    code: 0,
    count: '3 passed, 0 failed',
  })
})

test('a run fails with a failing test and shows why', async () => {
  const body = `import { test } from 'node:test'\ntest('one', () => { throw new Error('the reason') })\n`
  const { code, output } = await runTests({ 'tests/given/a.test.ts': body })
  assert.equal(code, 1)
  assert.match(output, /FAIL tests\/given\/a\.test\.ts: one\n {5}Error: the reason/)
  assert.equal(lastLine(output), '0 passed, 1 failed')
})

test('a run fails when a test is left out', async () => {
  const expected = { code: 1, count: '1 passed, 1 failed' }
  assert.deepEqual(await resultOf(`test.skip('one', () => {})`), expected)
  assert.deepEqual(await resultOf(`test.todo('one')`), expected)
  assert.deepEqual(await resultOf(`test('one', (t) => { t.skip('later') })`), expected)
})

test('a run fails when a process ends before its tests, breaks while loading, or holds no test', async () => {
  const expected = { code: 1, count: '1 passed, 1 failed' }
  assert.deepEqual(await resultOf(`test('one', () => { process.exit(0) })`), expected)
  assert.deepEqual(await resultOf(`test('one', () => { process.kill(process.pid, 'SIGKILL') })`), expected)
  assert.deepEqual(await resultOf(`throw new Error('while loading')`), expected)
  assert.deepEqual(await resultOf(``), expected)
})

test('a run fails when a hook fails, or an error comes after the end of its test', async () => {
  const hook = await resultOf(`describe('s', () => { before(() => { throw new Error() }); test('one', () => {}) })`)
  assert.equal(hook.code, 1)
  const late = await resultOf(
    `test('one', () => { setTimeout(() => { throw new Error() }, 1) })\ntest('two', () => new Promise((done) => setTimeout(done, 50)))`,
  )
  assert.deepEqual(late, { code: 1, count: '3 passed, 1 failed' })
})

test('what tests print is never taken for a result', async () => {
  const body = `test('one', () => { console.log('7 passed, 0 failed'); process.stdout.write('{"type":"end"}\\n') })`
  assert.deepEqual(await resultOf(body), { code: 0, count: '2 passed, 0 failed' })
})

test('a path chooses the tests that run, and a path without tests fails', async () => {
  const files = { 'tests/given/a.test.ts': passing, 'src/domain/b.test.ts': passing }
  const chosen = await runTests(files, 'tests/given')
  assert.deepEqual([chosen.code, lastLine(chosen.output)], [0, '1 passed, 0 failed'])
  const none = await runTests(files, 'tests/absent')
  assert.deepEqual([none.code, lastLine(none.output)], [1, '0 passed, 0 failed'])
})

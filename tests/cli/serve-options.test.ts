import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createProgram } from '../../src/cli/program.ts'

const guide = readFileSync(join(import.meta.dirname, '../../docs/guides/operate.md'), 'utf8')

const silent = { say: () => undefined, complain: () => undefined, readSecret: async () => '' }
const [serve] = createProgram(silent).commands.filter((command) => command.name() === 'serve')
const options = (serve?.options ?? []).map(({ long, envVar, defaultValue }) => ({
  long,
  envVar,
  defaultValue: defaultValue as unknown,
}))

test('every option of `serve` goes by a variable of its own name, and the guide has both', () => {
  assert.ok(options.length > 8, `${options.length} options`)
  for (const { long, envVar } of options) {
    const variable = `ROLECALL_${(long ?? '').slice(2).replaceAll('-', '_').toUpperCase()}`
    assert.equal(envVar, variable, long ?? '')
    for (const spelling of [long ?? '', variable])
      assert.ok(guide.includes(`\`${spelling}`), `the guide lacks ${spelling}`)
  }
})

test('`serve` listens at 127.0.0.1:4600 with its data in ./.rolecall unless it is told otherwise', () => {
  const usual = (name: string) => options.find(({ long }) => long === name)?.defaultValue
  assert.deepEqual(
    [usual('--host'), usual('--port'), usual('--database-url'), usual('--bootstrap')],
    ['127.0.0.1', 4600, undefined, undefined],
  )
  assert.equal(usual('--data'), join(process.cwd(), '.rolecall'))
})

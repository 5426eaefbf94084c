import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Command } from 'commander'
import { createProgram } from '../../src/cli/program.ts'

const root = join(import.meta.dirname, '../..')
const guide = (name: string): string => readFileSync(join(root, 'docs/guides', name), 'utf8')

/** A folder where the shell finds `rolecall`, which works on data of its own. */
async function givenShell(context: TestContext): Promise<(script: string) => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-guide-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  const shim = join(folder, 'rolecall')
  await writeFile(shim, `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'src/cli/rolecall.ts')}' "$@"\n`)
  await chmod(shim, 0o755)
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('ROLECALL_'))
  const env = { ...Object.fromEntries(others), PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` }
  return (script) =>
    new Promise((done, fail) => {
      const shell = spawn('sh', ['-e', '-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
      let output = ''
      let errors = ''
      shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
      shell.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
      shell.once('close', (code) => {
        if (code === 0) done(output)
        else fail(new Error(`${script} ended with ${code ?? 'a signal'}: ${errors}`))
      })
    })
}

/** What the guide shows, as a pattern: `…` stands for anything without a blank. */
const patternOf = (shown: string): RegExp =>
  new RegExp(`^${shown.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '\\S+')}`)

test('the commands of "your first hour" do what the guide shows, in its order', async (context) => {
  const shell = await givenShell(context)
  const blocks = [...guide('first-hour.md').matchAll(/```bash\n([^]*?)```\n(?:\n```text\n([^]*?)```)?/g)]
  assert.equal(blocks.length, 7)
  const [, setting = ''] = /^(export .*)\n/.exec(blocks[0]?.[1] ?? '') ?? []
  for (const [, script = '', shown = ''] of blocks) {
    assert.match(await shell(`${setting}\n${script}`), patternOf(shown))
  }
})

/** Every command that does something, as one types it. */
function commandsOf(command: Command, before: readonly string[] = []): readonly string[] {
  const words = [...before, command.name()]
  return command.commands.length === 0 ? [words.join(' ')] : command.commands.flatMap((one) => commandsOf(one, words))
}

const silent = {
  say: () => undefined,
  complain: () => undefined,
  readSecret: async () => '',
}

test('the guide to the command line lists every command, and no other', () => {
  const listed = [...guide('command-line.md').matchAll(/^\| `(rolecall [a-z -]*[a-z])(?: [^`]*)?` \|/gm)].map(
    ([, words]) => words,
  )
  assert.deepEqual(listed.toSorted(), commandsOf(createProgram(silent)).toSorted())
})

test('every flag that the guides name is one of the command line', () => {
  const flagsOf = (command: Command): readonly string[] => [
    ...command.options.flatMap(({ long }) => long ?? []),
    ...command.commands.flatMap(flagsOf),
  ]
  const known = new Set(flagsOf(createProgram(silent)))
  const named = ['command-line.md', 'first-hour.md'].flatMap((name) => guide(name).match(/--[a-z][a-z-]+/g) ?? [])
  assert.ok(named.length > 30)
  assert.deepEqual(
    [...new Set(named)].filter((flag) => !known.has(flag) && flag !== '--json' && flag !== '--help'),
    [],
  )
})

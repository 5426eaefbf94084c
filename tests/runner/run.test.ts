import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { givenProject, runIn, type Ended } from './fixture.ts'

const lock = '{}'
/** What the runner finds once it has installed the packages. */
const installed = {
  'package-lock.json': lock,
  'node_modules/.keep': '',
  // The console is built with packages that aren't here; its own tests build it.
  'scripts/console-build.ts': '',
  '.cache/installed': createHash('sha256').update(lock).digest('hex'),
}
/** A server that stops in its own time when asked to once, and abruptly when asked twice. */
const server = `
  let signals = 0
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      signals += 1
      if (signals > 1) process.exit(9)
      console.log('asked to stop by', name)
      setTimeout(() => { console.log('stopped'); process.exit(3) }, 500)
    })
  }
  setInterval(() => {}, 1000)
  console.log('listening')`

async function run(
  program: string,
  command: readonly [string, ...string[]],
  signal?: NodeJS.Signals,
  env?: Readonly<Record<string, string>>,
): Promise<Ended> {
  const folder = givenProject({ ...installed, 'src/cli/rolecall.ts': program })
  let isSent = false
  try {
    return await runIn(
      folder,
      command,
      (output, send) => {
        if (signal === undefined || isSent || !output.includes('listening')) return
        isSent = true
        send(signal)
      },
      env,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const start = [process.execPath, 'scripts/run.mjs', 'start'] as const

test('the runner passes arguments to the program and its exit code back', async () => {
  const program = `console.log(process.argv.slice(2).join(' '))\nprocess.exitCode = 7`
  const { code, output } = await run(program, [...start, '--port', '0'])
  assert.deepEqual({ code, output }, { code: 7, output: 'serve --port 0\n' })
})

test('a signal to the runner reaches the server once, and the server stops in its own time', async () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { code, output } = await run(server, start, signal)
    assert.deepEqual({ code, output }, { code: 3, output: `listening\nasked to stop by ${signal}\nstopped\n` })
  }
})

test('under npm the server stops when the shell between npm and the runner is gone', async () => {
  const shell = ['sh', '-c', `"${process.execPath}" scripts/run.mjs start; true`] as const
  const { output } = await run(server, shell, 'SIGKILL', { npm_lifecycle_event: 'start' })
  assert.equal(output, 'listening\nasked to stop by SIGTERM\nstopped\n')
})

test('an unknown task is refused with the known ones', async () => {
  const { code, output } = await run('', [process.execPath, 'scripts/run.mjs', 'fly'])
  assert.equal(code, 2)
  assert.match(output, /unknown task `fly`; there are: start, /)
})

// Servers for tests: as a process of its own, or inside this one; each with an empty folder for its data.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestContext } from 'node:test'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { compose, type OpenHouse } from '../../src/server/compose.ts'
import { createApp } from '../../src/server/app.ts'
import { makeFirstAccount } from '../../src/server/first-start.ts'
import { createLog } from '../../src/server/log.ts'

/** What a finished program said and how it ended. */
export interface Finished {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** A `rolecall serve` that listens. */
export interface ServerProcess {
  readonly url: string
  /** All it has written to standard output and to standard error. */
  readonly output: () => string
  readonly errors: () => string
  /** Waits until standard error holds a text. */
  readonly untilErrorsHold: (text: string) => Promise<void>
  readonly signal: (name: NodeJS.Signals) => void
  readonly finished: Promise<Finished>
}

const command = resolve(import.meta.dirname, '../../src/cli/rolecall.ts')

/** An empty folder that is gone after the test. */
export async function givenFolder(test: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-server-'))
  // A server may still be writing into it: what ends the server comes later.
  test.after(() => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }))
  return folder
}

/** A file with a text, in a folder of its own. */
export async function givenFile(test: TestContext, name: string, text: string): Promise<string> {
  const path = join(await givenFolder(test), name)
  await writeFile(path, text)
  return path
}

/** Starts `rolecall` with arguments and with no variables of its own but those given. */
function startProgram(parameters: readonly string[], variables: NodeJS.ProcessEnv) {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('ROLECALL_'))
  // The demo library has tests of its own; here it would only be drawn beside them.
  const env = { ...Object.fromEntries(others), ROLECALL_DEMO_FILES: 'off', ...variables }
  const program = spawn(process.execPath, [command, ...parameters], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  program.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  program.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const finished = new Promise<Finished>((done) => {
    program.once('close', (code) => done({ code, output, errors }))
  })
  return { program, finished, output: () => output, errors: () => errors }
}

/** Runs `rolecall` to its end. */
export const runCommand = (parameters: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  startProgram(parameters, variables).finished

/** Starts `rolecall serve` and waits until it says where it listens; it ends with the test at the latest. */
export async function givenServerProcess(
  test: TestContext,
  parameters: readonly string[],
  variables: NodeJS.ProcessEnv = {},
): Promise<ServerProcess> {
  const { program, finished, output, errors } = startProgram(['serve', ...parameters], variables)
  test.after(async () => {
    program.kill('SIGKILL')
    await finished
  })
  const untilHolds = (stream: typeof program.stderr, read: () => string, text: string): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => {
        if (read().includes(text)) done()
      }
      stream.on('data', look)
      look()
      void finished.then((end) => fail(new Error(`it ended with ${end.code ?? 'a signal'}: ${end.errors}`)))
    })
  await untilHolds(program.stdout, output, 'Rolecall listens at ')
  await untilHolds(program.stdout, () => output().split('Rolecall listens at ')[1] ?? '', '\n')
  return {
    url: /Rolecall listens at (\S+)/.exec(output())?.[1] ?? '',
    output,
    errors,
    untilErrorsHold: (text) => untilHolds(program.stderr, errors, text),
    signal: (name) => void program.kill(name),
    finished,
  }
}

/** A server inside this process. */
export interface GivenServer {
  readonly house: OpenHouse
  readonly app: ReturnType<typeof createApp>
  /** All it has logged. */
  readonly log: () => string
}

/** Makes a server inside this process; it answers `app.inject`, and may be made to listen. */
export async function givenServer(
  test: TestContext,
  content: unknown,
  options: { readonly databaseUrl?: string; readonly secretKey?: string } = {},
): Promise<GivenServer> {
  const dataDir = await givenFolder(test)
  let written = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString()
      done()
    },
  })
  const log = createLog('debug', sink)
  const { databaseUrl = null, secretKey } = options
  const house = await compose({ dataDir, databaseUrl, secretKey, log })
  const app = createApp(house, log)
  test.after(async () => {
    await app.close()
    await house.close()
  })
  await makeFirstAccount(house, { bootstrap: { source: 'test', content }, dataDir, expectedUrl: '', log })
  return { house, app, log: () => written }
}

/** Waits until something holds; gives up after a minute, so that a test that can't end fails. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('what the test waits for has not come')
    await sleep(20)
  }
}

/** The header that signs in with a key and its secret. */
export const basic = (key: string, secret: string): string =>
  `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`

// The command line inside this process: what it is given, what it says, what it ends with.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { run } from '../../src/cli/program.ts'
import { compose } from '../../src/server/compose.ts'
import { makeFirstAccount } from '../../src/server/first-start.ts'
import { createLog } from '../../src/server/log.ts'

/** What one command said and how it ended. */
export interface Ended {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** An installation of its own, and the command line at its machine. */
export interface GivenMachine {
  readonly data: string
  /** Runs a command; `typed` is what is typed when a password is asked for. */
  readonly type: (words: readonly string[], typed?: string) => Promise<Ended>
  /** As `type`, and must end well; what it said. */
  readonly done: (words: readonly string[], typed?: string) => Promise<string>
  /** As `done` with `--json`, parsed. */
  readonly json: (words: readonly string[], typed?: string) => Promise<unknown>
}

/** Makes an installation with the account of a bootstrap file, or without any. */
export async function givenMachine(test: TestContext, content?: unknown): Promise<GivenMachine> {
  const data = await mkdtemp(join(tmpdir(), 'rolecall-cli-'))
  test.after(() => rm(data, { recursive: true, force: true }))
  if (content !== undefined) await fill(data, content)
  const type = async (words: readonly string[], typed?: string): Promise<Ended> => {
    const output: string[] = []
    const errors: string[] = []
    const code = await run([...words, '--data', data], {
      say: (text) => output.push(text),
      complain: (text) => errors.push(text),
      readSecret: async () => {
        if (typed === undefined) throw new Error('nobody types anything')
        return typed
      },
    })
    return { code, output: output.join('\n'), errors: errors.join('\n') }
  }
  const done = async (words: readonly string[], typed?: string): Promise<string> => {
    const { code, output, errors } = await type(words, typed)
    if (code !== 0) throw new Error(`rolecall ${words.join(' ')} ended with ${code}: ${errors}`)
    return output
  }
  return {
    data,
    type,
    done,
    json: async (words, typed) => JSON.parse(await done([...words, '--json'], typed)) as unknown,
  }
}

async function fill(dataDir: string, content: unknown): Promise<void> {
  const log = createLog('silent')
  const house = await compose({ dataDir, databaseUrl: null, secretKey: undefined, log })
  try {
    await makeFirstAccount(house, { bootstrap: { source: 'test', content }, dataDir, expectedUrl: '', log })
  } finally {
    await house.close()
  }
}

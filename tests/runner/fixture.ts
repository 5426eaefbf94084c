import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = dirname(dirname(import.meta.dirname))

/** Makes a folder that holds the project's scripts and the given files (path to text) and nothing else. */
export function givenProject(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-runner-'))
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** How a program ended, and all it printed on both streams. */
export interface Ended {
  readonly code: number | null
  readonly output: string
}

/**
 * Runs a program in a folder to its end; `onOutput` gets everything printed so far whenever more arrives, together with
 * a way to send the program a signal.
 */
export function runIn(
  folder: string,
  command: readonly [string, ...string[]],
  onOutput: (output: string, signal: (name: NodeJS.Signals) => void) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [program, ...parameters] = command
  const child = spawn(program, parameters, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  })
  let output = ''
  const collect = (bytes: Buffer): void => {
    output += bytes.toString()
    onOutput(output, (name) => child.kill(name))
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((settle, fail) => {
    child.on('error', fail)
    child.on('close', (code) => settle({ code, output }))
  })
}

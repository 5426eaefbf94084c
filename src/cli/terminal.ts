import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandFailed } from './command-failed.ts'

/** Where a command speaks and listens; tests put their own in its place. */
export interface Terminal {
  /** Writes to standard output, with a line break behind. */
  readonly say: (text: string) => void
  /** Writes to standard error, with a line break behind. */
  readonly complain: (text: string) => void
  /** Reads one line that isn't shown: typed when somebody sits there, else the first line of standard input. */
  readonly readSecret: (prompt: string) => Promise<string>
}

/** The terminal of this process. */
export const ownTerminal: Terminal = {
  say: (text) => console.log(text),
  complain: (text) => console.error(text),
  readSecret: (prompt) => readLine(prompt),
}

/** What is typed is echoed nowhere. */
function readLine(prompt: string): Promise<string> {
  const isTyped = process.stdin.isTTY
  if (isTyped) process.stderr.write(prompt)
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTyped })
  return new Promise((done, fail) => {
    lines.once('line', (line) => {
      done(line)
      lines.close()
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      if (isTyped) process.stderr.write('\n')
      fail(new CommandFailed('a password is needed: type it, or give it as the first line of standard input'))
    })
  })
}

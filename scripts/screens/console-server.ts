import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { BootstrapFile } from '../../src/server/first-start.ts'
import { createLog } from '../../src/server/log.ts'
import type { MailSettings } from '../../src/server/mail.ts'
import { startServer } from '../../src/server/serve.ts'
import { builtConsole } from '../console-build.ts'

/** A server with the demo account and the console, on a port of its own. */
export interface ConsoleServer {
  readonly url: string
  /** What the person who starts a server is told: passwords, keys. */
  readonly greeting: string
  /** The password of somebody of the demo account, or of the bootstrap file. */
  readonly passwordOf: (email: string) => string
  /** The secret of a key of the demo account, by the key. */
  readonly secretOf: (key: string) => string
  readonly log: () => string
  /** Where it keeps its store, for another node to open. */
  readonly dataDir: string
  readonly close: () => Promise<void>
}

/** Starts a server with an account, in a folder that is gone afterwards; without `mail`, nothing is mailed. */
export async function startConsoleServer(
  bootstrap: BootstrapFile | null = null,
  mail: MailSettings | null = null,
): Promise<ConsoleServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-console-'))
  let written = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString()
      done()
    },
  })
  const { url, greeting, close } = await startServer({
    ...{ dataDir, databaseUrl: null, secretKey: undefined, bootstrap, mail, host: '127.0.0.1', port: 0 },
    log: createLog('info', sink),
    consoleFolder: await builtConsole(),
  })
  const told = (name: string): string => {
    const found = new RegExp(`^(?:.*keys)? +${name.replaceAll('.', '\\.')} +(\\S+) {2,}`, 'm').exec(greeting)?.[1]
    if (found === undefined) throw new Error(`the greeting says nothing of ${name}`)
    return found
  }
  return {
    url,
    greeting,
    passwordOf: (email) => passwordIn(bootstrap, email) ?? told(email),
    secretOf: told,
    log: () => written,
    dataDir,
    close: async () => {
      await close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A file for tests and pictures holds the passwords of those who sign in. */
function passwordIn(bootstrap: BootstrapFile | null, email: string): string | undefined {
  const content = bootstrap?.content as
    { readonly users?: readonly { email?: string; password?: string }[] } | undefined
  return content?.users?.find((user) => user.email === email)?.password
}

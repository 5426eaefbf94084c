import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyBootstrap, isEmpty } from '../operations/bootstrap/apply-bootstrap.ts'
import { demoFileWith } from '../operations/bootstrap/demo-file.ts'
import { demoGuide } from '../operations/bootstrap/demo-guide.ts'
import type { Draft } from '../operations/bootstrap/draft.ts'
import { readBootstrap, type BootstrapFault } from '../operations/bootstrap/read-bootstrap.ts'
import type { House } from '../operations/house.ts'
import type { Log } from './log.ts'

/** A parsed bootstrap file and where it came from. */
export interface BootstrapFile {
  readonly source: string
  readonly content: unknown
}

/** A bootstrap file that can't be applied; nothing was stored. */
export class BootstrapRefused extends Error {
  readonly faults: readonly BootstrapFault[]

  constructor(source: string, faults: readonly BootstrapFault[]) {
    super(`the bootstrap file ${source} can't be applied`)
    this.name = 'BootstrapRefused'
    this.faults = faults
  }
}

/** What a first account is made with. */
export interface FirstStart {
  /** Null for the demo account. */
  readonly bootstrap: BootstrapFile | null
  readonly dataDir: string
  /** Where the server will listen, as far as is known. */
  readonly expectedUrl: string
  readonly log: Log
}

/** Says, once the address is known, what the person at the terminal should know. It may hold secrets: never log it. */
export type Greeting = (url: string) => Promise<string>

/**
 * Makes the first account of an empty store: that of the bootstrap file, else the demo account. A store that has an
 * account stays as it is.
 *
 * @throws BootstrapRefused
 */
export async function makeFirstAccount(
  house: House,
  { bootstrap, dataDir, expectedUrl, log }: FirstStart,
): Promise<Greeting> {
  const guidePath = join(dataDir, demoFileName)
  if (!(await isEmpty(house))) return greetAgain(bootstrap, guidePath, log)
  const draft = await readDraft(
    house,
    bootstrap ?? { source: 'of the demo', content: demoFileWith(() => house.ids.token().slice(0, 16)) },
  )
  const greet = bootstrap === null ? greetDemo(draft, guidePath) : greetBootstrap(draft, bootstrap)
  // The secrets reach the disk before the account that needs them; a crash between can't lose them.
  if (bootstrap === null) await writeGuide(guidePath, demoGuide(draft, expectedUrl))
  if (await applyBootstrap(house, draft)) {
    log.info({ accountId: draft.account.id, source: bootstrap?.source ?? 'demo' }, 'made the first account')
    return greet
  }
  if (bootstrap === null) await rm(guidePath, { force: true })
  return greetAgain(bootstrap, guidePath, log)
}

const demoFileName = 'demo-credentials.txt'

async function readDraft(house: House, { source, content }: BootstrapFile): Promise<Draft> {
  const catalogue = await house.accounts.catalogue()
  const read = readBootstrap(content, { catalogue, ids: house.ids, at: house.clock() })
  if ('faults' in read) throw new BootstrapRefused(source, read.faults)
  return read.draft
}

function greetAgain(bootstrap: BootstrapFile | null, guidePath: string, log: Log): Greeting {
  if (bootstrap !== null) {
    log.info({ source: bootstrap.source }, 'the store has an account already: the bootstrap file was not applied')
  }
  return async () => (existsSync(guidePath) ? `The keys of the demo account are in ${guidePath}\n` : '')
}

/** The guide is kept in a file, too, as what a terminal shows is soon gone. */
const greetDemo =
  (draft: Draft, guidePath: string): Greeting =>
  async (url) => {
    const guide = demoGuide(draft, url)
    await writeGuide(guidePath, guide)
    return `${guide}\nThis text is kept in ${guidePath}, readable for you alone; delete it when you don't need it.\n`
  }

const greetBootstrap =
  ({ account, keys }: Draft, { source }: BootstrapFile): Greeting =>
  async () => {
    const generated = keys.filter(({ isGenerated }) => isGenerated)
    const lines = generated.map(
      ({ name, cloudName, id, secret }) => `  ${name} (${cloudName ?? 'account'}): key ${id} secret ${secret}\n`,
    )
    const made = `Made the account ${account.name} (id ${account.id}) from ${source}.\n`
    if (lines.length === 0) return made
    return `${made}These keys were generated; their secrets are shown here and nowhere else:\n${lines.join('')}`
  }

async function writeGuide(path: string, guide: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  // A file that is already there would keep its own mode.
  await rm(path, { force: true })
  await writeFile(path, guide, { mode: 0o600 })
}

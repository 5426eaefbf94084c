import type { Command } from 'commander'
import type { AccountRecord } from '../domain/records.ts'
import { CommandFailed, usedWrongly } from './command-failed.ts'
import type { OperatedAccount, OperatedInstallation } from './commands/at-store.ts'
import { didYouMean } from './nearest.ts'
import { addPlacementOptions, placementOf, setting, type PlacementFlags } from './settings.ts'
import type { Terminal } from './terminal.ts'

/** The flags of every command that shows something. */
export interface ShowFlags extends PlacementFlags {
  readonly json?: true
}

/** The flags of every command about one account. */
export interface AccountFlags extends ShowFlags {
  readonly account?: string
}

/** Adds the flags of {@link ShowFlags}. */
export const addShowOptions = (command: Command): Command =>
  addPlacementOptions(command).option('--json', 'as JSON, for programs')

/** Adds the flags of {@link AccountFlags}. */
export const addAccountOptions = (command: Command): Command =>
  addShowOptions(command).addOption(
    setting('--account <account>', 'ROLECALL_ACCOUNT', 'id or name of the account, where there are several'),
  )

/** Opens an installation for some work. The store is loaded here and not before: a slip is told at once. */
export async function inInstallation<T>(
  flags: PlacementFlags,
  work: (installation: OperatedInstallation) => Promise<T>,
  { mayBeNew = false }: { readonly mayBeNew?: boolean } = {},
): Promise<T> {
  const placement = placementOf(flags)
  const { atInstallation } = await import('./commands/at-store.ts')
  return atInstallation(placement, mayBeNew, work)
}

/** Opens an installation for some work in one of its accounts. @throws CommandFailed */
export const inAccount = <T>(flags: AccountFlags, work: (account: OperatedAccount) => Promise<T>): Promise<T> =>
  inInstallation(flags, async (installation) => {
    const accounts = await installation.listAccounts()
    return work(installation.inAccount(chooseAccount(accounts, flags.account)))
  })

/** Shows a result: as JSON where that was asked for, else in words. */
export function show(terminal: Terminal, flags: ShowFlags, result: unknown, inWords: () => string): void {
  terminal.say(flags.json === true ? JSON.stringify(result, null, 2) : inWords())
}

function chooseAccount(accounts: readonly AccountRecord[], named: string | undefined): AccountRecord {
  const [only] = accounts
  if (only === undefined) throw new CommandFailed('there is no account yet; make one with `rolecall account create`')
  const listed = accounts.map(({ id, name }) => `${id} (${name})`).join(', ')
  if (named === undefined) {
    if (accounts.length === 1) return only
    throw usedWrongly(`there are several accounts, say which with --account: ${listed}`)
  }
  const found = accounts.find(({ id }) => id === named)
  const byName = accounts.filter(({ name }) => name === named)
  if (byName.length > 1 && found === undefined) {
    throw usedWrongly(`several accounts are called \`${named}\`, give the id: ${listed}`)
  }
  const chosen = found ?? byName[0]
  if (chosen !== undefined) return chosen
  const known = accounts.flatMap(({ id, name }) => [id, name])
  throw new CommandFailed(`no account \`${named}\`${didYouMean(named, known)}`)
}

import type { Command } from 'commander'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import { findEnvironment, findPrincipal, sayPrincipal, type KnownPrincipal } from '../names.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'
import { giveOwner, listKeys, showKey, type ListFlags } from './key-lists.ts'
import { rotateKey } from './rotate-key.ts'

interface KeyFlags extends AccountFlags {
  readonly accountKey?: true
  readonly environment?: string
  readonly purpose?: string
}

/** Adds `rolecall key list`, `show`, `create`, `owner`, `disable`, `enable`, `delete` and `rotate`. */
export function addKeyCommand(program: Command, terminal: Terminal): void {
  const key = program.command('key').description('API keys of environments, and account management keys')
  const command = (word: string, says: string): Command =>
    addAccountOptions(key.command(word).description(says)).option(
      '--account-key',
      'account management keys in place of API keys',
    )
  command('list', 'list keys with their owners and their last use, without their secrets')
    .option('--environment <cloud name>', 'only the API keys of this one')
    .option('--owner <user>', 'only the keys that this user owns')
    .action((flags: ListFlags) => inAccount(flags, (account) => listKeys(terminal, account, flags)))
  command('show', 'show one key, without its secret')
    .argument('<key>', 'the key itself, or its name')
    .action((text: string, flags: KeyFlags) =>
      inAccount(flags, async (account) => showKey(terminal, account, await findKey(account, text, flags), flags)),
    )
  command('create', 'make a key, which has no permission until it is given a role')
    .argument('<name>', 'name of the key')
    .option('--environment <cloud name>', 'where an API key is to act')
    .option('--purpose <text>', 'what it is for, for those who find it later')
    .action((name: string, flags: KeyFlags) => create(terminal, name, flags))
  const change = (word: string, says: string, work: Work): void => {
    command(word, says)
      .argument('<key>', 'the key itself, or its name')
      .action((text: string, flags: KeyFlags) =>
        inAccount(flags, async (account) => {
          const known = await findKey(account, text, flags)
          const done = await work(account, known)
          show(terminal, flags, { ...known.principal, name: known.name, done }, () => `${sayPrincipal(known)} ${done}`)
        }),
      )
  }
  command('owner', 'say which user answers for a key; without a user nobody does')
    .argument('<key>', 'the key itself, or its name')
    .argument('[user]', 'e-mail, name or id')
    .action((text: string, user: string | undefined, flags: KeyFlags) => changeOwner(terminal, text, user, flags))
  change('disable', 'refuse a key from now on; its roles stay', (account, known) => enable(account, known, false))
  change('enable', 'take a disabled key again', (account, known) => enable(account, known, true))
  change('delete', 'delete a key with its roles', remove)
  command('rotate', 'make another key with the same roles; the old one works until it is disabled or deleted')
    .argument('<key>', 'the key itself, or its name')
    .option('--name <name>', 'name of the new key; the old one and the day when absent')
    .action((text: string, flags: KeyFlags & { readonly name?: string }) =>
      inAccount(flags, async (account) => rotateKey(terminal, account, await findKey(account, text, flags), flags)),
    )
}

const changeOwner = (terminal: Terminal, text: string, user: string | undefined, flags: KeyFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const known = await findKey(account, text, flags)
    const owner = user === undefined ? null : await findPrincipal(account, user, ['user'])
    const ownerId = owner?.principal.id ?? null
    await giveOwner(account, known, ownerId)
    const says = owner === null ? 'has no owner' : `belongs to ${sayPrincipal(owner)}`
    const result = { ...known.principal, name: known.name, owner: ownerId }
    show(terminal, flags, result, () => `${sayPrincipal(known)} ${says}`)
  })

/** @returns what became of the key, to stand behind its name */
type Work = (account: OperatedAccount, known: KnownPrincipal) => Promise<string>

const findKey = (account: OperatedAccount, text: string, { accountKey }: KeyFlags): Promise<KnownPrincipal> =>
  findPrincipal(account, text, accountKey === true ? ['account_key'] : ['api_key', 'account_key'])

const create = (terminal: Terminal, name: string, flags: KeyFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const made = await makeKey(account, name, flags)
    const { key, secret } = made
    show(terminal, flags, { key: key.id, name: key.name, secret }, () =>
      [
        `made the key ${key.name}; the secret is told here and nowhere else:`,
        `  key ${key.id} secret ${secret}`,
        `it has no permission until it is given a role: rolecall assign ${key.id} ROLE`,
      ].join('\n'),
    )
  })

async function makeKey(account: OperatedAccount, name: string, { accountKey, environment, purpose }: KeyFlags) {
  if (accountKey === true) {
    if (environment !== undefined) throw usedWrongly('an account management key is in no environment')
    return account.perform('account-key.create', { name, purpose })
  }
  if (environment === undefined) throw usedWrongly('give --environment for an API key, or --account-key')
  const { id } = await findEnvironment(account, environment)
  return account.perform('api-key.create', { environmentId: id, name, purpose, isEnabled: true })
}

async function enable(account: OperatedAccount, known: KnownPrincipal, isEnabled: boolean): Promise<string> {
  const keyId = known.principal.id
  if (known.environmentId === null) await account.perform('account-key.update', { keyId, isEnabled })
  else {
    const same = { name: null, dedicatedFor: null }
    await account.perform('api-key.update', { environmentId: known.environmentId, keyId, ...same, isEnabled })
  }
  return isEnabled ? 'is enabled' : 'is disabled'
}

async function remove(account: OperatedAccount, { principal, environmentId }: KnownPrincipal): Promise<string> {
  const keyId = principal.id
  if (environmentId === null) await account.perform('account-key.delete', { keyId })
  else await account.perform('api-key.delete', { environmentId, keyId })
  return 'is deleted'
}

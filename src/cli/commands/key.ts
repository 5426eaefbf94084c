import type { Command } from 'commander'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import { findEnvironment, findPrincipal, sayPrincipal, type KnownPrincipal } from '../names.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'
import { rotateKey } from './rotate-key.ts'

interface KeyFlags extends AccountFlags {
  readonly accountKey?: true
  readonly environment?: string
}

/** Adds `rolecall key list`, `create`, `disable`, `enable`, `delete` and `rotate`. */
export function addKeyCommand(program: Command, terminal: Terminal): void {
  const key = program.command('key').description('API keys of environments, and account management keys')
  const command = (word: string, says: string): Command =>
    addAccountOptions(key.command(word).description(says)).option(
      '--account-key',
      'account management keys in place of API keys',
    )
  command('list', 'list keys, without their secrets')
    .option('--environment <cloud name>', 'only the API keys of this one')
    .action((flags: KeyFlags) => list(terminal, flags))
  command('create', 'make a key, which has no permission until it is given a role')
    .argument('<name>', 'name of the key')
    .option('--environment <cloud name>', 'where an API key is to act')
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

/** @returns what became of the key, to stand behind its name */
type Work = (account: OperatedAccount, known: KnownPrincipal) => Promise<string>

const findKey = (account: OperatedAccount, text: string, { accountKey }: KeyFlags): Promise<KnownPrincipal> =>
  findPrincipal(account, text, accountKey === true ? ['account_key'] : ['api_key', 'account_key'])

const list = (terminal: Terminal, flags: KeyFlags): Promise<void> =>
  inAccount(flags, (account) =>
    flags.accountKey === true ? listAccountKeys(terminal, account, flags) : listApiKeys(terminal, account, flags),
  )

async function listAccountKeys(terminal: Terminal, account: OperatedAccount, flags: KeyFlags): Promise<void> {
  if (flags.environment !== undefined) throw usedWrongly('account management keys are in no environment')
  const details = await account.perform('account-key.list', {})
  const result = details.map(({ key, roles, lastUse }) => ({
    key: key.id,
    name: key.name,
    enabled: key.isEnabled,
    roles: roles.map(({ role }) => role.id),
    last_used_at: lastUse === null ? null : new Date(lastUse.at).toISOString(),
  }))
  show(terminal, flags, result, () =>
    table(
      ['key', 'name', 'enabled', 'roles', 'last used'],
      details.map(({ key, roles, hasRoles, lastUse }) => [
        key.id,
        key.name,
        key.isEnabled ? 'yes' : 'no',
        hasRoles ? roles.map(({ role }) => role.name).join(', ') : 'none: no permission',
        lastUse === null ? 'never' : `${new Date(lastUse.at).toISOString().slice(0, 16)}Z for ${lastUse.operation}`,
      ]),
    ),
  )
}

async function listApiKeys(terminal: Terminal, account: OperatedAccount, flags: KeyFlags): Promise<void> {
  const { environment } = flags
  const only = environment === undefined ? null : await findEnvironment(account, environment)
  const details = await account.perform('environment.list', only === null ? {} : { ids: [only.id] })
  const keys = details.flatMap(({ environment: home, keys: own }) => own.map(({ key }) => ({ key, home })))
  const result = keys.map(({ key, home }) => ({
    key: key.id,
    name: key.name,
    environment: home.cloudName,
    enabled: key.isEnabled,
  }))
  show(terminal, flags, result, () =>
    table(
      ['key', 'name', 'environment', 'enabled', 'made by'],
      keys.map(({ key, home }) => [
        key.id,
        key.name,
        home.cloudName,
        key.isEnabled ? 'yes' : 'no',
        key.createdBy ?? '-',
      ]),
    ),
  )
}

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

async function makeKey(account: OperatedAccount, name: string, { accountKey, environment }: KeyFlags) {
  if (accountKey === true) {
    if (environment !== undefined) throw usedWrongly('an account management key is in no environment')
    return account.perform('account-key.create', { name })
  }
  if (environment === undefined) throw usedWrongly('give --environment for an API key, or --account-key')
  const { id } = await findEnvironment(account, environment)
  return account.perform('api-key.create', { environmentId: id, name, isEnabled: true })
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

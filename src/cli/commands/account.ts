import type { Command } from 'commander'
import { Option } from 'commander'
import type { AccountRecord } from '../../domain/records.ts'
import { plans, type Plan } from '../../domain/plan.ts'
import {
  addAccountOptions,
  addShowOptions,
  inAccount,
  inInstallation,
  show,
  type AccountFlags,
  type ShowFlags,
} from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { findPrincipal, sayPrincipal } from '../names.ts'
import { readNewPassword } from '../passwords.ts'

interface CreateFlags extends ShowFlags {
  readonly id?: string
  readonly plan: Plan
  readonly assetsAdvanced: boolean
  readonly firstKey?: string
  readonly firstUser?: string
  readonly firstUserName?: string
}

interface PlanFlags extends AccountFlags {
  readonly assetsAdvanced?: 'on' | 'off'
}

interface RescueFlags extends AccountFlags {
  readonly newKey?: string
}

/** Adds `rolecall account create`, `list` and `plan`, and `rolecall rescue-admin`. */
export function addAccountCommand(program: Command, terminal: Terminal): void {
  const account = program.command('account').description('the accounts of the installation')
  addShowOptions(account.command('create').description('make an account with its first Master Admin'))
    .argument('<name>', 'name of the account')
    .option('--id <id>', 'its id in addresses; a new UUID when absent')
    .addOption(new Option('--plan <plan>', 'what it has').choices(plans).default('enterprise'))
    .option('--no-assets-advanced', 'without custom folder roles')
    .option('--first-key <name>', 'the Master Admin is a management key of this name (the default, named `main`)')
    .option('--first-user <e-mail>', 'the Master Admin is a person, whose password is asked for')
    .option('--first-user-name <name>', 'name of that person; the e-mail when absent')
    .action((name: string, flags: CreateFlags) => create(terminal, name, flags))
  addShowOptions(account.command('list').description('list the accounts')).action((flags: ShowFlags) =>
    list(terminal, flags),
  )
  addAccountOptions(account.command('plan').description('show what an account has, or set it'))
    .addArgument(program.createArgument('[plan]', 'what it is to have').choices(plans))
    .addOption(new Option('--assets-advanced <on|off>', 'custom folder roles').choices(['on', 'off']))
    .action((plan: Plan | undefined, flags: PlanFlags) => changePlan(terminal, plan, flags))
  addAccountOptions(
    program
      .command('rescue-admin')
      .description('make a user, or a new account management key, Master Admin again, whatever rules say'),
  )
    .argument('[user]', 'e-mail, name or id of a user')
    .option('--new-key <name>', 'a new account management key in place of a user')
    .action((user: string | undefined, flags: RescueFlags) => rescue(terminal, user, flags))
}

async function create(terminal: Terminal, name: string, flags: CreateFlags): Promise<void> {
  const { firstKey, firstUser, firstUserName, plan, assetsAdvanced } = flags
  if (firstKey !== undefined && firstUser !== undefined) throw usedWrongly('give --first-key or --first-user, not both')
  if (firstUser === undefined && firstUserName !== undefined) throw usedWrongly('--first-user-name needs --first-user')
  const first =
    firstUser === undefined
      ? ({ type: 'key', name: firstKey ?? 'main' } as const)
      : ({
          type: 'user',
          name: firstUserName ?? firstUser,
          email: firstUser,
          password: await readNewPassword(terminal),
        } as const)
  const made = await inInstallation(
    flags,
    (installation) => installation.createAccount({ id: flags.id ?? null, name, plan, assetsAdvanced, first }),
    { mayBeNew: true },
  )
  const { account, admin, secret } = made
  show(terminal, flags, { ...wireAccount(account), admin, ...(secret !== null && { secret }) }, () => {
    const who =
      secret === null ? `${first.name}, who signs in with the password` : `this key, told here and nowhere else:`
    const key = secret === null ? '' : `\n  key ${admin.id} secret ${secret}`
    return `made the account ${account.name} (id ${account.id}, ${sayPlan(account)})\nits Master Admin is ${who}${key}`
  })
}

const list = (terminal: Terminal, flags: ShowFlags): Promise<void> =>
  inInstallation(flags, async (installation) => {
    const accounts = await installation.listAccounts()
    show(terminal, flags, accounts.map(wireAccount), () => {
      const rows = accounts.map(({ id, name, plan, assetsAdvanced, isActive, createdAt }) => [
        id,
        name,
        plan,
        assetsAdvanced ? 'yes' : 'no',
        isActive ? 'yes' : 'no',
        new Date(createdAt).toISOString().slice(0, 10),
      ])
      return table(['id', 'name', 'plan', 'assets advanced', 'active', 'made'], rows)
    })
  })

const changePlan = (terminal: Terminal, plan: Plan | undefined, flags: PlanFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { assetsAdvanced } = flags
    const isQuestion = plan === undefined && assetsAdvanced === undefined
    const change = { plan, assetsAdvanced: assetsAdvanced === undefined ? undefined : assetsAdvanced === 'on' }
    const record = isQuestion ? account.record : await account.perform('account.change-plan', change)
    show(terminal, flags, wireAccount(record), () => `${record.name} has ${sayPlan(record)}`)
  })

function sayPlan({ plan, assetsAdvanced }: AccountRecord): string {
  return `the plan \`${plan}\` ${assetsAdvanced ? 'with' : 'without'} Assets Advanced`
}

const wireAccount = ({ id, name, plan, assetsAdvanced, isActive, createdAt }: AccountRecord) => ({
  id,
  name,
  plan,
  assets_advanced: assetsAdvanced,
  active: isActive,
  created_at: new Date(createdAt).toISOString(),
})

const rescue = (terminal: Terminal, user: string | undefined, flags: RescueFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { newKey } = flags
    if ((user === undefined) === (newKey === undefined)) throw usedWrongly('give a user, or --new-key with a name')
    if (newKey !== undefined) {
      const { principal, secret } = await account.perform('account.rescue-admin', { newKeyName: newKey })
      const key = `  key ${principal.id} secret ${secret ?? ''}`
      show(
        terminal,
        flags,
        { ...principal, secret },
        () => `this new key is Master Admin; it is told here only:\n${key}`,
      )
      return
    }
    const known = await findPrincipal(account, user ?? '', ['user'])
    const { principal } = await account.perform('account.rescue-admin', { userId: known.principal.id })
    show(terminal, flags, principal, () => `${sayPrincipal(known)} is Master Admin, enabled, in all environments`)
  })

import { Option, type Command } from 'commander'
import { legacyRoles, type LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import type { UserRecord } from '../../domain/records.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { findEnvironment, findPrincipal, sayPrincipal, type KnownPrincipal } from '../names.ts'
import { readNewPassword } from '../passwords.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount, OutputOf } from './at-store.ts'
import { addInviteCommand } from './invite.ts'

interface CreateFlags extends AccountFlags {
  readonly name?: string
  readonly role?: LegacyRole
  readonly environment: readonly string[]
  readonly password?: true
}

/** Adds `rolecall user list`, `create`, `invite`, `disable`, `enable`, `delete` and `password`. */
export function addUserCommand(program: Command, terminal: Terminal): void {
  const user = program.command('user').description('the people of an account')
  addAccountOptions(user.command('list').description('list the users')).action((flags: AccountFlags) =>
    list(terminal, flags),
  )
  addAccountOptions(user.command('create').description('make a user, who is waited for until there is a password'))
    .argument('<e-mail>')
    .option('--name <name>', 'name of the person; the e-mail when absent')
    .addOption(new Option('--role <bundle>', 'the roles of an access bundle').choices(legacyRoles))
    .option('--environment <cloud name...>', 'environments that are open; all, future ones included, when absent', [])
    .option('--password', 'ask for a password, so that the user can sign in at once')
    .action((email: string, flags: CreateFlags) => create(terminal, email, flags))
  addInviteCommand(user, terminal)
  const change = (word: string, says: string, work: Work): void => {
    addAccountOptions(user.command(word).description(says))
      .argument('<user>', 'e-mail, name or id')
      .action((text: string, flags: AccountFlags) =>
        inAccount(flags, async (account) => {
          const known = await findPrincipal(account, text, ['user'])
          const done = await work(account, known)
          show(
            terminal,
            flags,
            { ...known.principal, email: known.email, done },
            () => `${sayPrincipal(known)} ${done}`,
          )
        }),
      )
  }
  change('disable', 'shut a user out at once; roles stay', (account, known) => enable(account, known, false))
  change('enable', 'let a disabled user in again', (account, known) => enable(account, known, true))
  change('delete', 'delete a user with roles and memberships', remove)
  change('password', 'give a user a password, which ends all sessions', (account, known) =>
    givePassword(terminal, account, known),
  )
}

/** @returns what became of the user, to stand behind its name */
type Work = (account: OperatedAccount, known: KnownPrincipal) => Promise<string>

const list = (terminal: Terminal, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const details = await account.perform('user.list', { order: { by: 'name', isDescending: false } })
    show(terminal, flags, details.map(wireUser), () =>
      table(
        ['e-mail', 'name', 'state', 'bundle', 'environments', 'groups', 'id'],
        details.map(({ user, role, environments, groups }) => [
          user.email,
          user.name,
          stateOf(user),
          role ?? '-',
          user.hasAllEnvironments ? 'all' : environments.map(({ cloudName }) => cloudName).join(', ') || 'none',
          groups.map(({ name }) => name).join(', ') || '-',
          user.id,
        ]),
      ),
    )
  })

const create = (terminal: Terminal, email: string, flags: CreateFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const environmentIds: string[] = []
    for (const name of flags.environment) environmentIds.push((await findEnvironment(account, name)).id)
    const password = flags.password === true ? await readNewPassword(terminal) : null
    const detail = await account.perform('user.create', {
      name: flags.name ?? email,
      email,
      environmentIds,
      isEnabled: true,
      ...(flags.role !== undefined && { role: flags.role }),
    })
    const user = password === null ? detail.user : await acceptWith(account, detail.user, password)
    show(terminal, flags, wireUser({ ...detail, user }), () => {
      const state = user.isPending ? `; give a password with \`rolecall user password ${user.email}\`` : ''
      return `made the user ${user.name} (${user.email}), id ${user.id}, ${stateOf(user)}${state}`
    })
  })

/** A user whose password is refused is not left behind. */
async function acceptWith(account: OperatedAccount, { id }: UserRecord, password: string): Promise<UserRecord> {
  try {
    return await account.perform('user.set-password', { userId: id, password })
  } catch (error) {
    await account.perform('user.delete', { userId: id })
    throw error
  }
}

async function enable(account: OperatedAccount, { principal }: KnownPrincipal, isEnabled: boolean): Promise<string> {
  await account.perform('user.update', { userId: principal.id, isEnabled })
  return isEnabled ? 'is enabled' : 'is disabled'
}

async function remove(account: OperatedAccount, { principal }: KnownPrincipal): Promise<string> {
  await account.perform('user.delete', { userId: principal.id })
  return 'is deleted'
}

async function givePassword(
  terminal: Terminal,
  account: OperatedAccount,
  { principal }: KnownPrincipal,
): Promise<string> {
  const password = await readNewPassword(terminal)
  await account.perform('user.set-password', { userId: principal.id, password })
  return 'has a new password'
}

function stateOf({ isEnabled, isPending }: UserRecord): string {
  if (!isEnabled) return 'disabled'
  return isPending ? 'pending' : 'active'
}

const wireUser = ({ user, role, environments, groups }: OutputOf<'user.list'>[number]) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  enabled: user.isEnabled,
  pending: user.isPending,
  role,
  all_environments: user.hasAllEnvironments,
  environments: environments.map(({ cloudName }) => cloudName),
  groups: groups.map(({ name }) => name),
})

import { Option, type Command } from 'commander'
import { legacyRoles, type LegacyRole } from '../../domain/catalogue/legacy-mapping.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { findEnvironment, findPrincipal } from '../names.ts'
import { setting } from '../settings.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'

interface InviteFlags extends AccountFlags {
  readonly name?: string
  readonly role?: LegacyRole
  readonly group: readonly string[]
  readonly environment: readonly string[]
  readonly publicUrl: string
}

/** Adds `rolecall user invite`. */
export function addInviteCommand(user: Command, terminal: Terminal): void {
  addAccountOptions(user.command('invite').description('invite somebody, and print the link to accept with'))
    .argument('<e-mail>')
    .option('--name <name>', 'name of the person; the e-mail when absent')
    .addOption(new Option('--role <bundle>', 'the roles of an access bundle').choices(legacyRoles))
    .option('--group <group...>', 'groups to be in', [])
    .option('--environment <cloud name...>', 'environments that are open, or `all`; none when absent', [])
    .addOption(
      setting('--public-url <url>', 'ROLECALL_PUBLIC_URL', 'where people reach the server').default(
        'http://127.0.0.1:4600',
      ),
    )
    .action((email: string, flags: InviteFlags) => invite(terminal, email, flags))
}

const sayWarning = {
  role_without_access: 'there are roles, but no access, in',
  access_without_role: 'there is access, but no role, in',
} as const

const invite = (terminal: Terminal, email: string, flags: InviteFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { letters, warnings } = await account.perform('invitation.create', {
      people: [{ name: flags.name ?? email, email }],
      bundleId: flags.role ?? null,
      accountRoleIds: [],
      environmentRoles: [],
      groupIds: await groupIds(account, flags.group),
      environmentIds: await environmentIds(account, flags.environment),
    })
    const { linkOf } = await import('./at-store.ts')
    const links = letters.map((letter) => linkOf('invitation', letter, flags.publicUrl))
    show(terminal, flags, { email, links, warnings }, () =>
      [
        `invited ${flags.name ?? email} (${email}); the link works once, within seven days, and is told here alone:`,
        ...links.map((link) => `  ${link}`),
        ...warnings.map(({ type, environmentId }) => `  note: ${sayWarning[type]} ${environmentId}`),
      ].join('\n'),
    )
  })

async function groupIds(account: OperatedAccount, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const name of names) ids.push((await findPrincipal(account, name, ['group'])).principal.id)
  return ids
}

async function environmentIds(account: OperatedAccount, names: readonly string[]): Promise<readonly string[]> {
  const ids: string[] = []
  for (const name of names) ids.push(name === 'all' ? name : (await findEnvironment(account, name)).id)
  return ids
}

import type { Command } from 'commander'
import type { Principal } from '../../domain/principal.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { findPrincipal, sayPrincipal, shortRoleId, type KnownPrincipal } from '../names.ts'
import { readPlaceNames, sayPlace } from '../places.ts'
import { publicLinksOf, sayLinks } from '../public-links.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount, OutputOf } from './at-store.ts'

/** Adds `rolecall who`. */
export function addWhoCommand(program: Command, terminal: Terminal): void {
  addAccountOptions(program.command('who').description('say which roles a user, a group or a key has, and from where'))
    .argument('<principal>', 'e-mail, name, id, or `type:id`; `anyone`: whoever has no credentials at all')
    .action((text: string, flags: AccountFlags) =>
      inAccount(flags, async (account) =>
        text === 'anyone'
          ? sayAnyone(terminal, account, flags)
          : sayRoles(terminal, account, await findPrincipal(account, text), flags),
      ),
    )
}

/** Says what anyone may do without credentials: what unsigned upload presets and public links allow. */
async function sayAnyone(terminal: Terminal, account: OperatedAccount, flags: AccountFlags): Promise<void> {
  const presets = await unsignedPresetsOf(account)
  const links = await publicLinksOf(account, null)
  show(terminal, flags, { presets, links }, () => {
    const said = [sayPresets(presets), sayLinks('for anyone who has their addresses', links)].filter(
      (one) => one !== '',
    )
    return said.length === 0 ? 'nobody may do anything without credentials' : said.join('\n\n')
  })
}

interface NamedPreset {
  readonly environment: string
  readonly preset: string
  readonly folder: string | null
}

function sayPresets(presets: readonly NamedPreset[]): string {
  if (presets.length === 0) return ''
  const rows = presets.map(({ environment, preset, folder }) => [environment, preset, folder ?? 'the top'])
  return `anyone may add assets, and nothing else:\n${table(['environment', 'by the unsigned preset', 'to'], rows)}`
}

async function unsignedPresetsOf(account: OperatedAccount): Promise<readonly NamedPreset[]> {
  const presets: NamedPreset[] = []
  for (const { environment } of await account.perform('environment.list', {})) {
    const place = { environmentId: environment.id, limit: null }
    for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
      const page: OutputOf<'upload-preset.list'> = await account.perform('upload-preset.list', { ...place, cursor })
      const unsigned = page.settings.filter(({ isUnsigned }) => isUnsigned)
      presets.push(
        ...unsigned.map(({ name, settings }) => ({
          environment: environment.cloudName,
          preset: name,
          folder: typeof settings.asset_folder === 'string' ? settings.asset_folder : null,
        })),
      )
      cursor = page.nextCursor
    }
  }
  return presets
}

/** A role that a principal has, and the group it has it from. */
interface HeldRole {
  readonly held: OutputOf<'assignment.list'>[number]
  readonly group: string | null
}

async function sayRoles(
  terminal: Terminal,
  account: OperatedAccount,
  known: KnownPrincipal,
  flags: AccountFlags,
): Promise<void> {
  const { principal } = known
  const groups = principal.type === 'user' ? await account.perform('user.list-groups', { userId: principal.id }) : []
  const roles = [...(await rolesOf(account, principal, null))]
  for (const { id, name } of groups) roles.push(...(await rolesOf(account, { type: 'group', id }, name)))
  const names = await readPlaceNames(
    account,
    roles.map(({ held }) => held.assignment),
  )
  const links = await publicLinksOf(account, `${principal.type}:${principal.id}`)
  const result = {
    principal,
    roles: roles.map(({ held: { assignment, role }, group }) => ({
      role: role.id,
      reach: assignment.reach,
      parameter: assignment.parameter,
      group,
    })),
    links,
  }
  show(terminal, flags, result, () => {
    const made = links.length === 0 ? '' : `\n\n${sayLinks('on its rights', links)}`
    if (roles.length === 0) return `${sayPrincipal(known)} has no role, and so may do nothing${made}`
    const rows = roles.map(({ held: { assignment, role }, group }) => [
      shortRoleId(role.id),
      role.name,
      sayPlace(assignment, names),
      group === null ? 'itself' : `group ${group}`,
    ])
    return `${sayPrincipal(known)} has:\n${table(['role', 'name', 'where', 'from'], rows)}${made}`
  })
}

async function rolesOf(
  account: OperatedAccount,
  principal: Principal,
  group: string | null,
): Promise<readonly HeldRole[]> {
  const global = await account.perform('assignment.list', { principal, isContent: false, parameter: null })
  const content = await account.perform('assignment.list', { principal, isContent: true, parameter: null })
  return [...global, ...content].map((held) => ({ held, group })).sort(byLevel)
}

/** Roles of the account first, then by id: the store's order means nothing to people. */
function byLevel({ held: one }: HeldRole, { held: other }: HeldRole): number {
  const levels = one.role.level.localeCompare(other.role.level)
  return levels === 0 ? one.role.id.localeCompare(other.role.id) : levels
}

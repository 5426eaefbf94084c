import { Option, type Command } from 'commander'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import { findRole, shortRoleId, type KnownRole } from '../names.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OutputOf } from './at-store.ts'

interface ListFlags extends AccountFlags {
  readonly kind?: KnownRole['kind']
  readonly level?: KnownRole['level']
  readonly custom?: true
}

interface CreateFlags extends AccountFlags {
  readonly id?: string
  readonly description?: string
  readonly kind: 'global' | 'folder'
  readonly level: 'account' | 'environment'
  readonly permission: readonly string[]
}

interface UpdateFlags extends AccountFlags {
  readonly name?: string
  readonly description?: string
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Adds `rolecall role list`, `show`, `create`, `update` and `delete`. */
export function addRoleCommand(program: Command, terminal: Terminal): void {
  const role = program.command('role').description('system roles and custom roles')
  const called = ['<role>', 'id, perhaps without `cld::role::`, or name'] as const
  addAccountOptions(role.command('list').description('list the roles'))
    .addOption(new Option('--kind <kind>', 'only of this kind').choices(['global', 'folder', 'collection']))
    .addOption(new Option('--level <level>', 'only of this level').choices(['account', 'environment']))
    .option('--custom', 'only custom ones')
    .action((flags: ListFlags) => list(terminal, flags))
  addAccountOptions(role.command('show').description('show a role and the permissions in it'))
    .argument(...called)
    .action((text: string, flags: AccountFlags) => showRole(terminal, text, flags))
  addAccountOptions(role.command('create').description('make a custom role'))
    .argument('<name>', 'name of the role')
    .requiredOption('--permission <id...>', 'permissions it holds, perhaps without `cld::policy::`')
    .option('--id <id>', 'its id; made of the name when absent')
    .option('--description <text>', 'what it is for')
    .addOption(new Option('--kind <kind>', 'where it counts').choices(['global', 'folder']).default('global'))
    .addOption(
      new Option('--level <level>', 'what its permissions are about')
        .choices(['account', 'environment'])
        .default('environment'),
    )
    .action((name: string, flags: CreateFlags) => create(terminal, name, flags))
  addAccountOptions(role.command('update').description('change a custom role; what is not given stays'))
    .argument(...called)
    .option('--name <name>', 'its new name')
    .option('--description <text>', 'what it is for')
    .option('--add <id...>', 'permissions to put in', [])
    .option('--remove <id...>', 'permissions to take out', [])
    .action((text: string, flags: UpdateFlags) => update(terminal, text, flags))
  addAccountOptions(role.command('delete').description('delete a custom role'))
    .argument(...called)
    .option('--force', 'also from those who have it')
    .action((text: string, flags: AccountFlags & { readonly force?: true }) => remove(terminal, text, flags))
}

const list = (terminal: Terminal, { kind, level, custom, ...flags }: ListFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const roles = await account.perform('role.list', {
      kinds: kind === undefined ? ['global', 'folder', 'collection'] : [kind],
      ...(level !== undefined && { level }),
      ...(custom === true && { management: 'custom' }),
    })
    show(terminal, flags, roles.map(wireRole), () => {
      const rows = roles.map((one) => [
        shortRoleId(one.id),
        one.name,
        one.kind,
        one.level,
        one.management,
        String(one.permissionIds.length),
      ])
      return table(['id', 'name', 'kind', 'level', 'made by', 'permissions'], rows)
    })
  })

const showRole = (terminal: Terminal, text: string, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { id } = await findRole(account, text)
    sayDetail(terminal, flags, await account.perform('role.get', { roleId: id, parameter: null }))
  })

function sayDetail(terminal: Terminal, flags: AccountFlags, { role, permissions }: OutputOf<'role.get'>): void {
  show(terminal, flags, wireRole(role), () =>
    [
      `${role.id}: ${role.name}, a ${role.management} ${role.kind} role of the ${role.level}`,
      ...(role.description === null ? [] : [role.description]),
      table(
        ['permission', 'name'],
        permissions.map(({ id, name }) => [id, name]),
      ),
    ].join('\n'),
  )
}

const create = (terminal: Terminal, name: string, flags: CreateFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const detail = await account.perform('role.create', {
      id: flags.id ?? null,
      name,
      description: flags.description ?? null,
      isContent: flags.kind === 'folder',
      level: flags.level,
      permissionIds: flags.permission.map(wholePermissionId),
    })
    sayDetail(terminal, flags, detail)
  })

const update = (terminal: Terminal, text: string, flags: UpdateFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { name, description, add, remove: removed } = flags
    if (name === undefined && description === undefined && add.length + removed.length === 0) {
      throw usedWrongly('say what is to change: --name, --description, --add or --remove')
    }
    const role = await findRole(account, text)
    const gone = new Set(removed.map(wholePermissionId))
    const detail = await account.perform('role.update', {
      roleId: role.id,
      name: name ?? role.name,
      description: description ?? role.description,
      permissionIds: [...role.permissionIds.filter((id) => !gone.has(id)), ...add.map(wholePermissionId)],
    })
    sayDetail(terminal, flags, detail)
  })

const remove = (terminal: Terminal, text: string, flags: AccountFlags & { readonly force?: true }): Promise<void> =>
  inAccount(flags, async (account) => {
    const { id } = await findRole(account, text)
    await account.perform('role.delete', { roleId: id, force: flags.force === true })
    show(terminal, flags, { deleted: id }, () => `deleted the role ${id}`)
  })

const wholePermissionId = (text: string): string => (/^(?:global|content)::/.test(text) ? `cld::policy::${text}` : text)

const wireRole = ({ id, name, description, kind, level, management, permissionIds }: KnownRole) => ({
  id,
  name,
  description,
  kind,
  level,
  management,
  permissions: permissionIds,
})

import { Option, type Command } from 'commander'
import { folderModes, type FolderMode } from '../../domain/library-records.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { findEnvironment } from '../names.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OutputOf } from './at-store.ts'

interface CreateFlags extends AccountFlags {
  readonly cloudName?: string
  readonly like?: string
}

interface LibraryFlags extends AccountFlags {
  readonly folderMode?: FolderMode
  readonly backups?: 'on' | 'off'
}

/** Adds `rolecall environment list`, `create`, `library`, `disable`, `enable` and `delete`. */
export function addEnvironmentCommand(program: Command, terminal: Terminal): void {
  const environment = program.command('environment').description('the product environments of an account')
  const called = ['<environment>', 'cloud name or id'] as const
  addAccountOptions(environment.command('list').description('list the environments')).action((flags: AccountFlags) =>
    list(terminal, flags),
  )
  addAccountOptions(environment.command('create').description('make an environment with one API key'))
    .argument('<name>', 'shown to people')
    .option('--cloud-name <name>', 'its name in addresses; made of the name when absent')
    .option('--like <environment>', 'copy the settings of this one')
    .action((name: string, flags: CreateFlags) => create(terminal, name, flags))
  addAccountOptions(environment.command('library').description('show or change how a media library works'))
    .argument(...called)
    .addOption(new Option('--folder-mode <mode>', 'whether public ids begin with the folder').choices(folderModes))
    .addOption(new Option('--backups <keep>', 'keep replaced and deleted files').choices(['on', 'off']))
    .action((text: string, flags: LibraryFlags) => changeLibrary(terminal, text, flags))
  for (const [word, says] of [
    ['disable', 'deny everything in an environment'],
    ['enable', 'open a disabled environment again'],
  ] as const) {
    addAccountOptions(environment.command(word).description(says))
      .argument(...called)
      .action((text: string, flags: AccountFlags) => enable(terminal, text, word === 'enable', flags))
  }
  addAccountOptions(environment.command('delete').description('delete an environment and everything in it'))
    .argument(...called)
    .action((text: string, flags: AccountFlags) => remove(terminal, text, flags))
}

const list = (terminal: Terminal, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const details = await account.perform('environment.list', {})
    show(terminal, flags, details.map(wireEnvironment), () =>
      table(
        ['cloud name', 'name', 'enabled', 'keys', 'id'],
        details.map(({ environment: { cloudName, name, isEnabled, id }, keys }) => [
          cloudName,
          name,
          isEnabled ? 'yes' : 'no',
          String(keys.length),
          id,
        ]),
      ),
    )
  })

const create = (terminal: Terminal, name: string, flags: CreateFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { cloudName = null, like } = flags
    const baseEnvironmentId = like === undefined ? null : (await findEnvironment(account, like)).id
    const input = { name, cloudName, baseEnvironmentId, customAttributes: null }
    const detail = await account.perform('environment.create', input)
    const keys = detail.keys.map(({ key, secret }) => ({ key: key.id, name: key.name, secret }))
    show(terminal, flags, { ...wireEnvironment(detail), api_keys: keys }, () =>
      [
        `made the environment ${detail.environment.cloudName}, id ${detail.environment.id}`,
        'its key has no permission until it is given a role; the secret is told here and nowhere else:',
        ...keys.map(({ key, secret }) => `  key ${key} secret ${secret ?? ''}`),
      ].join('\n'),
    )
  })

const changeLibrary = (terminal: Terminal, text: string, flags: LibraryFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { id, cloudName } = await findEnvironment(account, text)
    const { folderMode = null, backups } = flags
    const keepsBackups = backups === undefined ? null : backups === 'on'
    const isAsked = folderMode === null && keepsBackups === null
    const settings = isAsked
      ? await account.perform('library-settings.get', { environmentId: id })
      : await account.perform('library-settings.update', { environmentId: id, folderMode, keepsBackups })
    const wire = { folder_mode: settings.folderMode, backups: settings.keepsBackups }
    show(terminal, flags, wire, () =>
      [
        `the library of ${cloudName} has ${settings.folderMode} folders`,
        `replaced and deleted files ${settings.keepsBackups ? 'are all kept' : 'are kept where an upload asks for it'}`,
      ].join('\n'),
    )
  })

const enable = (terminal: Terminal, text: string, isEnabled: boolean, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { id, cloudName } = await findEnvironment(account, text)
    const same = { name: null, cloudName: null, customAttributes: null }
    const detail = await account.perform('environment.update', { environmentId: id, ...same, isEnabled })
    show(terminal, flags, wireEnvironment(detail), () => `${cloudName} is ${isEnabled ? 'enabled' : 'disabled'}`)
  })

const remove = (terminal: Terminal, text: string, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const { id, cloudName } = await findEnvironment(account, text)
    await account.perform('environment.delete', { environmentId: id })
    show(terminal, flags, { deleted: id }, () => `${cloudName} is deleted with everything in it`)
  })

const wireEnvironment = ({ environment, keys }: OutputOf<'environment.list'>[number]) => ({
  id: environment.id,
  cloud_name: environment.cloudName,
  name: environment.name,
  enabled: environment.isEnabled,
  keys: keys.map(({ key }) => key.id),
})

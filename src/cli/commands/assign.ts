import type { Command } from 'commander'
import { principalTypes } from '../../domain/principal.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import type { Parameter } from '../../domain/role.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import {
  findCollection,
  findEnvironment,
  findFolder,
  findPrincipal,
  findRole,
  sayPrincipal,
  type KnownPrincipal,
  type KnownRole,
} from '../names.ts'
import { readPlaceNames, sayPlace } from '../places.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'
import { addWhoCommand } from './who.ts'

/** Where a role is to count, as it is typed. */
interface PlaceFlags extends AccountFlags {
  readonly environment?: string
  readonly folder?: string
  readonly collection?: string
}

/** Adds `rolecall assign`, `unassign` and `who`. */
export function addAssignCommands(program: Command, terminal: Terminal): void {
  for (const [word, says] of [
    ['assign', 'give a role to a user, a group or a key'],
    ['unassign', 'take a role away from a user, a group or a key'],
  ] as const) {
    addAccountOptions(program.command(word).description(says))
      .argument('<principal>', 'e-mail, name, id, or `type:id` with one of ' + principalTypes.join(', '))
      .argument('<role>', 'id, perhaps without `cld::role::`, or name')
      .option('--environment <cloud name>', "where it counts; `all` for every one; a key's own when absent")
      .option('--folder <path>', 'of a folder role: the folder, such as `brand/logos`')
      .option('--collection <name>', 'of a collection role: the collection')
      .action((principal: string, role: string, flags: PlaceFlags) => change(terminal, word, principal, role, flags))
  }
  addWhoCommand(program, terminal)
}

const change = (
  terminal: Terminal,
  word: 'assign' | 'unassign',
  principalText: string,
  roleText: string,
  flags: PlaceFlags,
): Promise<void> =>
  inAccount(flags, async (account) => {
    const known = await findPrincipal(account, principalText)
    const role = await findRole(account, roleText)
    const environment = await readEnvironment(account, known, role, flags)
    const parameter = await readParameter(account, role, environment, flags)
    const environmentId = environment === 'all' ? 'all' : (environment?.id ?? null)
    const { principal } = known
    await account.perform('assignment.change', {
      change: word === 'assign' ? 'add' : 'remove',
      assignments: [{ principal, roleId: role.id, environmentId, parameters: parameter && wireParameter(parameter) }],
    })
    const place = { reach: reachOf(environment), parameter }
    const where = sayPlace(place, await readPlaceNames(account, [place]))
    const result = { principal, role: role.id, environment: environmentId, parameter }
    const verb = word === 'assign' ? 'has' : 'no longer has'
    show(
      terminal,
      flags,
      result,
      () => `${sayPrincipal(known)} ${verb} the role ${role.name} (${role.id}) in: ${where}`,
    )
  })

const reachOf = (environment: EnvironmentRecord | 'all' | null) =>
  environment === null
    ? ({ type: 'account' } as const)
    : ({ type: 'environment', environmentId: environment === 'all' ? 'all' : environment.id } as const)

/** @throws CommandFailed when the role's level and what was typed don't go together */
async function readEnvironment(
  account: OperatedAccount,
  { environmentId: own }: KnownPrincipal,
  role: KnownRole,
  { environment }: PlaceFlags,
): Promise<EnvironmentRecord | 'all' | null> {
  if (role.level === 'account') {
    if (environment === undefined) return null
    throw usedWrongly(`${role.id} is a role of the account: it is given without --environment`)
  }
  if (environment === 'all') return 'all'
  const named = environment ?? own
  if (named === null) throw usedWrongly(`${role.id} needs --environment: a cloud name, or \`all\``)
  return findEnvironment(account, named)
}

async function readParameter(
  account: OperatedAccount,
  { id, kind }: KnownRole,
  environment: EnvironmentRecord | 'all' | null,
  { folder, collection }: PlaceFlags,
): Promise<Parameter | null> {
  const given = { folder, collection }
  for (const word of ['folder', 'collection'] as const) {
    if (given[word] !== undefined && kind !== word) throw usedWrongly(`${id} is a ${kind} role: it takes no --${word}`)
  }
  if (kind === 'global') return null
  const text = given[kind]
  if (text === undefined) throw usedWrongly(`${id} is a ${kind} role and needs --${kind}`)
  if (environment === 'all' || environment === null) {
    throw usedWrongly(`${id} is a ${kind} role: --environment names the one that the ${kind} is in`)
  }
  return kind === 'folder' ? findFolder(account, environment, text) : findCollection(account, environment, text)
}

const wireParameter = ({ type, id }: Parameter): Readonly<Record<string, string>> => ({ [`${type}_id`]: id })

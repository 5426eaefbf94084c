import type { Command } from 'commander'
import { toQuestion } from '../../api/decisions/question.ts'
import { fromPrincipal } from '../../api/spellings.ts'
import { actionsOf, resourceTypes } from '../../domain/catalogue/schema.ts'
import { principalEntityType, principalTypes } from '../../domain/principal.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { usedWrongly } from '../command-failed.ts'
import { findCollection, findEnvironment, findFolder, findPrincipal, findRole, type KnownPrincipal } from '../names.ts'
import { didYouMean } from '../nearest.ts'
import { explain } from '../say-decision.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'

interface DecideFlags extends AccountFlags {
  readonly environment?: string
}

/** Adds `rolecall decide`. */
export function addDecideCommand(program: Command, terminal: Terminal): void {
  addAccountOptions(program.command('decide').description('say whether somebody may do something, and why'))
    .argument('<principal>', 'e-mail, name, id, or `type:id`')
    .argument('<action>', 'such as `read`, `create`, `move`')
    .argument(
      '<resource>',
      '`Folder:brand/logos`, `Asset@brand` (one in that folder), `Collection:Launch`, `User:vera@example.com`, ' +
        '`TYPE:ID`, or `TYPE` alone for any one of it',
    )
    .option('--environment <cloud name>', "where it is asked; the account when absent, or a key's own environment")
    .action((...words: [string, string, string, DecideFlags]) => decide(terminal, ...words))
}

const decide = (
  terminal: Terminal,
  principalText: string,
  action: string,
  resourceText: string,
  flags: DecideFlags,
): Promise<void> =>
  inAccount(flags, async (account) => {
    refuseUnknown(typeOf(resourceText), action)
    const known = await findPrincipal(account, principalText)
    const environment = await readEnvironment(account, known, resourceText, flags)
    const resource = await readResource(account, resourceText, environment)
    const question = toQuestion(
      {
        principal: fromPrincipal(known.principal),
        action,
        resource,
        scope: environment === null ? { type: 'account' } : { type: 'prodenv', id: environment.id },
      },
      '',
    )
    const { decisions } = await account.perform('decision.make', { questions: [question], atLeastRevision: null })
    const [decided] = decisions
    if (decided === undefined) throw new Error('one question has one answer')
    const asked = { known, action, resource: resourceText, environment }
    const explanation = await explain(account, asked, decided)
    show(terminal, flags, decided, () => explanation)
  })

/** A slip in a type or an action isn't a deny. */
function refuseUnknown(type: string, action: string): void {
  if (!resourceTypes.includes(type)) {
    throw usedWrongly(`no resource type \`${type}\`${didYouMean(type, resourceTypes)}`)
  }
  const known = actionsOf(type)
  if (known.includes(action)) return
  throw usedWrongly(`nothing to \`${action}\` with ${type}; its actions are ${known.join(', ')}`)
}

/** What lies in an environment. */
const placedTypes = ['Folder', 'Asset', 'Collection', 'APIKey']

async function readEnvironment(
  account: OperatedAccount,
  { environmentId: own }: KnownPrincipal,
  resource: string,
  { environment }: DecideFlags,
): Promise<EnvironmentRecord | null> {
  if (environment !== undefined) return findEnvironment(account, environment)
  if (own !== null) return findEnvironment(account, own)
  if (!placedTypes.includes(typeOf(resource))) return null
  const [only, ...others] = await account.perform('name.list-environments', {})
  if (only !== undefined && others.length === 0) return only
  throw usedWrongly(`say with --environment which environment \`${resource}\` is in`)
}

const typeOf = (resource: string): string => /^((?:\w+::)*\w+)/.exec(resource)?.[1] ?? resource

/** A resource as a question on the wire names it. */
interface NamedResource {
  type: string
  id?: string | null
  folder?: string | null
}

/** @throws CommandFailed */
async function readResource(
  account: OperatedAccount,
  text: string,
  environment: EnvironmentRecord | null,
): Promise<NamedResource> {
  const type = typeOf(text)
  const separator = text.charAt(type.length)
  const name = text.slice(type.length + 1)
  if (separator === '') return type === 'Folder' || type === 'Asset' ? { type, folder: null } : { type, id: null }
  if (name === '' || (separator !== ':' && separator !== '@')) {
    throw usedWrongly(`\`${text}\` names no resource; write it as TYPE, TYPE:ID or TYPE@FOLDER`)
  }
  if (separator === ':') return { type, id: await readId(account, type, name, environment) }
  if (environment === null) throw usedWrongly('a folder is in an environment: give --environment')
  return { type, folder: (await findFolder(account, environment, name)).id }
}

async function readId(
  account: OperatedAccount,
  type: string,
  name: string,
  environment: EnvironmentRecord | null,
): Promise<string> {
  const principalType = principalTypes.find((one) => principalEntityType[one] === type)
  if (principalType !== undefined) return (await findPrincipal(account, name, [principalType])).principal.id
  if (type === 'Role') return (await findRole(account, name)).id
  if (type === 'ProductEnvironment') return (await findEnvironment(account, name)).id
  if (environment === null) return name
  if (type === 'Folder') return (await findFolder(account, environment, name)).id
  return type === 'Collection' ? (await findCollection(account, environment, name)).id : name
}

import { canonicalRoleId } from '../domain/catalogue/aliases.ts'
import { principalTypes, type Principal, type PrincipalType } from '../domain/principal.ts'
import type { EnvironmentRecord } from '../domain/records.ts'
import type { Parameter } from '../domain/role.ts'
import { CommandFailed } from './command-failed.ts'
import type { OperatedAccount, OutputOf } from './commands/at-store.ts'
import { didYouMean } from './nearest.ts'

/** A principal with the names that people know it by. */
export type KnownPrincipal = OutputOf<'name.list-principals'>[number]

/** A role as lists show it. */
export type KnownRole = OutputOf<'role.list'>[number]

/** What principals are called on this command line. */
export const principalWords = {
  user: 'user',
  group: 'group',
  api_key: 'API key',
  account_key: 'account management key',
} as const satisfies Record<PrincipalType, string>

/**
 * Finds the principal that a text names: `type:id`, an id, an e-mail, or a name when only one has it.
 *
 * @param types the kinds that may be meant
 * @throws CommandFailed when none or several are meant
 */
export async function findPrincipal(
  account: OperatedAccount,
  text: string,
  types: readonly PrincipalType[] = principalTypes,
): Promise<KnownPrincipal> {
  const all = await account.perform('name.list-principals', {})
  const candidates = all.filter(({ principal }) => types.includes(principal.type))
  const found = waysToName
    .map((isNamed) => candidates.filter((one) => isNamed(one, text)))
    .find(({ length }) => length > 0)
  const [only, ...others] = found ?? []
  if (only === undefined) throw unknownPrincipal(text, types, candidates)
  if (others.length === 0) return only
  const ids = [only, ...others].map(({ principal }) => `\`${principal.type}:${principal.id}\``)
  throw new CommandFailed(`several are called \`${text}\`, say which: ${ids.join(', ')}`)
}

/** The first way that finds any counts. */
const waysToName: readonly ((known: KnownPrincipal, text: string) => boolean)[] = [
  ({ principal: { type, id } }, text) => `${type}:${id}` === text.normalize('NFC'),
  ({ principal: { id } }, text) => id === text.normalize('NFC'),
  ({ email }, text) => email?.toLowerCase() === text.normalize('NFC').toLowerCase(),
  ({ name }, text) => name === text.normalize('NFC'),
]

function unknownPrincipal(
  text: string,
  types: readonly PrincipalType[],
  candidates: readonly KnownPrincipal[],
): CommandFailed {
  const [type] = types
  const what = type !== undefined && types.length === 1 ? principalWords[type] : 'user, group or key'
  const names = candidates.flatMap(({ name, email, principal }) => [email ?? name, name, principal.id])
  return new CommandFailed(`no ${what} \`${text}\`${didYouMean(text, names)}`)
}

/** Says a principal by the name that people know it by. */
export const sayPrincipal = ({ principal, name, email }: KnownPrincipal): string =>
  `${principalWords[principal.type]} ${name}${email === null ? '' : ` (${email})`}`

/** A word that names a principal on this command line, without blanks where that is possible. */
export const wordFor = ({ principal: { id }, email }: KnownPrincipal): string => email ?? id

/** Finds an environment by its cloud name or its id. @throws CommandFailed */
export async function findEnvironment(account: OperatedAccount, text: string): Promise<EnvironmentRecord> {
  const environments = await account.perform('name.list-environments', {})
  const found = environments.find(({ cloudName }) => cloudName === text) ?? environments.find(({ id }) => id === text)
  if (found !== undefined) return found
  const names = environments.map(({ cloudName }) => cloudName)
  throw new CommandFailed(`no environment \`${text}\`${didYouMean(text, names)}`)
}

/** Finds a folder of an environment by its path. @throws CommandFailed */
export async function findFolder(
  account: OperatedAccount,
  { id: environmentId, cloudName }: EnvironmentRecord,
  path: string,
): Promise<Parameter> {
  const found = await account.perform('name.find-folder', { environmentId, path })
  if (found?.type === 'found') return { type: 'folder', id: found.folder.id }
  if (found === null) throw new CommandFailed('the path of a folder is needed, such as `brand/logos`')
  const where =
    found.within === '' ? `environment \`${cloudName}\`` : `\`${found.within}\` of environment \`${cloudName}\``
  throw new CommandFailed(`no folder \`${found.name}\` in ${where}${didYouMean(found.name, found.names)}`)
}

/** Finds a collection of an environment by its id, or by its name when only one has it. @throws CommandFailed */
export async function findCollection(
  account: OperatedAccount,
  { id: environmentId, cloudName }: EnvironmentRecord,
  text: string,
): Promise<Parameter> {
  const collections = await account.perform('name.list-collections', { environmentId })
  const byId = collections.filter(({ id }) => id === text)
  const [found, ...others] = byId.length > 0 ? byId : collections.filter(({ name }) => name === text)
  if (found !== undefined && others.length === 0) return { type: 'collection', id: found.id }
  if (found !== undefined) throw new CommandFailed(`several collections are called \`${text}\`, give the id`)
  const names = collections.map(({ name }) => name)
  throw new CommandFailed(`no collection \`${text}\` in environment \`${cloudName}\`${didYouMean(text, names)}`)
}

/**
 * Finds the role that a text names: an id in any spelling, also without its beginning `cld::role::`, or a name when only
 * one role has it.
 *
 * @throws CommandFailed when none or several are meant
 */
export async function findRole(account: OperatedAccount, text: string): Promise<KnownRole> {
  const roles = await account.perform('role.list', { kinds: ['global', 'folder', 'collection'] })
  const spellings = [text.normalize('NFC'), `cld::role::${text}`].flatMap((one): readonly string[] => [
    one,
    canonicalRoleId(one),
  ])
  const byId = roles.find(({ id }) => spellings.includes(id))
  if (byId !== undefined) return byId
  const [named, ...others] = roles.filter(({ name }) => name === text)
  if (named !== undefined && others.length === 0) return named
  if (named !== undefined) {
    const ids = [named, ...others].map(({ id }) => `\`${shortRoleId(id)}\``)
    throw new CommandFailed(`several roles are called \`${text}\`, say which: ${ids.join(', ')}`)
  }
  const names = roles.flatMap(({ id, name }) => [shortRoleId(id), name])
  throw new CommandFailed(`no role \`${text}\`${didYouMean(text.replace(/^cld::role::/, ''), names)}`)
}

/** The id of a role without the beginning that all system roles share. */
export const shortRoleId = (id: string): string => id.replace(/^cld::role::/, '')

/** Says which principal is meant by an id, as far as it is known. */
export function nameOf({ type, id }: Principal, known: readonly KnownPrincipal[]): string {
  const found = known.find(({ principal }) => principal.type === type && principal.id === id)
  return found === undefined ? `${principalWords[type]} ${id}` : sayPrincipal(found)
}

import { show, type AccountFlags } from '../account-command.ts'
import { CommandFailed, usedWrongly } from '../command-failed.ts'
import { findEnvironment, findPrincipal, sayPrincipal, type KnownPrincipal } from '../names.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount, OutputOf } from './at-store.ts'

/** The flags of `rolecall key list`. */
export interface ListFlags extends AccountFlags {
  readonly accountKey?: true
  readonly environment?: string
  readonly owner?: string
}

type AccountKey = OutputOf<'account-key.list'>['keys'][number]
type ApiKey = OutputOf<'api-key.list'>['keys'][number]
type AnyKey = AccountKey | ApiKey

/** Lists the API keys of one environment or of all, or the account management keys. */
export async function listKeys(terminal: Terminal, account: OperatedAccount, flags: ListFlags): Promise<void> {
  const { owner } = flags
  const ownerId = owner === undefined ? undefined : (await findPrincipal(account, owner, ['user'])).principal.id
  const people = await account.perform('name.list-principals', {})
  if (flags.accountKey === true) {
    if (flags.environment !== undefined) throw usedWrongly('account management keys are in no environment')
    const { keys: details } = await account.perform('account-key.list', ownerId === undefined ? {} : { ownerId })
    show(terminal, flags, details.map(wireAccountKey), () =>
      table(
        ['key', 'name', 'enabled', 'roles', 'owner', 'last used'],
        details.map((one) => [...namesOf(one), sayRoles(one), sayOwner(one, people), sayUse(one)]),
      ),
    )
    return
  }
  const found = await apiKeysOf(account, flags, ownerId)
  show(terminal, flags, found.map(wireApiKey), () =>
    table(
      ['key', 'name', 'environment', 'enabled', 'owner', 'made by', 'last used'],
      found.map(({ detail, cloudName }) => {
        const [id, name, enabled] = namesOf(detail)
        return [id, name, cloudName, enabled, sayOwner(detail, people), detail.key.createdBy ?? '-', sayUse(detail)]
      }),
    ),
  )
}

/** Shows one key of either kind. */
export async function showKey(
  terminal: Terminal,
  account: OperatedAccount,
  known: KnownPrincipal,
  flags: AccountFlags,
): Promise<void> {
  const { principal } = known
  const people = await account.perform('name.list-principals', {})
  const details: AnyKey = await findDetail(account, known)
  const result = 'roles' in details ? wireAccountKey(details) : { ...wireKey(details), has_roles: details.hasRoles }
  show(terminal, flags, result, () =>
    [
      `${sayPrincipal(known)}, ${principal.id}, ${details.key.isEnabled ? 'enabled' : 'disabled'}`,
      `  purpose: ${details.key.purpose ?? '-'}`,
      `  owner: ${sayOwner(details, people)}`,
      `  made by: ${details.key.createdBy ?? 'nobody noted it'}, ${toIso(details.key.createdAt)}`,
      `  last used: ${sayUse(details)}`,
      `  roles: ${'roles' in details ? sayRoles(details) : details.hasRoles ? 'some' : 'none: no permission'}`,
    ].join('\n'),
  )
}

/** Finds what is shown of one key. @throws CommandFailed when it has gone meanwhile */
export async function findDetail(
  account: OperatedAccount,
  { principal: { id }, environmentId }: KnownPrincipal,
): Promise<AnyKey> {
  if (environmentId === null) return account.perform('account-key.get', { keyId: id })
  const { keys } = await account.perform('api-key.list', listing(environmentId))
  const found = keys.find(({ key }) => key.id === id)
  if (found === undefined) throw new CommandFailed(`the key \`${id}\` is gone`)
  return found
}

/** Says who answers for a key; null: nobody. */
export async function giveOwner(
  account: OperatedAccount,
  { principal: { id: keyId }, environmentId }: KnownPrincipal,
  ownerId: string | null,
): Promise<void> {
  if (environmentId === null) await account.perform('account-key.update', { keyId, ownerId })
  else {
    const same = { name: null, dedicatedFor: null, isEnabled: null }
    await account.perform('api-key.update', { environmentId, keyId, ...same, ownerId })
  }
}

interface PlacedKey {
  readonly detail: ApiKey
  readonly cloudName: string
}

async function apiKeysOf(
  account: OperatedAccount,
  { environment }: ListFlags,
  ownerId: string | undefined,
): Promise<readonly PlacedKey[]> {
  const homes =
    environment === undefined
      ? await account.perform('name.list-environments', {})
      : [await findEnvironment(account, environment)]
  const found: PlacedKey[] = []
  for (const { id, cloudName } of homes) {
    const { keys } = await account.perform('api-key.list', listing(id, ownerId))
    found.push(...keys.map((detail) => ({ detail, cloudName })))
  }
  return found
}

const listing = (environmentId: string, ownerId?: string) => ({
  ...{ environmentId, sortBy: 'createdAt' as const, isDescending: false, page: null, pageSize: null },
  ...(ownerId !== undefined && { ownerId }),
})

const toIso = (at: number): string => new Date(at).toISOString()

const namesOf = ({ key }: AnyKey): readonly [string, string, string] => [key.id, key.name, key.isEnabled ? 'yes' : 'no']

const sayUse = ({ lastUse }: AnyKey): string =>
  lastUse === null ? 'never' : `${toIso(lastUse.at).slice(0, 16)}Z for ${lastUse.operation}`

const sayRoles = ({ roles, hasRoles }: AccountKey): string =>
  hasRoles ? roles.map(({ role }) => role.name).join(', ') : 'none: no permission'

/** The owner's e-mail, and whether they can still answer for the key. */
function sayOwner({ key, isOwnerActive }: AnyKey, people: readonly KnownPrincipal[]): string {
  if (key.ownerId === null) return '-'
  const known = people.find(({ principal }) => principal.type === 'user' && principal.id === key.ownerId)
  return `${known?.email ?? key.ownerId}${isOwnerActive === false ? ' (not active)' : ''}`
}

const wireKey = ({ key, isOwnerActive, lastUse }: AnyKey) => ({
  key: key.id,
  name: key.name,
  purpose: key.purpose,
  enabled: key.isEnabled,
  created_by: key.createdBy,
  owner: key.ownerId,
  owner_active: isOwnerActive,
  last_used_at: lastUse === null ? null : toIso(lastUse.at),
  last_used_for: lastUse === null ? null : lastUse.operation,
})

const wireAccountKey = (detail: AccountKey) => ({ ...wireKey(detail), roles: detail.roles.map(({ role }) => role.id) })

const wireApiKey = ({ detail, cloudName }: PlacedKey) => ({ ...wireKey(detail), environment: cloudName })

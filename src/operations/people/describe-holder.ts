import { accountKeyId, apiKeyId, groupId, userId, type UserId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { EnvironmentRecord, GroupRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { describeUser, readableEnvironments } from '../users/describe-users.ts'
import { mayReadUser } from '../users/list-readable.ts'
import { countMembers } from './list-groups-with-roles.ts'

/** What every principal has, of whichever kind. */
export interface Holder {
  readonly principal: Principal
  readonly name: string
  readonly state: 'active' | 'pending' | 'disabled'
  readonly createdAt: Instant
  /** The last sign-in of a user, the last use of a key; null when there was none, and for groups. */
  readonly lastSeenAt: Instant | null
  /** Of users alone. */
  readonly email: string | null
  /** Of users alone. */
  readonly hasSecondFactor: boolean | null
  /** Users alone may have access to every environment, future ones included. */
  readonly hasAllEnvironments: boolean
  /** The environments that are open to a user, or the one that an API key is of; those that the caller may read. */
  readonly environments: readonly EnvironmentRecord[]
  /** The groups that a user is in and the caller may read. */
  readonly groups: readonly GroupRecord[]
  /** How many users of a group the caller may read; null for every other kind. */
  readonly memberCount: number | null
  /** What a key is for; null when nobody said, and for all but keys. */
  readonly purpose: string | null
  /** Who answers for a key, where the caller may read that user. */
  readonly owner: { readonly id: string; readonly name: string } | null
}

/** Shows a principal of any kind without its roles; undefined when the account has none of that id. */
export function describeHolder(principal: Principal, deed: Deed<Reader>): Promise<Holder | undefined> {
  switch (principal.type) {
    case 'user':
      return describeUserAsHolder(principal, deed)
    case 'group':
      return describeGroupAsHolder(principal, deed)
    case 'api_key':
      return describeApiKey(principal, deed)
    case 'account_key':
      return describeAccountKey(principal, deed)
  }
}

const nothing = {
  email: null,
  hasSecondFactor: null,
  hasAllEnvironments: false,
  environments: [],
  groups: [],
  memberCount: null,
  owner: null,
  purpose: null,
  lastSeenAt: null,
} as const

async function describeUserAsHolder(principal: Principal, deed: Deed<Reader>): Promise<Holder | undefined> {
  const { store, caller } = deed
  const user = await store.find('user', { accountId: caller.accountId, id: userId(principal.id) })
  if (user === undefined) return undefined
  const { environments, groups, lastLoginAt, hasSecondFactor } = await describeUser(user, deed)
  return {
    ...nothing,
    principal,
    name: user.name,
    state: user.isEnabled ? (user.isPending ? 'pending' : 'active') : 'disabled',
    createdAt: user.createdAt,
    lastSeenAt: lastLoginAt,
    email: user.email,
    hasSecondFactor,
    hasAllEnvironments: user.hasAllEnvironments,
    environments,
    groups,
  }
}

async function describeGroupAsHolder(principal: Principal, deed: Deed<Reader>): Promise<Holder | undefined> {
  const { store, caller } = deed
  const group = await store.find('group', { accountId: caller.accountId, id: groupId(principal.id) })
  if (group === undefined) return undefined
  const { name, createdAt } = group
  return { ...nothing, principal, name, createdAt, state: 'active', memberCount: countMembers(group, deed) }
}

async function describeApiKey(principal: Principal, deed: Deed<Reader>): Promise<Holder | undefined> {
  const { store, caller, house } = deed
  const id = apiKeyId(principal.id)
  const key = await store.find('api_key', { accountId: caller.accountId, id })
  if (key === undefined) return undefined
  const use = (await house.store.findKeyUses('api_key', [id])).get(id)
  return {
    ...nothing,
    ...keyParts(principal, key),
    purpose: key.purpose,
    lastSeenAt: use?.at ?? null,
    environments: (await readableEnvironments(deed)).filter((one) => one.id === key.environmentId),
    owner: await ownerOf(key.ownerId, deed),
  }
}

async function describeAccountKey(principal: Principal, deed: Deed<Reader>): Promise<Holder | undefined> {
  const { store, caller, house } = deed
  const id = accountKeyId(principal.id)
  const key = await store.find('account_key', { accountId: caller.accountId, id })
  if (key === undefined) return undefined
  const use = (await house.store.findKeyUses('account_key', [id])).get(id)
  return {
    ...nothing,
    ...keyParts(principal, key),
    purpose: key.purpose,
    lastSeenAt: use?.at ?? null,
    owner: await ownerOf(key.ownerId, deed),
  }
}

const keyParts = (
  principal: Principal,
  { name, isEnabled, createdAt }: { readonly name: string; readonly isEnabled: boolean; readonly createdAt: number },
) => ({ principal, name, createdAt, state: isEnabled ? 'active' : 'disabled' }) as const

async function ownerOf(id: UserId | null, deed: Deed<Reader>): Promise<Holder['owner']> {
  if (id === null || !mayReadUser({ id }, deed)) return null
  const user = await deed.store.find('user', { accountId: deed.caller.accountId, id })
  return user === undefined ? null : { id: user.id, name: user.name }
}

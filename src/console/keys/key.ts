import type { CallReply } from '../../api/client.ts'
import type { Say } from '../language/messages.ts'
import type { Pages } from '../parts/use-pages.ts'
import type { keyMessages } from './messages.ts'

type AccessKey = CallReply<'getAccessKeys'>['access_keys'][number]
type AccountKey = CallReply<'listAccountKeys'>['keys'][number]

/** A key of either kind, as its list shows it. */
export interface ShownKey {
  readonly type: 'apiKey' | 'provisioningKey'
  /** The key itself. */
  readonly id: string
  readonly name: string
  /** What it is for; null: nobody said. */
  readonly purpose: string | null
  readonly isEnabled: boolean
  /** The id of a user; null: nobody. */
  readonly owner: string | null
  /** False: the owner can't sign in any more. */
  readonly isOwnerActive: boolean | null
  readonly lastUsedAt: string | null
  readonly lastUsedFor: string | null
  readonly hasRoles: boolean
  /** The names of its roles, where the list tells. */
  readonly roleNames: readonly string[]
  /** Made together with its environment. */
  readonly isRoot: boolean
  /** The environment of an API key; null for a key of the account. */
  readonly environmentId: string | null
}

/** Reads an API key of a list with extended details. */
export const fromAccessKey = (key: AccessKey, environmentId: string): ShownKey => ({
  ...{ type: 'apiKey', id: key.api_key, name: key.name, isEnabled: key.enabled, environmentId },
  purpose: key.purpose ?? null,
  owner: key.owner ?? null,
  isOwnerActive: key.owner_active ?? null,
  lastUsedAt: key.last_used_at ?? null,
  lastUsedFor: key.last_used_for ?? null,
  hasRoles: key.has_roles ?? true,
  roleNames: [],
  isRoot: key.root,
})

/** Reads a key of the account. */
export const fromAccountKey = (key: AccountKey): ShownKey => ({
  ...{ type: 'provisioningKey', id: key.key, name: key.name, isEnabled: key.enabled, environmentId: null },
  purpose: key.purpose,
  owner: key.owner,
  isOwnerActive: key.owner_active,
  lastUsedAt: key.last_used_at,
  lastUsedFor: key.last_used_for,
  hasRoles: key.has_roles,
  roleNames: [...new Set(key.roles.map(({ name }) => name))],
  isRoot: false,
})

/** How many keys there are on all pages, in words; nothing while it isn't known. */
export const countOf = (pages: Pages<ShownKey>, say: Say<keyof typeof keyMessages.texts>): string | undefined =>
  pages.data === undefined ? undefined : say('count', { count: pages.data.total ?? pages.data.rows.length })

/** A key that was made a moment ago, with its secret. */
export interface MadeKey {
  readonly type: ShownKey['type']
  readonly id: string
  readonly name: string
  readonly secret: string
}

/** The endpoints whose answers a change of keys changes. */
export const keysChange = ['getAccessKeys', 'listAccountKeys', 'getPrincipal', 'decide', 'listChanges'] as const

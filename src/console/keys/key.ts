import type { CallReply } from '../../api/client.ts'
import type { Say } from '../language/messages.ts'
import type { Pages } from '../parts/use-pages.ts'
import type { ShownRole } from '../people/HeldChips.tsx'
import type { keyMessages } from './messages.ts'

type AccessKey = CallReply<'listApiKeys'>['keys'][number]
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
  /** Null also where one may not see that user. */
  readonly ownerName: string | null
  /** False: the owner can't sign in any more. */
  readonly isOwnerActive: boolean | null
  readonly lastUsedAt: string | null
  readonly lastUsedFor: string | null
  readonly hasRoles: boolean
  /** Those that one may see; global ones, and those on folders and collections. */
  readonly roles: readonly ShownRole[]
  /** Made together with its environment. */
  readonly isRoot: boolean
  /** The environment of an API key; null for a key of the account. */
  readonly environmentId: string | null
}

/** Reads an API key. */
export const fromAccessKey = (key: AccessKey): ShownKey => ({
  ...{ type: 'apiKey', environmentId: key.environment, isRoot: key.root },
  ...common(key),
})

/** Reads a key of the account. */
export const fromAccountKey = (key: AccountKey): ShownKey => ({
  ...{ type: 'provisioningKey', environmentId: null, isRoot: false },
  ...common(key),
})

const common = (key: AccessKey | AccountKey): Omit<ShownKey, 'type' | 'environmentId' | 'isRoot'> => ({
  id: key.key,
  name: key.name,
  purpose: key.purpose,
  isEnabled: key.enabled,
  owner: key.owner,
  ownerName: key.owner_name,
  isOwnerActive: key.owner_active,
  lastUsedAt: key.last_used_at,
  lastUsedFor: key.last_used_for,
  hasRoles: key.has_roles,
  roles: key.roles,
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
export const keysChange = [
  'listApiKeys',
  'listAccountKeys',
  'searchEnvironments',
  'getPrincipal',
  'decide',
  'listChanges',
] as const

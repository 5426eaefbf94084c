import type { AccountKeyId, ApiKeyId, GroupId, UserId } from './ids.ts'

/** Whoever can hold a role. */
export type Principal =
  | { readonly type: 'user'; readonly id: UserId }
  | { readonly type: 'group'; readonly id: GroupId }
  | { readonly type: 'api_key'; readonly id: ApiKeyId }
  | { readonly type: 'account_key'; readonly id: AccountKeyId }

/** The four kinds of principal, in the order lists show them. */
export const principalTypes = ['user', 'group', 'api_key', 'account_key'] as const

/** One of {@link principalTypes}. */
export type PrincipalType = (typeof principalTypes)[number]

/** The two kinds of principal that are keys, and have a secret. */
export type KeyKind = Extract<PrincipalType, 'api_key' | 'account_key'>

/** The Cedar entity type of each kind of principal, without its namespace `Cloudinary`. */
export const principalEntityType = {
  user: 'User',
  group: 'Group',
  api_key: 'APIKey',
  account_key: 'ProvisioningKey',
} as const satisfies Record<PrincipalType, string>

/** Tells whether two principals are the same one. */
export const isSamePrincipal = (a: Principal, b: Principal): boolean => a.type === b.type && a.id === b.id

/** Makes a principal of a type and an id that arrive apart. */
export function principal(type: PrincipalType, id: string): Principal {
  return { type, id: id.normalize('NFC') } as Principal
}

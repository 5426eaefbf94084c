import { refusal } from '../../domain/errors.ts'
import { accountKeyId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AccountKeyRecord, AssignmentRecord } from '../../domain/records.ts'
import type { KeyUse } from '../../domain/usage.ts'
import type { Reader } from '../../store/store.ts'
import { withRoles, type AssignedRole } from '../assignments/list-assignments.ts'
import { isOwnerActive } from '../keys/key-owner.ts'
import { ownerNames } from '../keys/owner-names.ts'
import { inAccount, type Concern, type Deed, type NeedOf } from '../operation.ts'
import { listAll } from '../paging.ts'

/** An account management key as lists show it; its secret is never part of it. */
export interface AccountKeyDetail {
  readonly key: AccountKeyRecord
  /** See {@link isOwnerActive}. */
  readonly isOwnerActive: boolean | null
  /** Null where nobody owns it, and where the caller may not read that user. */
  readonly ownerName: string | null
  /** Only roles that the caller may read. */
  readonly roles: readonly AssignedRole[]
  /** Tells whether it has any role at all, also one that the caller may not read. */
  readonly hasRoles: boolean
  /** Null when it was never used. */
  readonly lastUse: KeyUse | null
}

/** The need to do something with the account management key that an input names. */
export const needOnAccountKey = (action: string): NeedOf<{ readonly keyId: string }> => ({
  action,
  on: ['ProvisioningKey'],
  level: 'account',
  of: ({ keyId }) => [inAccount('ProvisioningKey', accountKeyId(keyId))],
})

/** The version of the account management key that an input names. */
export const concernsAccountKey: Concern<{ readonly keyId: string }> = {
  noun: 'account_key',
  keyOf: ({ keyId }, accountId) => ({ accountId, id: accountKeyId(keyId) }),
}

/** An account management key as a principal. */
export const asPrincipal = ({ id }: Pick<AccountKeyRecord, 'id'>): Principal => ({ type: 'account_key', id })

/** @throws Refusal `not_found` */
export async function getAccountKey(deed: Deed<Reader>, sent: string): Promise<AccountKeyRecord> {
  const key = await deed.store.find('account_key', { accountId: deed.caller.accountId, id: accountKeyId(sent) })
  if (key === undefined) throw refusal('not_found', { what: 'key' }, { fields: [{ name: 'keyId', value: sent }] })
  return key
}

/** Shows keys with their roles and when they were last used, in the order given. */
export async function describeAccountKeys(
  keys: readonly AccountKeyRecord[],
  deed: Deed<Reader>,
): Promise<readonly AccountKeyDetail[]> {
  const ids = keys.map(({ id }) => id)
  const uses = await deed.house.store.findKeyUses('account_key', ids)
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { principals: keys.map(asPrincipal) }, page),
  )
  const standing = assignments.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at))
  const names = await ownerNames(keys, deed)
  const standingById = Map.groupBy(standing, ({ principal }) => principal.id)
  return keys.map((key) => ({
    key,
    isOwnerActive: isOwnerActive(key.ownerId, deed),
    ownerName: key.ownerId === null ? null : (names.get(key.ownerId) ?? null),
    roles: withRoles(deed, standingById.get(key.id) ?? []),
    hasRoles: standingById.has(key.id),
    lastUse: uses.get(key.id) ?? null,
  }))
}

import { refusal } from '../../domain/errors.ts'
import { userId, type UserId } from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, type Deed, type NeedOf } from '../operation.ts'

/** A key's new owner by id; null: nobody; absent: as it stands. An owner answers for a key and holds nothing by it. */
export interface NamedOwner {
  readonly ownerId?: string | null | undefined
}

/** Who names somebody else must be able to tell whether that user exists. */
export const needOnOwner: NeedOf<NamedOwner> = {
  action: 'read',
  on: ['User'],
  level: 'account',
  of: ({ ownerId }, { by }) => {
    const isNamed = ownerId !== undefined && ownerId !== null && !(by.type === 'user' && by.id === userId(ownerId))
    return isNamed ? [inAccount('User', userId(ownerId))] : []
  },
}

/** Reads the owner of a key against the account. @throws Refusal `owner_unknown` */
export async function readOwner(
  { ownerId: sent }: NamedOwner,
  standing: UserId | null,
  { store, caller }: Deed<Reader>,
): Promise<UserId | null> {
  if (sent === undefined) return standing
  if (sent === null) return null
  const user = await store.find('user', { accountId: caller.accountId, id: userId(sent) })
  if (user !== undefined) return user.id
  throw refusal('owner_unknown', { id: sent }, { fields: [{ name: 'ownerId', value: sent }] })
}

/**
 * Tells whether the owner of a key can still answer for it: false for a user who is disabled, deleted or still pending.
 * The key works all the same.
 *
 * @returns null when nobody owns it, and when the caller may not know of that user
 */
export function isOwnerActive(ownerId: UserId | null, deed: Deed<Reader>): boolean | null {
  if (ownerId === null) return null
  const { by } = deed.caller
  const isOwn = by.type === 'user' && by.id === ownerId
  if (!isOwn && !deed.sees(inAccount('User', ownerId))) return null
  return deed.engine.snapshot.holders.find(principal('user', ownerId))?.isActive === true
}

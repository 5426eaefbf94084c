import type { AccountKeyId, ApiKeyId, UserId } from '../../domain/ids.ts'
import type { KeyKind } from '../../domain/principal.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** What the making of a key needs. */
export type Making = Pick<Deed<Transaction>, 'house' | 'caller' | 'at' | 'store'>

interface IdByKind {
  readonly api_key: ApiKeyId
  readonly account_key: AccountKeyId
}

/** Makes a key value that was never in use, by a key of either kind in any account: fifteen digits may meet by chance. */
export async function newKeyId<Kind extends KeyKind>(
  kind: Kind,
  { house, caller, store }: Making,
): Promise<IdByKind[Kind]> {
  const { ids } = house
  const makers: { readonly [K in KeyKind]: () => IdByKind[K] } = { api_key: ids.apiKey, account_key: ids.accountKey }
  for (;;) {
    const id = makers[kind]()
    const isUsed =
      (await store.isIdUsed(caller.accountId, 'account_key', id)) ||
      (await store.isIdUsed(caller.accountId, 'api_key', id))
    if (!isUsed) return id
  }
}

/** Who made a key, when, and who owns it: the user who is signed in, and nobody when a key or the operator makes it. */
export function makersMark({ caller: { by }, at }: Making): {
  readonly createdBy: string
  readonly ownerId: UserId | null
  readonly createdAt: number
  readonly updatedAt: number
} {
  const ownerId = by.type === 'user' ? by.id : null
  return { createdBy: `${by.type}:${by.id}`, ownerId, createdAt: at, updatedAt: at }
}

import type { AccountId, AccountKeyId, ApiKeyId, UserId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { KeyKind } from '../../domain/principal.ts'
import type { ApiKeyRecord, Records } from '../../domain/records.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** What the making of a key needs. */
export type Making = Pick<Deed<Transaction>, 'house' | 'caller' | 'at' | 'store'>

/** A key with its secret, as whoever made it is told once. */
export interface MadeKey<Key = ApiKeyRecord> {
  readonly key: Key
  readonly secret: string
}

interface IdByKind {
  readonly api_key: ApiKeyId
  readonly account_key: AccountKeyId
}

/** What keys of both kinds begin with: who made it, when, and who owns it. */
interface BegunKey<Id> {
  readonly id: Id
  readonly accountId: AccountId
  readonly createdBy: string
  /** The user who is signed in; nobody when a key or the operator makes it. */
  readonly ownerId: UserId | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
}

/**
 * Makes a key of either kind, with a sealed secret and without roles: so it may nothing. The caller has seen to its name.
 *
 * @param complete gives it what keys of its kind have besides
 */
export async function makeKey<Kind extends KeyKind>(
  kind: Kind,
  complete: (begun: BegunKey<IdByKind[Kind]>) => Records[Kind],
  making: Making,
): Promise<MadeKey<Records[Kind]>> {
  const { caller, house, store, at } = making
  const { by, accountId } = caller
  const id = await newKeyId(kind, making)
  const ownerId = by.type === 'user' ? by.id : null
  const key = complete({ id, accountId, createdBy: `${by.type}:${by.id}`, ownerId, createdAt: at, updatedAt: at })
  const secret = house.ids.secret()
  await store.put(kind, key)
  await store.putKeySecret(kind, id, house.sealer.seal(id, secret))
  return { key, secret }
}

/** Makes a key value that was never in use, by a key of either kind in any account: fifteen digits may meet by chance. */
async function newKeyId<Kind extends KeyKind>(kind: Kind, { house, caller, store }: Making): Promise<IdByKind[Kind]> {
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

import type { ApiKeyRecord } from '../../domain/records.ts'
import type { Transaction } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** A key with its secret, as whoever made it is told once. */
export interface MadeKey {
  readonly key: ApiKeyRecord
  readonly secret: string
}

/** Makes a key without roles, which therefore may nothing. The caller has seen to its name. */
export async function makeKey(
  wanted: Pick<ApiKeyRecord, 'environmentId' | 'name' | 'isEnabled' | 'isRoot'>,
  deed: Deed<Transaction>,
): Promise<MadeKey> {
  const { caller, house, at } = deed
  const id = await newKeyId(deed)
  const secret = house.ids.secret()
  const key: ApiKeyRecord = {
    id,
    accountId: caller.accountId,
    ...wanted,
    dedicatedFor: [],
    createdBy: `${caller.by.type}:${caller.by.id}`,
    createdAt: at,
    updatedAt: at,
  }
  await deed.store.put('api_key', key)
  await deed.store.putKeySecret('api_key', id, house.sealer.seal(id, secret))
  return { key, secret }
}

/** A key value that was never in use, in any account. */
async function newKeyId({ caller, house, store }: Deed<Transaction>): Promise<ApiKeyRecord['id']> {
  for (;;) {
    const id = house.ids.apiKey()
    if (!(await store.isIdUsed(caller.accountId, 'api_key', id))) return id
  }
}

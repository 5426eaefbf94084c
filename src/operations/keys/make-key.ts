import type { ApiKeyRecord } from '../../domain/records.ts'
import { makersMark, newKeyId, type Making } from './new-key.ts'

/** A key with its secret, as whoever made it is told once. */
export interface MadeKey {
  readonly key: ApiKeyRecord
  readonly secret: string
}

/** Makes a key without roles, which therefore may nothing. The caller has seen to its name. */
export async function makeKey(
  wanted: Pick<ApiKeyRecord, 'environmentId' | 'name' | 'isEnabled' | 'isRoot'>,
  making: Making,
): Promise<MadeKey> {
  const { caller, house, store } = making
  const id = await newKeyId('api_key', making)
  const secret = house.ids.secret()
  const key: ApiKeyRecord = { id, accountId: caller.accountId, ...wanted, dedicatedFor: [], ...makersMark(making) }
  await store.put('api_key', key)
  await store.putKeySecret('api_key', id, house.sealer.seal(id, secret))
  return { key, secret }
}

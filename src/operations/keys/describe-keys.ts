import { principal } from '../../domain/principal.ts'
import type { ApiKeyRecord } from '../../domain/records.ts'
import type { KeyUse } from '../../domain/usage.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { isOwnerActive } from './key-owner.ts'

/** An API key as lists show it; its secret is never part of it. */
export interface KeyDetail {
  readonly key: ApiKeyRecord
  /** See {@link isOwnerActive}. */
  readonly isOwnerActive: boolean | null
  /** Tells whether it has any role, also one that has ended or that the caller may not read; without one it may nothing. */
  readonly hasRoles: boolean
  /** Null when it was never used. */
  readonly lastUse: KeyUse | null
}

/** Shows keys with their owners and their last use, in the order given. */
export async function describeKeys(keys: readonly ApiKeyRecord[], deed: Deed<Reader>): Promise<readonly KeyDetail[]> {
  const uses = await deed.house.store.findKeyUses(
    'api_key',
    keys.map(({ id }) => id),
  )
  const { holders } = deed.engine.snapshot
  return keys.map((key) => ({
    key,
    isOwnerActive: isOwnerActive(key.ownerId, deed),
    hasRoles: (holders.find(principal('api_key', key.id))?.run.length ?? 0) > 0,
    lastUse: uses.get(key.id) ?? null,
  }))
}

/** Shows one key. */
export async function describeKey(key: ApiKeyRecord, deed: Deed<Reader>): Promise<KeyDetail> {
  const [detail] = await describeKeys([key], deed)
  if (detail === undefined) throw new Error('one key makes one detail')
  return detail
}

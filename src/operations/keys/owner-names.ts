import type { UserId } from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { mayReadUser } from '../users/list-readable.ts'

/** Names the owners of some keys, each once; those whom the caller may not read, and those who are gone, have no name. */
export async function ownerNames(
  keys: readonly { readonly ownerId: UserId | null }[],
  deed: Deed<Reader>,
): Promise<ReadonlyMap<UserId, string>> {
  const ids = [...new Set(keys.flatMap(({ ownerId }) => ownerId ?? []))].filter((id) => mayReadUser({ id }, deed))
  if (ids.length === 0) return new Map()
  const order = { by: 'id', isDescending: false } as const
  const users = await deed.store.listUsers(deed.caller.accountId, { ids }, order, { offset: 0, limit: null })
  return new Map(users.map(({ id, name }) => [id, name]))
}

import type { UserRecord } from '../../domain/records.ts'
import type { Reader } from '../../store/store.ts'
import type { UserFilter, UserOrder } from '../../store/user-lists.ts'
import { inAccount, type Deed } from '../operation.ts'

/** Part of a list; pages count from 1. */
export interface NumberedPage {
  readonly number: number
  readonly size: number
}

/**
 * Lists users that the caller may read, or one page of them. For who may read all users for certain, a page costs what
 * the store takes for it; for others each user up to the end of the page is decided on.
 *
 * @param page null: everything
 */
export async function listReadable(
  filter: UserFilter,
  order: UserOrder,
  page: NumberedPage | null,
  deed: Deed<Reader>,
): Promise<readonly UserRecord[]> {
  const { store, caller } = deed
  const offset = page === null ? 0 : (page.number - 1) * page.size
  const limit = page?.size ?? null
  if (offset > mostUsers) return []
  if (mayReadAll(deed)) return store.listUsers(caller.accountId, filter, order, { offset, limit })
  if (page === null) {
    const all = await store.listUsers(caller.accountId, filter, order, { offset: 0, limit: null })
    return all.filter((user) => mayReadUser(user, deed))
  }
  return (await listFirst(filter, order, offset + page.size, deed)).slice(offset)
}

/** Tells whether the caller may read a user: nothing shows it any other. */
export const mayReadUser = ({ id }: Pick<UserRecord, 'id'>, deed: Deed<Reader>): boolean =>
  deed.may('read', inAccount('User', id))

/** Tells whether the caller may read all users for certain. */
export function mayReadAll({ caller: { by }, engine, at }: Deed<Reader>): boolean {
  return (
    by.type === 'operator' ||
    (by.type !== 'preset' && engine.holdsAll(by, { action: 'read', resourceType: 'User', at }))
  )
}

/** No account has more; databases don't take numbers of any size. */
const mostUsers = 1_000_000_000

const smallestBatch = 100

/** Lists the first users that the caller may read; each batch is as long as all before, so that few are read for nothing. */
async function listFirst(
  filter: UserFilter,
  order: UserOrder,
  count: number,
  deed: Deed<Reader>,
): Promise<readonly UserRecord[]> {
  const readable: UserRecord[] = []
  for (let offset = 0, limit = smallestBatch; ; offset += limit, limit = offset) {
    const batch = await deed.store.listUsers(deed.caller.accountId, filter, order, { offset, limit })
    readable.push(...batch.filter((user) => mayReadUser(user, deed)))
    if (readable.length >= count) return readable.slice(0, count)
    if (batch.length < limit) return readable
  }
}

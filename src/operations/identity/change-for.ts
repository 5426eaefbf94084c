import type { UserRecord } from '../../domain/records.ts'
import type { Attribution, Transaction } from '../../store/store.ts'
import type { House } from '../house.ts'

/** Changes an account for one of its users who has shown, in another way than by a session, who it is. */
export async function changeFor<T>(
  { accountId, id }: Pick<UserRecord, 'accountId' | 'id'>,
  attribution: Omit<Attribution, 'by'>,
  { store, accounts }: House,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const by = { type: 'user', id } as const
  const { result, entry } = await store.transact(accountId, { by, ...attribution }, work)
  if (entry !== null) await accounts.applied(entry)
  return result
}

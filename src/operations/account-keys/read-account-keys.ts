import { userId } from '../../domain/ids.ts'
import type { AccountKeyRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { hasPart, listAll, pageOf } from '../paging.ts'
import type { NumberedPage } from '../users/list-readable.ts'
import {
  concernsAccountKey,
  describeAccountKeys,
  getAccountKey,
  needOnAccountKey,
  type AccountKeyDetail,
} from './stored-account-key.ts'

/** Which keys. */
export interface AccountKeyListing {
  readonly ownerId?: string
  /** What stands somewhere in the name, the purpose or the key, in any case. */
  readonly text?: string
  /** Absent: all. */
  readonly page?: NumberedPage
}

/** Keys, and how many there are on all pages. */
export interface ListedAccountKeys {
  readonly keys: readonly AccountKeyDetail[]
  readonly total: number
}

/** Lists the account management keys, in the order of their making; without secrets. */
export const listAccountKeys = reading<AccountKeyListing, ListedAccountKeys>({
  name: 'account-key.list',
  summary: 'List the account management keys, their owners, their roles and when they were last used.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['ProvisioningKey'], level: 'account', of: () => [inAccount('ProvisioningKey', null)] },
    ],
    filters: { action: 'read', on: ['ProvisioningKey', 'Role', 'User'] },
  },
  run: async ({ ownerId, text, page }, deed) => {
    const keys = await listAll<AccountKeyRecord>((page) => deed.store.list('account_key', deed.caller.accountId, page))
    const readable = keys.filter(
      (key) =>
        deed.may('read', inAccount('ProvisioningKey', key.id)) &&
        (ownerId === undefined || key.ownerId === userId(ownerId)) &&
        hasPart(text, key.name, key.purpose ?? '', key.id),
    )
    const part = pageOf(readable.toSorted(byMaking), page ?? null)
    return { keys: await describeAccountKeys(part, deed), total: readable.length }
  },
})

/** Shows one account management key, without its secret. */
export const getAccountKeyDetail = reading<{ readonly keyId: string }, AccountKeyDetail>({
  name: 'account-key.get',
  summary: 'Show an account management key, its owner, its roles and when it was last used.',
  concerns: concernsAccountKey,
  access: { type: 'requires', needs: [needOnAccountKey('read')], filters: { action: 'read', on: ['Role', 'User'] } },
  run: async ({ keyId }, deed) => {
    const [detail] = await describeAccountKeys([await getAccountKey(deed, keyId)], deed)
    if (detail === undefined) throw new Error('one key makes one detail')
    return detail
  },
})

const byMaking = (one: AccountKeyRecord, other: AccountKeyRecord): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

import { userId } from '../../domain/ids.ts'
import type { AccountKeyRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { listAll } from '../paging.ts'
import {
  concernsAccountKey,
  describeAccountKeys,
  getAccountKey,
  needOnAccountKey,
  type AccountKeyDetail,
} from './stored-account-key.ts'

/** Lists the account management keys, in the order of their making; without secrets. */
export const listAccountKeys = reading<{ readonly ownerId?: string }, readonly AccountKeyDetail[]>({
  name: 'account-key.list',
  summary: 'List the account management keys, their owners, their roles and when they were last used.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['ProvisioningKey'], level: 'account', of: () => [inAccount('ProvisioningKey', null)] },
    ],
    filters: { action: 'read', on: ['ProvisioningKey', 'Role'] },
  },
  run: async ({ ownerId }, deed) => {
    const keys = await listAll<AccountKeyRecord>((page) => deed.store.list('account_key', deed.caller.accountId, page))
    const readable = keys.filter(
      (key) =>
        deed.may('read', inAccount('ProvisioningKey', key.id)) &&
        (ownerId === undefined || key.ownerId === userId(ownerId)),
    )
    return describeAccountKeys([...readable].sort(byMaking), deed)
  },
})

/** Shows one account management key, without its secret. */
export const getAccountKeyDetail = reading<{ readonly keyId: string }, AccountKeyDetail>({
  name: 'account-key.get',
  summary: 'Show an account management key, its owner, its roles and when it was last used.',
  concerns: concernsAccountKey,
  access: { type: 'requires', needs: [needOnAccountKey('read')], filters: { action: 'read', on: ['Role'] } },
  run: async ({ keyId }, deed) => {
    const [detail] = await describeAccountKeys([await getAccountKey(deed, keyId)], deed)
    if (detail === undefined) throw new Error('one key makes one detail')
    return detail
  },
})

const byMaking = (one: AccountKeyRecord, other: AccountKeyRecord): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

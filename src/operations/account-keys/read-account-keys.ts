import type { AccountKeyRecord } from '../../domain/records.ts'
import { inAccount, reading } from '../operation.ts'
import { listAll } from '../paging.ts'
import { describeAccountKeys, type AccountKeyDetail } from './stored-account-key.ts'

/** Lists the account management keys, in the order of their making; without secrets. */
export const listAccountKeys = reading<object, readonly AccountKeyDetail[]>({
  name: 'account-key.list',
  summary: 'List the account management keys, their roles and when they were last used.',
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['ProvisioningKey'], level: 'account', of: () => [inAccount('ProvisioningKey', null)] },
    ],
    filters: { action: 'read', on: ['ProvisioningKey', 'Role'] },
  },
  run: async (_, deed) => {
    const keys = await listAll<AccountKeyRecord>((page) => deed.store.list('account_key', deed.caller.accountId, page))
    const readable = keys.filter(({ id }) => deed.may('read', inAccount('ProvisioningKey', id)))
    return describeAccountKeys([...readable].sort(byMaking), deed)
  },
})

const byMaking = (one: AccountKeyRecord, other: AccountKeyRecord): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

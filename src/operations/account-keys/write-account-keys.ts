import { refusal } from '../../domain/errors.ts'
import type { AccountKeyRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { inAccount, writing, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { readNaming } from '../roles/role-rules.ts'
import { gainsOfHolding } from '../users/held-gains.ts'
import {
  asPrincipal,
  describeAccountKeys,
  getAccountKey,
  needOnAccountKey,
  type AccountKeyDetail,
} from './stored-account-key.ts'

/** A new key and its secret, which is told this once. */
export interface CreatedAccountKey {
  readonly key: AccountKeyRecord
  readonly secret: string
}

/** Makes an account management key. It has no role, and so may do nothing until it is given one. */
export const createAccountKey = writing<
  { readonly name: string; readonly isEnabled?: boolean | undefined },
  CreatedAccountKey
>({
  name: 'account-key.create',
  summary: 'Make an account management key; it has no permission until it is given a role.',
  access: {
    type: 'requires',
    needs: [
      { action: 'create', on: ['ProvisioningKey'], level: 'account', of: () => [inAccount('ProvisioningKey', null)] },
    ],
  },
  run: async ({ name, isEnabled = true }, deed) => makeAccountKey({ name, isEnabled }, deed),
})

/** Stores a new account management key with a sealed secret. @throws Refusal `invalid_fields`, `key_name_taken` */
export async function makeAccountKey(
  { name, isEnabled }: { readonly name: string; readonly isEnabled: boolean },
  deed: Pick<Deed<Transaction>, 'house' | 'caller' | 'at' | 'store'>,
): Promise<CreatedAccountKey> {
  const { accountId, by } = deed.caller
  const named = readNaming({ name, description: null })
  await requireFreeName(named.name, null, deed)
  const key: AccountKeyRecord = {
    id: await newKeyId(deed),
    accountId,
    name: named.name,
    isEnabled,
    createdBy: `${by.type}:${by.id}`,
    createdAt: deed.at,
    updatedAt: deed.at,
  }
  const secret = deed.house.ids.secret()
  await deed.store.put('account_key', key)
  await deed.store.putKeySecret('account_key', key.id, deed.house.sealer.seal(key.id, secret))
  return { key, secret }
}

/** What of a key is to change; what is absent stays. */
export interface AccountKeyUpdate {
  readonly keyId: string
  readonly name?: string | undefined
  readonly isEnabled?: boolean | undefined
}

/** Renames, enables or disables a key. Who enables one gives its holder all it holds. */
export const updateAccountKey = writing<AccountKeyUpdate, AccountKeyDetail>({
  name: 'account-key.update',
  summary: 'Rename, enable or disable an account management key.',
  access: { type: 'requires', needs: [needOnAccountKey('update')] },
  gains: async ({ keyId, isEnabled }, deed) => {
    const key = await getAccountKey(deed, keyId)
    return isEnabled === true && !key.isEnabled ? gainsOfHolding(asPrincipal(key), deed) : []
  },
  run: async ({ keyId, name, isEnabled }, deed) => {
    const key = await getAccountKey(deed, keyId)
    const after = {
      ...key,
      name: name === undefined ? key.name : readNaming({ name, description: null }).name,
      isEnabled: isEnabled ?? key.isEnabled,
    }
    if (after.name !== key.name) await requireFreeName(after.name, key, deed)
    if (key.isEnabled && !after.isEnabled) await requireMasterAdmin({ principals: [asPrincipal(key)] }, deed)
    const isSame = after.name === key.name && after.isEnabled === key.isEnabled
    const stored = isSame ? key : { ...after, updatedAt: deed.at }
    await deed.store.put('account_key', stored)
    const [detail] = await describeAccountKeys([stored], deed)
    if (detail === undefined) throw new Error('one key makes one detail')
    return detail
  },
})

/** Deletes a key with its roles; its id is never used again. */
export const deleteAccountKey = writing<{ readonly keyId: string }, undefined>({
  name: 'account-key.delete',
  summary: 'Delete an account management key and take its roles away.',
  access: { type: 'requires', needs: [needOnAccountKey('delete')] },
  run: async ({ keyId }, deed) => {
    const key = await getAccountKey(deed, keyId)
    await requireMasterAdmin({ principals: [asPrincipal(key)] }, deed)
    await deleteCascade(deed.store, 'account_key', key)
    return undefined
  },
})

/** Ids are never reused, and fifteen digits may meet by chance once in a long while. */
async function newKeyId({ house, caller, store }: Pick<Deed<Transaction>, 'house' | 'caller' | 'store'>) {
  for (;;) {
    const id = house.ids.accountKey()
    const isUsed =
      (await store.isIdUsed(caller.accountId, 'account_key', id)) ||
      (await store.isIdUsed(caller.accountId, 'api_key', id))
    if (!isUsed) return id
  }
}

/** Names are unique among the account management keys of an account. @throws Refusal `key_name_taken` */
async function requireFreeName(
  name: string,
  own: AccountKeyRecord | null,
  { store, caller }: Pick<Deed<Transaction>, 'store' | 'caller'>,
): Promise<void> {
  const keys = await listAll<AccountKeyRecord>((page) => store.list('account_key', caller.accountId, page))
  if (!keys.some((key) => key.name === name && key.id !== own?.id)) return
  throw refusal('key_name_taken', { name }, { fields: [{ name: 'name', value: name }] })
}

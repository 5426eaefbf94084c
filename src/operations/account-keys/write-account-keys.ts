import { refusal } from '../../domain/errors.ts'
import type { AccountKeyRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { requireMasterAdmin } from '../assignments/last-master-admin.ts'
import { needOnOwner, readOwner, type NamedOwner } from '../keys/key-owner.ts'
import { readPurpose, type NamedPurpose } from '../keys/key-purpose.ts'
import { makeKey, type MadeKey, type Making } from '../keys/make-key.ts'
import { inAccount, writing, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { readNaming } from '../roles/role-rules.ts'
import { gainsOfHolding } from '../users/held-gains.ts'
import {
  asPrincipal,
  concernsAccountKey,
  describeAccountKeys,
  getAccountKey,
  needOnAccountKey,
  type AccountKeyDetail,
} from './stored-account-key.ts'

/** Makes an account management key. It has no role, and so may do nothing until it is given one. */
export const createAccountKey = writing<
  NamedPurpose & { readonly name: string; readonly isEnabled?: boolean | undefined },
  MadeKey<AccountKeyRecord>
>({
  name: 'account-key.create',
  summary: 'Make an account management key; it has no permission until it is given a role.',
  concerns: { noun: 'account_key', keyOf: null },
  access: {
    type: 'requires',
    needs: [
      { action: 'create', on: ['ProvisioningKey'], level: 'account', of: () => [inAccount('ProvisioningKey', null)] },
    ],
  },
  run: async ({ isEnabled = true, ...named }, deed) => makeAccountKey({ ...named, isEnabled }, deed),
})

/** Makes an account management key. @throws Refusal `invalid_fields`, `key_name_taken` */
export async function makeAccountKey(
  { name: sent, isEnabled, ...rest }: NamedPurpose & { readonly name: string; readonly isEnabled: boolean },
  deed: Making,
): Promise<MadeKey<AccountKeyRecord>> {
  const { name } = readNaming({ name: sent, description: null })
  const purpose = readPurpose(rest, null)
  await requireFreeName(name, null, deed)
  return makeKey('account_key', (begun) => ({ ...begun, name, purpose, isEnabled }), deed)
}

/** What of a key is to change; what is absent stays. */
export interface AccountKeyUpdate extends NamedOwner, NamedPurpose {
  readonly keyId: string
  readonly name?: string | undefined
  readonly isEnabled?: boolean | undefined
}

/** Renames, enables or disables a key. Who enables one gives its holder all it holds. */
export const updateAccountKey = writing<AccountKeyUpdate, AccountKeyDetail>({
  name: 'account-key.update',
  summary: 'Rename, enable or disable an account management key, say what it is for, or give it an owner.',
  concerns: concernsAccountKey,
  access: { type: 'requires', needs: [needOnAccountKey('update'), needOnOwner] },
  gains: async ({ keyId, isEnabled }, deed) => {
    const key = await getAccountKey(deed, keyId)
    return isEnabled === true && !key.isEnabled ? gainsOfHolding(asPrincipal(key), deed) : []
  },
  run: async (input, deed) => {
    const { keyId, name, isEnabled } = input
    const key = await getAccountKey(deed, keyId)
    const after: AccountKeyRecord = {
      ...key,
      ownerId: await readOwner(input, key.ownerId, deed),
      purpose: readPurpose(input, key.purpose),
      name: name === undefined ? key.name : readNaming({ name, description: null }).name,
      isEnabled: isEnabled ?? key.isEnabled,
    }
    if (after.name !== key.name) await requireFreeName(after.name, key, deed)
    if (key.isEnabled && !after.isEnabled) await requireMasterAdmin({ principals: [asPrincipal(key)] }, deed)
    const isSame = JSON.stringify(after) === JSON.stringify(key)
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
  concerns: concernsAccountKey,
  access: { type: 'requires', needs: [needOnAccountKey('delete')] },
  run: async ({ keyId }, deed) => {
    const key = await getAccountKey(deed, keyId)
    await requireMasterAdmin({ principals: [asPrincipal(key)] }, deed)
    await deleteCascade(deed.store, 'account_key', key)
    return undefined
  },
})

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

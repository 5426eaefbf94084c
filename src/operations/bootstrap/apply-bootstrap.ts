import type { UserId } from '../../domain/ids.ts'
import { StoreConflict } from '../../store/errors.ts'
import type { Attribution, Transaction } from '../../store/store.ts'
import type { House } from '../house.ts'
import type { Draft } from './draft.ts'
import { hashPassword } from './hash-password.ts'

/**
 * Stores a draft as the first account, in one transaction.
 *
 * For the operator at the machine: no caller's rights are asked, as nobody is there yet who could have any.
 *
 * @returns false when the store isn't empty, and then nothing is changed
 */
export async function applyBootstrap(house: House, draft: Draft): Promise<boolean> {
  if (!(await isEmpty(house))) return false
  const hashByUser = await hashPasswords(draft)
  const attribution: Attribution = {
    by: { type: 'operator', id: 'bootstrap' },
    operation: 'account.bootstrap',
    requestId: null,
    at: draft.account.createdAt,
  }
  try {
    await house.store.createAccount(draft.account, attribution, async (transaction) => {
      await putRecords(transaction, draft)
      await putSecrets(transaction, house, draft, hashByUser)
    })
  } catch (error) {
    // Another node was faster.
    if (error instanceof StoreConflict && !(await isEmpty(house))) return false
    throw error
  }
  return true
}

/** Tells whether a store has no account yet. */
export async function isEmpty({ store }: House): Promise<boolean> {
  return (await store.listAccounts()).length === 0
}

type HashByUser = ReadonlyMap<UserId, string>

async function hashPasswords({ passwordByUser }: Draft): Promise<HashByUser> {
  const hashes = new Map<UserId, string>()
  for (const [userId, password] of passwordByUser) hashes.set(userId, await hashPassword(password))
  return hashes
}

/** What is referred to comes before what refers to it. */
async function putRecords(transaction: Transaction, draft: Draft): Promise<void> {
  await transaction.putAll('environment', draft.environments)
  await transaction.putAll('library_settings', draft.librarySettings)
  await transaction.putAll('role', draft.roles)
  await transaction.putAll('group', draft.groups)
  await transaction.putAll('user', draft.users)
  await transaction.putAll('membership', draft.memberships)
  await transaction.putAll('environment_access', draft.access)
  await transaction.putAll('folder', draft.folders)
  await transaction.putAll('collection', draft.collections)
  await transaction.putAll('account_key', draft.accountKeys)
  await transaction.putAll('api_key', draft.apiKeys)
  await transaction.putAll('custom_policy', draft.policies)
  await transaction.putAll('assignment', draft.assignments)
}

async function putSecrets(
  transaction: Transaction,
  { sealer }: House,
  { account, accountKeys, apiKeys, keys }: Draft,
  hashByUser: HashByUser,
): Promise<void> {
  const secretById = new Map(keys.map(({ id, secret }) => [id, secret]))
  const seal = (id: string): string => sealer.seal(id, secretById.get(id) ?? '')
  for (const { id } of accountKeys) await transaction.putKeySecret('account_key', id, seal(id))
  for (const { id } of apiKeys) await transaction.putKeySecret('api_key', id, seal(id))
  for (const [id, hash] of hashByUser) await transaction.putPasswordHash({ accountId: account.id, id }, hash)
}

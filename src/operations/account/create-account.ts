import { refusal } from '../../domain/errors.ts'
import { accountId, type AccountId } from '../../domain/ids.ts'
import type { Plan } from '../../domain/plan.ts'
import { principal, type Principal } from '../../domain/principal.ts'
import type { AccountRecord } from '../../domain/records.ts'
import { StoreConflict } from '../../store/errors.ts'
import { makeAccountKey } from '../account-keys/write-account-keys.ts'
import { textRules } from '../bootstrap/fields.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import type { House } from '../house.ts'
import { readNewPassword } from '../identity/passwords.ts'
import type { Caller } from '../operation.ts'
import { readNaming } from '../roles/role-rules.ts'
import { readEmail } from '../users/user-rules.ts'
import { giveMasterRoles, type Making } from './master-roles.ts'

/** Who begins an account: the Master Admin, as a key or as a person. */
export type FirstAdmin =
  | { readonly type: 'key'; readonly name: string }
  | { readonly type: 'user'; readonly name: string; readonly email: string; readonly password: string }

/** What a new account is made of. */
export interface AccountCreation {
  /** Null: one is generated. */
  readonly id: string | null
  readonly name: string
  readonly plan: Plan
  readonly assetsAdvanced: boolean
  readonly first: FirstAdmin
}

/** A new account and its Master Admin; of a key, its secret, which is told this once. */
export interface CreatedAccount {
  readonly account: AccountRecord
  readonly admin: Principal
  readonly secret: string | null
}

/**
 * Makes an account with its first Master Admin, in one transaction. For the operator at the machine: nobody is in the
 * account yet who could be asked.
 *
 * @throws Refusal `invalid_fields`, `account_id_taken`
 */
export async function createAccount(
  house: House,
  by: Caller['by'],
  { id, name, plan, assetsAdvanced, first }: AccountCreation,
): Promise<CreatedAccount> {
  const at = house.clock()
  const account: AccountRecord = {
    id: id === null ? house.ids.account() : readAccountId(id),
    name: readNaming({ name, description: null }).name,
    plan,
    assetsAdvanced,
    isActive: true,
    createdAt: at,
    updatedAt: at,
  }
  const makeAdmin = await adminMaker(first)
  const caller: Caller = { accountId: account.id, by, requestId: null }
  const attribution = { by, operation: 'account.create', requestId: null, at }
  try {
    const { result } = await house.store.createAccount(account, attribution, async (store) => {
      const making: Making = { house, caller, at, store }
      const made = await makeAdmin(making)
      await giveMasterRoles(made.admin, making)
      return made
    })
    return { account, ...result }
  } catch (error) {
    if (!(error instanceof StoreConflict && error.constraint === 'account_id')) throw error
    throw refusal('account_id_taken', { id: account.id }, { fields: [{ name: 'id', value: account.id }], cause: error })
  }
}

function readAccountId(sent: string): AccountId {
  const { pattern, maxLength } = textRules.id
  const id = accountId(sent)
  if (pattern.test(id) && id.length <= maxLength) return id
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'id', value: sent }] })
}

type MadeAdmin = Pick<CreatedAccount, 'admin' | 'secret'>

/** Hashing takes its time, so it is done before the transaction begins. */
async function adminMaker(first: FirstAdmin): Promise<(making: Making) => Promise<MadeAdmin>> {
  if (first.type === 'key') {
    return async (making) => {
      const { key, secret } = await makeAccountKey({ name: first.name, isEnabled: true }, making)
      return { admin: principal('account_key', key.id), secret }
    }
  }
  const { name } = readNaming({ name: first.name, description: null })
  const email = readEmail(first.email)
  const hash = await hashPassword(readNewPassword(first.password, email))
  return async ({ house, caller: { accountId: owner }, at, store }) => {
    const dates = { createdAt: at, updatedAt: at }
    const user = { id: house.ids.user(), accountId: owner, name, email, hasAllEnvironments: true, ...dates }
    await store.put('user', { ...user, isEnabled: true, isPending: false })
    await store.putPasswordHash(user, hash)
    return { admin: principal('user', user.id), secret: null }
  }
}

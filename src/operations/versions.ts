import { refusal } from '../domain/errors.ts'
import type { AccountId } from '../domain/ids.ts'
import type { Reader, Transaction } from '../store/store.ts'
import type { Caller, Concern, Operation } from './operation.ts'

/**
 * Finds the version of the record that an operation is about: the revision of the account at which it changed last.
 *
 * @returns null when the operation is about no single record, or the record is absent; of one that it makes: the
 *   revision of the transaction that makes it
 */
export async function findVersion<Input, Output>(
  store: Reader | Transaction,
  { accountId }: Caller,
  { concerns }: Operation<Input, Output>,
  input: Input,
): Promise<number | null> {
  if (concerns === undefined) return null
  if (concerns.keyOf === null) return 'revision' in store ? store.revision : null
  return (await versionOf(store, concerns, input, accountId)) ?? null
}

/**
 * Refuses a change of what its caller hasn't seen, on the very revision that is about to change. A record that is absent
 * is for the operation to refuse.
 *
 * @throws Refusal `version_outdated`, also when the caller expects a version of what has none: a condition that can't be
 *   held must not be passed over
 */
export async function holdToVersion<Input, Output>(
  transaction: Transaction,
  { accountId, expected }: Caller,
  { concerns }: Operation<Input, Output>,
  input: Input,
): Promise<void> {
  if (expected === undefined) return
  if (concerns === undefined || concerns.keyOf === null) {
    throw refusal('version_outdated', undefined, { more: { reason: 'nothing that is changed here has a version' } })
  }
  const version = await versionOf(transaction, concerns, input, accountId)
  if (version === undefined || expected === 'any' || expected.includes(version)) return
  throw refusal('version_outdated', undefined)
}

/** A call a noun: only so does the compiler see that the key is the noun's. */
async function versionOf<Input>(
  store: Reader,
  concern: Concern<Input>,
  input: Input,
  accountId: AccountId,
): Promise<number | undefined> {
  const key = concern.keyOf?.(input, accountId)
  return key === undefined ? undefined : store.findVersion(concern.noun, key)
}

import { refusal } from '../../domain/errors.ts'
import { environmentId, userId, type EnvironmentId, type UserId } from '../../domain/ids.ts'
import type { UserRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { inAccount, type Concern, type Deed, type NeedOf, type Place } from '../operation.ts'
import { textRules } from '../bootstrap/fields.ts'
import { readNaming } from '../roles/role-rules.ts'

/** Where a user is as a resource. */
export const placeOfUser = (id: string): Place => inAccount('User', userId(id))

/** The need to do something with the user that an input names. */
export const needOnUser = (action: string): NeedOf<{ readonly userId: string }> => ({
  action,
  on: ['User'],
  level: 'account',
  of: ({ userId: id }) => [placeOfUser(id)],
})

/** The version of the user that an input names. */
export const concernsUser: Concern<{ readonly userId: string }> = {
  noun: 'user',
  keyOf: ({ userId: id }, accountId) => ({ accountId, id: userId(id) }),
}

/** Who names environments must be able to tell whether they exist. */
export const needOfEnvironments: NeedOf<{ readonly environmentIds?: readonly string[] }> = {
  action: 'read',
  on: ['ProductEnvironment'],
  level: 'account',
  of: ({ environmentIds = [] }) =>
    environmentIds.filter((id) => id !== 'all').map((id) => inAccount('ProductEnvironment', environmentId(id))),
}

/** @throws Refusal `not_found` */
export async function getUserRecord(deed: Deed<Reader>, id: string): Promise<UserRecord> {
  const record = await deed.store.find('user', { accountId: deed.caller.accountId, id: userId(id) })
  if (record === undefined) throw refusal('not_found', { what: 'user' }, { fields: [{ name: 'userId', value: id }] })
  return record
}

/** Reads the name of a user or group, as {@link readNaming} does. @throws Refusal `invalid_fields` */
export const readName = (sent: string): string => readNaming({ name: sent, description: null }).name

/**
 * Reads an e-mail address: one `@` with something before and after it, nothing blank or invisible.
 *
 * @returns in Unicode NFC, case kept
 * @throws Refusal `invalid_fields`
 */
export function readEmail(sent: string): string {
  const email = sent.normalize('NFC')
  const { pattern, maxLength } = textRules.email
  const isFine = pattern.test(email) && email.length <= maxLength && !/\p{C}/u.test(email)
  if (!isFine) throw refusal('invalid_fields', undefined, { fields: [{ name: 'email', value: sent }] })
  return email
}

/** An e-mail names one user of an account, compared in lower case. @throws Refusal `user_email_taken` */
export async function requireFreeEmail(deed: Deed<Transaction>, email: string, own: UserId | null): Promise<void> {
  const taken = await deed.store.findUserByEmail(deed.caller.accountId, email)
  if (taken === undefined || taken.id === own) return
  throw refusal('user_email_taken', { email }, { fields: [{ name: 'email', value: email }] })
}

/** Which environments are open to a user. */
export interface EnvironmentAccess {
  /** Every environment, future ones included. */
  readonly isAll: boolean
  /** Those given one by one; each once. */
  readonly ids: readonly EnvironmentId[]
}

/** Reads a list of environments; `all` in it means every one. @throws Refusal `environment_unknown` */
export function readEnvironments(sent: readonly string[], { engine }: Deed<Reader>): EnvironmentAccess {
  if (sent.includes('all')) return { isAll: true, ids: [] }
  const { environments } = engine.snapshot
  const ids = [...new Set(sent.map(environmentId))]
  const unknown = ids.find((id) => !environments.isKnown(environments.number(id)))
  if (unknown === undefined) return { isAll: false, ids }
  throw refusal('environment_unknown', { id: unknown }, { fields: [{ name: 'environmentId', value: unknown }] })
}

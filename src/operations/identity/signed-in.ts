import { refusal } from '../../domain/errors.ts'
import type { UserRecord } from '../../domain/records.ts'
import { userId } from '../../domain/ids.ts'
import type { Reader } from '../../store/store.ts'
import type { Access, CallerSession, Deed, Preparing } from '../operation.ts'
import { comparePassword } from './passwords.ts'
import { countAttempt, idOfCounted, userText } from './throttle.ts'

/** Whoever is signed in may run an operation about nobody but itself. */
export const ownAccess: Extract<Access<unknown>, { type: 'anyone' }> = {
  type: 'anyone',
  why: 'it is about nobody but the user who is signed in; keys are refused',
}

/** A user who is signed in, and the session. */
export interface SignedInUser {
  readonly user: UserRecord
  readonly session: CallerSession
}

/** Finds the user who calls. @throws Refusal `not_permitted_here` for a key, or the operator */
export async function getOwnUser({ caller, store }: Pick<Deed<Reader>, 'caller' | 'store'>): Promise<SignedInUser> {
  const { by, accountId, session } = caller
  const user = by.type === 'user' ? await store.find('user', { accountId, id: userId(by.id) }) : undefined
  if (user !== undefined && session !== undefined) return { user, session }
  throw refusal('not_permitted_here', { why: 'sign in with e-mail and password: keys have no sessions' })
}

/**
 * Lets somebody go on who gives the caller's own password; before a transaction, so that wrong ones are counted.
 *
 * @throws Refusal `invalid_fields` for `field`, `too_many_attempts`
 */
export async function requireOwnPassword(
  { house, caller, at }: Preparing,
  password: string,
  field: string,
): Promise<void> {
  const { store } = house
  const { user } = await getOwnUser({ caller, store })
  const counted = { rule: 'user', of: userText(user) } as const
  await countAttempt(counted, at, store.identity)
  const { isRight } = await comparePassword(password, await store.findPasswordHash(user))
  if (!isRight) throw refusal('invalid_fields', undefined, { fields: [{ name: field, value: null }] })
  await store.identity.attempts.forget(idOfCounted(counted))
}

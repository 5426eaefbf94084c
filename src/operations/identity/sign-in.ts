import { refusal } from '../../domain/errors.ts'
import type { AccountId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AccountRecord, UserRecord } from '../../domain/records.ts'
import type { House } from '../house.ts'
import { changeFor } from './change-for.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import { comparePassword } from './passwords.ts'
import { useCode } from './second-factor-code.ts'
import { beginSession, type BegunSession } from './sessions.ts'
import { countAttempt, idOfCounted, takeBackAttempt, userText, type Counted } from './throttle.ts'
import { issueToken, openToken, useToken } from './tokens.ts'
import { visiting, type Visitor } from './visitor.ts'

/** What somebody signs in with. */
export interface SignIn {
  readonly email: string
  readonly password: string
  /** Null: the one account in which the e-mail and the password fit. */
  readonly accountId: AccountId | null
}

/** What came of signing in. */
export type SignedIn =
  | ({ readonly type: 'signed_in' } & BegunSession)
  /** The token, together with a code, signs in. */
  | { readonly type: 'second_factor'; readonly token: string }
  /** E-mail and password fit in several accounts: one must be named. */
  | { readonly type: 'choose_account'; readonly accounts: readonly AccountRecord[] }

/**
 * Signs a user in with e-mail and password. An unknown e-mail, a wrong password, a user who is disabled or has not accepted
 * the invitation: all are refused in the same words after the same steps.
 */
export const beginSignIn = visiting<SignIn, SignedIn>({
  name: 'session.begin',
  summary: 'Sign in with e-mail and password.',
  access: { type: 'anyone', why: 'whoever signs in is nobody yet; the password says who it is' },
  run: async ({ email, password, accountId }, house, visitor) => {
    const at = house.clock()
    await countAttempt({ rule: 'address', of: visitor.address }, at, house.store.identity)
    const counted = await countForEmail(email, visitor.address, at, house)
    const fitting = await findFitting(email, password, accountId, house)
    const [first] = fitting
    if (first === undefined) throw refusal('invalid_credentials', undefined)
    const { attempts } = house.store.identity
    for (const one of counted) await attempts.forget(idOfCounted(one))
    await takeBackAttempt({ rule: 'address', of: visitor.address }, house.store.identity)
    if (fitting.length > 1) return { type: 'choose_account', accounts: fitting.map(({ account }) => account) }
    return goOn(first, at, house, visitor)
  },
})

/**
 * Counts a try at one e-mail: for the network that it comes from, so that who guesses keeps nobody else waiting; and as a
 * whole, where it comes from a network of which no session of that e-mail is: else whoever can guess from many networks could
 * guess on and on.
 *
 * @returns what is forgotten once the password was right
 */
async function countForEmail(
  email: string,
  network: string,
  at: Instant,
  house: House,
): Promise<readonly [Counted, Counted]> {
  const { identity } = house.store
  const fromThere = { rule: 'email_sender', of: JSON.stringify([email, network]) } as const
  const fromAnywhere = { rule: 'email', of: email } as const
  await countAttempt(fromThere, at, identity)
  if (!(await hasSessionsFrom(network, email, house))) await countAttempt(fromAnywhere, at, identity)
  return [fromThere, fromAnywhere]
}

async function hasSessionsFrom(network: string, email: string, { store: { identity } }: House): Promise<boolean> {
  const users = (await identity.listUsersByEmail(email.normalize('NFC'))).slice(0, mostAccounts)
  const sessions = await Promise.all(users.map((user) => identity.sessions.list(user)))
  return sessions.flat().some(({ address }) => address === network)
}

/** A user whose password was right. */
interface Fitting {
  readonly user: UserRecord
  readonly account: AccountRecord
  readonly hash: string
}

/** So many accounts of one e-mail are tried; whoever has more must name one. */
const mostAccounts = 10

async function findFitting(
  email: string,
  password: string,
  accountId: AccountId | null,
  house: House,
): Promise<readonly Fitting[]> {
  const users = (await house.store.identity.listUsersByEmail(email.normalize('NFC')))
    .filter((user) => accountId === null || user.accountId === accountId)
    .slice(0, mostAccounts)
  if (users.length === 0) await comparePassword(password, undefined)
  const fitting: Fitting[] = []
  for (const user of users) {
    const stored = await house.store.findPasswordHash(user)
    const { isRight, isOutdated } = await comparePassword(password, stored)
    const account = await house.store.find('account', { id: user.accountId })
    if (!isRight || stored === undefined || !user.isEnabled || user.isPending || account?.isActive !== true) continue
    const hash = isOutdated ? await renewHash(user, password, stored, house) : stored
    fitting.push({ user, account, hash })
  }
  return fitting
}

/** Hashes a password anew at the cost of today; one that was changed meanwhile stays. */
async function renewHash(user: UserRecord, password: string, outdated: string, house: House): Promise<string> {
  const hash = await hashPassword(password)
  const attribution = { operation: 'password.renew-hash', requestId: null, at: house.clock() }
  await changeFor(user, attribution, house, async (transaction) => {
    if ((await transaction.findPasswordHash(user)) === outdated) await transaction.putPasswordHash(user, hash)
  })
  return hash
}

/** To the second factor where there is one, else to a session. */
async function goOn({ user, hash }: Fitting, at: Instant, house: House, visitor: Visitor): Promise<SignedIn> {
  const { identity } = house.store
  const factor = await identity.factors.find(user)
  if (factor?.isConfirmed === true) {
    return { type: 'second_factor', token: await issueToken('second_factor', user, at, { house, identity }) }
  }
  const begun = await beginSession(user, hash, at, house, visitor)
  if (begun === undefined) throw refusal('invalid_credentials', undefined)
  return { type: 'signed_in', ...begun }
}

/**
 * Finishes signing in with a code of the authenticator, or with a recovery code. The token is used up by a right code
 * alone; wrong ones are counted for the user, whichever tokens they come with.
 */
export const confirmSignIn = visiting<{ readonly token: string; readonly code: string }, BegunSession>({
  name: 'session.confirm',
  summary: 'Finish signing in with a code.',
  access: { type: 'anyone', why: 'the token, which the password was given for, says who it is' },
  run: async ({ token, code }, house, visitor) => {
    const at = house.clock()
    const { identity } = house.store
    await countAttempt({ rule: 'address', of: visitor.address }, at, identity)
    const { user } = await openToken('second_factor', token, at, house.store)
    const counted = { rule: 'user', of: userText(user) } as const
    await countAttempt(counted, at, identity)
    const hash = (await house.store.findPasswordHash(user)) ?? ''
    if (!(await useCode(user, code, at, house.sealer, identity))) throw refusal('second_factor_refused', undefined)
    await useToken('second_factor', token, at, house.store)
    await identity.attempts.forget(idOfCounted(counted))
    await takeBackAttempt({ rule: 'address', of: visitor.address }, identity)
    const begun = await beginSession(user, hash, at, house, visitor)
    if (begun === undefined) throw refusal('link_not_valid', undefined)
    return begun
  },
})

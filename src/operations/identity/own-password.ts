import type { AccountId } from '../../domain/ids.ts'
import type { UserKey } from '../../store/identity.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import type { House } from '../house.ts'
import { writing } from '../operation.ts'
import { changeFor } from './change-for.ts'
import type { Letter } from './letters.ts'
import { readNewPassword } from './passwords.ts'
import { getOwnUser, ownAccess, requireOwnPassword } from './signed-in.ts'
import { countAttempt, takeBackAttempt } from './throttle.ts'
import { issueToken, openToken, useToken } from './tokens.ts'
import { visiting } from './visitor.ts'

/** Changes the caller's own password. It signs out everywhere, so that whoever knew the old one is out. */
export const changePassword = writing<{ readonly oldPassword: string; readonly newPassword: string }, undefined>({
  name: 'password.change',
  summary: 'Change the own password; every session ends.',
  access: ownAccess,
  prepare: async ({ oldPassword, newPassword }, preparing) => {
    const { user } = await getOwnUser({ ...preparing, store: preparing.house.store })
    readNewPassword(newPassword, user.email)
    await requireOwnPassword(preparing, oldPassword, 'oldPassword')
  },
  run: async ({ newPassword }, deed) => {
    const { user } = await getOwnUser(deed)
    await deed.store.putPasswordHash(user, await hashPassword(readNewPassword(newPassword, user.email)))
    return undefined
  },
})

/** What came of asking for a new password: letters to send, when they are there. Nobody is told whether there are any. */
export interface AskedReset {
  readonly letters: Promise<readonly Letter[]>
}

/** Asks for a link by which a password is set anew. The answer is the same, and as fast, whoever the e-mail is of. */
export const requestPasswordReset = visiting<
  { readonly email: string; readonly accountId: AccountId | null },
  AskedReset
>({
  name: 'password-reset.request',
  summary: 'Ask for a link to set a new password.',
  access: { type: 'anyone', why: 'whoever forgot the password can not sign in; the link goes to the mailbox alone' },
  run: async ({ email, accountId }, house, visitor) => {
    const at = house.clock()
    await countAttempt({ rule: 'address', of: visitor.address }, at, house.store.identity)
    await countAttempt({ rule: 'letter', of: email }, at, house.store.identity)
    const letters = writeLetters(email, accountId, house)
    // Whoever waits for them learns of a failure; whoever doesn't must not be brought down by it.
    letters.catch(() => undefined)
    return { letters }
  },
})

async function writeLetters(email: string, accountId: AccountId | null, house: House): Promise<readonly Letter[]> {
  const { identity } = house.store
  const users = (await identity.listUsersByEmail(email.normalize('NFC'))).filter(
    (user) => user.isEnabled && !user.isPending && (accountId === null || user.accountId === accountId),
  )
  const at = house.clock()
  const letters: Letter[] = []
  for (const user of users) {
    letters.push({ user, by: 'mail', token: await issueToken('password_reset', user, at, { house, identity }) })
  }
  return letters
}

/** Sets a new password by a link. Every session of the user ends. */
export const resetPassword = visiting<{ readonly token: string; readonly password: string }, UserKey>({
  name: 'password-reset.complete',
  summary: 'Set a new password by a link.',
  access: { type: 'anyone', why: 'the link, which went to the mailbox of the user alone, says who it is' },
  run: async ({ token, password }, house, visitor) => {
    const at = house.clock()
    const counted = { rule: 'address', of: visitor.address } as const
    await countAttempt(counted, at, house.store.identity)
    const { user } = await openToken('password_reset', token, at, house.store)
    const hash = await hashPassword(readNewPassword(password, user.email))
    const attribution = { operation: 'password-reset.complete', requestId: visitor.requestId, at }
    await changeFor(user, attribution, house, async (transaction) => {
      await useToken('password_reset', token, at, transaction)
      await transaction.putPasswordHash(user, hash)
    })
    await takeBackAttempt(counted, house.store.identity)
    return user
  },
})

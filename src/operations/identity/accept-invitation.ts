import { refusal } from '../../domain/errors.ts'
import type { AccountRecord, UserRecord } from '../../domain/records.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import type { House } from '../house.ts'
import { readName } from '../users/user-rules.ts'
import { changeFor } from './change-for.ts'
import { readNewPassword } from './passwords.ts'
import { countAttempt, takeBackAttempt } from './throttle.ts'
import { openToken, useToken } from './tokens.ts'
import { visiting } from './visitor.ts'

/** Whom an invitation is for, and by which account. */
export interface ShownInvitation {
  readonly user: UserRecord
  readonly account: AccountRecord
}

const whyAnyone = 'the link, which went to the person invited alone, says who it is'

/** Shows whom an invitation is for, to who has its link. */
export const showInvitation = visiting<{ readonly token: string }, ShownInvitation>({
  name: 'invitation.show',
  summary: 'Show whom an invitation is for.',
  access: { type: 'anyone', why: whyAnyone },
  run: async ({ token }, house, visitor) => {
    const at = house.clock()
    const { identity } = house.store
    const counted = { rule: 'address', of: visitor.address } as const
    await countAttempt(counted, at, identity)
    const { user } = await openToken('invitation', token, at, house.store)
    await takeBackAttempt(counted, identity)
    return show(user, house)
  },
})

/** Accepts an invitation: sets the password, and the name when one is given. Of several at once, one succeeds. */
export const acceptInvitation = visiting<
  { readonly token: string; readonly password: string; readonly name: string | null },
  ShownInvitation
>({
  name: 'invitation.accept',
  summary: 'Accept an invitation and set the password.',
  access: { type: 'anyone', why: whyAnyone },
  run: async ({ token, password, name }, house, visitor) => {
    const at = house.clock()
    const { identity } = house.store
    const counted = { rule: 'address', of: visitor.address } as const
    await countAttempt(counted, at, identity)
    const { user: invited } = await openToken('invitation', token, at, house.store)
    const hash = await hashPassword(readNewPassword(password, invited.email))
    const attribution = { operation: 'invitation.accept', requestId: visitor.requestId, at }
    const user = await changeFor(invited, attribution, house, async (transaction) => {
      const { user: pending } = await useToken('invitation', token, at, transaction)
      const named = name === null ? pending.name : readName(name)
      const accepted = { ...pending, name: named, isPending: false, updatedAt: at }
      await transaction.put('user', accepted)
      await transaction.putPasswordHash(accepted, hash)
      return accepted
    })
    await takeBackAttempt(counted, identity)
    return show(user, house)
  },
})

async function show(user: UserRecord, { store }: House): Promise<ShownInvitation> {
  const account = await store.find('account', { id: user.accountId })
  if (account === undefined) throw refusal('link_not_valid', undefined)
  return { user, account }
}

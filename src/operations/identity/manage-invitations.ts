import { refusal } from '../../domain/errors.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { UserRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, reading, writing, type Deed } from '../operation.ts'
import { gainsOfUser } from '../users/held-gains.ts'
import { listReadable } from '../users/list-readable.ts'
import { getUserRecord, needOnUser } from '../users/user-rules.ts'
import type { Letter } from './letters.ts'
import { issueToken } from './tokens.ts'

/** Somebody who was invited and has not accepted. */
export interface OpenInvitation {
  readonly user: UserRecord
  /** `unsent`: there is no link; the user was made pending in another way, or disabled meanwhile. */
  readonly state: 'pending' | 'expired' | 'unsent'
  /** Null when there is no link. */
  readonly sentAt: Instant | null
  readonly expiresAt: Instant | null
}

/** Lists those who have not accepted yet; only users that the caller may read. */
export const listInvitations = reading<object, readonly OpenInvitation[]>({
  name: 'invitation.list',
  summary: 'List the people who were invited and have not accepted.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['User'], level: 'account', of: () => [inAccount('User', null)] }],
    filters: { action: 'read', on: ['User'] },
  },
  run: async (_, deed) => {
    const { accountId } = deed.caller
    const users = await listReadable({ isPending: true }, { by: 'id', isDescending: false }, null, deed)
    const tokens = await deed.house.store.identity.tokens.list(accountId, 'invitation')
    const tokenByUser = new Map(tokens.map((token) => [token.userId, token]))
    return users.map((user) => {
      const token = tokenByUser.get(user.id)
      if (token === undefined) return { user, state: 'unsent', sentAt: null, expiresAt: null }
      const state = isExpired(token.expiresAt, deed.at) ? 'expired' : 'pending'
      return { user, state, sentAt: token.createdAt, expiresAt: token.expiresAt }
    })
  },
})

/** Makes a new link for somebody who has not accepted; the one before stops working. */
export const resendInvitation = writing<{ readonly userId: string }, Letter>({
  name: 'invitation.resend',
  summary: 'Make a new link for somebody who was invited.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  // Whoever gets the link can become the user.
  gains: async ({ userId }, deed) => gainsOfUser(await getPending(userId, deed), deed),
  run: async ({ userId }, deed) => {
    const user = await getPending(userId, deed)
    const { house, store, at } = deed
    return { user, token: await issueToken('invitation', user, at, { house, identity: store.identity }) }
  },
})

/** Takes an invitation back: the user is deleted, with all it would have had. */
export const revokeInvitation = writing<{ readonly userId: string }, undefined>({
  name: 'invitation.revoke',
  summary: 'Take an invitation back.',
  access: { type: 'requires', needs: [needOnUser('delete')] },
  run: async ({ userId }, deed) => {
    await deleteCascade(deed.store, 'user', await getPending(userId, deed))
    return undefined
  },
})

/** @throws Refusal `not_found` for a user who has accepted, too: there is no invitation */
async function getPending(id: string, deed: Deed<Reader>): Promise<UserRecord> {
  const user = await getUserRecord(deed, id)
  if (user.isPending && user.isEnabled) return user
  throw refusal('not_found', { what: 'invitation' }, { fields: [{ name: 'userId', value: id }] })
}

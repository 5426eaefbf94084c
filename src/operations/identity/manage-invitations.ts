import { refusal } from '../../domain/errors.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { UserRecord } from '../../domain/records.ts'
import { standingSending, type InvitationState, type Sending } from '../../domain/sending.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { StoredToken } from '../../store/identity.ts'
import type { Reader } from '../../store/store.ts'
import type { UserFilter, UserOrder } from '../../store/user-lists.ts'
import { inAccount, reading, writing, type Deed } from '../operation.ts'
import { gainsOfUser } from '../users/held-gains.ts'
import { listReadable, mayReadAll, type NumberedPage } from '../users/list-readable.ts'
import { getUserRecord, needOnUser } from '../users/user-rules.ts'
import { writeInvitation, type Letter } from './letters.ts'

/** Somebody who was invited and has not accepted. */
export interface OpenInvitation {
  readonly user: UserRecord
  readonly state: InvitationState
  /** Null when there is no link. */
  readonly sentAt: Instant | null
  readonly expiresAt: Instant | null
  /** What became of the letter; null when there is none, or nothing was noted. */
  readonly sending: Sending | null
}

/** Which invitations, in which order; every filter that is given must let one pass. */
export interface InvitationSearch {
  /** What stands somewhere in the name or the e-mail, in any case. */
  readonly text?: string
  readonly state?: InvitationState
  /** By `state`, those that need somebody come first. */
  readonly order: { readonly by: 'name' | 'email' | 'state' | 'sent_at'; readonly isDescending: boolean }
  readonly page: NumberedPage
}

/** A page of invitations. */
export interface FoundInvitations {
  readonly invitations: readonly OpenInvitation[]
  /** How many there are on all pages; null for who may read only some users: these aren't counted. */
  readonly total: number | null
}

/** Lists those who have not accepted yet, page by page; only users that the caller may read. */
export const listInvitations = reading<InvitationSearch, FoundInvitations>({
  name: 'invitation.list',
  summary: 'List the people who were invited and have not accepted.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['User'], level: 'account', of: () => [inAccount('User', null)] }],
    filters: { action: 'read', on: ['User'] },
  },
  run: async ({ text, state, order, page }, deed) => {
    const { accountId } = deed.caller
    const filter: UserFilter = {
      isPending: true,
      ...(text !== undefined && { part: text }),
      ...(state !== undefined && { invitation: { state, at: deed.at } }),
    }
    const users = await listReadable(filter, readOrder(order, deed.at), page, deed)
    const ids = users.map(({ id }) => id)
    const tokens = await deed.house.store.identity.tokens.list(accountId, 'invitation', ids)
    const tokenByUser = new Map(tokens.map((token) => [token.userId, token]))
    return {
      invitations: users.map((user) => describeInvitation(user, tokenByUser.get(user.id), deed.at)),
      total: mayReadAll(deed) ? await deed.store.countUsers(accountId, filter) : null,
    }
  },
})

function readOrder({ by, isDescending }: InvitationSearch['order'], at: Instant): UserOrder {
  if (by === 'state') return { by: { invitation: { stateAt: at } }, isDescending }
  return { by: by === 'sent_at' ? { invitation: 'made' } : by, isDescending }
}

function describeInvitation(user: UserRecord, token: StoredToken | undefined, at: Instant): OpenInvitation {
  if (token === undefined) return { user, state: 'unsent', sentAt: null, expiresAt: null, sending: null }
  const { createdAt: sentAt, expiresAt } = token
  const sending = token.sending && standingSending(token.sending, at)
  const state = isExpired(expiresAt, at) ? 'expired' : sending?.outcome === 'failed' ? 'failed' : 'pending'
  return { user, state, sentAt, expiresAt, sending }
}

/** Whom a new link is for, and how it is to go. */
export interface Resending {
  readonly userId: string
  readonly by: Letter['by']
}

/** Makes a new link for somebody who has not accepted; the one before stops working. */
export const resendInvitation = writing<Resending, Letter>({
  name: 'invitation.resend',
  summary: 'Make a new link for somebody who was invited.',
  access: { type: 'requires', needs: [needOnUser('update')] },
  // Whoever gets the link can become the user.
  gains: async ({ userId }, deed) => gainsOfUser(await getPending(userId, deed), deed),
  run: async ({ userId, by }, deed) => writeInvitation(await getPending(userId, deed), by, deed),
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

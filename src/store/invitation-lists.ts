import { sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import { invitationStates, longestSendingMs, type InvitationState } from '../domain/sending.ts'
import type { Clause } from './row.ts'
import { isEqual } from './row.ts'

/** Users who were invited, and whose invitation is in a state at an instant. */
export interface InvitationFilter {
  readonly state: InvitationState
  readonly at: Instant
}

/** By when the invitation was made, none first; or by its state at an instant, in the order of the states. */
export interface InvitationOrder {
  readonly invitation: 'made' | { readonly stateAt: Instant }
}

/** Joins the invitation of each user; a user has one at most. */
export const invitationJoin = sql`left join user_tokens as invited on invited.account_id = users.account_id
  and invited.kind = 'invitation' and invited.user_id = users.id`

/** Those of a filter, where {@link invitationJoin} is joined. */
export const isInState = ({ state, at }: InvitationFilter): Clause => sql`(${stateCell(at)}) = ${numberOf(state)}`

/** The rank of users in an order, where {@link invitationJoin} is joined. */
export const rankOfInvitation = ({ invitation }: InvitationOrder): Clause =>
  invitation === 'made' ? sql`coalesce(invited.created_at, -1)` : stateCell(invitation.stateAt)

/** The number of an invitation's state; what is not known of its sending is nothing bad. */
const stateCell = (at: Instant): Clause => sql`case
  when invited.id is null then ${numberOf('unsent')}
  when invited.expires_at <= ${at} then ${numberOf('expired')}
  when ${isEqual('invited.sending', 'failed')} then ${numberOf('failed')}
  when ${isEqual('invited.sending', 'under_way')} and invited.sending_at <= ${at - longestSendingMs}
    then ${numberOf('failed')}
  else ${numberOf('pending')} end`

const numberOf = (state: InvitationState): Clause => sql.lit(invitationStates.indexOf(state))

import type { CallReply } from '../../api/client.ts'
import type { Say } from '../language/messages.ts'
import type { invitationMessages } from './invitation-messages.ts'

/** An invitation as the list shows it. */
export type ListedInvitation = CallReply<'listInvitations'>['invitations'][number]

/** A link that was made, and what became of its letter. */
export type SentLink = CallReply<'resendInvitation'>

/** The states of an invitation, those that need somebody first. */
export const invitationStates = ['failed', 'expired', 'unsent', 'pending'] as const

/** Says the messages about invitations. */
export type InvitationSay = Say<keyof typeof invitationMessages.texts>

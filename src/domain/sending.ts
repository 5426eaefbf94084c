import type { Instant } from './instant.ts'

/**
 * Why a letter was not mailed, in our words: what a mail server says is the operator's, in the log. `timed_out` and
 * `interrupted` leave open whether the letter arrived after all.
 */
export const mailFailures = [
  'recipient_refused',
  'sender_refused',
  'letter_refused',
  'try_later',
  'sign_in_refused',
  'unreachable',
  'timed_out',
  'interrupted',
  'unknown',
] as const

/** One of {@link mailFailures}. */
export type MailFailure = (typeof mailFailures)[number]

/** What becomes of sending a letter. */
export const sendingOutcomes = ['under_way', 'mailed', 'not_configured', 'link', 'failed'] as const

/**
 * What became of sending a letter. `under_way`: it was begun; `not_configured`: there is no mail; `link`: whoever asked
 * for the letter wanted its link in place of mail. Whoever asked got the link by the latter two, and when mail failed.
 */
export interface Sending {
  readonly outcome: (typeof sendingOutcomes)[number]
  /** Null unless it failed. */
  readonly failure: MailFailure | null
  /** When it was begun, or ended. */
  readonly at: Instant
}

/** So long sending may be under way before it counts as interrupted, in milliseconds. */
export const longestSendingMs = 5 * 60_000

/** Tells what is to be thought of sending at an instant: what never ended was interrupted, with the process that did it. */
export function standingSending(sending: Sending, at: Instant): Sending {
  const isLost = sending.outcome === 'under_way' && sending.at <= at - longestSendingMs
  return isLost ? { outcome: 'failed', failure: 'interrupted', at: sending.at } : sending
}

/** The states of an invitation that nobody has accepted, in the order of lists: those that need somebody first. */
export const invitationStates = ['failed', 'expired', 'unsent', 'pending'] as const

/**
 * `failed`: the link works, but no mail took it there; `expired`: the link doesn't work any more, however it was sent;
 * `unsent`: there is no link, as the user was made pending in another way, or disabled or given another e-mail meanwhile.
 */
export type InvitationState = (typeof invitationStates)[number]

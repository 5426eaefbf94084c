import type { UserRecord } from '../../domain/records.ts'
import type { MailFailure, Sending } from '../../domain/sending.ts'
import type { Transaction } from '../../store/store.ts'
import type { House } from '../house.ts'
import type { Deed } from '../operation.ts'
import { idOfToken, issueToken } from './tokens.ts'

/** How a link reached whom it is for, or didn't: then it is shown to who asked for it, once. */
export type Delivery =
  | { readonly by: 'mail' }
  /** `failure` null: no mail is configured, or the link was asked for. */
  | { readonly by: 'link'; readonly link: string; readonly failure: MailFailure | null }

/** A link for one user. Whoever has it can set the user's password, so it goes to nobody else. */
export interface Letter {
  readonly user: UserRecord
  readonly token: string
  /** How it is to go: `link` is for who asked, and is never mailed. */
  readonly by: 'mail' | 'link'
  /** Absent until the server has sent it, or has found that it can't. */
  readonly delivery?: Delivery
}

/**
 * Writes an invitation. That it is to be mailed is kept with it, so that one whose sending never ends is told as such;
 * the operator at the machine is shown the link by the command, and nothing is mailed.
 */
export async function writeInvitation(
  user: UserRecord,
  wanted: Letter['by'],
  { house, store, at, caller }: Deed<Transaction>,
): Promise<Letter> {
  const by = caller.by.type === 'operator' ? 'link' : wanted
  const sending: Sending = { outcome: by === 'link' ? 'link' : 'under_way', failure: null, at }
  return { user, by, token: await issueToken('invitation', user, at, { house, identity: store.identity, sending }) }
}

/** Keeps what became of sending an invitation, at the instant it ended; one that was replaced meanwhile stays as it is. */
export const noteSending = ({ token }: Letter, ended: Omit<Sending, 'at'>, { store, clock }: House): Promise<void> =>
  store.identity.tokens.noteSending('invitation', idOfToken(token), { ...ended, at: clock() })

import type { MailFailure } from '../domain/sending.ts'
import type { House } from '../operations/house.ts'
import { noteSending, type Letter } from '../operations/identity/letters.ts'
import { describeError, type Log } from './log.ts'
import type { Mailer } from './mail.ts'
import { isOfServer, mailFailureOf } from './mail-failure.ts'
import { linkOf, writeMail, type LetterKind } from './mail-texts.ts'

/** What letters are sent with. */
export interface PostWiring {
  readonly house: House
  readonly log: Pick<Log, 'info' | 'warn'>
  /** Null: nothing is mailed. */
  readonly mailer: Mailer | null
  /** Where people reach the console; no slash at the end. */
  readonly publicUrl: string
}

/** Sends letters one after the other; once the mail server takes none at all, the others aren't tried. */
export async function deliverAll(
  kind: LetterKind,
  letters: readonly Letter[],
  wiring: PostWiring,
): Promise<readonly Letter[]> {
  const delivered: Letter[] = []
  let known: MailFailure | null = null
  for (const letter of letters) {
    const sent = await deliver(kind, letter, wiring, known)
    const failure = sent.delivery?.by === 'link' ? sent.delivery.failure : null
    if (failure !== null && isOfServer(failure)) known = failure
    delivered.push(sent)
  }
  return delivered
}

/**
 * Sends a letter by mail; where there is no mail, or the mail server doesn't take it, the letter carries its link, to be
 * shown to who asked for it. What became of an invitation is kept. The log says what was done; where no mail is configured
 * it has the links of invitations too, as they may be asked for by a command nobody watches, and never those of password
 * resets.
 *
 * @param known why the mail server takes nothing; null: it is tried
 */
export async function deliver(
  kind: LetterKind,
  letter: Letter,
  wiring: PostWiring,
  known: MailFailure | null = null,
): Promise<Letter> {
  const { log, mailer, publicUrl } = wiring
  const link = linkOf(kind, letter, publicUrl)
  const sent = letter.by === 'link' ? 'link' : mailer === null ? 'not_configured' : 'mailed'
  const failure = sent === 'mailed' ? (known ?? (await mail(kind, letter, link, wiring))) : null
  const outcome = failure === null ? sent : 'failed'
  if (kind === 'invitation') await note(letter, { outcome, failure }, wiring)
  const about = { letter: kind, accountId: letter.user.accountId, userId: letter.user.id }
  if (outcome === 'mailed') log.info({ ...about, by: 'mail' }, 'a link was mailed')
  else {
    const told = kind === 'invitation' && mailer === null ? { link } : {}
    const why = { isMailConfigured: mailer !== null, ...(failure !== null && { failure }) }
    log.info({ ...about, by: 'link', ...why, ...told }, 'a link was made and not mailed')
  }
  return { ...letter, delivery: outcome === 'mailed' ? { by: 'mail' } : { by: 'link', link, failure } }
}

/** The letter is out, or its link must be told: whatever the store says, the answer is given. */
async function note(letter: Letter, ended: Parameters<typeof noteSending>[1], wiring: PostWiring): Promise<void> {
  try {
    await noteSending(letter, ended, wiring.house)
  } catch (error) {
    wiring.log.warn({ error: describeError(error) }, 'what became of a letter could not be kept')
  }
}

/** Null: the mail server took it. */
async function mail(
  kind: LetterKind,
  letter: Letter,
  link: string,
  { house, log, mailer }: PostWiring,
): Promise<MailFailure | null> {
  try {
    const account = await house.store.find('account', { id: letter.user.accountId })
    await mailer?.send(writeMail(kind, letter, account?.name ?? '', link))
    return null
  } catch (error) {
    const failure = mailFailureOf(error)
    log.warn({ failure, error: describeError(error) }, 'the mail server did not take a letter')
    return failure
  }
}

import type { House } from '../operations/house.ts'
import type { Letter } from '../operations/identity/letters.ts'
import { describeError, type Log } from './log.ts'
import type { Mailer } from './mail.ts'
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

/**
 * Sends a letter by mail; where there is no mail, or the mail server doesn't take it, the letter carries its link, to be
 * shown to who asked for it. The log says what was done; where no mail is configured it has the links of invitations too, as
 * they may be asked for by a command nobody watches, and never those of password resets.
 */
export async function deliver(kind: LetterKind, letter: Letter, wiring: PostWiring): Promise<Letter> {
  const { log, mailer, publicUrl } = wiring
  const link = linkOf(kind, letter, publicUrl)
  const isMailed = await mail(kind, letter, link, wiring)
  const about = { letter: kind, accountId: letter.user.accountId, userId: letter.user.id }
  if (isMailed) log.info({ ...about, by: 'mail' }, 'a link was mailed')
  else {
    const told = kind === 'invitation' && mailer === null ? { link } : {}
    log.info({ ...about, by: 'link', isMailConfigured: mailer !== null, ...told }, 'a link was made and not mailed')
  }
  return { ...letter, delivery: isMailed ? { by: 'mail' } : { by: 'link', link } }
}

async function mail(
  kind: LetterKind,
  letter: Letter,
  link: string,
  { house, log, mailer }: PostWiring,
): Promise<boolean> {
  if (mailer === null) return false
  try {
    const account = await house.store.find('account', { id: letter.user.accountId })
    await mailer.send(writeMail(kind, letter, account?.name ?? '', link))
    return true
  } catch (error) {
    log.warn({ error: describeError(error) }, 'the mail server did not take a letter')
    return false
  }
}

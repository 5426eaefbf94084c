import type { Letter } from '../operations/identity/letters.ts'
import type { Mail } from './mail.ts'

/** What a letter is about. */
export type LetterKind = 'invitation' | 'password_reset'

/** Where a letter's link leads: its token stands in the path, which the log of requests leaves out. */
export const linkOf = (kind: LetterKind, { token }: Letter, publicUrl: string): string =>
  `${publicUrl.replace(/\/$/, '')}/${kind === 'invitation' ? 'accept' : 'reset'}/${token}`

/** Writes a letter. Names come from people, so they are on lines of their own and never in the title. */
export function writeMail(kind: LetterKind, letter: Letter, account: string, link: string): Mail {
  const { name, email } = letter.user
  const { title, says, ends } = texts[kind]
  const text = [`Hello ${oneLine(name)},`, says(oneLine(account)), link, ends].join('\n\n')
  return { to: { name: oneLine(name), address: email }, title, text: `${text}\n` }
}

const texts = {
  invitation: {
    title: 'You are invited to Rolecall',
    says: (account: string) => `you are invited to the account "${account}". Choose a password here:`,
    ends: 'The link works once, within seven days. If you did not expect it, do nothing.',
  },
  password_reset: {
    title: 'A new password for Rolecall',
    says: (account: string) => `set a new password for the account "${account}" here:`,
    ends: 'The link works once, within one hour. If you did not ask for it, do nothing: the password stays.',
  },
} as const satisfies Record<LetterKind, { title: string; says: (account: string) => string; ends: string }>

const oneLine = (text: string): string => text.replaceAll(/[\p{C}\u2028\u2029]+/gu, ' ').trim()

import type { MailFailure } from '../domain/sending.ts'

/**
 * Says in our words why a mail server didn't take a letter. What the server itself said is not told: it may name hosts,
 * accounts and more.
 */
export function mailFailureOf(error: unknown): MailFailure {
  const { code, command, responseCode } = readTrouble(error)
  if (code === 'ETIMEDOUT') return 'timed_out'
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'sign_in_refused'
  if (isBetween(responseCode, 400, 499)) return 'try_later'
  if (code === 'EENVELOPE') return command === 'MAIL FROM' ? 'sender_refused' : refusedIn(command)
  if (code === 'EMESSAGE') return 'letter_refused'
  return unreachable.has(code) ? 'unreachable' : 'unknown'
}

/** Tells whether the next letter would fare no better, so that nobody waits for each of many. */
export const isOfServer = (failure: MailFailure): boolean =>
  failure === 'unreachable' || failure === 'timed_out' || failure === 'sign_in_refused' || failure === 'sender_refused'

const unreachable: ReadonlySet<string> = new Set(['ECONNECTION', 'ESOCKET', 'EDNS', 'ETLS', 'EPROTOCOL', 'EPROXY'])

const refusedIn = (command: string): MailFailure => (command === 'DATA' ? 'letter_refused' : 'recipient_refused')

const isBetween = (number: number, from: number, to: number): boolean => number >= from && number <= to

/** The library says by codes of its own what went wrong, and where; of other errors nothing is known. */
function readTrouble(error: unknown) {
  const valueOf = (name: string): unknown => (error instanceof Error ? Reflect.get(error, name) : undefined)
  const wordOf = (name: string): string => {
    const value = valueOf(name)
    return typeof value === 'string' ? value : ''
  }
  const number = valueOf('responseCode')
  return {
    code: wordOf('code'),
    command: wordOf('command'),
    responseCode: typeof number === 'number' ? number : 0,
  }
}

import { refusal, type Refusal } from '../../domain/errors.ts'
import { longest } from '../roles/role-rules.ts'

/** The longest comment, and the longest note of a decision, in UTF-16 units. */
export const longestComment = 5000

/** Reads the title of a proof: one line with a visible character, as names are; in Unicode NFC. @throws Refusal `invalid_fields` */
export function readTitle(sent: string): string {
  const title = sent.normalize('NFC')
  const isFine = visible.test(title) && title.length <= longest.name && !/[\p{Cc}\u2028\u2029]/u.test(title)
  if (isFine && title.isWellFormed()) return title
  throw unfit('title', sent.slice(0, longest.name), `one line of 1 to ${longest.name} characters`)
}

/** Reads what somebody wrote: a visible character, any lines. @throws Refusal `invalid_fields` */
export function readProse(field: string, sent: string): string {
  const isFine = visible.test(sent) && sent.length <= longestComment && !sent.includes('\0') && sent.isWellFormed()
  if (isFine) return sent
  throw unfit(field, sent.slice(0, longest.name), `1 to ${longestComment} characters, some of them visible`)
}

/** Makes the refusal of one field that says what would do. */
export const unfit = (name: string, value: unknown, reason: string): Refusal =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }], more: { reason } })

const visible = /[^\s\p{C}]/u

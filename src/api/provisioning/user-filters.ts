import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import { text } from '../fields.ts'
import type { InputOf } from '../operation-types.ts'
import { present } from '../spellings.ts'
import { flagOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { paging, readPage } from './paging.ts'

/** The filters, order and paging of the list of users. */
export const userFilters = {
  pending: flagOrAbsent.describe('Only users who have, or who have not, still to accept their invitation.'),
  ids: textsOrAbsent.describe('At most 100.'),
  emails: textsOrAbsent.describe('At most 100.'),
  prefix: textOrAbsent.describe('How the name or the e-mail begins, in any case.'),
  sub_account_id: textOrAbsent.describe('Only users to whom this product environment is open.'),
  last_login: flagOrAbsent.describe('Only users who signed in last between `from` and `to`; false: who did not.'),
  from: orAbsent(text).describe('A day, its whole included, or an instant of ISO 8601.'),
  to: orAbsent(text).describe('As `from`.'),
  union_type: orAbsent(z.enum(['include', 'exclude'])).describe('`exclude`: all others, also who never signed in.'),
  sort_by: orAbsent(z.enum(['name', 'role', 'status', 'activity', 'created_at'])),
  sort_order: orAbsent(z.enum(['asc', 'desc'])).describe('Default: `desc`.'),
  ...paging,
}

type Sent = z.output<z.ZodObject<typeof userFilters>>

/** Reads what {@link userFilters} take. @throws Refusal `invalid_fields` */
export function readUserFilters(wire: Sent): InputOf<'user.list'> {
  return {
    ...present({
      ids: wire.ids,
      emails: wire.emails,
      prefix: wire.prefix,
      environmentId: wire.sub_account_id,
      isPending: wire.pending,
      lastLogin: readLogin(wire),
      page: readPage(wire),
    }),
    order: { by: wire.sort_by ?? 'created_at', isDescending: wire.sort_order !== 'asc' },
  }
}

/**
 * Reads the filter by sign-in; a span of time is one by itself. GUESS: `last_login=false` asks for those who did not sign
 * in within the span, as the vendor's classic client describes it.
 */
function readLogin({
  last_login: didSignIn,
  union_type: union,
  ...span
}: Sent): InputOf<'user.list'>['lastLogin'] | null {
  const from = readInstant('from', span.from, 0)
  const to = readInstant('to', span.to, dayMs)
  if (didSignIn === false) return { union: 'exclude', from, to }
  return didSignIn === true || from !== null || to !== null ? { union: union ?? 'include', from, to } : null
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Reads a day or an instant.
 *
 * @param wholeDayMs what is added to a day, so that all of it is in the span
 */
function readInstant(name: string, sent: string | null | undefined, wholeDayMs: number): Instant | null {
  if (sent === null || sent === undefined) return null
  if (z.iso.date().safeParse(sent).success) return Date.parse(sent) + wholeDayMs
  const isInstant = z.iso.datetime({ offset: true, local: true }).safeParse(sent.replace(' ', 'T')).success
  if (!isInstant) throw refusal('invalid_fields', undefined, { fields: [{ name, value: sent }] })
  const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(sent) ? sent.replace(' ', 'T') : `${sent.replace(' ', 'T')}Z`)
  return wholeDayMs === 0 ? at : at + 1
}

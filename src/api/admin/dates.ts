import type { Instant } from '../../domain/instant.ts'

/**
 * Reads an instant as clients send it: a day (its beginning, UTC), an ISO 8601 date-time (UTC without a zone), the date of
 * HTTP headers, or whole seconds since 1970.
 *
 * @returns null for anything else, days that no calendar has included
 */
export function readInstant(sent: string): Instant | null {
  const text = sent.trim()
  if (/^\d{1,11}$/.test(text)) return Number(text) * 1000
  const iso = isoForm.exec(text)
  if (iso !== null) return fromIso(iso)
  return httpForm.test(text) ? sameOrNull(Date.parse(text), (at) => new Date(at).toUTCString() === text) : null
}

/** Reads a day, `YYYY-MM-DD` or `DD-MM-YYYY`, as the first of these. Null when no calendar has it. */
export function readDay(sent: string): string | null {
  const text = sent.trim().replace(/^(\d{2})-(\d{2})-(\d{4})$/, '$3-$2-$1')
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? readInstant(text) : null
  return at === null ? null : text
}

/** Spells an instant: ISO 8601 in UTC, to the second. */
export const spellInstant = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`

const isoForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i
const httpForm = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

function fromIso([, day = '', time = '00:00', zone = 'Z']: readonly (string | undefined)[]): Instant | null {
  // A day that isn't there would be read as one of the next month.
  if (sameOrNull(Date.parse(`${day}T00:00:00Z`), (at) => new Date(at).toISOString().startsWith(day)) === null)
    return null
  const at = Date.parse(`${day}T${time.slice(0, 12)}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`)
  return Number.isNaN(at) ? null : at
}

const sameOrNull = (at: number, isSame: (at: Instant) => boolean): Instant | null =>
  !Number.isNaN(at) && isSame(at) ? at : null

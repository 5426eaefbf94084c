import type { Instant } from '../../domain/instant.ts'

/** A stretch of time that a value names: a day, an hour, a second; both ends in milliseconds, the later one left out. */
export interface Moment {
  readonly from: Instant
  readonly to: Instant
}

const second = 1000
const hour = 3600 * second
const day = 24 * hour

const unitMs: Readonly<Record<string, number>> = { h: hour, d: day, w: 7 * day, m: 30 * day, y: 365 * day }

/**
 * Reads a time of a search expression: a date or date-time (ISO 8601, UTC where no zone is given), seconds since 1970, or
 * a time before now such as `4w` (`h`, `d`, `w`, `m`onths of 30 days, `y`ears of 365).
 *
 * @returns null when it is none of these
 */
export function readMoment(text: string, at: Instant): Moment | null {
  const ago = /^(\d{1,5})([hdwmy])$/.exec(text)
  if (ago !== null) {
    const from = at - Number(ago[1]) * (unitMs[ago[2] ?? ''] ?? 0)
    return { from, to: from + second }
  }
  if (/^\d{9,11}$/.test(text)) return { from: Number(text) * second, to: (Number(text) + 1) * second }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return moment(Date.parse(`${text}T00:00:00Z`), day)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null
  return moment(Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`), second)
}

const moment = (from: number, length: number): Moment | null =>
  Number.isNaN(from) ? null : { from, to: from + length }

/** Compares a time with a stretch of time by an operator of the expression language. */
export function compareTimes(operator: string, time: Instant, { from, to }: Moment): boolean {
  switch (operator) {
    case '<':
      return time < from
    case '<=':
      return time < to
    case '>':
      return time >= to
    case '>=':
      return time >= from
    default:
      return time >= from && time < to
  }
}

/** A Cedar datetime: milliseconds since 1970-01-01T00:00:00Z, within 64 bits. */
export interface DateTime {
  readonly kind: 'datetime'
  readonly milliseconds: bigint
}

/** A Cedar duration: milliseconds, within 64 bits. */
export interface Duration {
  readonly kind: 'duration'
  readonly milliseconds: bigint
}

const dayMs = 86_400_000n
const writtenDateTime = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{3}))?(?:Z|([+-])(\d{2})(\d{2})))?$/
const writtenDuration = /^(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/
/** Milliseconds in a day, an hour, a minute, a second and a millisecond. */
const unitsMs = [dayMs, 3_600_000n, 60_000n, 1000n, 1n]
const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

const fits = (exact: bigint): boolean => BigInt.asIntN(64, exact) === exact

const dateTime = (milliseconds: bigint): DateTime | undefined =>
  fits(milliseconds) ? { kind: 'datetime', milliseconds } : undefined

const duration = (milliseconds: bigint): Duration | undefined =>
  fits(milliseconds) ? { kind: 'duration', milliseconds } : undefined

/**
 * Reads `YYYY-MM-DD`, or that followed by `Thh:mm:ss`, optional milliseconds and `Z` or an offset `+hhmm`.
 *
 * @see https://docs.cedarpolicy.com/policies/syntax-datatypes.html (read 2026-08-22)
 */
export function parseDateTime(text: string): DateTime | undefined {
  const parts = writtenDateTime.exec(text)
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = parts.slice(1, 8).map(numberOf)
  const [offsetHour = 0, offsetMinute = 0] = parts.slice(9, 11).map(numberOf)
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined
  const offset = (parts[8] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  const minutes = (daysSince1970(year, month, day) * 24 + hour) * 60 + minute - offset
  return dateTime(BigInt(minutes * 60 + second) * 1000n + BigInt(ms))
}

/** Reads a duration such as `-1d2h3m4s5ms`: at least one part, in that order; `undefined` also when it overflows. */
export function parseDuration(text: string): Duration | undefined {
  const parts = writtenDuration.exec(text)
  if (parts === null || text === '' || text === '-') return undefined
  let size = 0n
  for (const [position, unit] of unitsMs.entries()) size += BigInt(parts[position + 2] ?? 0) * unit
  return duration(parts[1] === '-' ? -size : size)
}

/** Moves a datetime by a duration; `undefined` on overflow. */
export const offset = (from: DateTime, by: Duration): DateTime | undefined =>
  dateTime(from.milliseconds + by.milliseconds)

/** The duration from one datetime to a later one, negative when it is earlier; `undefined` on overflow. */
export const durationSince = (later: DateTime, from: DateTime): Duration | undefined =>
  duration(later.milliseconds - from.milliseconds)

/** The start of its day in UTC; `undefined` on overflow. */
export const dateOf = (at: DateTime): DateTime | undefined => dateTime(at.milliseconds - timeInDay(at))

/** The time since the start of its day in UTC, never negative. */
export const timeOf = (at: DateTime): Duration => ({ kind: 'duration', milliseconds: timeInDay(at) })

const timeInDay = (at: DateTime): bigint => ((at.milliseconds % dayMs) + dayMs) % dayMs

const numberOf = (text: string | undefined): number => Number(text ?? 0)

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

function daysIn(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days of the proleptic Gregorian calendar; negative before 1970. */
function daysSince1970(year: number, month: number, day: number): number {
  const past = year - 1
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400)
  const beforeMonth = (daysBeforeMonth[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0)
  // 719162 days lie between 0001-01-01 and 1970-01-01.
  return past * 365 + leapDays + beforeMonth + (day - 1) - 719_162
}

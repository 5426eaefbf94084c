import type { Instant } from '../instant.ts'

/** A stretch that a value names, such as a day or what rounds to a number; `to` is left out, null for a point. */
export interface Stretch {
  readonly from: number
  readonly to: number | null
}

const second = 1000
const hour = 3600 * second
const day = 24 * hour
const unitMs: Readonly<Record<string, number>> = { h: hour, d: day, w: 7 * day, m: 30 * day, y: 365 * day }

/**
 * Reads a time: a day or date-time (ISO 8601, UTC where no zone is given), seconds since 1970, or how long ago: `4w` (`h`,
 * `d`, `w`, `m`onths of 30 days, `y`ears of 365).
 *
 * @returns null when it is none of these
 */
export function readTime(text: string, at: Instant): Stretch | null {
  const ago = /^(\d{1,5})([hdwmy])$/.exec(text)
  if (ago !== null) return { from: at - Number(ago[1]) * (unitMs[ago[2] ?? ''] ?? 0), to: null }
  if (/^\d{9,11}$/.test(text)) return stretch(Number(text) * second, second)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? stretch(Date.parse(`${text}T00:00:00Z`), day) : null
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) || !isDay(text.slice(0, 10))) return null
  const iso = text.replace(' ', 'T')
  return stretch(Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(iso) ? iso : `${iso}Z`), second)
}

/** A day that no calendar has would be read as one of the next month. */
const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

const stretch = (from: number, length: number): Stretch | null =>
  Number.isNaN(from) ? null : { from, to: from + length }

const sizes: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3, tb: 1024 ** 4 }

/** Reads a number of bytes: `2000`, `100kb`, `1.5MB`. Null when it is none. GUESS: a kilobyte is 1,024 bytes. */
export function readSize(text: string): Stretch | null {
  const [, digits = '', unit = ''] = /^(\d{1,15}(?:\.\d{1,6})?)\s*([kmgt]?b)?$/i.exec(text) ?? []
  if (digits === '') return null
  return { from: Math.round(Number(digits) * (sizes[unit.toLowerCase()] ?? 1)), to: null }
}

/** Reads a number. Null when it is none. */
export const readNumber = (text: string): Stretch | null =>
  /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? { from: Number(text), to: null } : null

/** Reads a ratio: `16:9` means exactly that, `1.78` whatever rounds to it. Null when it is none. */
export function readRatio(text: string): Stretch | null {
  const [, width = '', height = ''] = /^(\d{1,6}(?:\.\d{1,6})?):(\d{1,6}(?:\.\d{1,6})?)$/.exec(text) ?? []
  if (width !== '') return Number(height) === 0 ? null : { from: Number(width) / Number(height), to: null }
  const [, , decimals] = /^(\d{1,6})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  if (!/^\d{1,6}(?:\.\d{1,6})?$/.test(text)) return null
  if (decimals === undefined) return { from: Number(text), to: null }
  const half = 0.5 * 10 ** -decimals.length
  return { from: Number(text) - half, to: Number(text) + half }
}

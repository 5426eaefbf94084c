import type { Entry, Names } from '../change-words/records.ts'
import { authorOf, deedsOf } from '../change-words/sentences.ts'
import type { Words } from '../change-words/use-words.ts'

/** Writes entries as CSV (RFC 4180), a line each. */
export function toCsv(entries: readonly Entry[], names: Names, words: Words): string {
  const lines = entries.map((entry) => [
    String(entry.revision),
    entry.at,
    entry.by.type,
    entry.by.id,
    authorOf(entry, names, words),
    entry.operation,
    deedsOf(entry, names, words).join(', '),
    entry.request_id ?? '',
  ])
  return [heads, ...lines].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')
}

const heads = ['revision', 'at', 'by_type', 'by_id', 'by_name', 'operation', 'what', 'request_id'] as const

/** What begins as a formula is kept from being one: names are written by anybody. */
function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

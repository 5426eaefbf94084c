import type { CallFields } from '../../api/client.ts'
import { call } from '../calls/use-endpoint.ts'
import type { Say } from '../language/messages.ts'
import type { deedTexts } from './messages.ts'
import { authorOf, deedsOf, type Entry, type Names } from './sentences.ts'

type DeedSay = Say<keyof typeof deedTexts.texts>

/** What was found to export. */
export interface Exported {
  readonly entries: readonly Entry[]
  readonly names: Names
  /** False: there are older ones. */
  readonly isWhole: boolean
}

/** So many are exported at once; a narrower time gets the others. */
const mostExported = 10_000

/** Reads all that a filter lets through, page by page. */
export async function readAll(filter: CallFields<'listChanges'>): Promise<Exported> {
  const entries: Entry[] = []
  const names: Record<string, string> = {}
  for (let before: number | null = 0; before !== null;) {
    const page: { entries: Entry[]; names: Names; next_before: number | null } = await call('listChanges', {
      ...filter,
      limit: 200,
      ...(before > 0 && { before }),
    })
    entries.push(...page.entries)
    Object.assign(names, page.names)
    before = page.next_before
    if (entries.length >= mostExported) return { entries, names, isWhole: before === null }
  }
  return { entries, names, isWhole: true }
}

/** Writes entries as CSV (RFC 4180), a line each. */
export function toCsv(entries: readonly Entry[], names: Names, say: DeedSay): string {
  const lines = entries.map((entry) => [
    String(entry.revision),
    entry.at,
    entry.by.type,
    entry.by.id,
    authorOf(entry, names, say),
    entry.operation,
    deedsOf(entry, names, say).join(', '),
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

/** Hands a text to the browser as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

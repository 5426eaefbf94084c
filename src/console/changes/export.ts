import type { CallFields } from '../../api/client.ts'
import { call } from '../calls/use-endpoint.ts'
import type { Entry, Names } from '../change-words/records.ts'

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

/** Hands a text to the browser as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

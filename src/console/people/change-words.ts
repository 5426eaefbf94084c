import type { CallReply } from '../../api/client.ts'
import { endpoints } from '../../api/index.ts'

type Entry = CallReply<'listChanges'>['entries'][number]
type Names = CallReply<'listChanges'>['names']

const summaryByOperation: ReadonlyMap<string, string> = new Map(
  Object.values(endpoints).map(({ operation, summary }) => [operation, summary]),
)

/** Says what an operation does: its first clause in the reference; an operation without an endpoint goes by its name. */
export const deedOf = (operation: string): string =>
  summaryByOperation.get(operation)?.replace(/[,;.:].*$/s, '') ?? operation

/** So many records are named; the others are counted. */
const mostNamed = 4

/** Says which records a change made (+), changed (~) and took away (−). */
export function changesInWords({ changes }: Entry, names: Names): readonly string[] {
  const words = changes.slice(0, mostNamed).map(({ noun, before, after }) => {
    const sign = before === null ? '+' : after === null ? '−' : '~'
    return `${sign} ${noun.replaceAll('_', ' ')} ${nameOf(noun, { ...(after ?? before) }, names)}`.trim()
  })
  return changes.length > mostNamed ? [...words, `+${changes.length - mostNamed}`] : words
}

/** What a record is called: by its name, or by those that it joins. */
function nameOf(noun: string, record: Readonly<Record<string, unknown>>, names: Names): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const named = (kind: string, value: unknown): string => names[`${kind}:${text(value)}`] ?? text(value)
  if (noun === 'assignment') return named('role', record['roleId'])
  if (noun === 'membership') return named('group', record['groupId'])
  if (noun === 'environment_access') return named('environment', record['environmentId'])
  return text(record['name'])
}

import type { CallReply } from '../../api/client.ts'

type Entry = CallReply<'listChanges'>['entries'][number]
type Names = CallReply<'listChanges'>['names']

/** So many records are named; the others are counted. */
const mostNamed = 4

/**
 * Says which records a change made (+), changed (~) and took away (−).
 *
 * @param aboutId only those that speak of this id; null: all of them
 */
export function changesInWords({ changes }: Entry, aboutId: string | null, names: Names): readonly string[] {
  const wanted = changes.filter(({ before, after }) => aboutId === null || speaksOf([before, after], aboutId))
  const words = wanted.slice(0, mostNamed).map(({ noun, before, after }) => {
    const sign = before === null ? '+' : after === null ? '−' : '~'
    return `${sign} ${noun.replaceAll('_', ' ')} ${nameOf(noun, { ...(after ?? before) }, names)}`.trim()
  })
  return wanted.length > mostNamed ? [...words, `+${wanted.length - mostNamed}`] : words
}

const speaksOf = (records: readonly unknown[], id: string): boolean =>
  JSON.stringify(records).includes(JSON.stringify(id))

/** What a record is called: by its name, or by those that it joins. */
function nameOf(noun: string, record: Readonly<Record<string, unknown>>, names: Names): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const named = (kind: string, value: unknown): string => names[`${kind}:${text(value)}`] ?? text(value)
  if (noun === 'assignment') return named('role', record['roleId'])
  if (noun === 'membership') return `${named('user', record['userId'])}, ${named('group', record['groupId'])}`
  if (noun === 'environment_access') return named('environment', record['environmentId'])
  return text(record['name'])
}

import { useNavigate, useSearch } from '@tanstack/react-router'
import type { CallFields } from '../../api/client.ts'

/** What narrows the change log, as the address has it; empty texts narrow nothing. */
export interface ChangeFilter {
  /** A kind of author, or `user ID`. */
  readonly by: string
  /** An operation, or a noun. */
  readonly operation: string
  /** `noun id`. */
  readonly about: string
  /** Days, as `2026-11-22`. */
  readonly from: string
  readonly to: string
}

const names = ['by', 'operation', 'about', 'from', 'to'] as const

/** Keeps what narrows the change log in the address, so that it can be linked to. */
export function useChangeFilter(): {
  readonly filter: ChangeFilter
  readonly set: (part: Partial<ChangeFilter>) => void
  readonly clear: () => void
  readonly isFiltered: boolean
} {
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const text = (name: string): string => {
    const found = search[name]
    return typeof found === 'string' ? found : ''
  }
  const filter = {
    by: text('by'),
    operation: text('operation'),
    about: text('about'),
    from: text('from'),
    to: text('to'),
  }
  const set = (part: Partial<ChangeFilter>): void => {
    const next = { ...filter, ...part }
    const kept = Object.fromEntries(names.map((name) => [name, next[name] === '' ? undefined : next[name]]))
    void navigate({ to: '.', search: (old: Readonly<Record<string, unknown>>) => ({ ...old, ...kept }), replace: true })
  }
  const clear = (): void => set({ by: '', operation: '', about: '', from: '', to: '' })
  return { filter, set, clear, isFiltered: names.some((name) => filter[name] !== '') }
}

type WireFilter = CallFields<'listChanges'>

const authorTypes = ['user', 'group', 'api_key', 'account_key', 'operator', 'preset'] as const
const aDay = /^\d{4}-\d\d-\d\d$/

/** Makes the filter that the server is asked with; days are whole ones where the reader is. */
export function toWire({ by, operation, about, from, to }: ChangeFilter): WireFilter {
  const [type, id] = split(by)
  const [noun, aboutId] = split(about)
  const authorType = authorTypes.find((one) => one === type)
  return {
    ...(authorType !== undefined && { by_type: authorType, ...(id !== '' && { by_id: id }) }),
    ...(operation !== '' && { operation }),
    ...(aboutId !== '' && { about_noun: noun, about_id: aboutId }),
    ...(aDay.test(from) && { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(aDay.test(to) && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
  }
}

/** At the first blank: ids have none. */
function split(text: string): readonly [string, string] {
  const at = text.indexOf(' ')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

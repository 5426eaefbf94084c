import type { CallReply } from '../../api/client.ts'

/** One entry of the change log. */
export type Entry = CallReply<'listChanges'>['entries'][number]
/** What ids are called, by noun and id. */
export type Names = CallReply<'listChanges'>['names']
/** What one entry did to one record. */
export type Change = Entry['changes'][number]
/** A record, field by field. */
export type Fields = Readonly<Record<string, unknown>>

/** Finds the fields that differ between two records; when it was changed is no news. */
export const changedFields = (before: Fields, after: Fields): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => field !== 'updatedAt' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )

/** Keeps of an entry what it did to one record and to those that name it. */
export const onlyAbout = (entry: Entry, id: string): Entry => ({
  ...entry,
  changes: entry.changes.filter(({ before, after }) => JSON.stringify([before, after]).includes(JSON.stringify(id))),
})

/** What an id is called; the id itself where nothing is known. */
export const nameOf = (names: Names, noun: string, id: unknown): string => names[`${noun}:${textOf(id)}`] ?? textOf(id)

/** What a record goes by: what it is called now, else what it called itself. */
export function recordName(noun: string, record: Fields, names: Names): string {
  const own = ['name', 'title', 'label', 'publicId'].map((field) => textOf(record[field])).find((text) => text !== '')
  return own ?? nameOf(names, noun, record['id'])
}

/** The fields of a value that is a record. */
export const asFields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? { ...value } : {})

/** A text; empty for any other value. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A list; empty for any other value. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

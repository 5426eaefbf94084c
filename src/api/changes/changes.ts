import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { principalTypes } from '../../domain/principal.ts'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'

/** The page length when none is asked for. */
const usualLimit = 50

const authorTypes = [...principalTypes, 'operator', 'preset'] as const

const time = z.iso.datetime({ offset: true })

const record = z.record(z.string(), z.unknown()).nullable()

const entry = z
  .object({
    revision: z.int().describe('1 for the first change of the account, without gaps.'),
    at: z.string(),
    by: z.object({ type: z.enum(authorTypes), id: z.string() }),
    operation: z.string().describe('The name of the operation, as in docs/reference/operations.md.'),
    request_id: z.string().nullable(),
    changes: z.array(
      z.object({
        noun: z.string(),
        before: record.describe('Null when the record was made.'),
        after: record.describe('Null when it was removed.'),
      }),
    ),
  })
  .meta({ id: 'ChangeEntry' })

/** Lists the change log. */
export const listChanges = endpoint({
  id: 'listChanges',
  family: 'decisions',
  method: 'GET',
  path: '/api/changes',
  operation: 'change.list',
  summary: 'Lists what was changed in the account, by whom and when, with every record before and after; newest first.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({
    by_type: optional(z.enum(authorTypes)),
    by_id: optional(text).describe('With `by_type`.'),
    about_noun: optional(text).describe('With `about_id`: changes that made, changed, removed or name this record.'),
    about_id: optional(text),
    operation: optional(text).describe('One operation (`role.update`), or all of a noun (`role`).'),
    from: optional(time),
    to: optional(time),
    before: optional(z.coerce.number().int().min(1)).describe('`next_before` of the page before.'),
    limit: optional(z.coerce.number().int().min(1).max(200)),
  }),
  success: {
    status: 200,
    schema: z.object({
      entries: z.array(entry),
      names: z.record(z.string(), z.string()).describe('What ids are called, by noun and id: `role:thing`.'),
      next_before: z
        .int()
        .nullable()
        .describe('Null at the end. A filter that lets little through gives short, even empty pages before it.'),
    }),
  },
  toInput: (wire) => ({
    by: present(wire.by_type, (type) => ({ type, id: wire.by_id ?? null })),
    about: readAbout(wire.about_noun, wire.about_id),
    operation: wire.operation ?? null,
    from: present(wire.from, Date.parse),
    to: present(wire.to, Date.parse),
    before: wire.before ?? null,
    limit: wire.limit ?? usualLimit,
  }),
  toWire: ({ entries, names, before }) => ({
    entries: entries.map(({ revision, at, by, operation, requestId, changes }) => ({
      revision,
      at: new Date(at).toISOString(),
      by: { type: by.type, id: by.id },
      operation,
      request_id: requestId,
      changes: changes.map((change) => ({
        noun: change.noun,
        before: change.before && { ...change.before },
        after: change.after && { ...change.after },
      })),
    })),
    names: Object.fromEntries(names),
    next_before: before,
  }),
})

const present = <Value, Made>(value: Value | null | undefined, make: (value: Value) => Made): Made | null =>
  value === null || value === undefined ? null : make(value)

function readAbout(noun: string | null = null, id: string | null = null) {
  if (noun === null && id === null) return null
  if (noun === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'about_noun' }] })
  if (id === null) throw refusal('missing_fields', undefined, { fields: [{ name: 'about_id' }] })
  const known = nouns.find((one) => one === noun)
  if (known === undefined) throw refusal('invalid_fields', undefined, { fields: [{ name: 'about_noun', value: noun }] })
  return { noun: known, id }
}

/** The records that one may ask about: those that have an id of their own. */
const nouns = [
  'environment',
  'user',
  'group',
  'api_key',
  'account_key',
  'role',
  'custom_policy',
  'folder',
  'collection',
  'asset',
] as const

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, text, texts } from '../fields.ts'
import { countFields, nextPage, pageFields, readPage } from '../pages.ts'
import { source } from '../people/replies.ts'
import { managementType, scopeType } from '../permissions/filters.ts'
import { role } from '../permissions/replies.ts'
import { spellRole } from '../permissions/spell.ts'
import { present, toLevel } from '../spellings.ts'

const kinds = ['global', 'folder', 'collection'] as const
const orders = { name: 'name', scope_type: 'level', management_type: 'management' } as const

/** Searches roles. */
export const searchRoles = endpoint({
  id: 'searchRoles',
  family: 'decisions',
  method: 'GET',
  path: '/api/roles',
  operation: 'role.search',
  summary: 'Searches roles, page by page: system roles in the catalogue’s order, then custom ones as they were made.',
  source,
  request: z.object({
    text: optional(text).describe('What stands somewhere in the name, the id or the description, in any case.'),
    ids: optional(texts).describe('Only these.'),
    kind: optional(z.enum(kinds)).describe('What roles are assigned on: nothing, a folder or a collection.'),
    scope_type: optional(scopeType),
    management_type: optional(managementType),
    sort_by: optional(z.enum(['name', 'scope_type', 'management_type'])),
    sort_order: optional(z.enum(['asc', 'desc'])).describe('Counts with `sort_by`.'),
    ...pageFields,
  }),
  success: { status: 200, schema: z.object({ roles: z.array(role), ...countFields }) },
  toInput: (wire) => ({
    kinds: wire.kind === undefined || wire.kind === null ? kinds : [wire.kind],
    ...present({
      text: wire.text,
      ids: wire.ids,
      level: wire.scope_type && toLevel(wire.scope_type),
      management: wire.management_type,
      order: wire.sort_by && { by: orders[wire.sort_by], isDescending: wire.sort_order === 'desc' },
      page: readPage(wire),
    }),
  }),
  toWire: ({ roles, total }, { wire }) => ({ roles: roles.map(spellRole), total, next_page: nextPage(wire, total) }),
})

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'
import { toPrincipal } from '../spellings.ts'
import { principalObject, readAction } from './question.ts'

/** The page length when none is asked for. */
const usualLimit = 100

/** Lists the folders where a principal may do something. */
export const listAllowed = endpoint({
  id: 'listAllowed',
  family: 'decisions',
  method: 'POST',
  path: '/api/decisions/list',
  operation: 'decision.list-folders',
  summary: 'Lists the folders of an environment that a principal may do something to, or to the assets in them.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({
    principal: principalObject,
    action: text,
    resource_type: z.enum(['Folder', 'Asset']).describe('`Asset`: the folders whose assets it may do it to.'),
    environment: z.string().min(1).describe('Id of an environment.'),
    cursor: optional(z.string().min(1)),
    limit: optional(z.int().min(1).max(500)),
    at_least_revision: optional(z.int().min(0)),
  }),
  body: ['principal', 'action', 'resource_type', 'environment', 'cursor', 'limit', 'at_least_revision'],
  success: {
    status: 200,
    schema: z.object({
      folders: z.array(z.object({ id: z.string(), name: z.string(), parent_id: z.string().nullable() })),
      next_cursor: z.string().nullable(),
      total: z.int().nullable().describe('How many there are in all; null when they were not counted.'),
      revision: z.int(),
    }),
  },
  toInput: (wire) => ({
    principal: toPrincipal(wire.principal.type, wire.principal.id),
    action: readAction(wire.action, wire.resource_type, 'action'),
    resourceType: wire.resource_type,
    environmentId: wire.environment,
    cursor: wire.cursor ?? null,
    limit: wire.limit ?? usualLimit,
    atLeastRevision: wire.at_least_revision ?? null,
  }),
  toWire: ({ folders, nextCursor, total }, { revision }) => ({
    folders: folders.map(({ id, name, parentId }) => ({ id, name, parent_id: parentId })),
    next_cursor: nextCursor,
    total,
    revision,
  }),
})

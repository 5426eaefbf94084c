import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, text, texts } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { fromPrincipal, principalTypeName, principalTypeNames } from '../spellings.ts'

const place = z
  .object({
    environment: z
      .object({ id: z.string(), name: z.string().nullable() })
      .nullable()
      .describe('Null: the account itself.'),
    content: z
      .object({ type: z.enum(['folder', 'collection']), id: z.string(), name: z.string().nullable() })
      .nullable()
      .describe('A folder by its path, or a collection. A name is null where the caller may not read it.'),
  })
  .meta({ id: 'NamedPlace' })

const affected = z
  .object({
    type: z.enum(principalTypeNames),
    id: z.string(),
    name: z.string(),
    groups: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe('Through which it has the role; empty when it has the role itself.'),
    effects: z.array(z.object({ place, gained: z.array(z.string()), lost: z.array(z.string()) })),
  })
  .meta({ id: 'AffectedPrincipal' })

/** Says what a change of a role would do. */
export const previewRoleChange = endpoint({
  id: 'previewRoleChange',
  family: 'decisions',
  method: 'POST',
  path: '/api/roles/{role_id}/preview',
  operation: 'role.preview-change',
  summary:
    'Says who would gain and lose what if a custom role had these system policies and no others; changes nothing. Nobody ' +
    'gains or loses what they hold by another way.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({
    role_id: text,
    system_policy_ids: optional(texts).describe('Absent: none, as when it is deleted.'),
  }),
  body: ['system_policy_ids'],
  success: {
    status: 200,
    schema: z.object({
      added: z.array(z.string()),
      removed: z.array(z.string()),
      holder_count: z.int().describe('Principals that have the role and that the caller may read.'),
      counts: z.array(z.object({ type: z.enum(principalTypeNames), gaining: z.int(), losing: z.int() })),
      places: z.array(place),
      principals: z.array(affected).describe('At most 100.'),
      more: z.int().describe('How many more there are.'),
      complete: z.boolean().describe('False: more than 20,000 have the role, of whom only so many were looked at.'),
    }),
  },
  toInput: ({ role_id, system_policy_ids }) => ({ roleId: role_id, permissionIds: system_policy_ids ?? [] }),
  toWire: (output) => ({
    added: [...output.added],
    removed: [...output.removed],
    holder_count: output.holders,
    counts: output.counts.map(({ type, gaining, losing }) => ({ type: principalTypeName(type), gaining, losing })),
    places: output.places.map(spellPlace),
    principals: output.principals.map(({ principal, name, groups, effects }) => ({
      ...fromPrincipal(principal),
      name,
      groups: groups.map((group) => ({ id: group.id, name: group.name })),
      effects: effects.map((effect) => ({
        place: spellPlace(effect.place),
        gained: [...effect.gained],
        lost: [...effect.lost],
      })),
    })),
    more: output.more,
    complete: output.isComplete,
  }),
})

const spellPlace = ({ environment, content }: OutputOf<'role.preview-change'>['places'][number]) => ({
  environment: environment === null ? null : { id: environment.id, name: environment.name },
  content: content === null ? null : { type: content.type, id: content.id, name: content.name },
})

import { z } from 'zod'
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

/** Who gains and loses what by a change, in a reply. */
export const affectedFields = {
  counts: z.array(z.object({ type: z.enum(principalTypeNames), gaining: z.int(), losing: z.int() })),
  places: z.array(place),
  principals: z.array(affected).describe('At most 100.'),
  more: z.int().describe('How many more there are.'),
  complete: z.boolean().describe('False: more than 20,000 may be reached, of whom only so many were looked at.'),
}

type Affected = Pick<OutputOf<'role.preview-change'>, 'counts' | 'places' | 'principals' | 'more' | 'isComplete'>

/** Spells who gains and loses what by a change. */
export const spellAffected = (output: Affected) => ({
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
})

const spellPlace = ({ environment, content }: OutputOf<'role.preview-change'>['places'][number]) => ({
  environment: environment === null ? null : { id: environment.id, name: environment.name },
  content: content === null ? null : { type: content.type, id: content.id, name: content.name },
})

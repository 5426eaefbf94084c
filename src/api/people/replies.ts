import { z } from 'zod'
import type { OutputOf } from '../operation-types.ts'
import { fromReach, permissionTypeName, scopeTypeNames } from '../spellings.ts'

/** Where the endpoints of people are described. */
export const source = 'Rolecall: docs/reference/decisions.md'

/** A record by its name. */
export const named = z.object({ id: z.string(), name: z.string() })

/** An environment by its names. */
export const namedEnvironment = z.object({
  id: z.string(),
  name: z.string(),
  cloud_name: z.string(),
  enabled: z.boolean(),
})

/** A role that somebody has somewhere. */
export const heldRole = z.object({
  role_id: z.string(),
  name: z.string(),
  management_type: z.enum(['system', 'custom']),
  permission_type: z.enum(['global', 'content']),
  scope_type: z.enum(scopeTypeNames),
  scope_id: z.string().optional().describe('An environment, or `all`.'),
  expires_at: z.string().nullable(),
})

/** Spells an instant: ISO 8601 in UTC. */
export const toIso = (at: number): string => new Date(at).toISOString()

/** Spells an instant that may be absent. */
export const toIsoOrNull = (at: number | null): string | null => (at === null ? null : toIso(at))

/** Spells a record by its name. */
export const spellNamed = ({ id, name }: { readonly id: string; readonly name: string }): z.output<typeof named> => ({
  id,
  name,
})

/** Spells an environment by its names. */
export const spellEnvironment = ({
  id,
  name,
  cloudName,
  isEnabled,
}: OutputOf<'principal.get'>['environments'][number]): z.output<typeof namedEnvironment> => ({
  id,
  name,
  cloud_name: cloudName,
  enabled: isEnabled,
})

type AssignedRole = OutputOf<'user.search'>['users'][number]['roles'][number]

/** Spells a role that somebody has somewhere. */
export const spellHeldRole = ({ assignment, role }: AssignedRole): z.output<typeof heldRole> => ({
  role_id: role.id,
  name: role.name,
  management_type: role.management,
  permission_type: permissionTypeName(role.kind),
  ...fromReach(assignment.reach),
  expires_at: toIsoOrNull(assignment.expiresAt),
})

import { z } from 'zod'
import type { OutputOf } from '../operation-types.ts'
import { fromParameter, fromReach, scopeTypeNames } from '../spellings.ts'

/** A role as a list of keys shows it; with parameters where it counts on one folder or collection alone. */
export const keyRole = z.object({
  role_id: z.string(),
  name: z.string(),
  scope_type: z.enum(scopeTypeNames),
  scope_id: z.string().optional(),
  policy_parameters: z.object({ folder_id: z.string().optional(), collection_id: z.string().optional() }).optional(),
})

type AssignedRole = OutputOf<'account-key.list'>['keys'][number]['roles'][number]

/** Spells a role of a key. */
export const spellKeyRole = ({
  assignment: { reach, parameter },
  role: { id, name },
}: AssignedRole): z.output<typeof keyRole> => ({
  role_id: id,
  name,
  ...fromReach(reach),
  ...(parameter !== null && { policy_parameters: fromParameter(parameter) }),
})

import type { CallFields, CallReply } from '../../api/client.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { useOffered } from '../parts/use-offered.ts'

/** A role, as forms offer it. */
export type OfferedRole = CallReply<'searchRoles'>['roles'][number]

/** Which roles a form offers: of one kind, perhaps of one level. */
export type RoleChoices = Pick<CallFields<'searchRoles'>, 'kind' | 'scope_type'>

/**
 * Finds roles by a part of their name, id or description, for fields that offer them; those that are chosen are among them
 * whatever is typed.
 *
 * @returns empty while none is here, and for who may not see roles
 */
export const useFoundRoles = (
  choices: RoleChoices,
  text: string,
  chosenIds: readonly string[],
): readonly OfferedRole[] =>
  useOffered(keyOf('searchRoles', choices), { text, chosenIds }, async (fields) => {
    const { roles } = await call('searchRoles', { ...choices, ...fields })
    return roles
  }).items ?? []

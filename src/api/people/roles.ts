import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { anyObject, listOf, optional, text } from '../fields.ts'
import type { InputOf } from '../operation-types.ts'
import { principalTypeNames, toPrincipal } from '../spellings.ts'
import { affectedFields, spellAffected } from '../roles/affected.ts'
import { source } from './replies.ts'

const roles = listOf(z.object({ id: text, scope_id: optional(text), policy_parameters: optional(anyObject) }))

const request = z.object({
  type: z.enum(principalTypeNames),
  id: text,
  add: optional(roles),
  remove: optional(roles),
})

const counts = {
  added: z.int().describe('Roles that the principal didn’t have.'),
  removed: z.int().describe('Roles that it had.'),
}

/** Gives roles to a principal and takes others away. */
export const changePrincipalRoles = endpoint({
  id: 'changePrincipalRoles',
  family: 'decisions',
  method: 'POST',
  path: '/api/principals/{type}/{id}/roles',
  operation: 'principal.change-roles',
  feature: 'permissions_api',
  summary:
    'Gives roles to a principal and takes others away, all or none, with one entry in the change log; at most 1000 at once.',
  source,
  request,
  body: ['add', 'remove'],
  success: { status: 200, schema: z.object(counts) },
  toInput: readChange,
  toWire: ({ added, removed }) => ({ added, removed }),
})

/** Says what changing the roles of a principal would do. */
export const previewPrincipalRoles = endpoint({
  id: 'previewPrincipalRoles',
  family: 'decisions',
  method: 'POST',
  path: '/api/principals/{type}/{id}/roles/preview',
  operation: 'principal.preview-roles',
  summary:
    'Says who would gain and lose what if a principal were given roles and others taken away; changes nothing. Nobody gains ' +
    'or loses what they hold by another way. What the caller could not give is left out.',
  source,
  request,
  body: ['add', 'remove'],
  success: { status: 200, schema: z.object({ ...counts, ...affectedFields }) },
  toInput: readChange,
  toWire: ({ added, removed, ...affected }) => ({ added, removed, ...spellAffected(affected) }),
})

function readChange({ type, id, add, remove }: z.output<typeof request>): InputOf<'principal.change-roles'> {
  return { principal: toPrincipal(type, id), add: (add ?? []).map(readRole), remove: (remove ?? []).map(readRole) }
}

const readRole = ({ id, scope_id, policy_parameters }: z.output<typeof roles>[number]) => ({
  roleId: id,
  environmentId: scope_id ?? null,
  parameters: policy_parameters ?? null,
})

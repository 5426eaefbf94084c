import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, text, texts } from '../fields.ts'
import { affectedFields, spellAffected } from './affected.ts'

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
      ...affectedFields,
    }),
  },
  toInput: ({ role_id, system_policy_ids }) => ({ roleId: role_id, permissionIds: system_policy_ids ?? [] }),
  toWire: (output) => ({
    added: [...output.added],
    removed: [...output.removed],
    holder_count: output.holders,
    ...spellAffected(output),
  }),
})

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { anyObject, text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { mentionedLinks, spellMentionedLink } from '../library/public-link-replies.ts'
import { fromPrincipal, toPrincipal } from '../spellings.ts'
import { base, environment, filledText, filledTexts, flagOrAbsent } from './fields.ts'

const source = 'Admin API 0.7.5, folder_operations/invite; api-surface 2.4, facts 7.7'
const sharingType = z.enum(['user', 'group', 'apiKey'])
const role = z.object({ id: z.string(), name: z.string(), description: z.string() })
const named = { ...environment, folder_id: filledText.describe('The `external_id` of the folder.') }
const sharing = z.object({
  shared_with: z.array(
    z.object({
      type: sharingType,
      id: z.string(),
      folder_id: z.string(),
      roles: z.array(z.object({ ...role.shape, inherited: z.boolean() })),
    }),
  ),
  unsigned_presets: z
    .array(z.object({ name: z.string().nullable() }))
    .describe('By these anyone may add assets to the folder itself; null where the caller may not read the preset.'),
  public_links: mentionedLinks,
  permitted_roles: z.array(role).optional(),
})

type SharedRole = OutputOf<'folder-role.list'>['sharedWith'][number]['roles'][number]

const spellRole = ({ id, name, description }: SharedRole): z.output<typeof role> => ({
  id,
  name,
  description: description ?? '',
})

/** Shows with whom a folder is shared. */
export const getFolderRoles = endpoint({
  id: 'getFolderRoles',
  family: 'admin',
  method: 'GET',
  path: `${base}/folder_operations/invite/{folder_id}`,
  operation: 'folder-role.list',
  summary: 'Shows who has roles on a folder, inherited ones included, and which roles the caller may give there.',
  source,
  request: z.object({
    ...named,
    permitted_roles: flagOrAbsent.describe('Whether the answer has `permitted_roles`.'),
    include_assignable_roles: flagOrAbsent.describe('Another name of `permitted_roles`.'),
  }),
  success: { status: 200, schema: sharing },
  toInput: ({ folder_id, permitted_roles, include_assignable_roles }, { environmentId }) => ({
    environmentId,
    folderId: folder_id,
    withPermitted: permitted_roles ?? include_assignable_roles ?? false,
  }),
  toWire: ({ folderId, sharedWith, unsignedPresets, publicLinks, permitted }) => ({
    shared_with: sharedWith.map(({ principal, parameter, roles }) => ({
      type: sharingType.parse(fromPrincipal(principal).type),
      id: principal.id,
      folder_id: parameter.id,
      roles: roles.map((one) => ({ ...spellRole(one), inherited: parameter.id !== folderId })),
    })),
    unsigned_presets: unsignedPresets.map((name) => ({ name })),
    public_links: publicLinks.map(spellMentionedLink),
    ...(permitted !== null && { permitted_roles: permitted.map(spellRole) }),
  }),
})

/** Shares a folder, or ends it. */
export const assignFolderRoles = endpoint({
  id: 'assignFolderRoles',
  family: 'admin',
  method: 'POST',
  path: `${base}/folder_operations/invite/{folder_id}`,
  operation: 'folder-role.change',
  summary: 'Gives roles on a folder to a user, group or API key, or takes them away; 10 roles at most.',
  source,
  request: z.object({
    ...named,
    principal: z.preprocess(readPrincipal, z.object({ type: sharingType, id: text })),
    operation: z.enum(['add', 'remove']),
    roles: filledTexts,
  }),
  body: ['principal', 'operation', 'roles'],
  success: { status: 200, schema: z.object({ success: z.boolean() }) },
  toInput: ({ folder_id, principal, operation, roles }, { environmentId }) => ({
    environmentId,
    folderId: folder_id,
    change: operation,
    principal: toPrincipal(principal.type, principal.id),
    roleIds: roles,
  }),
  toWire: () => ({ success: true }),
})

/** An object, or the same as JSON text: forms carry it so. */
function readPrincipal(sent: unknown): unknown {
  const read = anyObject.safeParse(sent)
  return read.success ? read.data : sent
}

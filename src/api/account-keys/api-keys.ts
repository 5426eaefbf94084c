import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { countFields, nextPage, pageFields, readPage } from '../pages.ts'
import { source, toIso } from '../people/replies.ts'
import { present } from '../spellings.ts'
import { keyRole, spellKeyRole } from './key-roles.ts'

const shownKey = z
  .object({
    key: z.string().describe('The key itself; it never changes.'),
    environment: z.string().describe('The id of the product environment it is of.'),
    name: z.string(),
    purpose: z.string().nullable().describe('What it is for, in somebody’s words.'),
    enabled: z.boolean(),
    root: z.boolean().describe('True for the key that was made together with its environment.'),
    owner: z.string().nullable().describe('The user who answers for it; the key works whatever comes of them.'),
    owner_name: z.string().nullable().describe('Null: no owner, or one the caller may not read.'),
    owner_active: z
      .boolean()
      .nullable()
      .describe('False: the owner is disabled, deleted or pending. Null: no owner, or one the caller may not read.'),
    created_at: z.string(),
    last_used_at: z.string().nullable().describe('To the hour; null when it was never used.'),
    last_used_for: z.string().nullable().describe('The operation of that use.'),
    has_roles: z.boolean().describe('False: it has no permission until roles are assigned to it.'),
    roles: z.array(keyRole).describe('Those that the caller may read.'),
  })
  .meta({ id: 'ShownKey' })

/** Lists the API keys of an environment with their roles. */
export const listApiKeys = endpoint({
  id: 'listApiKeys',
  family: 'decisions',
  method: 'GET',
  path: '/api/keys',
  operation: 'api-key.list-with-roles',
  summary: 'Lists the API keys of an environment, or of all, with their owners, roles and last use, the newest first.',
  source,
  request: z.object({
    environment: optional(text).describe('Keys of every environment that one may read when absent.'),
    text: optional(text).describe('What stands somewhere in the name, the purpose or the key, in any case.'),
    ...pageFields,
  }),
  success: { status: 200, schema: z.object({ keys: z.array(shownKey), ...countFields }) },
  toInput: (wire) => present({ environmentId: wire.environment, text: wire.text, page: readPage(wire) }),
  toWire: ({ keys, total }, { wire }) => ({ keys: keys.map(spellShown), total, next_page: nextPage(wire, total) }),
})

const spellShown = ({
  key,
  ownerName,
  isOwnerActive,
  roles,
  hasRoles,
  lastUse,
}: OutputOf<'api-key.list-with-roles'>['keys'][number]): z.output<typeof shownKey> => ({
  key: key.id,
  environment: key.environmentId,
  name: key.name,
  purpose: key.purpose,
  enabled: key.isEnabled,
  root: key.isRoot,
  owner: key.ownerId,
  owner_name: ownerName,
  owner_active: isOwnerActive,
  created_at: toIso(key.createdAt),
  last_used_at: lastUse && toIso(lastUse.at),
  last_used_for: lastUse && lastUse.operation,
  has_roles: hasRoles,
  roles: roles.map(spellKeyRole),
})

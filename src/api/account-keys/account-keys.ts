import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { countFields, nextPage, pageFields, readPage } from '../pages.ts'
import { present } from '../spellings.ts'
import { keyRole, spellKeyRole } from './key-roles.ts'

const source = 'Rolecall: docs/reference/decisions.md'

const keyFields = {
  key: z.string().describe('The key itself; it never changes.'),
  name: z.string(),
  purpose: z.string().nullable().describe('What it is for, in somebody’s words.'),
  enabled: z.boolean(),
  created_by: z.string().nullable().describe('The kind and the id of who made it; null when nobody noted it.'),
  owner: z.string().nullable().describe('The user who answers for it; the key works whatever comes of them.'),
  created_at: z.string(),
  updated_at: z.string(),
}

const accountKey = z
  .object({
    ...keyFields,
    owner_name: z.string().nullable().describe('Null: no owner, or one the caller may not read.'),
    owner_active: z
      .boolean()
      .nullable()
      .describe('False: the owner is disabled, deleted or pending. Null: no owner, or one the caller may not read.'),
    last_used_at: z.string().nullable().describe('To the hour; null when it was never used.'),
    last_used_for: z.string().nullable().describe('The operation of that use.'),
    has_roles: z.boolean().describe('False: it has no permission and may do nothing until it is given a role.'),
    roles: z.array(keyRole).describe('Those that the caller may read.'),
  })
  .meta({ id: 'AccountKey' })

const created = z
  .object({
    ...keyFields,
    secret: z.string().describe('Told here and nowhere else.'),
    has_roles: z.boolean(),
    notice: z.string(),
  })
  .meta({ id: 'CreatedAccountKey' })

const keyName = z.string().describe('Unique among the keys of the account, up to 255 characters.')

/** Lists the account management keys. */
export const listAccountKeys = endpoint({
  id: 'listAccountKeys',
  family: 'decisions',
  method: 'GET',
  path: '/api/account-keys',
  operation: 'account-key.list',
  summary: 'Lists the account management keys with their owners, roles and last use; secrets are never shown.',
  source,
  request: z.object({
    owner: optional(text).describe('Only the keys that this user owns.'),
    text: optional(text).describe('What stands somewhere in the name, the purpose or the key, in any case.'),
    ...pageFields,
  }),
  success: { status: 200, schema: z.object({ keys: z.array(accountKey), ...countFields }) },
  toInput: (wire) => present({ ownerId: wire.owner, text: wire.text, page: readPage(wire) }),
  toWire: ({ keys, total }, { wire }) => ({ keys: keys.map(spellDetail), total, next_page: nextPage(wire, total) }),
})

/** Shows one account management key. */
export const getAccountKey = endpoint({
  id: 'getAccountKey',
  family: 'decisions',
  method: 'GET',
  path: '/api/account-keys/{key}',
  operation: 'account-key.get',
  summary: 'Shows an account management key with its owner, roles and last use; the secret is never shown.',
  source,
  request: z.object({ key: text }),
  success: { status: 200, schema: accountKey },
  toInput: ({ key }) => ({ keyId: key }),
  toWire: spellDetail,
})

/** Makes an account management key. */
export const createAccountKey = endpoint({
  id: 'createAccountKey',
  family: 'decisions',
  method: 'POST',
  path: '/api/account-keys',
  operation: 'account-key.create',
  summary: 'Makes an account management key and tells its secret once; it has no permission until it is given a role.',
  source,
  request: z.object({ name: keyName, purpose: optional(text), enabled: optional(flag) }),
  body: ['name', 'purpose', 'enabled'],
  success: { status: 201, schema: created },
  toInput: ({ name, purpose, enabled }) => ({ name, purpose, isEnabled: enabled ?? undefined }),
  toWire: ({ key, secret }) => ({
    ...spellKey(key),
    secret,
    has_roles: false,
    notice: 'this key has no permission until it is given a role; keep the secret, it is not shown again',
  }),
})

/** Renames, enables or disables an account management key, or gives it an owner. */
export const updateAccountKey = endpoint({
  id: 'updateAccountKey',
  family: 'decisions',
  method: 'PUT',
  path: '/api/account-keys/{key}',
  operation: 'account-key.update',
  summary: 'Renames, enables or disables an account management key, or gives it an owner; what is absent stays.',
  source,
  request: z.object({
    key: text,
    name: optional(keyName),
    purpose: optional(text).describe('What it is for; null takes it away.'),
    enabled: optional(flag),
    owner: optional(text).describe('A user of the account; null takes the owner away.'),
  }),
  body: ['name', 'purpose', 'enabled', 'owner'],
  success: { status: 200, schema: accountKey },
  toInput: ({ key, name, purpose, enabled, owner }) => {
    if ((name ?? enabled ?? null) === null && owner === undefined && purpose === undefined) {
      throw refusal('missing_fields', undefined, {
        fields: [{ name: 'name' }, { name: 'purpose' }, { name: 'enabled' }, { name: 'owner' }],
      })
    }
    return { keyId: key, name: name ?? undefined, purpose, isEnabled: enabled ?? undefined, ownerId: owner }
  },
  toWire: spellDetail,
})

/** Deletes an account management key. */
export const deleteAccountKey = endpoint({
  id: 'deleteAccountKey',
  family: 'decisions',
  method: 'DELETE',
  path: '/api/account-keys/{key}',
  operation: 'account-key.delete',
  summary: 'Deletes an account management key and takes its roles away.',
  source,
  request: z.object({ key: text }),
  success: { status: 204, schema: null },
  toInput: ({ key }) => ({ keyId: key }),
  toWire: () => undefined,
})

type Detail = OutputOf<'account-key.list'>['keys'][number]

const toIso = (at: number): string => new Date(at).toISOString()

const spellKey = ({ id, name, purpose, isEnabled, createdBy, ownerId, createdAt, updatedAt }: Detail['key']) => ({
  key: id,
  name,
  purpose,
  enabled: isEnabled,
  created_by: createdBy,
  owner: ownerId,
  created_at: toIso(createdAt),
  updated_at: toIso(updatedAt),
})

function spellDetail({ key, ownerName, isOwnerActive, roles, hasRoles, lastUse }: Detail): z.output<typeof accountKey> {
  return {
    ...spellKey(key),
    owner_name: ownerName,
    owner_active: isOwnerActive,
    last_used_at: lastUse && toIso(lastUse.at),
    last_used_for: lastUse && lastUse.operation,
    has_roles: hasRoles,
    roles: roles.map(spellKeyRole),
  }
}

import { z } from 'zod'
import type { ApiKeyRecord } from '../../domain/records.ts'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { present } from '../spellings.ts'
import {
  account,
  base,
  countOrAbsent,
  deleted,
  filledText,
  flagOrAbsent,
  hiddenSecret,
  isoInstant,
  orAbsent,
  saysDeleted,
  textOrAbsent,
  textsOrAbsent,
  toIso,
} from './fields.ts'

const path = `${base}/sub_accounts/{sub_account_id}/access_keys` as const
const place = { ...account, sub_account_id: text }
const one = { ...place, key: text }

const accessKey = z
  .object({
    name: z.string(),
    api_key: z.string(),
    api_secret: z.string().describe('Shown in the answer that makes the key; `**********` ever after.'),
    created_at: isoInstant,
    updated_at: isoInstant,
    enabled: z.boolean(),
    dedicated_for: z.array(z.string()).optional().describe('Absent when the key was set apart for nothing.'),
    root: z.boolean().describe('True for the key that was made together with its environment.'),
    purpose: z.string().nullable().optional().describe('What it is for, in somebody’s words.'),
    created_by: z.string().nullable().optional().describe('The kind and the id of who made it; null: nobody noted it.'),
    owner: z
      .string()
      .nullable()
      .optional()
      .describe('The user who answers for it; the key works whatever comes of them.'),
    owner_active: z
      .boolean()
      .nullable()
      .optional()
      .describe('False: the owner is disabled, deleted or pending. Null: no owner, or one the caller may not read.'),
    last_used_at: z.iso.datetime().nullable().optional().describe('To the hour; null when it was never used.'),
    last_used_for: z.string().nullable().optional().describe('The operation of that use.'),
    has_roles: z.boolean().optional().describe('False: it has no permission until roles are assigned to it.'),
  })
  .meta({ id: 'AccessKey' })

const extended = {
  extended_details: flagOrAbsent.describe(
    'Shows what a key is for, who made and who owns it, its last use, and whether it has roles. Without it the answer has exactly the ' +
      'fields of the vendor, as its clients compare them.',
  ),
}

const orders = { api_key: 'id', created_at: 'createdAt', name: 'name', enabled: 'isEnabled' } as const
const orderNames = ['api_key', 'created_at', 'name', 'enabled'] as const

/** Lists the access keys of an environment. */
export const getAccessKeys = endpoint({
  id: 'getAccessKeys',
  family: 'provisioning',
  method: 'GET',
  path,
  operation: 'api-key.list',
  summary: 'Lists the access keys of a product environment, without their secrets.',
  source: 'Account Provisioning API, getAccessKeys',
  request: z.object({
    ...place,
    page: countOrAbsent.describe('1 to 100; all keys when neither this nor `page_size` is sent.'),
    page_size: countOrAbsent.describe('1 to 1000; 100 when absent.'),
    sort_by: orAbsent(z.enum(orderNames)).describe('`created_at` when absent.'),
    sort_order: orAbsent(z.enum(['desc', 'asc'])).describe('`desc` when absent.'),
    owner: textOrAbsent.describe('Only the keys that this user owns.'),
    text: textOrAbsent.describe('What stands somewhere in the name, the purpose or the key, in any case.'),
    ...extended,
  }),
  success: {
    status: 200,
    schema: z.object({ access_keys: z.array(accessKey), total: z.int().describe('Of all pages.') }),
  },
  toInput: (wire) => ({
    environmentId: wire.sub_account_id,
    sortBy: orders[wire.sort_by ?? 'created_at'],
    isDescending: wire.sort_order !== 'asc',
    page: wire.page ?? null,
    pageSize: wire.page_size ?? null,
    ...present({ ownerId: wire.owner, text: wire.text }),
  }),
  toWire: ({ keys, total }, { wire }) => ({
    access_keys: keys.map((detail) => ({
      ...spellKey(detail.key, hiddenSecret),
      ...((wire.extended_details ?? false) && spellDetail(detail)),
    })),
    total,
  }),
})

/** Makes an access key. */
export const generateAccessKey = endpoint({
  id: 'generateAccessKey',
  family: 'provisioning',
  method: 'POST',
  path,
  operation: 'api-key.create',
  summary: 'Makes an access key, and shows its secret this once. It has no permissions until roles are assigned to it.',
  source: 'Account Provisioning API, generateAccessKey',
  request: z.object({
    ...place,
    name: textOrAbsent.describe('Unique in the environment; `Untitled`, with a number if need be, when absent.'),
    enabled: flagOrAbsent.describe('True when absent.'),
    purpose: textOrAbsent.describe('What it is for.'),
    ...extended,
  }),
  body: ['name', 'enabled', 'purpose'],
  success: { status: 200, schema: accessKey },
  toInput: (wire) => ({
    environmentId: wire.sub_account_id,
    name: wire.name ?? null,
    isEnabled: wire.enabled ?? true,
    purpose: wire.purpose,
  }),
  toWire: ({ key, secret }, { wire }) => ({
    ...spellKey(key, secret),
    ...((wire.extended_details ?? false) &&
      spellDetail({ key, isOwnerActive: key.ownerId === null ? null : true, hasRoles: false, lastUse: null })),
  }),
})

/** Changes an access key. */
export const updateAccessKey = endpoint({
  id: 'updateAccessKey',
  family: 'provisioning',
  method: 'PUT',
  path: `${path}/{key}`,
  operation: 'api-key.update',
  summary: 'Changes what is sent of an access key.',
  source: 'Account Provisioning API, updateAccessKey',
  request: z.object({
    ...one,
    name: textOrAbsent,
    enabled: flagOrAbsent,
    dedicated_for: textsOrAbsent.describe(
      '`webhooks`; taken from the key of the environment that had it. An empty list takes it away.',
    ),
    owner: textOrAbsent.describe('A user of the account; null takes the owner away.'),
    purpose: textOrAbsent.describe('What it is for; null takes it away.'),
    ...extended,
  }),
  body: ['name', 'enabled', 'dedicated_for', 'owner', 'purpose'],
  success: { status: 200, schema: accessKey },
  toInput: (wire) => ({
    environmentId: wire.sub_account_id,
    keyId: wire.key,
    name: wire.name ?? null,
    isEnabled: wire.enabled ?? null,
    dedicatedFor: wire.dedicated_for ?? null,
    ownerId: wire.owner,
    purpose: wire.purpose,
  }),
  toWire: (detail, { wire }) => ({
    ...spellKey(detail.key, hiddenSecret),
    ...((wire.extended_details ?? (wire.owner !== undefined || wire.purpose !== undefined)) && spellDetail(detail)),
  }),
})

/** Deletes an access key. */
export const deleteAccessKey = endpoint({
  id: 'deleteAccessKey',
  family: 'provisioning',
  method: 'DELETE',
  path: `${path}/{key}`,
  operation: 'api-key.delete',
  summary: 'Deletes an access key; its value is never given again.',
  source: 'Account Provisioning API, deleteAccessKey',
  request: z.object(one),
  success: { status: 200, schema: deleted },
  toInput: ({ sub_account_id, key }) => ({ environmentId: sub_account_id, keyId: key }),
  toWire: saysDeleted,
})

/** Deletes the access key that has a name. */
export const deleteAccessKeyByName = endpoint({
  id: 'deleteAccessKeyByName',
  family: 'provisioning',
  method: 'DELETE',
  path,
  operation: 'api-key.delete-by-name',
  summary: 'Deletes the access key that has a name; refused when several have it.',
  source: 'Account Provisioning API, deleteAccessKeyByName',
  request: z.object({
    ...place,
    name: filledText.describe('In the query, or in a body as the classic client sends it.'),
  }),
  alsoInBody: ['name'],
  success: { status: 200, schema: deleted },
  toInput: ({ sub_account_id, name }) => ({ environmentId: sub_account_id, name }),
  toWire: saysDeleted,
})

type Detail = OutputOf<'api-key.update'>

/** Clients compare the order of these fields. */
const spellKey = (key: ApiKeyRecord, secret: string): z.output<typeof accessKey> => ({
  name: key.name,
  api_key: key.id,
  api_secret: secret,
  created_at: toIso(key.createdAt),
  updated_at: toIso(key.updatedAt),
  enabled: key.isEnabled,
  ...(key.dedicatedFor.length > 0 && { dedicated_for: [...key.dedicatedFor] }),
  root: key.isRoot,
})

/** What the vendor doesn't show. */
const spellDetail = ({ key, isOwnerActive, hasRoles, lastUse }: Detail): Partial<z.output<typeof accessKey>> => ({
  purpose: key.purpose,
  created_by: key.createdBy,
  owner: key.ownerId,
  owner_active: isOwnerActive,
  last_used_at: lastUse && toIso(lastUse.at),
  last_used_for: lastUse && lastUse.operation,
  has_roles: hasRoles,
})

import { z } from 'zod'
import type { EnvironmentDetail } from '../../operations/environments/describe-environment.ts'
import { endpoint } from '../endpoint.ts'
import { anyObject, text } from '../fields.ts'
import { present } from '../spellings.ts'
import {
  account,
  base,
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

const one = { ...account, sub_account_id: text }

const secret = z.string().describe('Shown in the answer that makes the key; `**********` ever after.')

const environment = z
  .object({
    cloud_name: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    id: z.string(),
    api_access_keys: z
      .array(z.object({ key: z.string(), secret, enabled: z.boolean() }))
      .describe('The keys that the caller may read, in order of creation.'),
    created_at: isoInstant,
    updated_at: isoInstant,
    custom_attributes: z.record(z.string(), z.string()).optional().describe('Absent when there are none.'),
  })
  .meta({ id: 'ProductEnvironment' })

const customAttributes = orAbsent(anyObject)

/** Lists product environments. */
export const getProductEnvironments = endpoint({
  id: 'getProductEnvironments',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/sub_accounts`,
  operation: 'environment.list',
  summary: 'Lists product environments, in order of creation.',
  source: 'Account Provisioning API, getProductEnvironments',
  request: z.object({
    ...account,
    enabled: flagOrAbsent.describe('Only the enabled ones, or only the others.'),
    ids: textsOrAbsent.describe('At most 100; the other filters are passed over then.'),
    cloud_names: textsOrAbsent.describe('At most 100.'),
    prefix: textOrAbsent.describe('How the name begins, in any case.'),
  }),
  success: { status: 200, schema: z.object({ sub_accounts: z.array(environment) }) },
  toInput: ({ ids, cloud_names, prefix, enabled }) =>
    present({ ids, cloudNames: cloud_names, prefix, isEnabled: enabled }),
  toWire: (found) => ({ sub_accounts: found.map(spellEnvironment) }),
})

/** Makes a product environment with its first key. */
export const createProductEnvironment = endpoint({
  id: 'createProductEnvironment',
  family: 'provisioning',
  method: 'POST',
  path: `${base}/sub_accounts`,
  operation: 'environment.create',
  summary:
    'Makes a product environment and one access key, whose secret is shown this once. The key has no permissions until ' +
    'roles are assigned to it. Users with access to all environments have access to this one too.',
  source: 'Account Provisioning API, createProductEnvironment',
  request: z.object({
    ...account,
    name: filledText,
    cloud_name: textOrAbsent.describe('1 to 63 of `a` to `z`, digits, `_`, `-`; made of the name when absent.'),
    base_sub_account_id: textOrAbsent.describe('The environment whose settings (custom attributes) are copied.'),
    custom_attributes: customAttributes.describe('Texts by name, at most 50; an empty object counts as absent.'),
    enabled: flagOrAbsent.describe('True when absent.'),
  }),
  body: ['name', 'cloud_name', 'base_sub_account_id', 'custom_attributes', 'enabled'],
  success: { status: 200, schema: environment },
  toInput: (wire) => ({
    name: wire.name,
    cloudName: wire.cloud_name ?? null,
    baseEnvironmentId: wire.base_sub_account_id ?? null,
    customAttributes: isEmpty(wire.custom_attributes) ? null : (wire.custom_attributes ?? null),
    isEnabled: wire.enabled ?? true,
  }),
  toWire: (detail) => spellEnvironment(detail),
})

/** Shows one product environment. */
export const getProductEnvironment = endpoint({
  id: 'getProductEnvironment',
  family: 'provisioning',
  method: 'GET',
  path: `${base}/sub_accounts/{sub_account_id}`,
  operation: 'environment.get',
  summary: 'Shows a product environment.',
  source: 'Account Provisioning API, getProductEnvironment',
  request: z.object(one),
  success: { status: 200, schema: environment },
  toInput: ({ sub_account_id }) => ({ environmentId: sub_account_id }),
  toWire: (detail) => spellEnvironment(detail),
})

/** Changes a product environment. */
export const updateProductEnvironment = endpoint({
  id: 'updateProductEnvironment',
  family: 'provisioning',
  method: 'PUT',
  path: `${base}/sub_accounts/{sub_account_id}`,
  operation: 'environment.update',
  summary: 'Changes what is sent of a product environment; a disabled one denies everything in it.',
  source: 'Account Provisioning API, updateProductEnvironment',
  request: z.object({
    ...one,
    name: textOrAbsent,
    cloud_name: textOrAbsent,
    custom_attributes: customAttributes.describe(
      'All of them anew; null takes them away. An empty object changes nothing: the official client always sends one.',
    ),
    enabled: flagOrAbsent,
  }),
  body: ['name', 'cloud_name', 'custom_attributes', 'enabled'],
  success: { status: 200, schema: environment },
  toInput: (wire) => ({
    environmentId: wire.sub_account_id,
    name: wire.name ?? null,
    cloudName: wire.cloud_name ?? null,
    customAttributes: toAttributes(wire.custom_attributes),
    isEnabled: wire.enabled ?? null,
  }),
  toWire: (detail) => spellEnvironment(detail),
})

/** Deletes a product environment. */
export const deleteProductEnvironment = endpoint({
  id: 'deleteProductEnvironment',
  family: 'provisioning',
  method: 'DELETE',
  path: `${base}/sub_accounts/{sub_account_id}`,
  operation: 'environment.delete',
  summary: 'Deletes a product environment and everything in it.',
  source: 'Account Provisioning API, deleteProductEnvironment',
  request: z.object(one),
  success: { status: 200, schema: deleted },
  toInput: ({ sub_account_id }) => ({ environmentId: sub_account_id }),
  toWire: saysDeleted,
})

type SentAttributes = Readonly<Record<string, unknown>> | null | undefined

const isEmpty = (sent: SentAttributes): boolean => sent !== null && sent !== undefined && Object.keys(sent).length === 0

/** Null takes them away, which the operation calls an empty object; what is empty or absent changes nothing. */
function toAttributes(sent: SentAttributes): Readonly<Record<string, unknown>> | null {
  if (sent === null) return {}
  return sent === undefined || isEmpty(sent) ? null : sent
}

const spellEnvironment = ({ environment: record, keys }: EnvironmentDetail): z.output<typeof environment> => ({
  cloud_name: record.cloudName,
  name: record.name,
  enabled: record.isEnabled,
  id: record.id,
  api_access_keys: keys.map(({ key, secret: shown }) => ({
    key: key.id,
    secret: shown ?? hiddenSecret,
    enabled: key.isEnabled,
  })),
  created_at: toIso(record.createdAt),
  updated_at: toIso(record.updatedAt),
  ...(record.customAttributes !== null && { custom_attributes: { ...record.customAttributes } }),
})

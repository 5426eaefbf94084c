import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text } from '../fields.ts'
import { fromPrincipal, present, toLevel } from '../spellings.ts'
import {
  permissionType,
  principalType,
  readKinds,
  readListScope,
  readOptionalPrincipal,
  readWholeScope,
  scopeType,
} from './filters.ts'
import { customPolicy, dataOf, effectivePolicies, pageOf, systemPolicy } from './replies.ts'
import { spellCustomPolicy, spellPermission } from './spell.ts'

const base = '/v2/accounts/{account_id}/permissions/policies' as const
const account = { account_id: text }
const one = { ...account, policy_id: text }
const content = {
  name: text,
  description: optional(text),
  policy_statement: text.describe('One Cedar policy.'),
  scope_type: scopeType,
  scope_id: optional(text).describe('With `prodenv`: the id of an environment, or `all`.'),
}
const contentNames = ['name', 'description', 'policy_statement', 'scope_type', 'scope_id', 'enabled'] as const

/** Lists the predefined permissions. */
export const getSystemPolicies = endpoint({
  id: 'getSystemPolicies',
  family: 'permissions',
  method: 'GET',
  path: `${base}/system`,
  operation: 'permission.list',
  summary: 'Lists system policies; those of the account unless `scope_type` is `prodenv`.',
  source: 'Account Permissions API 2.0.0, getSystemPolicies',
  request: z.object({ ...account, permission_type: optional(permissionType), scope_type: optional(scopeType) }),
  success: { status: 200, schema: pageOf(z.array(systemPolicy)) },
  toInput: ({ permission_type, scope_type }) => ({
    level: toLevel(scope_type ?? 'account'),
    ...present({ kinds: permission_type && readKinds(permission_type) }),
  }),
  toWire: (permissions) => ({ data: permissions.map(spellPermission) }),
})

/** Lists the custom policies of a scope. */
export const getCustomPolicies = endpoint({
  id: 'getCustomPolicies',
  family: 'permissions',
  method: 'GET',
  path: `${base}/custom`,
  operation: 'custom-policy.list',
  summary: 'Lists the custom policies of a scope; those of the account unless `scope_type` is `prodenv`.',
  source: 'Account Permissions API 2.0.0, getCustomPolicies',
  request: z.object({
    ...account,
    scope_type: optional(scopeType),
    scope_id: optional(text),
    enabled: optional(flag),
    cursor: optional(text),
  }),
  success: { status: 200, schema: pageOf(z.array(customPolicy)) },
  toInput: (wire) => ({
    ...readListScope(wire),
    ...present({ isEnabled: wire.enabled }),
    cursor: wire.cursor ?? null,
  }),
  toWire: ({ policies, nextCursor }) => ({
    data: policies.map(spellCustomPolicy),
    ...present({ next_cursor: nextCursor }),
  }),
})

interface ContentWire {
  readonly name: string
  readonly description?: string | null | undefined
  readonly policy_statement: string
  readonly scope_type: 'account' | 'prodenv'
  readonly scope_id?: string | null | undefined
  readonly enabled?: boolean | null | undefined
}

const readPolicy = (wire: ContentWire) => {
  const { level, environmentId = null } = readWholeScope(wire, wire.scope_type)
  return {
    name: wire.name,
    description: wire.description ?? null,
    level,
    environmentId,
    statement: wire.policy_statement,
    isEnabled: wire.enabled ?? true,
  }
}

/** Makes a custom policy. */
export const createCustomPolicy = endpoint({
  id: 'createCustomPolicy',
  family: 'permissions',
  method: 'POST',
  path: `${base}/custom`,
  operation: 'custom-policy.create',
  summary: 'Makes a custom policy.',
  source: 'Account Permissions API 2.0.0, createCustomPolicy',
  request: z.object({ ...account, ...content, enabled: optional(flag) }),
  body: contentNames,
  success: { status: 201, schema: dataOf(customPolicy) },
  toInput: readPolicy,
  toWire: (policy) => ({ data: spellCustomPolicy(policy) }),
})

/** Shows one custom policy. */
export const getCustomPolicy = endpoint({
  id: 'getCustomPolicy',
  family: 'permissions',
  method: 'GET',
  path: `${base}/custom/{policy_id}`,
  operation: 'custom-policy.get',
  summary: 'Shows a custom policy.',
  source: 'Account Permissions API 2.0.0, getCustomPolicy',
  request: z.object(one),
  success: { status: 200, schema: dataOf(customPolicy) },
  toInput: ({ policy_id }) => ({ policyId: policy_id }),
  toWire: (policy) => ({ data: spellCustomPolicy(policy) }),
})

/** Replaces a custom policy; `enabled` must be sent, and null stands for true, its default. */
export const updateCustomPolicy = endpoint({
  id: 'updateCustomPolicy',
  family: 'permissions',
  method: 'PUT',
  path: `${base}/custom/{policy_id}`,
  operation: 'custom-policy.update',
  summary: 'Replaces a custom policy; what is not sent is gone.',
  source: 'Account Permissions API 2.0.0, updateCustomPolicy',
  request: z.object({ ...one, ...content, enabled: flag.nullable() }),
  body: contentNames,
  success: { status: 200, schema: dataOf(customPolicy) },
  toInput: (wire) => ({ policyId: wire.policy_id, ...readPolicy(wire) }),
  toWire: (policy) => ({ data: spellCustomPolicy(policy) }),
})

/** Deletes a custom policy. */
export const deleteCustomPolicy = endpoint({
  id: 'deleteCustomPolicy',
  family: 'permissions',
  method: 'DELETE',
  path: `${base}/custom/{policy_id}`,
  operation: 'custom-policy.delete',
  summary: 'Deletes a custom policy.',
  source: 'Account Permissions API 2.0.0, deleteCustomPolicy',
  request: z.object(one),
  success: { status: 204, schema: null },
  toInput: ({ policy_id }) => ({ policyId: policy_id }),
  toWire: () => undefined,
})

/** Lists what counts in a scope. */
export const getEffectivePolicies = endpoint({
  id: 'getEffectivePolicies',
  family: 'permissions',
  method: 'GET',
  path: `${base}/effective`,
  operation: 'effective-policies.list',
  summary: 'Lists the roles with their policies, and the custom policies, that count in a scope.',
  source: 'Account Permissions API 2.0.0, getEffectivePolicies; the live service answers 400 without `scope_type`',
  request: z.object({
    ...account,
    scope_type: scopeType,
    scope_id: optional(text),
    principal_type: optional(principalType),
    principal_id: optional(text),
  }),
  success: { status: 200, schema: dataOf(effectivePolicies) },
  toInput: (wire) => ({ ...readWholeScope(wire, wire.scope_type), principal: readOptionalPrincipal(wire) }),
  toWire: ({ principals, customPolicies }) => ({
    data: {
      principals: principals.map(({ principal, roles }) => {
        const { type, id } = fromPrincipal(principal)
        return {
          principal_type: type,
          principal_id: id,
          roles: roles.map((role) => ({ id: role.id, system_policies: role.permissions.map(spellEffective) })),
        }
      }),
      custom_policies: customPolicies.map(spellEffective),
    },
  }),
})

const spellEffective = ({ id, statement }: { readonly id: string; readonly statement: string }) => ({
  id,
  policy_statement: statement,
})

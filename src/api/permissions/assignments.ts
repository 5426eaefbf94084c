import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { anyObject, listOf, optional, text } from '../fields.ts'
import { present, toLevel, toPrincipal } from '../spellings.ts'
import {
  contentFields,
  managementType,
  permissionType,
  principalObject,
  principalType,
  readContent,
  readOptionalPrincipal,
  readParameterMap,
  readScopeFilter,
  scopeType,
} from './filters.ts'
import { dataOf, inspectedPrincipal, pageOf, principalRole } from './replies.ts'
import { spellAssignedRole, spellInspection } from './spell.ts'

const base = '/v2/accounts/{account_id}/permissions' as const
const account = { account_id: text }
const change = z.enum(['add', 'remove'])
const place = { scope_id: optional(text), policy_parameters: optional(anyObject) }
const nothing = z.object({})
const inspection = pageOf(z.object({ principals: z.array(inspectedPrincipal) }))

/** Lists the roles of one principal. */
export const getPrincipalRoles = endpoint({
  id: 'getPrincipalRoles',
  family: 'permissions',
  method: 'GET',
  path: `${base}/principal_roles`,
  operation: 'assignment.list',
  summary: 'Lists the roles that a principal has, and where.',
  source: 'Account Permissions API 2.0.0, getPrincipalRoles',
  request: z.object({
    ...account,
    principal_type: principalType,
    principal_id: text,
    permission_type: permissionType,
    management_type: optional(managementType),
    scope_type: optional(scopeType),
    scope_id: optional(text),
    ...contentFields,
  }),
  success: { status: 200, schema: dataOf(z.array(principalRole)) },
  toInput: (wire) => ({
    principal: toPrincipal(wire.principal_type, wire.principal_id),
    isContent: wire.permission_type === 'content',
    ...present({ management: wire.management_type }),
    ...readScopeFilter(wire),
    parameter: readContent(wire),
  }),
  toWire: (roles) => ({ data: roles.map(spellAssignedRole) }),
})

/** Gives roles to one principal, or takes them away. */
export const updatePrincipalRoles = endpoint({
  id: 'updatePrincipalRoles',
  family: 'permissions',
  method: 'PUT',
  path: `${base}/principal_roles`,
  operation: 'assignment.change',
  summary: 'Gives roles to a principal, or takes them away.',
  source: 'Account Permissions API 2.0.0, updatePrincipalRoles',
  request: z.object({
    ...account,
    operation: change,
    principal: principalObject,
    roles: listOf(z.object({ id: text, ...place })),
  }),
  body: ['operation', 'principal', 'roles'],
  success: { status: 200, schema: nothing },
  toInput: ({ operation, principal, roles }) => ({
    change: operation,
    about: { principal: toPrincipal(principal.type, principal.id) },
    assignments: roles.map(({ id, scope_id, policy_parameters }) => ({
      principal: toPrincipal(principal.type, principal.id),
      roleId: id,
      environmentId: scope_id ?? null,
      parameters: policy_parameters ?? null,
    })),
  }),
  toWire: () => ({}),
})

/** Gives one role to principals, or takes it away. */
export const updateRolePrincipals = endpoint({
  id: 'updateRolePrincipals',
  family: 'permissions',
  method: 'PUT',
  path: `${base}/roles/{role_id}/principals`,
  operation: 'assignment.change',
  summary: 'Gives a role to principals, or takes it away.',
  source: 'Account Permissions API 2.0.0, updateRolePrincipals',
  request: z.object({
    ...account,
    role_id: text,
    operation: change,
    principals: listOf(z.object({ principal_type: principalType, principal_id: text, ...place })),
  }),
  body: ['operation', 'principals'],
  success: { status: 200, schema: nothing },
  toInput: ({ role_id, operation, principals }) => ({
    change: operation,
    about: { roleId: role_id },
    assignments: principals.map(({ principal_type, principal_id, scope_id, policy_parameters }) => ({
      principal: toPrincipal(principal_type, principal_id),
      roleId: role_id,
      environmentId: scope_id ?? null,
      parameters: policy_parameters ?? null,
    })),
  }),
  toWire: () => ({}),
})

/** Searches who has which roles in a scope. */
export const inspect = endpoint({
  id: 'inspect',
  family: 'permissions',
  method: 'GET',
  path: `${base}/principal_roles/inspect`,
  operation: 'assignment.inspect',
  summary: 'Searches the principals that have roles in a scope, with those roles.',
  source: 'Account Permissions API 2.0.0, inspect',
  request: z.object({
    ...account,
    scope_type: scopeType,
    scope_id: optional(text),
    principal_type: optional(principalType),
    principal_id: optional(text),
    ...contentFields,
    cursor: optional(text),
  }),
  success: { status: 200, schema: inspection },
  toInput: (wire) => {
    const principal = readOptionalPrincipal(wire)
    return {
      ...readScopeFilter(wire),
      level: toLevel(wire.scope_type),
      principals: principal && [principal],
      parameter: readContent(wire),
      cursor: wire.cursor ?? null,
    }
  },
  toWire: spellInspection,
})

/** Shows which roles the given principals have in a scope. */
export const inspectMultiple = endpoint({
  id: 'inspectMultiple',
  family: 'permissions',
  method: 'POST',
  path: `${base}/principal_roles/inspect`,
  operation: 'assignment.inspect',
  summary: 'Shows the roles that the given principals have in a scope.',
  source: 'Account Permissions API 2.0.0, inspectMultiple',
  request: z.object({
    ...account,
    scope_type: scopeType,
    principals: listOf(principalObject),
    scope_id: optional(text),
    policy_parameters: optional(anyObject),
    cursor: optional(text),
  }),
  body: ['scope_type', 'principals', 'scope_id', 'policy_parameters', 'cursor'],
  success: { status: 200, schema: inspection },
  toInput: (wire) => ({
    ...readScopeFilter(wire),
    level: toLevel(wire.scope_type),
    principals: wire.principals.map(({ type, id }) => toPrincipal(type, id)),
    parameter: readParameterMap(wire.policy_parameters),
    cursor: wire.cursor ?? null,
  }),
  toWire: spellInspection,
})

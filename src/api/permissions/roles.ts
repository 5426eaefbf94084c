import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { flag, optional, text, texts } from '../fields.ts'
import { fromPrincipal, toLevel, present } from '../spellings.ts'
import {
  contentFields,
  managementType,
  permissionType,
  readContent,
  readKinds,
  readScopeFilter,
  scopeType,
} from './filters.ts'
import { dataOf, role, roleDetail, rolePrincipal } from './replies.ts'
import { spellRole, spellRoleDetail, spellRolePrincipal } from './spell.ts'

const base = '/v2/accounts/{account_id}/permissions/roles' as const
const account = { account_id: text }
const one = { ...account, role_id: text }

/** Lists the roles of one type. */
export const getRoles = endpoint({
  id: 'getRoles',
  family: 'permissions',
  method: 'GET',
  path: base,
  operation: 'role.list',
  summary: 'Lists system and custom roles of one type.',
  source: 'Account Permissions API 2.0.0, getRoles',
  request: z.object({
    ...account,
    permission_type: permissionType,
    scope_type: optional(scopeType),
    management_type: optional(managementType),
    policy_parameters: optional(texts).describe(
      'Names of parameters that content roles take: `folder_id`, `collection_id`.',
    ),
  }),
  success: { status: 200, schema: dataOf(z.array(role)) },
  toInput: ({ permission_type, scope_type, management_type, policy_parameters }) => ({
    kinds: readKinds(permission_type, policy_parameters),
    ...present({ level: scope_type && toLevel(scope_type), management: management_type }),
  }),
  toWire: (roles) => ({ data: roles.map(spellRole) }),
})

/** Makes a custom role. */
export const createRole = endpoint({
  id: 'createRole',
  family: 'permissions',
  method: 'POST',
  path: base,
  operation: 'role.create',
  summary: 'Makes a custom role.',
  source: 'Account Permissions API 2.0.0, createRole',
  request: z.object({
    ...account,
    permission_type: permissionType,
    scope_type: scopeType,
    name: text,
    id: optional(text).describe('Chosen by the caller; generated when absent.'),
    description: optional(text),
    system_policy_ids: optional(texts),
  }),
  body: ['permission_type', 'scope_type', 'name', 'id', 'description', 'system_policy_ids'],
  success: { status: 201, schema: dataOf(roleDetail) },
  toInput: (wire) => ({
    id: wire.id ?? null,
    name: wire.name,
    description: wire.description ?? null,
    isContent: wire.permission_type === 'content',
    level: toLevel(wire.scope_type),
    permissionIds: wire.system_policy_ids ?? [],
  }),
  toWire: (detail) => ({ data: spellRoleDetail(detail) }),
})

/** Shows one role. */
export const getRole = endpoint({
  id: 'getRole',
  family: 'permissions',
  method: 'GET',
  path: `${base}/{role_id}`,
  operation: 'role.get',
  summary: 'Shows a role and its system policies; a folder or collection that is named fills their placeholder.',
  source: 'Account Permissions API 2.0.0, getRole',
  request: z.object({ ...one, ...contentFields }),
  success: { status: 200, schema: dataOf(roleDetail) },
  toInput: (wire) => ({ roleId: wire.role_id, parameter: readContent(wire) }),
  toWire: (detail) => ({ data: spellRoleDetail(detail) }),
})

/** Replaces a custom role. */
export const updateRole = endpoint({
  id: 'updateRole',
  family: 'permissions',
  method: 'PUT',
  path: `${base}/{role_id}`,
  operation: 'role.update',
  summary: 'Replaces the name, description and system policies of a custom role; what is not sent is gone.',
  source: 'Account Permissions API 2.0.0, updateRole',
  request: z.object({ ...one, name: text, description: optional(text), system_policy_ids: optional(texts) }),
  body: ['name', 'description', 'system_policy_ids'],
  success: { status: 200, schema: dataOf(roleDetail) },
  toInput: (wire) => ({
    roleId: wire.role_id,
    name: wire.name,
    description: wire.description ?? null,
    permissionIds: wire.system_policy_ids ?? [],
  }),
  toWire: (detail) => ({ data: spellRoleDetail(detail) }),
})

/** Deletes a custom role. */
export const deleteRole = endpoint({
  id: 'deleteRole',
  family: 'permissions',
  method: 'DELETE',
  path: `${base}/{role_id}`,
  operation: 'role.delete',
  summary: 'Deletes a custom role; with `force` also one that principals have.',
  source: 'Account Permissions API 2.0.0, deleteRole',
  request: z.object({ ...one, force: optional(flag) }),
  success: { status: 204, schema: null },
  toInput: ({ role_id, force }) => ({ roleId: role_id, force: force ?? false }),
  toWire: () => undefined,
})

/** Lists who has a role. */
export const getRolePrincipals = endpoint({
  id: 'getRolePrincipals',
  family: 'permissions',
  method: 'GET',
  path: `${base}/{role_id}/principals`,
  operation: 'role.list-principals',
  summary: 'Lists the principals that have a role; with `verbose` each assignment, whole.',
  source: 'Account Permissions API 2.0.0, getRolePrincipals',
  request: z.object({
    ...one,
    scope_type: optional(scopeType),
    scope_id: optional(text),
    verbose: optional(flag),
    ...contentFields,
  }),
  success: { status: 200, schema: dataOf(z.array(rolePrincipal)) },
  toInput: (wire) => ({ roleId: wire.role_id, ...readScopeFilter(wire), parameter: readContent(wire) }),
  toWire: (assignments, { wire }) => {
    if (wire.verbose === true) return { data: assignments.map(spellRolePrincipal) }
    const principals = assignments.map(({ principal }) => fromPrincipal(principal))
    return {
      data: [...new Map(principals.map((principal) => [`${principal.type}:${principal.id}`, principal])).values()],
    }
  },
})

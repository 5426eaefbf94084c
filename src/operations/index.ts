import { changeAssignments } from './assignments/change-assignments.ts'
import { inspectAssignments } from './assignments/inspect-assignments.ts'
import { listPrincipalRoles } from './assignments/list-assignments.ts'
import { getCatalogue, getSchema, validatePolicy } from './catalogue/public.ts'
import { listAllowedFolders } from './decisions/list-allowed-folders.ts'
import { makeDecisions } from './decisions/make-decisions.ts'
import { listEffectivePolicies } from './policies/effective-policies.ts'
import { listPermissions } from './policies/permissions.ts'
import { getCustomPolicy, listCustomPolicies } from './policies/read-custom-policies.ts'
import { createCustomPolicy, deleteCustomPolicy, updateCustomPolicy } from './policies/write-custom-policies.ts'
import { getRole, listRolePrincipals, listRoles } from './roles/read-roles.ts'
import { createRole, deleteRole, updateRole } from './roles/write-roles.ts'

/** Every operation that an account's principals run, by its name. */
export const operations = {
  'role.list': listRoles,
  'role.get': getRole,
  'role.create': createRole,
  'role.update': updateRole,
  'role.delete': deleteRole,
  'role.list-principals': listRolePrincipals,
  'assignment.change': changeAssignments,
  'assignment.list': listPrincipalRoles,
  'assignment.inspect': inspectAssignments,
  'permission.list': listPermissions,
  'custom-policy.list': listCustomPolicies,
  'custom-policy.get': getCustomPolicy,
  'custom-policy.create': createCustomPolicy,
  'custom-policy.update': updateCustomPolicy,
  'custom-policy.delete': deleteCustomPolicy,
  'effective-policies.list': listEffectivePolicies,
  'decision.make': makeDecisions,
  'decision.list-folders': listAllowedFolders,
} as const

/** Every operation that belongs to no account and needs nobody signed in, by its name. */
export const publicOperations = {
  'catalogue.get': getCatalogue,
  'schema.get': getSchema,
  'policy.validate': validatePolicy,
} as const

/** The names of the operations of an account. */
export type OperationName = keyof typeof operations

/** The names of the public operations. */
export type PublicOperationName = keyof typeof publicOperations

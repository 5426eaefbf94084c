import { z } from 'zod'
import { enforcedBy } from '../../domain/catalogue/enforcement.ts'
import { endpoint } from '../endpoint.ts'
import { text } from '../fields.ts'
import { cedarError, spellPolicyProblem } from '../policy-problems.ts'
import { permissionTypeName, scopeTypeName } from '../spellings.ts'
import { catalog } from './replies.ts'

const base = '/v2/accounts/permissions/public' as const

/** Shows the catalogue of permissions and system roles. */
export const getSystemRolesAndPoliciesCatalog = endpoint({
  id: 'getSystemRolesAndPoliciesCatalog',
  family: 'permissions',
  method: 'GET',
  path: `${base}/catalog`,
  operation: 'catalogue.get',
  summary: 'Shows all system policies and system roles.',
  source: 'Account Permissions API 2.0.0, getSystemRolesAndPoliciesCatalog',
  isPublic: true,
  request: z.object({}),
  success: { status: 200, schema: z.object({ catalog }) },
  toInput: () => ({}),
  toWire: ({ permissions, roles }) => ({
    catalog: {
      system_policies: permissions.map((permission) => ({
        id: permission.id,
        name: permission.name,
        description: permission.description,
        category: permission.category,
        sub_category: permission.subCategory,
        enforced_by: enforcedBy(permission.id),
        permission_type: permissionTypeName(permission.kind),
        scope_type: scopeTypeName(permission.level),
        policy: permission.statements.join('\n'),
      })),
      system_roles: roles.map((role) => ({
        id: role.id,
        name: role.name,
        description: role.description,
        permission_type: permissionTypeName(role.kind),
        scope_type: scopeTypeName(role.level),
        system_policy_ids: [...role.permissionIds],
      })),
    },
  }),
})

/** Says whether a policy could be stored. */
export const validateCedarPolicy = endpoint({
  id: 'validateCedarPolicy',
  family: 'permissions',
  method: 'POST',
  path: `${base}/validate`,
  operation: 'policy.validate',
  summary: 'Says whether a Cedar policy is valid, and what is wrong with it.',
  source: 'Account Permissions API 2.0.0, validateCedarPolicy',
  isPublic: true,
  request: z.object({ policy: text }),
  body: ['policy'],
  success: { status: 200, schema: z.object({ valid: z.boolean(), errors: z.array(cedarError).optional() }) },
  toInput: ({ policy }) => ({ policy }),
  toWire: ({ isValid, problems }) => ({
    valid: isValid,
    ...(problems.length > 0 && { errors: problems.map(spellPolicyProblem) }),
  }),
})

/** Shows the Cedar schema. */
export const getCedarSchema = endpoint({
  id: 'getCedarSchema',
  family: 'permissions',
  method: 'GET',
  path: `${base}/schema`,
  operation: 'schema.get',
  summary: 'Shows the Cedar schema that policies are validated against.',
  source: 'Account Permissions API 2.0.0, getCedarSchema',
  isPublic: true,
  request: z.object({}),
  success: { status: 200, schema: z.object({ schema: z.record(z.string(), z.unknown()) }) },
  toInput: () => ({}),
  toWire: (schema) => ({ schema: { ...schema } }),
})

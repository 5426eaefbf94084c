import { z } from 'zod'
import { principalTypeNames, scopeTypeNames } from '../spellings.ts'

const seconds = z.int().describe('Seconds since 1970.')
const scopeType = z.enum(scopeTypeNames)
const permissionType = z.enum(['global', 'content'])
const managementType = z.enum(['system', 'custom'])
const parameterMap = z
  .object({ folder_id: z.string().optional(), collection_id: z.string().optional() })
  .describe('The folder or collection that the role is assigned on.')

const enforcer = z
  .enum(['rolecall', 'applications'])
  .describe(
    'Who acts on it: `rolecall`, whose operations ask for it, or your applications, which ask Rolecall for decisions.',
  )

/** A permission, as every list of them shows it. */
export const systemPolicy = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    scope_type: scopeType,
    permission_type: permissionType,
    policy_statement: z.string(),
    policy_parameters: z.array(z.string()).optional(),
    category: z.string(),
    sub_category: z.string(),
    enforced_by: enforcer,
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: 'SystemPolicy' })

const roleFields = {
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  management_type: managementType,
  permission_type: permissionType,
  policy_parameters: z.array(z.string()).optional().describe('Names of the parameters; content roles only.'),
  scope_type: scopeType,
  created_at: seconds,
  updated_at: seconds,
}

/** A role, in lists. */
export const role = z.object(roleFields).meta({ id: 'Role' })

/** A role with its permissions. */
export const roleDetail = z.object({ ...roleFields, policies: z.array(systemPolicy) }).meta({ id: 'RoleDetail' })

/** A custom policy. */
export const customPolicy = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    policy_statement: z.string(),
    scope_type: scopeType,
    scope_id: z.string().optional(),
    enabled: z.boolean(),
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: 'CustomPolicy' })

/** A role as one principal has it somewhere; the instants are those of the assignment. */
export const principalRole = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    management_type: managementType,
    permission_type: permissionType,
    scope_type: scopeType,
    scope_id: z.string().optional(),
    policy_parameters: parameterMap.optional(),
    created_at: seconds,
    updated_at: seconds,
  })
  .meta({ id: 'PrincipalRole' })

/** Who has a role; all but the first two only when asked for with `verbose`. */
export const rolePrincipal = z
  .object({
    id: z.string(),
    type: z.enum(principalTypeNames),
    role_id: z.string().optional(),
    policy_parameters: parameterMap.optional(),
    scope_type: scopeType.optional(),
    scope_id: z.string().optional(),
    created_at: seconds.optional(),
    updated_at: seconds.optional(),
  })
  .meta({ id: 'RolePrincipal' })

/** A principal with all its roles. */
export const inspectedPrincipal = z
  .object({ type: z.enum(principalTypeNames), id: z.string(), roles: z.array(principalRole) })
  .meta({ id: 'InspectedPrincipal' })

const effectivePolicy = z.object({ id: z.string(), policy_statement: z.string() }).meta({ id: 'EffectivePolicy' })

/** What counts for principals in a scope, with statements that name the principal. */
export const effectivePolicies = z
  .object({
    principals: z.array(
      z.object({
        principal_type: z.enum(principalTypeNames),
        principal_id: z.string(),
        roles: z.array(z.object({ id: z.string(), system_policies: z.array(effectivePolicy) })),
      }),
    ),
    custom_policies: z.array(effectivePolicy),
  })
  .meta({ id: 'EffectivePolicies' })

/** The catalogue, which says `policy` where everything else says `policy_statement` (facts 7.10, Q6). */
export const catalog = z
  .object({
    system_policies: z.array(
      systemPolicy
        .omit({ policy_statement: true, policy_parameters: true, created_at: true, updated_at: true })
        .extend({ policy: z.string() }),
    ),
    system_roles: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string().nullable(),
        permission_type: permissionType,
        scope_type: scopeType,
        system_policy_ids: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'Catalog' })

/** Wraps a reply as this family does. */
export const dataOf = <Schema extends z.ZodType>(schema: Schema): z.ZodObject<{ data: Schema }> =>
  z.object({ data: schema })

/** Wraps one page of a list; `next_cursor` is absent on the last. */
export const pageOf = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodObject<{ data: Schema; next_cursor: z.ZodOptional<z.ZodString> }> =>
  z.object({ data: schema, next_cursor: z.string().optional() })

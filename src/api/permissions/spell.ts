import type { z } from 'zod'
import { enforcedBy } from '../../domain/catalogue/enforcement.ts'
import type { AssignmentRecord, CustomPolicyRecord } from '../../domain/records.ts'
import type { OutputOf } from '../operation-types.ts'
import {
  fromParameter,
  fromPrincipal,
  fromReach,
  parameterNames,
  permissionTypeName,
  scopeTypeName,
  toSeconds,
} from '../spellings.ts'
import type * as replies from './replies.ts'

type RoleDetail = OutputOf<'role.get'>
type StoredRole = OutputOf<'role.list'>[number]
type BoundPermission = OutputOf<'permission.list'>[number]
type AssignedRole = OutputOf<'assignment.list'>[number]

/** Spells a permission, which this family calls a system policy. */
export const spellPermission = (permission: BoundPermission): z.output<typeof replies.systemPolicy> => ({
  id: permission.id,
  name: permission.name,
  description: permission.description,
  scope_type: scopeTypeName(permission.level),
  permission_type: permissionTypeName(permission.kind),
  policy_statement: permission.statement,
  ...(permission.kind !== 'global' && { policy_parameters: parameterNames(permission.kind) }),
  category: permission.category,
  sub_category: permission.subCategory,
  enforced_by: enforcedBy(permission.id),
  created_at: toSeconds(permission.at),
  updated_at: toSeconds(permission.at),
})

/** Spells a role as lists show it. */
export const spellRole = (role: StoredRole): z.output<typeof replies.role> => ({
  id: role.id,
  name: role.name,
  description: role.description,
  management_type: role.management,
  permission_type: permissionTypeName(role.kind),
  ...(role.kind !== 'global' && { policy_parameters: parameterNames(role.kind) }),
  scope_type: scopeTypeName(role.level),
  created_at: toSeconds(role.createdAt),
  updated_at: toSeconds(role.updatedAt),
})

/** Spells a role with its permissions. */
export const spellRoleDetail = ({ role, permissions }: RoleDetail): z.output<typeof replies.roleDetail> => ({
  ...spellRole(role),
  policies: permissions.map(spellPermission),
})

/** Spells a custom policy; an account's has no `scope_id`. */
export const spellCustomPolicy = (policy: CustomPolicyRecord): z.output<typeof replies.customPolicy> => ({
  id: policy.id,
  name: policy.name,
  description: policy.description,
  policy_statement: policy.statement,
  ...fromReach(policy.reach),
  enabled: policy.isEnabled,
  created_at: toSeconds(policy.createdAt),
  updated_at: toSeconds(policy.updatedAt),
})

/** Spells a role that a principal has, with where it has it. */
export const spellAssignedRole = ({ assignment, role }: AssignedRole): z.output<typeof replies.principalRole> => ({
  id: role.id,
  name: role.name,
  description: role.description,
  management_type: role.management,
  permission_type: permissionTypeName(role.kind),
  ...spellPlaceAndInstants(assignment),
})

/** Spells one holder of a role whole. */
export const spellRolePrincipal = (assignment: AssignmentRecord): z.output<typeof replies.rolePrincipal> => ({
  ...fromPrincipal(assignment.principal),
  role_id: assignment.roleId,
  ...spellPlaceAndInstants(assignment),
})

const spellPlaceAndInstants = ({ reach, parameter, createdAt, updatedAt }: AssignmentRecord) => ({
  ...fromReach(reach),
  ...(parameter !== null && { policy_parameters: fromParameter(parameter) }),
  created_at: toSeconds(createdAt),
  updated_at: toSeconds(updatedAt),
})

/** Spells the principals of an inspection. */
export const spellInspection = ({
  principals,
  nextCursor,
}: OutputOf<'assignment.inspect'>): {
  data: { principals: z.output<typeof replies.inspectedPrincipal>[] }
  next_cursor?: string
} => ({
  data: {
    principals: principals.map(({ principal, roles }) => ({
      ...fromPrincipal(principal),
      roles: roles.map(spellAssignedRole),
    })),
  },
  ...(nextCursor !== null && { next_cursor: nextCursor }),
})

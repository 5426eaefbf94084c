import { findPermission } from '../../domain/catalogue/system-catalogue.ts'
import type { CustomPolicyId, PermissionId, RoleId } from '../../domain/ids.ts'
import { principalEntityType, type Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import { bindPrincipal } from '../../engine/answers/bind.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import type { Reader } from '../../store/store.ts'
import { filterOf, listAssigned, type AssignedRole } from '../assignments/list-assignments.ts'
import { requirePrincipal } from '../assignments/read-assignment.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { mayReadPrincipal, placesOf } from '../places.ts'
import { bindPermission, catalogueOf } from '../roles/stored-role.ts'
import { mayReadPolicy, policyFilterOf, type PolicyPlace } from './read-custom-policies.ts'

/** What one principal has through one role: each statement bound to the principal and the role's folder. */
export interface EffectiveRole {
  readonly id: RoleId
  readonly permissions: readonly { readonly id: PermissionId; readonly statement: string }[]
}

/** The policies that affect principals somewhere. */
export interface EffectivePolicies {
  /** A user's groups are entries of their own (facts 11, U20). */
  readonly principals: readonly { readonly principal: Principal; readonly roles: readonly EffectiveRole[] }[]
  readonly customPolicies: readonly { readonly id: CustomPolicyId; readonly statement: string }[]
}

/** Lists the policies in force for one principal, or for all that the caller may read. */
export const listEffectivePolicies = reading<
  { readonly level: Level; readonly environmentId?: string; readonly principal: Principal | null },
  EffectivePolicies
>({
  name: 'effective-policies.list',
  summary: 'List the policies in force for principals.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['User', 'Group', 'ProvisioningKey', 'APIKey'],
        level: 'account',
        of: ({ principal }, _, engine) => (principal === null ? [] : placesOf(principal, engine)),
      },
      { action: 'read', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] },
    ],
    filters: { action: 'read', on: ['User', 'Group', 'ProvisioningKey', 'APIKey', 'Role', 'CustomPolicy'] },
  },
  run: async (input, deed) => {
    const concerned = input.principal === null ? null : readableAround(input.principal, deed)
    const filter = { ...filterOf({ ...input, parameter: null }, deed), ...(concerned && { principals: concerned }) }
    const assigned = await listAssigned(deed, filter)
    const byPrincipal = Map.groupBy(assigned, ({ assignment: { principal } }) => `${principal.type}:${principal.id}`)
    const principals = [...byPrincipal.values()].flatMap((roles) => effectOf(roles, deed))
    return { principals, customPolicies: await customPoliciesOf(input, concerned, deed) }
  },
})

/** A principal, and those of its groups that the caller may read: what the others bring would tell who is in them. */
function readableAround(principal: Principal, deed: Deed<Reader>): readonly Principal[] {
  requirePrincipal(principal, deed)
  const groups = deed.engine.snapshot.holders.find(principal)?.groups ?? []
  return [principal, ...groups.map((group) => group.principal).filter((group) => mayReadPrincipal(group, deed))]
}

/** The entry of one principal; none when the caller may not read it. */
function effectOf(assigned: readonly AssignedRole[], deed: Deed<Reader>): EffectivePolicies['principals'] {
  const principal = assigned[0]?.assignment.principal
  if (principal === undefined || !mayReadPrincipal(principal, deed)) return []
  return [{ principal, roles: assigned.map((one) => bindRole(one, deed)) }]
}

/** The permissions that count in a role, bound to who has it and where. */
function bindRole({ assignment, role }: AssignedRole, deed: Deed<Reader>): EffectiveRole {
  const { principal, parameter } = assignment
  const { roles } = deed.engine.snapshot
  const catalogue = catalogueOf(deed)
  const permissions = roles.permissionIds(roles.number(role.id)).flatMap((id) => findPermission(catalogue, id) ?? [])
  return {
    id: role.id,
    permissions: permissions.map((permission) => {
      const { id, statement } = bindPermission(permission, catalogue, parameter)
      return { id, statement: bindPrincipal(statement, principal) }
    }),
  }
}

async function customPoliciesOf(
  place: PolicyPlace,
  concerned: readonly Principal[] | null,
  deed: Deed<Reader>,
): Promise<EffectivePolicies['customPolicies']> {
  if (!deed.may('read', inAccount('CustomPolicy', null))) return []
  const filter = { ...policyFilterOf(place, deed), isEnabled: true }
  const records = await listAll<CustomPolicyRecord>((page) =>
    deed.store.listCustomPolicies(deed.caller.accountId, filter, page),
  )
  return records
    .filter((record) => mayReadPolicy(record, deed) && (concerned === null || mayConcern(record, concerned)))
    .map(({ id, statement }) => ({ id, statement }))
}

/** Whether a policy's scope may be about one of these, the one asked about first: it names one, their type, or nobody. */
function mayConcern({ statement }: CustomPolicyRecord, concerned: readonly Principal[]): boolean {
  const parsed = parsePolicies(statement)
  const scope = 'policies' in parsed ? parsed.policies[0]?.principal : undefined
  if (scope === undefined || scope.operator === 'any') return true
  const typeOf = ({ type }: Principal): string => `Cloudinary::${principalEntityType[type]}`
  const [asked] = concerned
  if (asked === undefined || ('type' in scope && typeOf(asked) !== scope.type)) return false
  if (!('entity' in scope)) return true
  const { entity, operator } = scope
  const candidates = operator === '==' ? [asked] : concerned
  return candidates.some((one) => typeOf(one) === entity.type && one.id === entity.id)
}

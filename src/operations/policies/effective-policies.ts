import type { CustomPolicyId, PermissionId, RoleId } from '../../domain/ids.ts'
import { principalEntityType, isSamePrincipal, type Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import { bindPrincipal, bindPlaceholders } from '../../engine/answers/bind.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import type { Reader } from '../../store/store.ts'
import { filterOf, listAssigned, type AssignedRole } from '../assignments/list-assignments.ts'
import { requirePrincipal } from '../assignments/read-assignment.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { placesOf } from '../places.ts'
import { detailOf, getStoredRole } from '../roles/stored-role.ts'

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
    filters: { action: 'read', on: ['User', 'Group', 'ProvisioningKey', 'APIKey', 'CustomPolicy'] },
  },
  run: async (input, deed) => {
    const { principal } = input
    if (principal !== null) requirePrincipal(principal, deed)
    const concerned = principal === null ? null : [principal, ...groupsOf(principal, deed)]
    const filter = { ...filterOf({ ...input, parameter: null }, deed), ...(concerned && { principals: concerned }) }
    const assigned = (await listAssigned(deed, filter)).filter((one) => isReadable(one.assignment.principal, deed))
    const byPrincipal = Map.groupBy(
      assigned,
      ({
        assignment: {
          principal: { type, id },
        },
      }) => `${type}:${id}`,
    )
    const principals = [...byPrincipal.values()].map((roles) => effectOf(roles, deed))
    return { principals: await Promise.all(principals), customPolicies: await customPoliciesOf(input, concerned, deed) }
  },
})

const groupsOf = (principal: Principal, { engine }: Deed<Reader>): readonly Principal[] =>
  engine.snapshot.holders.find(principal)?.groups.map((group) => group.principal) ?? []

const isReadable = (principal: Principal, deed: Deed<Reader>): boolean =>
  placesOf(principal, deed.engine).every((place) => deed.may('read', place))

async function effectOf(
  assigned: readonly AssignedRole[],
  deed: Deed<Reader>,
): Promise<EffectivePolicies['principals'][number]> {
  const roles = await Promise.all(assigned.map((one) => bindRole(one, deed)))
  const [first] = assigned
  if (first === undefined) throw new RangeError('a principal without assignments has no entry')
  return { principal: first.assignment.principal, roles }
}

async function bindRole({ assignment, role }: AssignedRole, deed: Deed<Reader>): Promise<EffectiveRole> {
  const { permissions } = detailOf(deed, await getStoredRole(deed, role.id), null)
  const { principal, parameter } = assignment
  return {
    id: role.id,
    permissions: permissions.map(({ id, statement }) => {
      const placed = parameter === null ? statement : bindPlaceholders(statement, parameter)
      return { id, statement: bindPrincipal(placed, principal) }
    }),
  }
}

async function customPoliciesOf(
  input: { readonly level: Level; readonly environmentId?: string },
  concerned: readonly Principal[] | null,
  deed: Deed<Reader>,
): Promise<EffectivePolicies['customPolicies']> {
  if (!deed.may('read', inAccount('CustomPolicy', null))) return []
  const { level, reach, coveringEnvironment } = filterOf({ ...input, parameter: null }, deed)
  const filter = {
    isEnabled: true,
    ...(level && { level }),
    ...(reach && { reach }),
    ...(coveringEnvironment && { coveringEnvironment }),
  }
  const records = await listAll<CustomPolicyRecord>((page) =>
    deed.store.listCustomPolicies(deed.caller.accountId, filter, page),
  )
  return records
    .filter((record) => concerned === null || mayConcern(record, concerned))
    .map(({ id, statement }) => ({ id, statement }))
}

/** Whether a policy's scope may be about one of these: it names one of them, their type, or nobody. */
function mayConcern({ statement }: CustomPolicyRecord, concerned: readonly Principal[]): boolean {
  const parsed = parsePolicies(statement)
  const scope = 'policies' in parsed ? parsed.policies[0]?.principal : undefined
  if (scope === undefined || scope.operator === 'any') return true
  const typeOf = ({ type }: Principal): string => `Cloudinary::${principalEntityType[type]}`
  const [asked] = concerned
  if (asked === undefined) return false
  if ('type' in scope && typeOf(asked) !== scope.type) return false
  if (!('entity' in scope)) return true
  const { entity, operator } = scope
  const candidates = operator === '==' ? concerned.filter((one) => isSamePrincipal(one, asked)) : concerned
  return candidates.some((one) => typeOf(one) === entity.type && one.id === entity.id)
}

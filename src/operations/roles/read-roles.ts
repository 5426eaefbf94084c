import { roleId as toRoleId } from '../../domain/ids.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Parameter, RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import type { Reader } from '../../store/store.ts'
import { inAccount, reading, type Deed } from '../operation.ts'
import { filterOf, type PlaceFilter } from '../assignments/list-assignments.ts'
import { mayReadPrincipal, placeOfRole } from '../places.ts'
import { listAll } from '../paging.ts'
import {
  catalogueOf,
  detailOf,
  fromCatalogue,
  fromRecord,
  getStoredRole,
  type RoleDetail,
  type StoredRole,
} from './stored-role.ts'

/** Which roles; what is absent doesn't matter. */
export interface RoleListing {
  readonly kinds: readonly RoleKind[]
  readonly level?: Level
  readonly management?: 'system' | 'custom'
}

/** Lists the roles of some kinds: system roles in the catalogue's order, then custom ones in order of creation. */
export const listRoles = reading<RoleListing, readonly StoredRole[]>({
  name: 'role.list',
  summary: 'List the roles of an account.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] }],
    filters: { action: 'read', on: ['Role'] },
  },
  run: listReadableRoles,
})

/** Lists the roles that the caller may read, as {@link listRoles} does. */
export async function listReadableRoles(
  { kinds, level, management }: RoleListing,
  deed: Deed<Reader>,
): Promise<readonly StoredRole[]> {
  const catalogue = catalogueOf(deed)
  const custom =
    management === 'system' ? [] : await deed.store.listRoles(deed.caller.accountId, { kinds, ...(level && { level }) })
  const roles = [...catalogue.roles.map((role) => fromCatalogue(role, catalogue)), ...custom.map(fromRecord)]
  return roles.filter(
    (role) =>
      kinds.includes(role.kind) &&
      (level === undefined || role.level === level) &&
      (management === undefined || role.management === management) &&
      deed.may('read', inAccount('Role', role.id)),
  )
}

/** Shows one role with its permissions. */
export const getRole = reading<{ readonly roleId: string; readonly parameter: Parameter | null }, RoleDetail>({
  name: 'role.get',
  summary: 'Show a role and the permissions in it.',
  concerns: { noun: 'role', keyOf: ({ roleId: id }, accountId) => ({ accountId, id: toRoleId(id) }) },
  access: {
    type: 'requires',
    needs: [
      { action: 'read', on: ['Role'], level: 'account', of: ({ roleId: id }, _, engine) => [placeOfRole(id, engine)] },
    ],
  },
  run: async ({ roleId: id, parameter }, deed) => detailOf(deed, await getStoredRole(deed, id), parameter),
})

/** Lists who has a role where; only principals that the caller may read. */
export const listRolePrincipals = reading<PlaceFilter & { readonly roleId: string }, readonly AssignmentRecord[]>({
  name: 'role.list-principals',
  summary: 'List the principals that have a role.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Role'],
        level: 'account',
        of: ({ roleId: id }, _, engine) => [placeOfRole(id, engine)],
      },
    ],
    filters: { action: 'read', on: ['User', 'Group', 'APIKey', 'ProvisioningKey'] },
  },
  run: async (input, deed) => {
    const role = await getStoredRole(deed, input.roleId)
    const filter = { ...filterOf(input, deed), roleIds: [role.id] }
    const assignments = await listAll<AssignmentRecord>((page) =>
      deed.store.listAssignments(deed.caller.accountId, filter, page),
    )
    return assignments.filter(
      ({ principal, expiresAt }) => !isExpired(expiresAt, deed.at) && mayReadPrincipal(principal, deed),
    )
  },
})

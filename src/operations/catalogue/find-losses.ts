import type { Catalogue } from '../../domain/catalogue.ts'
import { findPermission, findRole } from '../../domain/catalogue/system-catalogue.ts'
import type { AccountId, PermissionId, RoleId } from '../../domain/ids.ts'
import type { Store } from '../../store/store.ts'

/** Something of an account that a new catalogue would leave without effect. */
export type Loss =
  /** A custom role that holds permissions which are gone. */
  | {
      readonly type: 'custom_role'
      readonly accountId: AccountId
      readonly roleId: RoleId
      readonly name: string
      readonly permissionIds: readonly PermissionId[]
    }
  /** A system role that is gone and is assigned. */
  | {
      readonly type: 'system_role'
      readonly accountId: AccountId
      readonly roleId: RoleId
      readonly assignmentCount: number
    }

/** Finds what accounts use of one catalogue and another lacks, account by account in the order of ids. */
export async function findLosses(store: Store, before: Catalogue, after: Catalogue): Promise<readonly Loss[]> {
  const goneRoleIds = before.roles.map(({ id }) => id).filter((id) => findRole(after, id) === undefined)
  const losses: Loss[] = []
  for (const { id } of await store.listAccounts()) {
    losses.push(...(await findRoleLosses(store, id, before, after)))
    losses.push(...(await findAssignmentLosses(store, id, goneRoleIds)))
  }
  return losses
}

async function findRoleLosses(
  store: Store,
  accountId: AccountId,
  before: Catalogue,
  after: Catalogue,
): Promise<readonly Loss[]> {
  const roles = await store.listRoles(accountId)
  return roles.flatMap(({ id, name, permissionIds }) => {
    const gone = permissionIds.filter(
      (permissionId) =>
        findPermission(after, permissionId) === undefined && findPermission(before, permissionId) !== undefined,
    )
    return gone.length === 0 ? [] : [{ type: 'custom_role', accountId, roleId: id, name, permissionIds: gone } as const]
  })
}

async function findAssignmentLosses(
  store: Store,
  accountId: AccountId,
  goneRoleIds: readonly RoleId[],
): Promise<readonly Loss[]> {
  if (goneRoleIds.length === 0) return []
  const assignments = await store.listAssignments(accountId, { roleIds: goneRoleIds })
  const countByRole = new Map<RoleId, number>()
  for (const { roleId } of assignments) countByRole.set(roleId, (countByRole.get(roleId) ?? 0) + 1)
  return [...countByRole].map(([roleId, assignmentCount]) => ({
    type: 'system_role',
    accountId,
    roleId,
    assignmentCount,
  }))
}

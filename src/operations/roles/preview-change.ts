import { roleId, type PermissionId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { Principal } from '../../domain/principal.ts'
import type { AssignmentRecord } from '../../domain/records.ts'
import { refusal } from '../../domain/errors.ts'
import type { Reader } from '../../store/store.ts'
import { reading, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { mayReadPrincipal, placeOfRole } from '../places.ts'
import { findAffected, membersOf, type Affectable, type Affected } from './affected-principals.ts'
import { readPermissionIds } from './role-rules.ts'
import { catalogueOf, getStoredRole } from './stored-role.ts'

/** What a change of a custom role would do. */
export interface RolePreview extends Affected {
  /** What comes into the role, and what goes out of it, in the catalogue's order. */
  readonly added: readonly PermissionId[]
  readonly removed: readonly PermissionId[]
  /** How many principals that the caller may read have the role, by themselves or through a group. */
  readonly holders: number
}

/** Says what a change of a custom role would really give and take, and to whom, without making it. */
export const previewRoleChange = reading<
  { readonly roleId: string; readonly permissionIds: readonly string[] },
  RolePreview
>({
  name: 'role.preview-change',
  summary: 'Say who would gain and lose what if a custom role had other permissions.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'update',
        on: ['Role'],
        level: 'account',
        of: ({ roleId: id }, _, engine) => [placeOfRole(id, engine)],
      },
    ],
    filters: {
      action: 'read',
      on: ['User', 'Group', 'APIKey', 'ProvisioningKey', 'ProductEnvironment', 'Folder', 'Collection'],
    },
  },
  run: async ({ roleId: id, permissionIds }, deed) => {
    const role = await getStoredRole(deed, id)
    if (role.management === 'system') {
      throw refusal('system_role_is_fixed', { id: role.id }, { fields: [{ name: 'roleId', value: role.id }] })
    }
    const after = readPermissionIds(permissionIds, role, catalogueOf(deed))
    const holders = await holdersOf(role.id, deed)
    return {
      added: after.filter((one) => !role.permissionIds.includes(one)),
      removed: role.permissionIds.filter((one) => !after.includes(one)),
      holders: holders.size,
      ...(await findAffected({ roleId: role.id, permissionIds: after }, [...holders.values()], deed)),
    }
  },
})

/** Whoever has the role and may be read by the caller: by itself, or as a user of a group that may be read as well. */
async function holdersOf(id: string, deed: Deed<Reader>): Promise<ReadonlyMap<string, Affectable>> {
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { roleIds: [roleId(id)] }, page),
  )
  const holders = new Map<string, Affectable>()
  const obtain = (one: Principal): Affectable | undefined => {
    const key = `${one.type}:${one.id}`
    const known = holders.get(key)
    if (known !== undefined || !mayReadPrincipal(one, deed)) return known
    const made = { principal: one, groupIds: new Set<string>(), isItself: false }
    holders.set(key, made)
    return made
  }
  for (const { principal: one, expiresAt } of assignments) {
    if (isExpired(expiresAt, deed.at)) continue
    const holder = obtain(one)
    if (holder === undefined) continue
    holder.isItself = true
    for (const member of membersOf(one, deed)) obtain(member)?.groupIds.add(one.id)
  }
  return holders
}

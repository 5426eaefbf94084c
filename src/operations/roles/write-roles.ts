import { refusal } from '../../domain/errors.ts'
import { roleId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import { isExpired } from '../../domain/instant.ts'
import type { AssignmentRecord, RoleRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { inAccount, writing, type CausedGain, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { placeOfRole } from '../places.ts'
import { gainsOfLibrary } from '../users/library-gains.ts'
import { featureOf, readNaming, readPermissionIds, readRoleId } from './role-rules.ts'
import { catalogueOf, detailOf, fromRecord, getStoredRole, type RoleDetail, type StoredRole } from './stored-role.ts'

/** What a new custom role is made of. */
export interface RoleCreation {
  /** Null: one is generated. */
  readonly id: string | null
  readonly name: string
  readonly description: string | null
  /** Folder roles are content; there are no custom collection roles. */
  readonly isContent: boolean
  readonly level: Level
  readonly permissionIds: readonly string[]
}

/** Makes a custom role. Nobody has it yet, so nobody gains anything. */
export const createRole = writing<RoleCreation, RoleDetail>({
  name: 'role.create',
  summary: 'Make a custom role.',
  concerns: { noun: 'role', keyOf: null },
  access: {
    type: 'requires',
    needs: [{ action: 'create', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] }],
  },
  plan: ({ isContent }) => [featureOf(isContent ? 'folder' : 'global')],
  run: async (input, deed) => {
    const kind = input.isContent ? 'folder' : 'global'
    const named = readNaming(input)
    const id = input.id === null ? deed.house.ids.role(named.name) : readRoleId(input.id)
    if (kind !== 'global' && input.level === 'account') {
      throw refusal('invalid_fields', undefined, { fields: [{ name: 'level', value: input.level }] })
    }
    const permissionIds = readPermissionIds(input.permissionIds, { level: input.level, kind }, catalogueOf(deed))
    const { accountId } = deed.caller
    if (await deed.store.isIdUsed(accountId, 'role', id)) {
      throw refusal('role_id_taken', { id }, { fields: [{ name: 'id', value: id }] })
    }
    const dates = { createdAt: deed.at, updatedAt: deed.at }
    const record: RoleRecord = { id, accountId, level: input.level, kind, permissionIds, ...named, ...dates }
    await requireFreeName(deed, record)
    await deed.store.put('role', record)
    return detailOf(deed, fromRecord(record), null)
  },
})

/** What a custom role becomes; everything that isn't sent is gone. */
export interface RoleReplacement {
  readonly roleId: string
  readonly name: string
  readonly description: string | null
  readonly permissionIds: readonly string[]
}

/** Replaces a custom role's name, description and permissions; its id, level and kind stay. */
export const updateRole = writing<RoleReplacement, RoleDetail>({
  name: 'role.update',
  summary: 'Replace the name, description and permissions of a custom role.',
  concerns: { noun: 'role', keyOf: ({ roleId: id }, accountId) => ({ accountId, id: roleId(id) }) },
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
  },
  gains: async ({ roleId: id, permissionIds }, deed) => {
    const role = await getCustomRole(deed, id)
    deed.requirePlan(featureOf(role.kind))
    const after = readPermissionIds(permissionIds, role, catalogueOf(deed))
    const added = after.filter((one) => !role.permissionIds.includes(one))
    if (added.length === 0) return []
    const standing = await standingAssignments(deed, role.id)
    const given = standing.map(({ principal, reach }) => ({ principal, reach, permissionIds: added }))
    return [...gainsOfHolders(added, standing), ...(await gainsOfLibrary(given, deed))]
  },
  run: async (input, deed) => {
    const named = readNaming(input)
    const role = await getCustomRole(deed, input.roleId)
    deed.requirePlan(featureOf(role.kind))
    const permissionIds = readPermissionIds(input.permissionIds, role, catalogueOf(deed))
    const { id, kind, level, createdAt } = role
    const dates = { createdAt, updatedAt: deed.at }
    const record: RoleRecord = { id, accountId: deed.caller.accountId, kind, level, permissionIds, ...named, ...dates }
    await requireFreeName(deed, record)
    await deed.store.put('role', record)
    return detailOf(deed, fromRecord(record), null)
  },
})

/** Deletes a custom role; one that principals have only with `force`, which takes it from them. */
export const deleteRole = writing<{ readonly roleId: string; readonly force: boolean }, undefined>({
  name: 'role.delete',
  summary: 'Delete a custom role.',
  concerns: { noun: 'role', keyOf: ({ roleId: id }, accountId) => ({ accountId, id: roleId(id) }) },
  access: {
    type: 'requires',
    needs: [
      {
        action: 'delete',
        on: ['Role'],
        level: 'account',
        of: ({ roleId: id }, _, engine) => [placeOfRole(id, engine)],
      },
    ],
  },
  run: async ({ roleId, force }, deed) => {
    const { id } = await getCustomRole(deed, roleId)
    if (!force && (await standingAssignments(deed, id)).length > 0) {
      throw refusal('role_in_use', undefined, { fields: [{ name: 'roleId', value: id }] })
    }
    await deleteCascade(deed.store, 'role', { accountId: deed.caller.accountId, id })
    return undefined
  },
})

async function getCustomRole(deed: Deed<Transaction>, id: string): Promise<StoredRole> {
  const role = await getStoredRole(deed, id)
  if (role.management === 'system') {
    throw refusal('system_role_is_fixed', { id: role.id }, { fields: [{ name: 'roleId', value: role.id }] })
  }
  return role
}

/** The assignments of a role that haven't expired. */
async function standingAssignments(deed: Deed<Transaction>, id: RoleId): Promise<readonly AssignmentRecord[]> {
  const assignments = await listAll<AssignmentRecord>((page) =>
    deed.store.listAssignments(deed.caller.accountId, { roleIds: [id] }, page),
  )
  return assignments.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at))
}

/** Whoever has a role gains what is added to it, where they have it; each place once, however many have it there. */
function gainsOfHolders(
  permissionIds: readonly PermissionId[],
  assignments: readonly AssignmentRecord[],
): readonly CausedGain[] {
  const places = new Map(
    assignments.map(({ reach, parameter }) => [JSON.stringify([reach, parameter]), { reach, parameter }]),
  )
  return [...places.values()].map((place) => ({ gain: { type: 'permissions', permissionIds, ...place } }))
}

/** Names are unique among the custom roles of one level and kind. @throws Refusal `role_name_taken` */
async function requireFreeName(deed: Deed<Transaction>, record: RoleRecord): Promise<void> {
  const { accountId, level, kind, name, id } = record
  const taken = await deed.store.findRoleByName(accountId, level, kind, name)
  if (taken !== undefined && taken.id !== id) {
    throw refusal('role_name_taken', { name }, { fields: [{ name: 'name', value: name }] })
  }
}

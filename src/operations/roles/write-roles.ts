import { refusal } from '../../domain/errors.ts'
import { roleId, type RoleId } from '../../domain/ids.ts'
import type { AssignmentRecord, RoleRecord } from '../../domain/records.ts'
import type { Level } from '../../domain/scope.ts'
import type { Gain } from '../../engine/answers/gains.ts'
import type { Transaction } from '../../store/store.ts'
import { inAccount, writing, type Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { featureOf, readRoleContent, requireDescription, requireName, requireRoleId } from './role-rules.ts'
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
  access: {
    type: 'requires',
    needs: [{ action: 'create', on: ['Role'], level: 'account', of: () => [inAccount('Role', null)] }],
  },
  plan: ({ isContent }) => [featureOf(isContent ? 'folder' : 'global')],
  run: async (input, deed) => {
    requireName(input.name)
    requireDescription(input.description)
    if (input.id !== null) requireRoleId(input.id)
    if (input.isContent && input.level === 'account') {
      throw refusal('invalid_fields', undefined, { fields: [{ name: 'level', value: 'account' }] })
    }
    const kinds = [input.isContent ? 'folder' : 'global'] as const
    const content = readRoleContent(input.permissionIds, { level: input.level, kinds }, catalogueOf(deed))
    const { accountId } = deed.caller
    const id = input.id === null ? deed.house.ids.role(input.name) : roleId(input.id)
    if (await deed.store.isIdUsed(accountId, 'role', id)) {
      throw refusal('role_id_taken', { id }, { fields: [{ name: 'id', value: id }] })
    }
    const { level, name, description } = input
    const record = { id, accountId, level, ...content, name, description, createdAt: deed.at, updatedAt: deed.at }
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
  access: {
    type: 'requires',
    needs: [{ action: 'update', on: ['Role'], level: 'account', of: ({ roleId: id }) => [inAccount('Role', id)] }],
  },
  gains: async ({ roleId: id, permissionIds }, deed) => {
    const role = await getCustomRole(deed, id)
    const { permissionIds: after } = readRoleContent(
      permissionIds,
      { level: role.level, kinds: [role.kind] },
      catalogueOf(deed),
    )
    const added = after.filter((one) => !role.permissionIds.includes(one))
    if (added.length === 0) return []
    const assignments = await assignmentsOf(deed, role.id)
    return assignments.map(({ reach, parameter }): Gain => ({
      type: 'permissions',
      permissionIds: added,
      reach,
      parameter,
    }))
  },
  run: async (input, deed) => {
    requireName(input.name)
    requireDescription(input.description)
    const role = await getCustomRole(deed, input.roleId)
    deed.requirePlan(featureOf(role.kind))
    const content = readRoleContent(input.permissionIds, { level: role.level, kinds: [role.kind] }, catalogueOf(deed))
    const { name, description } = input
    const record = { ...toRecord(deed, role), ...content, name, description, updatedAt: deed.at }
    await requireFreeName(deed, record)
    await deed.store.put('role', record)
    return detailOf(deed, fromRecord(record), null)
  },
})

/** Deletes a custom role; one that principals have only with `force`, which takes it from them. */
export const deleteRole = writing<{ readonly roleId: string; readonly force: boolean }, undefined>({
  name: 'role.delete',
  summary: 'Delete a custom role.',
  access: {
    type: 'requires',
    needs: [{ action: 'delete', on: ['Role'], level: 'account', of: ({ roleId: id }) => [inAccount('Role', id)] }],
  },
  run: async ({ roleId: id, force }, deed) => {
    const role = await getCustomRole(deed, id)
    const assignments = await assignmentsOf(deed, role.id)
    if (assignments.length > 0 && !force) {
      throw refusal('role_in_use', undefined, { fields: [{ name: 'roleId', value: role.id }] })
    }
    for (const assignment of assignments) await deed.store.delete('assignment', assignment)
    await deed.store.delete('role', { accountId: deed.caller.accountId, id: role.id })
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

function toRecord(deed: Deed<Transaction>, role: StoredRole): RoleRecord {
  const { management: _, ...rest } = role
  return { ...rest, accountId: deed.caller.accountId }
}

const assignmentsOf = (deed: Deed<Transaction>, id: RoleId): Promise<readonly AssignmentRecord[]> =>
  listAll<AssignmentRecord>((page) => deed.store.listAssignments(deed.caller.accountId, { roleIds: [id] }, page))

/** Names are unique among the custom roles of one level and kind. @throws Refusal `role_name_taken` */
async function requireFreeName(deed: Deed<Transaction>, record: RoleRecord): Promise<void> {
  const { accountId, level, kind, name, id } = record
  const taken = await deed.store.findRoleByName(accountId, level, kind, name)
  if (taken !== undefined && taken.id !== id) {
    throw refusal('role_name_taken', { name }, { fields: [{ name: 'name', value: name }] })
  }
}

import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import type { Principal } from '../../domain/principal.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Reader, Transaction } from '../../store/store.ts'
import { addAll, removeAll } from '../assignments/change-assignments.ts'
import { findFolderById, placeOf, requireFolder } from '../folders/read-folders.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { inAccount, writing, type CausedGain, type Deed } from '../operation.ts'
import { findStoredRole, type StoredRole } from '../roles/stored-role.ts'
import { mayGive, sharingTypes } from './list-folder-roles.ts'

/** How many roles one request may name (facts 7.4). */
export const mostFolderRoles = 10

/** Roles to give to one principal on one folder, or to take from it there. */
export interface FolderRoleChange extends InLibrary {
  readonly folderId: string
  readonly change: 'add' | 'remove'
  readonly principal: Principal
  readonly roleIds: readonly string[]
}

/**
 * Shares a folder with a principal, or ends it. It writes the same assignments as the Permissions API; only roles can be
 * given of which the caller holds everything on that folder (settled decision 5). Taken away is what was given on this
 * very folder.
 */
export const changeFolderRoles = writing<FolderRoleChange, undefined, FolderRecord | undefined>({
  name: 'folder-role.change',
  summary: 'Share a folder with a principal, or end it.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'share',
        on: ['Folder'],
        level: 'environment',
        of: ({ environmentId: environment, folderId: id }, _caller, _engine, found) => [
          placeOf(found, { environmentId: environment, path: id }),
        ],
      },
    ],
  },
  load: ({ environmentId: environment, folderId: id }, { store, caller }) =>
    findFolderById(store, caller.accountId, environment, id),
  gains: async ({ change, ...input }, deed, found) => {
    if (change === 'remove') return []
    const folder = requireFolder(found, input.folderId)
    return (await getFolderRoles(input.roleIds, folder, deed)).map((role) => gainOf(role, folder))
  },
  run: async ({ change, principal, roleIds, folderId: named }, deed, found) => {
    const folder = requireFolder(found, named)
    requireSharing(principal, folder, deed)
    const roles = await getFolderRoles(roleIds, folder, deed)
    if (change === 'add' && roles.some(({ management }) => management === 'custom'))
      deed.requirePlan('custom_folder_roles')
    const parameters = { folder_id: folder.id }
    const assignments = roles.map(({ id }) => ({
      ...{ principal, roleId: id, environmentId: folder.environmentId, parameters },
    }))
    if (change === 'add') await addAll(assignments, deed)
    else await removeAll(assignments, deed)
    return undefined
  },
})

/** @throws Refusal `missing_fields`, `invalid_fields`, and those of {@link getFolderRole} */
async function getFolderRoles(
  ids: readonly string[],
  folder: FolderRecord,
  deed: Deed<Reader>,
): Promise<readonly StoredRole[]> {
  if (ids.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'roleIds' }] })
  if (ids.length > mostFolderRoles)
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'roleIds', value: ids }] })
  const roles: StoredRole[] = []
  for (const id of ids) roles.push(await getFolderRole(id, folder, deed))
  return roles
}

/**
 * Finds a role that can be given on folders. Of custom roles that the caller may neither read nor give it isn't told
 * whether they exist.
 *
 * @throws Refusal `not_found`, `invalid_fields`, `role_beyond_own`
 */
async function getFolderRole(id: string, folder: FolderRecord, deed: Deed<Reader>): Promise<StoredRole> {
  const { catalogue } = deed.engine.snapshot
  const role = await findStoredRole(deed, id)
  const isSystem = findRole(catalogue, canonicalRoleId(id, catalogue)) !== undefined
  const isTold = isSystem || deed.may('read', inAccount('Role', role?.id ?? null))
  if (!isTold && (role?.kind !== 'folder' || !mayGive(role, folder, deed))) throw refusal('role_beyond_own', { id })
  if (role === undefined) throw refusal('not_found', { what: 'role' }, { fields: [{ name: 'roleIds', value: id }] })
  if (role.kind === 'folder') return role
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'roleIds', value: id }] })
}

const gainOf = ({ permissionIds }: StoredRole, { id, environmentId: environment }: FolderRecord): CausedGain => ({
  gain: {
    ...{ type: 'permissions', permissionIds },
    reach: { type: 'environment', environmentId: environment },
    parameter: { type: 'folder', id },
  },
})

/** @throws Refusal `invalid_fields` for account keys, `not_found` for whoever isn't there, keys of other environments too */
function requireSharing(
  principal: Principal,
  { environmentId: environment }: FolderRecord,
  { engine }: Deed<Transaction>,
): void {
  const fields = [{ name: 'principalId', value: principal.id }]
  if (!sharingTypes.some((type) => type === principal.type)) throw refusal('invalid_fields', undefined, { fields })
  const { holders, environments } = engine.snapshot
  const holder = holders.find(principal)
  const isHere = principal.type !== 'api_key' || holder?.environments[0] === environments.number(environment)
  if (holder?.isKnown === true && isHere) return
  throw refusal('not_found', { what: 'principal' }, { fields })
}

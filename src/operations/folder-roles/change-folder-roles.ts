import type { Principal } from '../../domain/principal.ts'
import type { FolderRecord } from '../../domain/records.ts'
import { addAll, removeAll } from '../assignments/change-assignments.ts'
import { findFolderById, placeOf, requireFolder } from '../folders/read-folders.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { writing } from '../operation.ts'
import { gainOfRole, getSharedRoles, requireSharing } from '../sharing/given-roles.ts'
import { sharedFolder } from './list-folder-roles.ts'

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
    const shared = sharedFolder(folder)
    return (await getSharedRoles(input.roleIds, shared, deed)).map((role) => gainOfRole(role, shared))
  },
  run: async ({ change, principal, roleIds, folderId: named }, deed, found) => {
    const folder = requireFolder(found, named)
    requireSharing(principal, folder.environmentId, deed)
    const roles = await getSharedRoles(roleIds, sharedFolder(folder), deed)
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

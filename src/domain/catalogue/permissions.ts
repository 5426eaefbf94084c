import type { Permission } from '../permission.ts'
import { accountPermissions } from './permissions-account.ts'
import { collectionPermissions } from './permissions-collection.ts'
import { environmentPermissions } from './permissions-environment.ts'
import { folderPermissions } from './permissions-folder.ts'
import { libraryPermissions } from './permissions-library.ts'

/** All 85 system permissions in catalogue order: account, environment, folder, collection. */
export const systemPermissions: readonly Permission[] = [
  ...accountPermissions,
  ...libraryPermissions,
  ...environmentPermissions,
  ...folderPermissions,
  ...collectionPermissions,
]

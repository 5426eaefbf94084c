import type { CollectionId, FolderId, PermissionId, RoleId } from './ids.ts'
import type { Level } from './scope.ts'

/** Global roles cover a whole scope; folder and collection roles need a parameter (both are `content` on the wire). */
export type RoleKind = 'global' | 'folder' | 'collection'

/** A named set of permissions. It never contains custom policies. */
export interface Role {
  readonly id: RoleId
  readonly name: string
  readonly description: string | null
  /** `system` roles are fixed by the catalogue, `custom` ones belong to an account. */
  readonly management: 'system' | 'custom'
  readonly kind: RoleKind
  /** Folder and collection roles are always of level `environment`. */
  readonly level: Level
  /** Each once, in the catalogue's order; all of the role's own kind and level. */
  readonly permissionIds: readonly PermissionId[]
}

/** The folder or collection that a content role is assigned on. */
export type Parameter =
  { readonly type: 'folder'; readonly id: FolderId } | { readonly type: 'collection'; readonly id: CollectionId }

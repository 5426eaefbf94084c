import { permissionId } from '../ids.ts'
import type { Permission } from '../permission.ts'
import type { RoleKind } from '../role.ts'
import type { Level } from '../scope.ts'

/** One line of a permission table: what the permissions of one table don't share. */
export interface PermissionRow extends Omit<Permission, 'id' | 'kind' | 'level'> {
  readonly id: string
}

/** Makes the permissions of one table, all of one kind and level, in the order given. */
export function permissionsOf(kind: RoleKind, level: Level, rows: readonly PermissionRow[]): readonly Permission[] {
  return rows.map((row) => ({ ...row, id: permissionId(row.id), kind, level }))
}

import type { Catalogue } from '../catalogue.ts'
import { permissionId, roleId } from '../ids.ts'
import type { PermissionId, RoleId } from '../ids.ts'
import type { Permission } from '../permission.ts'
import type { Role } from '../role.ts'
import { systemPermissions } from './permissions.ts'
import { systemRoles } from './roles.ts'

/** The creation instant the original system shows for every system object: 2024-06-27T08:00:16Z, milliseconds. */
export const catalogueInstant = 1719475216000

/** The catalogue as shipped; an installation may import another one in its place. */
export const systemCatalogue: Catalogue = {
  permissions: systemPermissions,
  roles: systemRoles,
  at: catalogueInstant,
}

/** The ids that rules of the design name: the two master roles, and what opens the Media Library to content roles. */
export const namedByRules = {
  accountMasterAdmin: roleId('cld::role::account::master_admin'),
  environmentMasterAdmin: roleId('cld::role::prodenv::master_admin'),
  mediaLibraryAccess: permissionId('cld::policy::global::ml::access'),
} as const

/** Finds a permission by its canonical id. */
export function findPermission(catalogue: Catalogue, id: PermissionId): Permission | undefined {
  return indexOf(catalogue).permissionById.get(id)
}

/** Finds a system role by its canonical id. */
export function findRole(catalogue: Catalogue, id: RoleId): Role | undefined {
  return indexOf(catalogue).roleById.get(id)
}

/** Puts permissions in the catalogue's order, each once; ids it lacks come last, in the order given. */
export function inCatalogueOrder(catalogue: Catalogue, ids: Iterable<PermissionId>): readonly PermissionId[] {
  const { positionById } = indexOf(catalogue)
  const positionOf = (id: PermissionId): number => positionById.get(id) ?? positionById.size
  return [...new Set(ids)].sort((a, b) => positionOf(a) - positionOf(b))
}

interface CatalogueIndex {
  readonly permissionById: ReadonlyMap<PermissionId, Permission>
  readonly positionById: ReadonlyMap<PermissionId, number>
  readonly roleById: ReadonlyMap<RoleId, Role>
}

const indexes = new WeakMap<Catalogue, CatalogueIndex>()

/** The index of a catalogue, built at its first use and kept as long as the catalogue itself. */
function indexOf(catalogue: Catalogue): CatalogueIndex {
  let index = indexes.get(catalogue)
  if (index === undefined) {
    index = {
      permissionById: new Map(catalogue.permissions.map((permission) => [permission.id, permission])),
      positionById: new Map(catalogue.permissions.map((permission, position) => [permission.id, position])),
      roleById: new Map(catalogue.roles.map((role) => [role.id, role])),
    }
    indexes.set(catalogue, index)
  }
  return index
}

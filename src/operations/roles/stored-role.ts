import { canonicalRoleId } from '../../domain/catalogue/aliases.ts'
import { findPermission, findRole } from '../../domain/catalogue/system-catalogue.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Permission } from '../../domain/permission.ts'
import type { RoleRecord } from '../../domain/records.ts'
import type { Parameter, Role } from '../../domain/role.ts'
import { bindPlaceholders } from '../../engine/answers/bind.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'

/** A role with the instants it was made and last changed at; those of system roles are the catalogue's. */
export type StoredRole = Role & { readonly createdAt: Instant; readonly updatedAt: Instant }

/** A permission with its statements as one text, one to a line; placeholders are filled where a parameter was given. */
export interface BoundPermission extends Permission {
  readonly statement: string
  readonly at: Instant
}

/** A role and what it permits. */
export interface RoleDetail {
  readonly role: StoredRole
  readonly permissions: readonly BoundPermission[]
}

/** The catalogue in force for a deed. */
export const catalogueOf = (deed: Deed<Reader>): Catalogue => deed.engine.snapshot.catalogue

/** A custom role as every role is shown. */
export const fromRecord = ({
  id,
  name,
  description,
  kind,
  level,
  permissionIds,
  ...record
}: RoleRecord): StoredRole => ({
  id,
  name,
  description,
  management: 'custom',
  kind,
  level,
  permissionIds,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
})

/** A system role as every role is shown. */
export const fromCatalogue = (role: Role, catalogue: Catalogue): StoredRole => ({
  ...role,
  createdAt: catalogue.at,
  updatedAt: catalogue.at,
})

/** Finds a role by any of its ids, a system role first. */
export async function findStoredRole(deed: Deed<Reader>, id: string): Promise<StoredRole | undefined> {
  const catalogue = catalogueOf(deed)
  const roleId = canonicalRoleId(id, catalogue)
  const system = findRole(catalogue, roleId)
  if (system !== undefined) return fromCatalogue(system, catalogue)
  const record = await deed.store.find('role', { accountId: deed.caller.accountId, id: roleId })
  return record && fromRecord(record)
}

/** As {@link findStoredRole}. @throws Refusal `not_found` */
export async function getStoredRole(deed: Deed<Reader>, id: string): Promise<StoredRole> {
  const role = await findStoredRole(deed, id)
  if (role === undefined) throw refusal('not_found', { what: 'role' }, { fields: [{ name: 'roleId', value: id }] })
  return role
}

/** Shows a role with its permissions; ones that the catalogue in force lacks are left out. */
export function detailOf(deed: Deed<Reader>, role: StoredRole, parameter: Parameter | null): RoleDetail {
  const catalogue = catalogueOf(deed)
  const permissions = role.permissionIds.flatMap((id) => findPermission(catalogue, id) ?? [])
  return { role, permissions: permissions.map((permission) => bindPermission(permission, catalogue, parameter)) }
}

/** Shows a permission with its statements as one text. */
export function bindPermission(
  permission: Permission,
  catalogue: Catalogue,
  parameter: Parameter | null,
): BoundPermission {
  const isItsOwn = parameter !== null && permission.kind === parameter.type
  const statements = isItsOwn
    ? permission.statements.map((statement) => bindPlaceholders(statement, parameter))
    : permission.statements
  return { ...permission, statement: statements.join('\n'), at: catalogue.at }
}

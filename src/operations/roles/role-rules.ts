import { canonicalPermissionId } from '../../domain/catalogue/aliases.ts'
import { findPermission, inCatalogueOrder } from '../../domain/catalogue/system-catalogue.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import { refusal } from '../../domain/errors.ts'
import type { PermissionId } from '../../domain/ids.ts'
import type { PlanFeature } from '../../domain/plan.ts'
import type { RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'

/** The longest name, id or description that anything may have, in UTF-16 units. */
export const longest = { name: 255, id: 255, description: 2000 } as const

/** Refuses a name that is empty, too long, or holds control characters. @throws Refusal `invalid_fields` */
export function requireName(name: string): void {
  const isFine = name.trim() !== '' && name.length <= longest.name && !hasControls(name)
  if (!isFine) throw refusal('invalid_fields', undefined, { fields: [{ name: 'name', value: name }] })
}

/** Refuses a description that is too long. @throws Refusal `invalid_fields` */
export function requireDescription(description: string | null): void {
  if (description === null || (description.length <= longest.description && !description.includes('\0'))) return
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'description', value: description }] })
}

/** Refuses an id for a custom role that is empty, too long, has blanks, or looks like a system role's. */
export function requireRoleId(id: string): void {
  const isFine = id !== '' && id.length <= longest.id && !/\s/.test(id) && !hasControls(id) && !id.startsWith('cld::')
  if (!isFine) throw refusal('invalid_fields', undefined, { fields: [{ name: 'id', value: id }] })
}

// C0 and C1 controls, line separators, and halves of characters.
const hasControls = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()

/** What the permissions of a custom role make of it. */
export interface RoleContent {
  readonly kind: RoleKind
  readonly permissionIds: readonly PermissionId[]
}

/**
 * Reads the permissions of a custom role: all must exist, and be of the role's level and of one kind; there are no
 * custom collection roles (facts 1.3). The first that doesn't fit is named as it was sent (facts 11, U10).
 *
 * @throws Refusal `invalid_fields`
 */
export function readRoleContent(
  sent: readonly string[],
  { level, kinds }: { readonly level: Level; readonly kinds: readonly RoleKind[] },
  catalogue: Catalogue,
): RoleContent {
  const ids: PermissionId[] = []
  for (const text of sent) {
    const permission = findPermission(catalogue, canonicalPermissionId(text, catalogue))
    if (permission?.level !== level || !kinds.includes(permission.kind)) {
      throw refusal('invalid_fields', undefined, { fields: [{ name: 'permissionIds', value: text }] })
    }
    ids.push(permission.id)
  }
  return { kind: kinds[0] ?? 'global', permissionIds: inCatalogueOrder(catalogue, ids) }
}

/** The plan feature that custom roles of a kind need. */
export const featureOf = (kind: RoleKind): PlanFeature =>
  kind === 'global' ? 'custom_global_roles' : 'custom_folder_roles'

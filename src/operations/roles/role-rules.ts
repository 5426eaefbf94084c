import { canonicalPermissionId } from '../../domain/catalogue/aliases.ts'
import { findPermission, inCatalogueOrder } from '../../domain/catalogue/system-catalogue.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import { refusal, type Refusal } from '../../domain/errors.ts'
import { roleId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { PlanFeature } from '../../domain/plan.ts'
import type { RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import { maxIdBytes } from '../../store/text.ts'

/** The longest name, id or description that anything may have, in UTF-16 units. */
export const longest = { name: 255, id: 255, description: 2000 } as const

/** What a role or a custom policy is called. */
export interface Naming {
  /** In Unicode NFC. */
  readonly name: string
  readonly description: string | null
}

/**
 * Reads a name and a description. A name has a visible character and no control characters; neither is too long.
 *
 * @throws Refusal `invalid_fields`
 */
export function readNaming({ name: sent, description }: Naming): Naming {
  const name = sent.normalize('NFC')
  const isFine = visible.test(name) && name.length <= longest.name && !hasControls(name)
  if (!isFine) throw invalid('name', sent)
  if (description !== null && !isFineDescription(description)) throw invalid('description', description)
  return { name, description }
}

/**
 * Reads the id of a new custom role: not empty nor too long, no blanks, nothing invisible, nothing that a URL would lose,
 * and not like a system role's.
 *
 * @throws Refusal `invalid_fields`
 */
export function readRoleId(sent: string): RoleId {
  const id = roleId(sent)
  const isFine =
    id !== '' &&
    id.length <= longest.id &&
    Buffer.byteLength(id) <= maxIdBytes &&
    !/[\s\p{Cf}]/u.test(id) &&
    !hasControls(id) &&
    !id.startsWith('cld::') &&
    !/^\.+$/.test(id)
  if (!isFine) throw invalid('id', sent)
  return id
}

const invalid = (name: string, value: unknown): Refusal =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }] })

const visible = /[^\s\p{C}]/u

// C0 and C1 controls, line separators, and halves of characters.
const hasControls = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text) || !text.isWellFormed()

/** Tells whether a text that people write to describe something can be kept. */
export const isFineDescription = (description: string): boolean =>
  description.length <= longest.description && !description.includes('\0') && description.isWellFormed()

/**
 * Reads the permissions of a custom role: all must exist, and be of the role's level and kind; there are no custom
 * collection roles (facts 1.3). The first that doesn't fit is named as it was sent (facts 11, U10).
 *
 * @returns each once, in the catalogue's order
 * @throws Refusal `invalid_fields`
 */
export function readPermissionIds(
  sent: readonly string[],
  { level, kind }: { readonly level: Level; readonly kind: RoleKind },
  catalogue: Catalogue,
): readonly PermissionId[] {
  const ids = sent.map((text) => {
    const permission = findPermission(catalogue, canonicalPermissionId(text, catalogue))
    if (permission?.level !== level || permission.kind !== kind) throw invalid('permissionIds', text)
    return permission.id
  })
  return inCatalogueOrder(catalogue, ids)
}

/** The plan feature that custom roles of a kind need. */
export const featureOf = (kind: RoleKind): PlanFeature =>
  kind === 'global' ? 'custom_global_roles' : 'custom_folder_roles'

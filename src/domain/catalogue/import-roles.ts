import type { Catalogue } from '../catalogue.ts'
import { roleId } from '../ids.ts'
import type { PermissionId } from '../ids.ts'
import type { Role, RoleKind } from '../role.ts'
import type { Level } from '../scope.ts'
import { canonicalPermissionId } from './aliases.ts'
import type { Blame, Fields } from './import-fields.ts'
import { kindOf, optionalText, requiredId, requiredText } from './import-fields.ts'
import type { Declared } from './import-kinds.ts'
import { kindInId, readDeclared } from './import-kinds.ts'
import { findPermission, inCatalogueOrder } from './system-catalogue.ts'

/** The permissions that roles may name. */
export interface KnownPermissions {
  /** Those read without a fault that hides them; its roles are not looked at. */
  readonly catalogue: Catalogue
  /** The ids of all, so that a faulty permission isn't blamed again by each role that names it. */
  readonly declaredIds: ReadonlySet<string>
}

/** Reads one role of an imported catalogue; undefined when what it lacks leaves no role to make. */
export function readRole(fields: Fields, path: string, known: KnownPermissions, blame: Blame): Role | undefined {
  const id = requiredId(fields, 'cld::role::', path, blame)
  const name = requiredText(fields, 'name', path, blame)
  const description = optionalText(fields, 'description', path, blame)
  const declared = readDeclared(fields, path, blame)
  const named = readPermissionIds(fields, path, known, blame)
  const kind = readKind(declared, id, named, known.catalogue, path, blame)
  if (kind !== undefined && declared.level !== undefined) {
    blameStrangers(named, kind, declared.level, known.catalogue, blame)
  }
  if (id === undefined || name === undefined || kind === undefined || declared.level === undefined) return undefined
  return {
    id: roleId(id),
    name,
    description,
    management: 'system',
    kind,
    level: declared.level,
    permissionIds: inCatalogueOrder(
      known.catalogue,
      named.map((permission) => permission.id),
    ),
  }
}

/** A permission as a role names it. */
interface Named {
  readonly id: PermissionId
  readonly path: string
}

function readPermissionIds(fields: Fields, path: string, known: KnownPermissions, blame: Blame): readonly Named[] {
  const place = `${path}.system_policy_ids`
  const value = fields.system_policy_ids
  if (!Array.isArray(value)) {
    blame(place, value === undefined ? 'is missing' : `must be an array, is ${kindOf(value)}`)
    return []
  }
  const seen = new Set<PermissionId>()
  return value.flatMap((element: unknown, position) => {
    const at = `${place}[${position}]`
    if (typeof element !== 'string') {
      blame(at, `must be a text, is ${kindOf(element)}`)
      return []
    }
    const id = canonicalPermissionId(element, known.catalogue)
    if (seen.has(id)) blame(at, `names \`${id}\` again`)
    else if (!known.declaredIds.has(id)) blame(at, `\`${id}\` is no permission of this catalogue`)
    seen.add(id)
    return [{ id, path: at }]
  })
}

/** The kind of a role: by its parameters, else its id, else its first permission. */
function readKind(
  declared: Declared,
  id: string | undefined,
  named: readonly Named[],
  catalogue: Catalogue,
  path: string,
  blame: Blame,
): RoleKind | undefined {
  const byId = id === undefined ? undefined : kindInId(id)
  if (declared.type === undefined) return undefined
  if (declared.type === 'global') {
    if (byId !== undefined) blame(`${path}.id`, `names a ${byId} role, but permission_type is \`global\``)
    return 'global'
  }
  const { parameter } = declared
  if (parameter !== undefined && byId !== undefined && parameter !== byId) {
    blame(`${path}.policy_parameters`, `names \`${parameter}_id\`, but the id names a ${byId} role`)
  }
  const byPermission = named.map((permission) => findPermission(catalogue, permission.id)?.kind)
  const kind = parameter ?? byId ?? byPermission.find((candidate) => candidate !== undefined && candidate !== 'global')
  if (kind === undefined)
    blame(`${path}.permission_type`, 'is `content`, but nothing says whether of folders or collections')
  return kind
}

/** A role holds permissions of its own kind and level only. */
function blameStrangers(
  named: readonly Named[],
  kind: RoleKind,
  level: Level,
  catalogue: Catalogue,
  blame: Blame,
): void {
  for (const { id, path } of named) {
    const permission = findPermission(catalogue, id)
    if (permission === undefined) continue
    if (permission.kind !== kind) blame(path, `is a ${permission.kind} permission in a ${kind} role`)
    if (permission.level !== level) blame(path, `is of level ${permission.level} in a role of level ${level}`)
  }
}

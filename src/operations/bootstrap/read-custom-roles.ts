import { canonicalPermissionId } from '../../domain/catalogue/aliases.ts'
import { findPermission, inCatalogueOrder } from '../../domain/catalogue/system-catalogue.ts'
import type { PermissionId, RoleId } from '../../domain/ids.ts'
import { roleId } from '../../domain/ids.ts'
import type { RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import { featureOf } from '../roles/role-rules.ts'
import type { Drafting } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { OnlyOnce, readObject, readText, textRules } from './fields.ts'

/** Reads custom roles: global ones of either level, or folder roles. */
export function readCustomRoles(drafting: Drafting, list: readonly Placed[]): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of list) readCustomRole(drafting, placed, once)
}

/** Custom roles exist for these kinds (facts 1.3). */
const kinds = ['global', 'folder'] as const satisfies readonly RoleKind[]

function readCustomRole(drafting: Drafting, placed: Placed, once: OnlyOnce): void {
  const { blame } = drafting
  const reader = readObject(placed, ['id', 'name', 'description', 'level', 'kind', 'permissions'], blame)
  if (reader === undefined) return
  const name = reader.text('name', textRules.name)
  const kind = reader.word('kind', kinds, 'global')
  const level = readLevel(drafting, reader, kind)
  once.add(name, reader.at('name'), `${level} ${kind} ${name ?? ''}`)
  drafting.needPlan(featureOf(kind), reader.path)
  drafting.roles.push({
    ...drafting.stamp,
    id: readId(drafting, reader, name ?? ''),
    name: name ?? '',
    description: reader.optionalText('description', textRules.description) ?? null,
    kind,
    level,
    permissionIds: readPermissions(drafting, reader, kind, level),
  })
}

function readLevel(drafting: Drafting, reader: ObjectReader, kind: RoleKind): Level {
  const level = reader.optionalWord('level', ['account', 'environment'])
  if (level === undefined && kind === 'global' && !reader.has('level')) {
    drafting.blame(reader.at('level'), 'is missing: `account` or `environment`')
  }
  if (level === 'account' && kind !== 'global') {
    drafting.blame(reader.at('level'), `must be \`environment\` for a ${kind} role`)
  }
  return kind === 'global' ? (level ?? 'environment') : 'environment'
}

function readId(drafting: Drafting, reader: ObjectReader, name: string): RoleId {
  const given = reader.optionalText('id', textRules.id)
  drafting.giveId('role', given, reader.at('id'))
  if (given === undefined) return drafting.ids.role(name)
  if (given.startsWith('cld::'))
    drafting.blame(reader.at('id'), 'must not begin with `cld::`, as those of the system do')
  return roleId(given)
}

function readPermissions(
  drafting: Drafting,
  reader: ObjectReader,
  kind: RoleKind,
  level: Level,
): readonly PermissionId[] {
  const { blame, catalogue } = drafting
  const once = new OnlyOnce(blame)
  const { value, path } = reader.any('permissions')
  if (value === undefined || (Array.isArray(value) && value.length === 0)) blame(path, 'must name a permission')
  const ids = reader.list('permissions').flatMap((placed) => {
    const text = readText(placed, textRules.name, blame)
    if (text === undefined) return []
    const permission = findPermission(catalogue, canonicalPermissionId(text, catalogue))
    if (permission === undefined) {
      blame(placed.path, `no permission \`${text}\``)
      return []
    }
    once.add(permission.id, placed.path)
    if (permission.kind !== kind) blame(placed.path, `is a ${permission.kind} permission in a ${kind} role`)
    if (permission.level !== level) blame(placed.path, `is of level ${permission.level} in a role of level ${level}`)
    return [permission.id]
  })
  return inCatalogueOrder(catalogue, ids)
}

import { enforcedBy } from '../../src/domain/catalogue/enforcement.ts'
import { findPermission, systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Permission } from '../../src/domain/permission.ts'
import type { Role } from '../../src/domain/role.ts'
import { operationsByPermission } from './asked-permissions.ts'
import { code, page, table } from './markdown.ts'

const introduction =
  'The permissions (on the wire: system policies) and system roles as shipped. `seen`: read in a source of the original ' +
  'system; `inferred`: ours. A permission that no operation of this server asks for is marked *enforced by your ' +
  'applications*: it is assigned and decided like any other, and what it is about is done by the applications that ask ' +
  'for decisions.'

/** Makes the page of all permissions and system roles. */
export function cataloguePage(): string {
  const { permissions, roles } = systemCatalogue
  const opened = operationsByPermission()
  const counts = `${permissions.length} permissions, ${roles.length} system roles.`
  return page(
    '# Catalogue',
    introduction,
    counts,
    '## System roles',
    table(['Role', 'Id', 'Level', 'Kind', 'Permissions', ''], roles.map(rowOfRole)),
    ...roles.map(sectionOfRole),
    '## Permissions',
    ...permissions.map((permission) => sectionOfPermission(permission, opened.get(permission.id) ?? [])),
  )
}

const rowOfRole = (role: Role): readonly string[] => [
  role.name,
  code(role.id),
  role.level,
  role.kind,
  String(role.permissionIds.length),
  role.description ?? '',
]

const sectionOfRole = (role: Role): string =>
  [`### ${role.name} (${code(role.id)})`, '', ...role.permissionIds.map(lineOfPermission)].join('\n')

const lineOfPermission = (id: Permission['id']): string =>
  `- ${code(id)} ${findPermission(systemCatalogue, id)?.name ?? ''}` +
  (enforcedBy(id) === 'applications' ? ' (enforced by your applications)' : '')

const sectionOfPermission = (permission: Permission, operations: readonly string[]): string =>
  [
    `### ${permission.name}`,
    '',
    `${code(permission.id)} · ${permission.level} · ${permission.kind} · ${permission.category}, ${permission.subCategory}`,
    '',
    permission.description,
    '',
    `Id ${permission.confidence.id}, name ${permission.confidence.name}, statement ${permission.confidence.statement}. ` +
      (enforcedBy(permission.id) === 'applications'
        ? '**Enforced by your applications.**'
        : `Asked for by: ${operations.map(code).join(', ')}.`),
    '',
    '```cedar',
    ...permission.statements,
    '```',
  ].join('\n')

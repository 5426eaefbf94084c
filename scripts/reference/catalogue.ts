import { findPermission, systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Permission } from '../../src/domain/permission.ts'
import type { Role } from '../../src/domain/role.ts'
import { declaredOperations } from './access.ts'
import { engineOfLoneRoles, nobody, scopeOf } from './lone-roles.ts'
import { code, page, table } from './markdown.ts'

const introduction =
  'The permissions (on the wire: system policies) and system roles as shipped. `seen`: read in a source of the original ' +
  'system; `inferred`: ours. Where no operation of this server asks for a permission, the applications that ask for ' +
  'decisions enforce it.'

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
  `- ${code(id)} ${findPermission(systemCatalogue, id)?.name ?? ''}`

const sectionOfPermission = (permission: Permission, operations: readonly string[]): string =>
  [
    `### ${permission.name}`,
    '',
    `${code(permission.id)} · ${permission.level} · ${permission.kind} · ${permission.category}, ${permission.subCategory}`,
    '',
    permission.description,
    '',
    `Id ${permission.confidence.id}, name ${permission.confidence.name}, statement ${permission.confidence.statement}. ` +
      `Asked for by: ${operations.length > 0 ? operations.map(code).join(', ') : 'applications'}.`,
    '',
    '```cedar',
    ...permission.statements,
    '```',
  ].join('\n')

/** The operations that each permission meets a need of, as the engine finds them. */
function operationsByPermission(): ReadonlyMap<string, readonly string[]> {
  const engine = engineOfLoneRoles()
  const found = new Map<string, Set<string>>()
  for (const { name, access } of declaredOperations()) {
    for (const { action, on, level } of access.type === 'requires' ? access.needs : []) {
      for (const type of on) {
        const resource = { type, id: null }
        const request = { principal: nobody, action, resource, scope: scopeOf(level, type), at: 0 }
        for (const id of engine.findRemedies(request).permissionIds) {
          found.set(id, (found.get(id) ?? new Set()).add(name))
        }
      }
    }
  }
  return new Map([...found].map(([id, names]) => [id, [...names]]))
}

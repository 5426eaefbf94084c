import type { Catalogue } from '../catalogue.ts'
import { permissionId, roleId } from '../ids.ts'
import type { PermissionId, RoleId } from '../ids.ts'
import { findPermission, findRole, systemCatalogue } from './system-catalogue.ts'

/**
 * Turns any accepted spelling of a permission's id into the catalogue's own: the word `policy` may be absent
 * (`cld::global::roles::view`), as in the vendor's own create-role example.
 *
 * @returns the text unchanged when the catalogue has no spelling of it: an answer then echoes what the caller wrote
 */
export function canonicalPermissionId(text: string, catalogue: Catalogue = systemCatalogue): PermissionId {
  const written = permissionId(text)
  const spellings = [written, permissionId(written.replace(/^cld::(?=global::|content::)/u, 'cld::policy::'))]
  return spellings.find((id) => findPermission(catalogue, id) !== undefined) ?? written
}

/**
 * Turns any accepted spelling of a system role's id into the catalogue's own. Short and long names stand for each
 * other in both directions, so that an imported catalogue may use either.
 *
 * @returns the text unchanged when the catalogue has no spelling of it, as for every custom role
 */
export function canonicalRoleId(text: string, catalogue: Catalogue = systemCatalogue): RoleId {
  const written = roleId(text)
  return spellingsOf(written).find((id) => findRole(catalogue, id) !== undefined) ?? written
}

/** Pairs of names that the sources use for one role; the level or kind before the name stays. */
const sameNames: readonly (readonly [string, string])[] = [
  ['tech_admin', 'technical_admin'],
  ['ml_admin', 'media_library_admin'],
  ['ml_user', 'media_library_user'],
]

const contentPrefix = /^cld::role::(?:content::)?(folder|collection)::(.*)$/su

/** Every spelling of a system role's id, the one given first; empty of others for anything else. */
function spellingsOf(written: RoleId): readonly RoleId[] {
  const content = contentPrefix.exec(written)
  if (content !== null) {
    const [, kind = '', name = ''] = content
    return [written, roleId(`cld::role::${kind}::${name}`), roleId(`cld::role::content::${kind}::${name}`)]
  }
  const [, start, name] = /^(cld::role::(?:account|prodenv)::)(.*)$/su.exec(written) ?? []
  if (start === undefined || name === undefined) return [written]
  const names = sameNames.find((pair) => pair.includes(name)) ?? []
  return [written, ...names.map((other) => roleId(start + other))]
}

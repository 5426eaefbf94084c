import type { Catalogue } from '../catalogue.ts'
import type { CatalogueFault, Fields } from './import-fields.ts'
import { blameRepeats, isObject, kindOf, objectsOf } from './import-fields.ts'
import type { SplitStatements } from './import-permissions.ts'
import { readPermission } from './import-permissions.ts'
import { readRole } from './import-roles.ts'
import { catalogueInstant } from './system-catalogue.ts'

/**
 * Reads the JSON that the vendor's public catalogue endpoint answers with, or the object inside its `catalog`.
 *
 * Every fault is named, not only the first; members it doesn't know are ignored. Whether a statement fits the schema
 * and means what it should is not looked at here. What is read counts as `seen`.
 *
 * @param splitStatements parses a text that may hold several Cedar statements
 * @returns faults in the order of the JSON, `$` being the path of the whole; policies before roles
 */
export function readCatalogue(
  json: unknown,
  splitStatements: SplitStatements,
): { readonly catalogue: Catalogue } | { readonly faults: readonly CatalogueFault[] } {
  if (!isObject(json)) return { faults: [{ path: '$', message: `must be an object, is ${kindOf(json)}` }] }
  if (json.catalog === undefined) return readInner(json, '', splitStatements)
  if (isObject(json.catalog)) return readInner(json.catalog, 'catalog.', splitStatements)
  return { faults: [{ path: 'catalog', message: `must be an object, is ${kindOf(json.catalog)}` }] }
}

function readInner(
  fields: Fields,
  start: string,
  splitStatements: SplitStatements,
): { readonly catalogue: Catalogue } | { readonly faults: readonly CatalogueFault[] } {
  const faults: CatalogueFault[] = []
  const blame = (path: string, message: string): void => void faults.push({ path, message })

  const policies = objectsOf(fields.system_policies, `${start}system_policies`, blame)
  const permissions = policies.flatMap((policy) => {
    const permission = readPermission(policy.fields, policy.path, splitStatements, blame)
    return permission === undefined ? [] : [permission]
  })
  const declared = idsOf(policies)
  blameRepeats(declared, blame)

  const known = {
    catalogue: { permissions, roles: [], at: catalogueInstant },
    declaredIds: new Set(declared.map(({ id }) => id)),
  }
  const roleObjects = objectsOf(fields.system_roles, `${start}system_roles`, blame)
  const roles = roleObjects.flatMap((object) => {
    const role = readRole(object.fields, object.path, known, blame)
    return role === undefined ? [] : [role]
  })
  blameRepeats(idsOf(roleObjects), blame)

  return faults.length === 0 ? { catalogue: { permissions, roles, at: catalogueInstant } } : { faults }
}

/** The ids of objects that have one, with the paths of those ids. */
function idsOf(
  objects: readonly { readonly fields: Fields; readonly path: string }[],
): readonly { readonly id: string; readonly path: string }[] {
  return objects.flatMap(({ fields, path }) =>
    typeof fields.id === 'string' ? [{ id: fields.id.normalize('NFC'), path: `${path}.id` }] : [],
  )
}

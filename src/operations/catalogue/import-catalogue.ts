import type { Catalogue } from '../../domain/catalogue.ts'
import { readCatalogue } from '../../domain/catalogue/import.ts'
import { isObject, type CatalogueFault } from '../../domain/catalogue/import-fields.ts'
import type { SplitStatements } from '../../domain/catalogue/import-permissions.ts'
import { cedarSchema } from '../../domain/catalogue/schema.ts'
import { findPermission, findRole, namedByRules, systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import { agreesWithCedar, validatePolicies } from '../../engine/cedar.ts'
import { parsePolicies } from '../../engine/language/parse.ts'
import { printPolicy } from '../../engine/language/print.ts'
import type { Store } from '../../store/store.ts'
import { compareCatalogues, type CatalogueDifference } from './compare-catalogues.ts'
import { findLosses, type Loss } from './find-losses.ts'

/** What became of an import or a reset. */
export type CatalogueReplacement =
  /** The catalogue isn't valid; nothing was changed. */
  | { readonly type: 'faults'; readonly faults: readonly CatalogueFault[] }
  /** Accounts use what it lacks, and nobody insisted; nothing was changed. */
  | { readonly type: 'in_use'; readonly losses: readonly Loss[] }
  /** It is in force; what `losses` name is without effect from now on. */
  | {
      readonly type: 'replaced'
      readonly difference: CatalogueDifference
      readonly losses: readonly Loss[]
      readonly revision: number
    }

/** Whether to go on when accounts use what the new catalogue lacks. */
export interface ReplaceOptions {
  readonly isForced: boolean
}

/**
 * Puts the JSON of the vendor's public catalogue endpoint in force, for every account of the installation.
 *
 * For the operator at the machine. It is refused whole unless every statement is valid Cedar under the published schema
 * in strict mode and the ids that rules name are there.
 */
export async function importCatalogue(
  store: Store,
  json: unknown,
  options: ReplaceOptions,
): Promise<CatalogueReplacement> {
  const read = readCatalogue(json, splitStatements)
  if ('faults' in read) return { type: 'faults', faults: read.faults }
  const faults = [...findStatementFaults(read.catalogue, json), ...findMissing(read.catalogue, json)]
  if (faults.length > 0) return { type: 'faults', faults }
  return replace(store, read.catalogue, options)
}

/** Puts the shipped catalogue back in force, for every account of the installation. For the operator at the machine. */
export async function resetCatalogue(store: Store, options: ReplaceOptions): Promise<CatalogueReplacement> {
  return replace(store, null, options)
}

async function replace(
  store: Store,
  imported: Catalogue | null,
  { isForced }: ReplaceOptions,
): Promise<CatalogueReplacement> {
  const before = (await store.findCatalogue()) ?? systemCatalogue
  const after = imported ?? systemCatalogue
  const losses = await findLosses(store, before, after)
  if (losses.length > 0 && !isForced) return { type: 'in_use', losses }
  const revision = await store.replaceCatalogue(imported)
  return { type: 'replaced', difference: compareCatalogues(before, after), losses, revision }
}

const splitStatements: SplitStatements = (text) => {
  const parsed = parsePolicies(text)
  if ('policies' in parsed) return { statements: parsed.policies.map(printPolicy) }
  return { faults: parsed.errors.map(({ message, line, column }) => `${message} (line ${line}, column ${column})`) }
}

function findStatementFaults({ permissions }: Catalogue, json: unknown): readonly CatalogueFault[] {
  return permissions.flatMap(({ statements }, position) =>
    statements.flatMap((statement) => {
      const path = `${startOf(json)}system_policies[${position}].policy`
      const problems = validatePolicies(statement, cedarSchema)
      if (problems.length > 0) return problems.map(({ message }) => ({ path, message }))
      return agreesWithCedar(statement) ? [] : [{ path, message: 'the official Cedar parser reads it otherwise' }]
    }),
  )
}

/** Rules of the product name these ids: without them nobody could run an account or enter the Media Library. */
function findMissing(catalogue: Catalogue, json: unknown): readonly CatalogueFault[] {
  const { accountMasterAdmin, environmentMasterAdmin, mediaLibraryAccess } = namedByRules
  const roleIds = [accountMasterAdmin, environmentMasterAdmin].filter((id) => findRole(catalogue, id) === undefined)
  const permissionIds = [mediaLibraryAccess].filter((id) => findPermission(catalogue, id) === undefined)
  const lacks = (list: string, id: string): CatalogueFault => ({
    path: `${startOf(json)}${list}`,
    message: `lacks \`${id}\`, which rules of this server name`,
  })
  return [...permissionIds.map((id) => lacks('system_policies', id)), ...roleIds.map((id) => lacks('system_roles', id))]
}

/** The lists stand at the top or inside `catalog`. */
const startOf = (json: unknown): string => (isObject(json) && isObject(json.catalog) ? 'catalog.' : '')

import type { EnvironmentRecord } from '../domain/records.ts'
import type { Parameter } from '../domain/role.ts'
import type { ReachScope } from '../domain/scope.ts'
import type { OperatedAccount } from './commands/at-store.ts'

/** The names of the places that assignments speak of. */
export interface PlaceNames {
  readonly environments: readonly EnvironmentRecord[]
  readonly pathByFolder: ReadonlyMap<string, string>
  readonly nameByCollection: ReadonlyMap<string, string>
}

/** Where something counts. */
export interface PlaceOfRole {
  readonly reach: ReachScope
  readonly parameter: Parameter | null
}

/** Reads the names of some places. */
export async function readPlaceNames(account: OperatedAccount, places: readonly PlaceOfRole[]): Promise<PlaceNames> {
  const environments = await account.perform('name.list-environments', {})
  const folderIds = places.flatMap(({ parameter }) => (parameter?.type === 'folder' ? [parameter.id] : []))
  const pathByFolder = await account.perform('name.list-folder-paths', { folderIds })
  const nameByCollection = new Map<string, string>()
  if (places.some(({ parameter }) => parameter?.type === 'collection')) {
    for (const { id: environmentId } of environments) {
      const collections = await account.perform('name.list-collections', { environmentId })
      for (const { id, name } of collections) nameByCollection.set(id, name)
    }
  }
  return { environments, pathByFolder, nameByCollection }
}

/** Says where something counts: `account`, `all environments`, `demo`, ``demo: folder brand/logos``. */
export function sayPlace({ reach, parameter }: PlaceOfRole, names: PlaceNames): string {
  if (reach.type === 'account') return 'account'
  const where = sayEnvironment(reach.environmentId, names.environments)
  if (parameter === null) return where
  const known = parameter.type === 'folder' ? names.pathByFolder : names.nameByCollection
  return `${where}: ${parameter.type} ${known.get(parameter.id) ?? parameter.id}`
}

/** Says which environments are meant by an id. */
export function sayEnvironment(id: string, environments: readonly EnvironmentRecord[]): string {
  if (id === 'all') return 'all environments'
  return environments.find((one) => one.id === id)?.cloudName ?? id
}

import { environmentId, type EnvironmentId, type FolderId } from '../../domain/ids.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed, Place } from '../operation.ts'
import { spellFolderPath } from './folder-paths.ts'

/** What an operation on one library names it by. */
export interface InLibrary {
  readonly environmentId: string
}

/** Where a stored folder is as a resource. */
export const placeOfFolder = (id: FolderId, environment: EnvironmentId): Place => ({
  resource: { type: 'Folder', id },
  scope: { type: 'environment', environmentId: environment },
})

/**
 * Where a folder is as a resource whose path or id leads nowhere: only who may do something to all folders learns that it
 * isn't there (settled decision 3). The slash keeps a path from being taken for the id of another folder.
 */
export const placeOfAbsentFolder = (sent: string, environment: EnvironmentId): Place => ({
  resource: { type: 'Folder', id: `/${sent}` },
  scope: { type: 'environment', environmentId: environment },
})

/** Where a new folder is judged: in the folder that it will lie in, null at the top. */
export const placeOfNewFolder = (within: FolderId | null, environment: EnvironmentId): Place => ({
  resource: { type: 'Folder', within },
  scope: { type: 'environment', environmentId: environment },
})

/** Where any asset of a folder is judged; null: those at the top. */
export const placeOfAssetsIn = (within: FolderId | null, environment: EnvironmentId): Place => ({
  resource: { type: 'Asset', within },
  scope: { type: 'environment', environmentId: environment },
})

/** Tells whether the caller may see a folder. */
export const mayReadFolder = (deed: Deed<Reader>, { id, environmentId: environment }: KnownFolder): boolean =>
  deed.may('read', placeOfFolder(id, environment))

/** A folder as the engine knows it. */
export interface KnownFolder {
  readonly id: FolderId
  readonly environmentId: EnvironmentId
  readonly name: string
  readonly parentId: FolderId | null
}

/** Describes a folder of the engine by its number there. */
export function knownFolder({ snapshot: { folders, environments } }: Engine, number: number): KnownFolder {
  const parent = folders.parent(number)
  return {
    id: folders.id(number),
    environmentId: environmentId(environments.id(folders.environment(number))),
    name: folders.name(number),
    parentId: parent === 0 ? null : folders.id(parent),
  }
}

/** Says the path of a folder as the engine knows it; empty for one that it doesn't know. */
export function pathInEngine({ snapshot: { folders } }: Engine, id: FolderId): string {
  const names: string[] = []
  for (let at = folders.number(id); at !== 0; at = folders.parent(at)) names.push(folders.name(at))
  return spellFolderPath(names.reverse())
}

/** The folders beneath one, itself left out, as the engine knows them; parents needn't come before children. */
export function* foldersBeneath(engine: Engine, id: FolderId): Iterable<KnownFolder> {
  const { folders } = engine.snapshot
  const top = folders.number(id)
  for (const number of numbersWithin(engine, [id])) if (number !== top) yield knownFolder(engine, number)
}

/** Some folders and all beneath them, each once, in one pass over those that the engine knows. */
export const foldersWithin = (engine: Engine, ids: readonly FolderId[]): readonly FolderId[] =>
  Array.from(numbersWithin(engine, ids), (number) => engine.snapshot.folders.id(number))

function* numbersWithin({ snapshot: { folders } }: Engine, ids: readonly FolderId[]): Iterable<number> {
  const known = new Map<number, boolean>()
  for (const top of ids.map((id) => folders.number(id))) if (top !== 0) known.set(top, true)
  if (known.size === 0) return
  const isWithin = (number: number): boolean => {
    const found = known.get(number)
    if (found !== undefined) return found
    const parent = folders.parent(number)
    const is = parent !== 0 && isWithin(parent)
    known.set(number, is)
    return is
  }
  for (const number of folders.numbers()) if (isWithin(number)) yield number
}

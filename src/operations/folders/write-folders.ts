import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import type { FolderRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import { writing } from '../operation.ts'
import {
  deepestExisting,
  ensureFolderPath,
  readFolderPath,
  spellFolderPath,
  type FolderPath,
  type FoundPath,
} from './folder-paths.ts'
import {
  foldersBeneath,
  pathInEngine,
  placeOfFolder,
  placeOfNewFolder,
  type InLibrary,
  type KnownFolder,
} from './folder-place.ts'
import { loadByPath, placeOf, requireFolder, type ListedFolder } from './read-folders.ts'

/** What a path for a new folder led to: where the missing ones would be made. */
interface NewPath {
  readonly path: FolderPath
  readonly found: FoundPath
  /** The folder in which the first missing one will lie; of a path that is taken: the one that has it. */
  readonly within: FolderRecord['parentId']
}

/** Makes a folder, and those above it that don't exist yet. */
export const createFolder = writing<InLibrary & { readonly path: string }, ListedFolder, NewPath>({
  name: 'folder.create',
  summary: 'Make a folder, and those above it that are missing.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'create',
        on: ['Folder'],
        level: 'environment',
        of: ({ environmentId: environment }, _caller, _engine, { within }) => [
          placeOfNewFolder(within, environmentId(environment)),
        ],
      },
    ],
  },
  load: async ({ environmentId: environment, path: sent }, { store, caller: { accountId } }) => {
    const path = readFolderPath(sent)
    const found = await deepestExisting(store, { accountId, environmentId: environmentId(environment) }, path)
    const { deepest, missing } = found
    return { path, found, within: (missing.length === 0 ? deepest?.parentId : deepest?.id) ?? null }
  },
  run: async ({ environmentId: environment }, deed, { path, found }) => {
    const spelled = spellFolderPath(path)
    if (path.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'path' }] })
    const folder = await ensureFolderPath(deed, environmentId(environment), path)
    if (folder === null || found.missing.length === 0) throw refusal('folder_name_taken', { path: spelled })
    return { id: folder.id, name: folder.name, path: spelled, createdAt: folder.createdAt }
  },
})

/** A folder that is to go, with those beneath it. */
interface Doomed {
  readonly folder: FolderRecord | undefined
  readonly beneath: readonly KnownFolder[]
}

/**
 * Deletes a folder with the folders beneath it. None of them may hold an asset; the roles that were given on them go with
 * them, so that a folder of the same name made later inherits nothing.
 */
export const deleteFolder = writing<InLibrary & { readonly path: string }, readonly string[], Doomed>({
  name: 'folder.delete',
  summary: 'Delete a folder without assets, with the folders beneath it.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'delete',
        on: ['Folder'],
        level: 'environment',
        of: (input, _caller, _engine, { folder, beneath }) => [
          placeOf(folder, input),
          ...beneath.map((one) => placeOfFolder(one.id, one.environmentId)),
        ],
      },
    ],
  },
  load: async (input, loading) => {
    const folder = await loadByPath(input, loading)
    return { folder, beneath: folder === undefined ? [] : [...foldersBeneath(loading.engine, folder.id)] }
  },
  run: async ({ path }, { store, engine }, { folder: found, beneath }) => {
    const folder = requireFolder(found, path)
    const all = [folder, ...beneath]
    const filter = { environmentId: folder.environmentId, folders: all.map(({ id }) => id) }
    if ((await store.countAssets(folder.accountId, filter, 1)) > 0) throw refusal('folder_not_empty', { path })
    const paths = all.map(({ id }) => pathInEngine(engine, id))
    await deleteCascade(store, 'folder', folder)
    return paths.sort()
  },
})

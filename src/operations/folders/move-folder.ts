import { refusal } from '../../domain/errors.ts'
import { environmentId, type EnvironmentId, type FolderId } from '../../domain/ids.ts'
import type { FolderMode } from '../../domain/library-records.ts'
import type { FolderRecord } from '../../domain/records.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Transaction } from '../../store/store.ts'
import { librarySettingsOf } from '../library-settings/folder-mode.ts'
import { writing, type Caller, type Deed, type NeedOf, type Place } from '../operation.ts'
import { findLentAbove, nothingLent, type LentRights } from '../public-links/lent-rights.ts'
import {
  deepestExisting,
  deepestPath,
  ensureFolderPath,
  findFolderByPath,
  readFolderPath,
  spellFolderPath,
  type FolderPath,
  type FoundPath,
} from './folder-paths.ts'
import { foldersBeneath, placeOfAssetsIn, placeOfNewFolder, type InLibrary } from './folder-place.ts'
import { gainsOfMove } from './move-gains.ts'
import { placeOf, requireFolder } from './read-folders.ts'

/** A folder that is to have another path. */
export interface FolderMove extends InLibrary {
  readonly from: string
  readonly to: string
  /** How many assets may lie in it and beneath; null: any number. */
  readonly assetLimit: number | null
}

/** A folder's name before or after a move. */
export interface NamedPath {
  readonly name: string
  readonly path: string
}

/** What a move did. */
export interface MovedFolder {
  readonly from: NamedPath
  readonly to: NamedPath
  /** How many assets lie in it and beneath, of those in folders where the caller may see all of them. */
  readonly assets: number
}

/** Both ends of a move, as they stand. */
interface Ends {
  readonly from: FolderPath
  readonly to: FolderPath
  readonly folder: FolderRecord | undefined
  readonly environment: EnvironmentId
  readonly mode: FolderMode
  /** The parent stays the same: only the name changes. */
  readonly isInPlace: boolean
  /** How far the path leads in which the folder will lie. */
  readonly parent: FoundPath
  /** What public links there give to visitors of the assets in the folder and beneath. */
  readonly lent: LentRights
}

/** The resources of one end, where the move is of a kind. */
type Of = (ends: Ends, input: FolderMove, engine: Engine) => readonly Place[]

const need = (action: string, on: 'Folder' | 'Asset', of: Of): NeedOf<FolderMove, Ends> => ({
  action,
  on: [on],
  level: 'environment',
  of: (input: FolderMove, _caller: Caller, engine: Engine, ends: Ends) => of(ends, input, engine),
})

/** A folder that isn't there has no assets. */
const telling: typeof need = (...parameters) => ({ ...need(...parameters), isTelling: true })

const itself: Of = ({ folder }, { environmentId: environment, from }) => [
  placeOf(folder, { environmentId: environment, path: from }),
]

const allAssets: Of = ({ folder, environment }, _input, engine) =>
  folder === undefined
    ? []
    : [folder, ...foldersBeneath(engine, folder.id)].map(({ id }) => placeOfAssetsIn(id, environment))

/** In fixed mode the public ids of all assets beneath change with the folder's path. */
const itsAssets: Of = (ends, ...rest) => (ends.mode === 'dynamic' ? [] : allAssets(ends, ...rest))

/** Where public links of others will show them. */
const lentAssets =
  (what: keyof LentRights): Of =>
  (ends, ...rest) =>
    ends.lent[what] ? allAssets(ends, ...rest) : []

const whenInPlace =
  (of: Of): Of =>
  (ends, ...rest) =>
    ends.isInPlace ? of(ends, ...rest) : []

const whenElsewhere =
  (of: Of): Of =>
  (ends, ...rest) =>
    ends.isInPlace ? [] : of(ends, ...rest)

/**
 * Renames a folder, or moves it with everything beneath. In a dynamic library that changes the folder's record alone, in
 * a fixed one also the public ids of the assets beneath. Nobody may gain by a move what the mover doesn't hold on the
 * folder (settled decision 4); folders missing on the way to its new place are made.
 */
export const moveFolder = writing<FolderMove, MovedFolder, Ends>({
  name: 'folder.move',
  summary: 'Rename a folder, or move it with everything beneath.',
  access: {
    type: 'requires',
    needs: [
      need('update', 'Folder', whenInPlace(itself)),
      telling('update', 'Asset', whenInPlace(itsAssets)),
      need('read', 'Folder', whenElsewhere(itself)),
      need('move', 'Folder', whenElsewhere(itself)),
      telling('read', 'Asset', whenElsewhere(lentAssets('shows'))),
      telling('download', 'Asset', whenElsewhere(lentAssets('downloads'))),
      telling('move', 'Asset', whenElsewhere(itsAssets)),
      need(
        'create',
        'Folder',
        whenElsewhere(({ parent, environment }) => [placeOfNewFolder(parent.deepest?.id ?? null, environment)]),
      ),
    ],
  },
  load: async ({ environmentId: sent, ...input }, loading) => {
    const { store, caller } = loading
    const { accountId } = caller
    const environment = environmentId(sent)
    const from = readFolderPath(input.from, 'from')
    const to = readFolderPath(input.to, 'to')
    const { folderMode: mode } = await librarySettingsOf(store, { accountId, environmentId: environment })
    const folder = await findFolderByPath(store, accountId, environment, from)
    const parent = await deepestExisting(store, { accountId, environmentId: environment }, to.slice(0, -1))
    return {
      ...{ from, to, environment, mode, folder, parent },
      lent:
        folder === undefined ? nothingLent : await findLentAbove(parent.deepest?.id ?? null, folder.parentId, loading),
      isInPlace: spellFolderPath(from.slice(0, -1)) === spellFolderPath(to.slice(0, -1)),
    }
  },
  gains: async (_input, deed, { folder, isInPlace, parent }) =>
    folder === undefined || isInPlace ? [] : gainsOfMove(folder, parent.deepest?.id ?? null, deed),
  run: async (input, deed, ends) => {
    const { from, to, environment, parent } = ends
    const folder = requireFolder(ends.folder, input.from)
    requireFitting(folder, ends, deed.engine)
    await requireFreeName(folder, ends, deed)
    const assets = await countAssets(folder, input, deed)
    const above =
      parent.missing.length === 0 ? parent.deepest : await ensureFolderPath(deed, environment, to.slice(0, -1))
    const moved = { parentId: above?.id ?? null, name: to.at(-1) ?? '', updatedAt: deed.at }
    await deed.store.put('folder', { ...folder, ...moved })
    const [before, after] = [spellFolderPath(from), spellFolderPath(to)]
    if (ends.mode === 'fixed' && before !== after) {
      await deed.store.rebasePublicIds(folder.accountId, environment, `${before}/`, `${after}/`)
    }
    return { from: { name: folder.name, path: before }, to: { name: moved.name, path: after }, assets }
  },
})

/** @throws Refusal `missing_fields`, `folder_into_itself`, `folder_path_unfit` */
function requireFitting(folder: FolderRecord, { from, to }: Ends, engine: Engine): void {
  if (to.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'to' }] })
  const path = spellFolderPath(to)
  if (to.length > from.length && spellFolderPath(to.slice(0, from.length)) === spellFolderPath(from))
    throw refusal('folder_into_itself', { path })
  if (to.length + heightOf(folder.id, engine) > deepestPath)
    throw refusal('folder_path_unfit', { path, why: `would have folders more than ${deepestPath} deep` })
}

/** How many folders lie one in the other beneath a folder. */
function heightOf(top: FolderId, engine: Engine): number {
  const { folders } = engine.snapshot
  const end = folders.number(top)
  let height = 0
  for (const { id } of foldersBeneath(engine, top)) {
    let depth = 0
    for (let at = folders.number(id); at !== end && at !== 0; at = folders.parent(at)) depth++
    height = Math.max(height, depth)
  }
  return height
}

/** @throws Refusal `folder_name_taken` */
async function requireFreeName(
  folder: FolderRecord,
  { to, parent, environment }: Ends,
  deed: Deed<Transaction>,
): Promise<void> {
  if (parent.missing.length > 0) return
  const { accountId } = folder
  const taken = await deed.store.findFolderByName(accountId, environment, parent.deepest?.id ?? null, to.at(-1) ?? '')
  if (taken !== undefined && taken.id !== folder.id)
    throw refusal(
      'folder_name_taken',
      { path: spellFolderPath(to) },
      { fields: [{ name: 'to', value: spellFolderPath(to) }] },
    )
}

/** @throws Refusal `invalid_fields` when more assets lie there than the input allows */
async function countAssets(folder: FolderRecord, { assetLimit }: FolderMove, deed: Deed<Transaction>): Promise<number> {
  const { environmentId: environment, accountId } = folder
  const all = [folder.id, ...Array.from(foldersBeneath(deed.engine, folder.id), ({ id }) => id)]
  if (assetLimit !== null) {
    const counted = await deed.store.countAssets(
      accountId,
      { environmentId: environment, folders: all },
      assetLimit + 1,
    )
    if (counted > assetLimit)
      throw refusal('invalid_fields', undefined, { fields: [{ name: 'assetLimit', value: assetLimit }] })
  }
  const visible = all.filter((id) => deed.may('read', placeOfAssetsIn(id, environment)))
  return deed.store.countAssets(accountId, { environmentId: environment, folders: visible })
}

import { spellFolderPath, pathOf } from '../folders/folder-paths.ts'
import { librarySettingsOf } from '../library-settings/folder-mode.ts'
import { writing } from '../operation.ts'
import { loadAsset, needOnAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { removeAssets } from './keep-files.ts'

/** What became of an asset that was to be deleted. */
export interface DeletedAsset {
  /** False when there was none; only who may delete everything learns that. */
  readonly isFound: boolean
  /** Where it lay; empty at the top. */
  readonly folderPath: string
}

/** Deletes an asset; its last file is kept where that was asked for. */
export const deleteAsset = writing<NamedAsset, DeletedAsset, LoadedAsset>({
  name: 'asset.delete',
  summary: 'Delete an asset.',
  access: { type: 'requires', needs: [needOnAsset('delete')] },
  load: loadAsset,
  run: async (_input, deed, { asset }) => {
    if (asset === undefined) return { isFound: false, folderPath: '' }
    const folderPath = spellFolderPath(await pathOf(deed.store, asset.accountId, asset.folderId))
    await removeAssets(deed, [asset], (await librarySettingsOf(deed.store, asset)).keepsBackups)
    return { isFound: true, folderPath }
  },
})

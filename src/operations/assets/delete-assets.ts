import type { AssetRecord } from '../../domain/library-records.ts'
import { environmentId } from '../../domain/ids.ts'
import { librarySettingsOf } from '../library-settings/folder-mode.ts'
import { writing } from '../operation.ts'
import { chooseAssets, type Choosing } from './choose-assets.ts'
import { removeAssets } from './keep-files.ts'

/** What became of assets that were to be deleted. */
export interface DeletedAssets {
  readonly deleted: readonly AssetRecord[]
  readonly unauthorized: readonly AssetRecord[]
  /** Null when there are no more. */
  readonly nextCursor: string | null
}

/** Deletes those of some assets that the caller may delete, at most 1000 at a time. */
export const deleteAssets = writing<Choosing & { readonly keepsOriginals: boolean }, DeletedAssets>({
  name: 'asset.delete-many',
  summary: 'Delete assets by their ids, names, prefix or tag, or all of a kind.',
  access: { type: 'requires', needs: [], filters: { action: 'delete', on: ['Asset'] } },
  run: async (input, deed) => {
    // What else there could be to delete is derived files, and there are none.
    if (input.keepsOriginals) return { deleted: [], unauthorized: [], nextCursor: null }
    const { allowed, unauthorized, nextCursor } = await chooseAssets(deed, 'delete', input)
    const place = { accountId: deed.caller.accountId, environmentId: environmentId(input.environmentId) }
    await removeAssets(deed, allowed, (await librarySettingsOf(deed.store, place)).keepsBackups)
    return { deleted: allowed, unauthorized, nextCursor }
  },
})

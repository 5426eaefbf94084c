import { refusal } from '../../domain/errors.ts'
import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import type { AssetRecord, FolderMode } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { requireEnvironment } from '../assignments/read-assignment.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { pathOf, spellFolderPath } from '../folders/folder-paths.ts'
import { reading, writing, type Deed, type NeedOf } from '../operation.ts'
import { batchLength } from '../paging.ts'
import { librarySettingsOf, type LibrarySettings } from './folder-mode.ts'

const needOn = (action: string): NeedOf<InLibrary> => ({
  action,
  on: ['ProductEnvironment'],
  level: 'environment',
  of: ({ environmentId: id }) => [
    {
      resource: { type: 'ProductEnvironment', id: environmentId(id) },
      scope: { type: 'environment', environmentId: environmentId(id) },
    },
  ],
})

/** Shows the settings of a library. */
export const getLibrarySettings = reading<InLibrary, LibrarySettings>({
  name: 'library-settings.get',
  summary: 'Show the settings of a library.',
  access: { type: 'requires', needs: [needOn('read')] },
  run: async ({ environmentId: id }, deed) => {
    requireEnvironment(id, deed)
    const { folderMode, keepsBackups } = await librarySettingsOf(deed.store, {
      accountId: deed.caller.accountId,
      environmentId: id,
    })
    return { folderMode, keepsBackups }
  },
})

/**
 * Changes the settings of a library; what is null stays. Fixed folders become dynamic at any time; dynamic ones become
 * fixed only while every asset's public id is its folder's path and one name, as it is in an empty library.
 */
export const updateLibrarySettings = writing<
  InLibrary & { readonly folderMode: FolderMode | null; readonly keepsBackups: boolean | null },
  LibrarySettings
>({
  name: 'library-settings.update',
  summary: 'Change the settings of a library: the folder mode, and whether backups are kept.',
  access: { type: 'requires', needs: [needOn('update_settings')] },
  run: async ({ environmentId: sent, folderMode, keepsBackups }, deed) => {
    requireEnvironment(sent, deed)
    const id = environmentId(sent)
    const { accountId } = deed.caller
    const before = await librarySettingsOf(deed.store, { accountId, environmentId: id })
    const settings = {
      folderMode: folderMode ?? before.folderMode,
      keepsBackups: keepsBackups ?? before.keepsBackups,
    }
    if (before.folderMode === 'dynamic' && settings.folderMode === 'fixed') await requireFixedIds(id, deed)
    const record = await deed.store.find('library_settings', { accountId, environmentId: id })
    const createdAt = record?.createdAt ?? deed.at
    await deed.store.put('library_settings', {
      ...{ accountId, environmentId: id, ...settings, createdAt },
      updatedAt: deed.at,
    })
    return settings
  },
})

/** @throws Refusal `folder_mode_fixed` when a public id doesn't begin with the path of its asset's folder */
async function requireFixedIds(id: EnvironmentId, { store, caller: { accountId } }: Deed<Transaction>): Promise<void> {
  const pathById = new Map<AssetRecord['folderId'], string>()
  const order = [{ field: 'asset_id', isDescending: false }] as const
  let after: AssetRecord | undefined
  for (;;) {
    const page = { order, limit: batchLength, ...(after && { after: store.positionOf(after, order) }) }
    const assets = await store.listAssets(accountId, { environmentId: id }, page)
    for (const { folderId, publicId } of assets) {
      const path = pathById.get(folderId) ?? spellFolderPath(await pathOf(store, accountId, folderId))
      pathById.set(folderId, path)
      if (publicId.split('/').slice(0, -1).join('/') !== path)
        throw refusal('folder_mode_fixed', {
          why: "there are assets whose public id isn't the path of their folder and one name; rename them first",
        })
    }
    after = assets.at(-1)
    if (assets.length < batchLength) return
  }
}

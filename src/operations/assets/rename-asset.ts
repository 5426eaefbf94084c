import { refusal } from '../../domain/errors.ts'
import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import type { AssetRecord, DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { deepestExisting, ensureFolderPath, placesOfMissing, readFolderPath } from '../folders/folder-paths.ts'
import type { FolderPath, FoundPath } from '../folders/folder-paths.ts'
import { librarySettingsOf } from '../library-settings/folder-mode.ts'
import { writing, type Deed, type Loading, type Place } from '../operation.ts'
import { lentByMove, type LentRights } from '../public-links/lent-rights.ts'
import { placeOfAsset, placeOfNewAsset } from './asset-place.ts'
import { loadAsset, placeOfLoaded, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { removeAssets } from './keep-files.ts'
import { loadedNeed, tellingNeed } from './loaded-need.ts'
import { foldersOfPublicId, nameOfPublicId, readPublicId } from './public-id.ts'
import { showWritten, type WrittenAsset } from './shown-asset.ts'

/** What an asset shall be called. */
export interface AssetRenaming {
  readonly environmentId: string
  readonly resourceKind: ResourceKind
  readonly delivery: DeliveryType
  readonly fromPublicId: string
  readonly toPublicId: string
  /** Null: it stays. */
  readonly toDelivery: DeliveryType | null
  /** Deletes the asset that has the name already. */
  readonly overwrites: boolean
}

interface LoadedRenaming extends LoadedAsset {
  readonly environmentId: EnvironmentId
  readonly toPublicId: string
  /** The asset that has the name already. */
  readonly target: AssetRecord | undefined
  /** In fixed mode, where the name says that the asset lies; else null. */
  readonly folder: FolderPath | null
  readonly destination: FoundPath | null
  /** What public links there give to visitors. */
  readonly lent: LentRights
}

const need = loadedNeed<AssetRenaming, LoadedRenaming>
const telling = tellingNeed<AssetRenaming, LoadedRenaming>

/** Gives an asset another public id or delivery type; in fixed folder mode that may move it. */
export const renameAsset = writing<AssetRenaming, WrittenAsset, LoadedRenaming>({
  name: 'asset.rename',
  summary: 'Give an asset another public id or delivery type.',
  access: {
    type: 'requires',
    needs: [
      need('update', 'Asset', (loaded, input) => [placeOfLoaded(namedBy(input), loaded)]),
      telling('delete', 'Asset', ({ target, at }, { overwrites }) =>
        overwrites && target !== undefined ? [placeOfAsset(target, at)] : [],
      ),
      telling('read', 'Asset', placesOfOrigin),
      telling('move', 'Asset', placesOfOrigin),
      telling('create', 'Asset', (loaded) =>
        isMoved(loaded) ? [placeOfNewAsset(loaded.destination?.deepest?.id ?? null, loaded.environmentId)] : [],
      ),
      telling('download', 'Asset', (loaded, input) =>
        loaded.lent.downloads ? [placeOfLoaded(namedBy(input), loaded)] : [],
      ),
      telling('create', 'Folder', ({ destination, environmentId: id }) =>
        destination === null ? [] : placesOfMissing(destination, id),
      ),
    ],
  },
  load: loadRenaming,
  run: async (input, deed, loaded) => rename(requireAsset(namedBy(input), loaded), input, deed, loaded),
})

const namedBy = ({ environmentId: id, resourceKind, delivery, fromPublicId: publicId }: AssetRenaming): NamedAsset => ({
  environmentId: id,
  asset: { by: 'name', resourceKind, delivery, publicId },
})

async function loadRenaming(input: AssetRenaming, loading: Loading): Promise<LoadedRenaming> {
  const { store, caller } = loading
  const toPublicId = readPublicId(input.toPublicId, 'to_public_id')
  const place = { accountId: caller.accountId, environmentId: environmentId(input.environmentId) }
  const { resourceKind, delivery, toDelivery } = input
  const name = { resourceKind, delivery: toDelivery ?? delivery, publicId: toPublicId }
  const found = await loadAsset(namedBy(input), loading)
  const target = await store.findAssetByName(place.accountId, { environmentId: place.environmentId, ...name })
  const { folderMode } = await librarySettingsOf(store, place)
  const folder = folderMode === 'fixed' ? readFolderPath(foldersOfPublicId(toPublicId).join('/'), 'to_public_id') : null
  const destination = folder === null ? null : await deepestExisting(store, place, folder)
  return {
    ...found,
    environmentId: place.environmentId,
    toPublicId,
    target: target?.id === found.asset?.id ? undefined : target,
    folder,
    destination,
    lent: await lentByMove(found.asset, destination, loading),
  }
}

function isMoved({ asset, destination }: LoadedRenaming): boolean {
  if (destination === null) return false
  return destination.missing.length > 0 || asset?.folderId !== (destination.deepest?.id ?? null)
}

function placesOfOrigin(loaded: LoadedRenaming, input: AssetRenaming): readonly Place[] {
  return isMoved(loaded) ? [placeOfLoaded(namedBy(input), loaded)] : []
}

async function rename(
  standing: AssetRecord,
  { overwrites, toDelivery }: AssetRenaming,
  deed: Deed<Transaction>,
  { target, toPublicId, folder }: LoadedRenaming,
): Promise<WrittenAsset> {
  if (target !== undefined) {
    if (!overwrites) throw refusal('public_id_taken', { field: 'to_public_id', publicId: toPublicId })
    await removeAssets(deed, [target], (await librarySettingsOf(deed.store, target)).keepsBackups)
  }
  const parent = folder === null ? undefined : await ensureFolderPath(deed, standing.environmentId, folder)
  // A display name that was never chosen goes with the public id.
  const isNamedAlike = standing.displayName === nameOfPublicId(standing.publicId)
  const record: AssetRecord = {
    ...standing,
    publicId: toPublicId,
    delivery: toDelivery ?? standing.delivery,
    folderId: parent === undefined ? standing.folderId : (parent?.id ?? null),
    displayName: isNamedAlike ? nameOfPublicId(toPublicId) : standing.displayName,
    updatedAt: deed.at,
  }
  await deed.store.put('asset', record)
  return showWritten(deed, record)
}

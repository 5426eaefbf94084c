import type { AssetRecord, FolderMode, UploadSettings } from '../../domain/library-records.ts'
import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import type { Transaction } from '../../store/store.ts'
import { deepestExisting, ensureFolderPath, placesOfMissing, type FoundPath } from '../folders/folder-paths.ts'
import { writing, type Deed, type Loading, type NeedOf, type Place } from '../operation.ts'
import { lentByMove, type LentRights } from '../public-links/lent-rights.ts'
import { placeOfNewAsset } from './asset-place.ts'
import { readAssetSettings, type AssetSettings } from './asset-settings.ts'
import { freeDisplayName, valuesOf } from './asset-values.ts'
import { loadAsset, placeOfLoaded, requireAsset, type LoadedAsset, type NamedAsset } from './find-asset.ts'
import { loadedNeed, tellingNeed } from './loaded-need.ts'
import { unfit } from './setting-readers.ts'
import { showWritten, type WrittenAsset } from './shown-asset.ts'
import { refuseRendering } from './upload-settings.ts'

/** What changes of an asset; by the names of upload parameters, each as a JSON request would have it. */
export interface AssetUpdate extends NamedAsset {
  readonly settings: UploadSettings
}

interface LoadedUpdate extends LoadedAsset {
  readonly environmentId: EnvironmentId
  readonly settings: AssetSettings
  readonly mode: FolderMode
  /** Where the asset shall lie; null where nothing was said of it. */
  readonly destination: FoundPath | null
  /** What public links there give to visitors. */
  readonly lent: LentRights
}

const need = loadedNeed<AssetUpdate, LoadedUpdate>
const telling = tellingNeed<AssetUpdate, LoadedUpdate>

/** The feature that moderating takes besides (facts 9.5). */
const moderationFeature = 'cld::global::moderation::access'

const needOfModerators: NeedOf<AssetUpdate, LoadedUpdate> = {
  isTelling: true,
  action: 'read',
  on: ['Feature'],
  feature: moderationFeature,
  level: 'environment',
  of: (_input, _caller, _engine, loaded) =>
    decidesModeration(loaded)
      ? [
          {
            resource: { type: 'Feature', id: moderationFeature },
            scope: { type: 'environment', environmentId: loaded.environmentId },
          },
        ]
      : [],
}

/** Changes what is known of an asset, or moves it to another folder. */
export const updateAsset = writing<AssetUpdate, WrittenAsset, LoadedUpdate>({
  name: 'asset.update',
  summary: 'Change the names, tags, context, metadata, access, moderation or folder of an asset.',
  access: {
    type: 'requires',
    needs: [
      need(
        'update',
        'Asset',
        placesIf(({ settings }) => changesOther(settings)),
      ),
      need(
        'update_metadata',
        'Asset',
        placesIf(({ settings }) => settings.metadata !== undefined || settings.clearsInvalid),
      ),
      telling('moderate', 'Asset', placesIf(decidesModeration)),
      needOfModerators,
      telling(
        'read',
        'Asset',
        placesIf((loaded) => loaded.destination !== null || decidesModeration(loaded)),
      ),
      need(
        'move',
        'Asset',
        placesIf(({ destination }) => destination !== null),
      ),
      telling('create', 'Asset', placesOfDestination),
      telling(
        'download',
        'Asset',
        placesIf(({ lent }) => lent.downloads),
      ),
      telling('create', 'Folder', ({ destination, environmentId: id }) =>
        destination === null ? [] : placesOfMissing(destination, id),
      ),
    ],
  },
  load: loadUpdate,
  run: async (input, deed, loaded) => change(requireAsset(input, loaded), deed, loaded),
})

async function loadUpdate(input: AssetUpdate, loading: Loading): Promise<LoadedUpdate> {
  refuseRendering(input.settings)
  const settings = readAssetSettings(input.settings)
  const place = { accountId: loading.caller.accountId, environmentId: environmentId(input.environmentId) }
  const library = await loading.store.find('library_settings', place)
  const { assetFolder } = settings
  const loaded = await loadAsset(input, loading)
  const destination = assetFolder === undefined ? null : await deepestExisting(loading.store, place, assetFolder)
  return {
    ...loaded,
    environmentId: place.environmentId,
    settings,
    mode: library?.folderMode ?? 'dynamic',
    destination,
    lent: await lentByMove(loaded.asset, destination, loading),
  }
}

/** A request that changes nothing takes the same as one that changes something. */
function changesOther({ displayName, isDisplayNameUnique, tags, context, ...settings }: AssetSettings): boolean {
  const { accessMode, accessControl, isModerated, keepsBackups, metadata, moderationStatus, assetFolder } = settings
  const others = [displayName, tags, context, accessMode, accessControl, keepsBackups]
  if (isDisplayNameUnique || isModerated || others.some((one) => one !== undefined)) return true
  return metadata === undefined && moderationStatus === undefined && assetFolder === undefined
}

/** Asking for somebody to look at it is an update; asking again, once it was looked at, undoes what was decided. */
function decidesModeration({ settings, asset }: LoadedUpdate): boolean {
  const isAskedAgain = settings.isModerated && asset?.moderation !== null && asset?.moderation.status !== 'pending'
  return settings.moderationStatus !== undefined || isAskedAgain
}

/** An asset that stays where it is comes to lie nowhere new. */
function placesOfDestination({ destination, asset, environmentId: id }: LoadedUpdate): readonly Place[] {
  if (destination === null) return []
  const within = destination.deepest?.id ?? null
  const stays = asset !== undefined && destination.missing.length === 0 && asset.folderId === within
  return stays ? [] : [placeOfNewAsset(within, id)]
}

function placesIf(
  isNeeded: (loaded: LoadedUpdate) => boolean,
): (loaded: LoadedUpdate, input: AssetUpdate) => readonly Place[] {
  return (loaded, input) => (isNeeded(loaded) ? [placeOfLoaded(input, loaded)] : [])
}

async function change(standing: AssetRecord, deed: Deed<Transaction>, loaded: LoadedUpdate): Promise<WrittenAsset> {
  const { settings } = loaded
  const folderId = await destinationOf(standing, deed, loaded)
  const values = await valuesOf(settings, standing, deed, standing.environmentId)
  const named = settings.displayName ?? standing.displayName
  const displayName = settings.isDisplayNameUnique
    ? await freeDisplayName(named, { ...standing, folderId }, deed)
    : named
  const changed: AssetRecord = { ...standing, ...values, folderId, displayName }
  return putChanged(deed, standing, changed)
}

/** In fixed mode the folder is part of the public id. @throws Refusal `asset_field_unfit` */
async function destinationOf(
  standing: AssetRecord,
  deed: Deed<Transaction>,
  { settings: { assetFolder }, destination, mode }: LoadedUpdate,
): Promise<AssetRecord['folderId']> {
  if (assetFolder === undefined || destination === null) return standing.folderId
  if (mode === 'fixed') {
    const stays = destination.missing.length === 0 && (destination.deepest?.id ?? null) === standing.folderId
    if (!stays) throw unfit('asset_folder', 'is part of the public id in this environment: rename the asset')
    return standing.folderId
  }
  return (await ensureFolderPath(deed, standing.environmentId, assetFolder))?.id ?? null
}

/** Writes an asset that may have changed, and shows it. */
export async function putChanged(
  deed: Deed<Transaction>,
  standing: AssetRecord,
  changed: AssetRecord,
): Promise<WrittenAsset> {
  const isSame = JSON.stringify(changed) === JSON.stringify(standing)
  const record = isSame ? standing : { ...changed, updatedAt: deed.at }
  await deed.store.put('asset', record)
  return showWritten(deed, record)
}

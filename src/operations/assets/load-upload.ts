import { refusal } from '../../domain/errors.ts'
import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord, FolderMode, UploadPresetRecord, UploadSettings } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { deepestExisting, pathOf, spellFolderPath, type FolderPath, type FoundPath } from '../folders/folder-paths.ts'
import type { Loading } from '../operation.ts'
import { lentByMove, type LentRights } from '../public-links/lent-rights.ts'
import { settingOf } from './setting-readers.ts'
import type { UploadInput } from './upload-input.ts'
import { isDrawn, nameUpload, type UploadName } from './upload-name.ts'
import { unsignedParameters } from './upload-parameters.ts'
import { readUploadSettings, type UploadChoices } from './upload-settings.ts'

/** What an upload is about, as the store has it. */
export interface LoadedUpload {
  readonly at: Instant
  readonly environmentId: EnvironmentId
  /** Null when the request names none; undefined when there is none of that name. */
  readonly preset: UploadPresetRecord | null | undefined
  /** Of the preset and the request. */
  readonly choices: UploadChoices
  readonly name: UploadName
  /** The asset that has the name already. Not looked for while the file's kind isn't known. */
  readonly existing: AssetRecord | undefined
  /** Where the asset will lie, and where `existing` lies when nothing says otherwise. */
  readonly folder: FolderPath
  readonly destination: FoundPath
  /** What public links there give to visitors of an asset that comes to lie there. */
  readonly lent: LentRights
  readonly keepsBackups: boolean
}

/** Stands for what is drawn, until it is; the file's kind isn't known either then. */
const notDrawn = 'x'.repeat(20)

/**
 * Loads the preset of an upload, the asset that it would replace, and the folder it goes to.
 *
 * @throws Refusal `not_for_unsigned`, and those of `readUploadSettings` and `nameUpload`
 */
export async function loadUpload(input: UploadInput, loading: Loading): Promise<LoadedUpload> {
  const { store, caller, at } = loading
  const { by, accountId } = caller
  if (by.type === 'preset') holdToUnsigned(input)
  const place = { accountId, environmentId: environmentId(input.environmentId) }
  const library = await store.find('library_settings', place)
  const presetName = by.type === 'preset' ? by.id : input.preset
  const preset = presetName === null ? null : await store.find('upload_preset', { ...place, name: presetName })
  const choices = readUploadSettings({ ...(await presetSettings(store, preset, input.settings)), ...input.settings })
  const name = nameOf(choices, input, library?.folderMode)
  const existing = await findExisting(store, place, { input, choices, name })
  const folder = name.folder ?? (await pathOf(store, accountId, existing?.folderId ?? null))
  const destination = await deepestExisting(store, place, folder)
  return {
    at,
    environmentId: place.environmentId,
    preset,
    choices: by.type === 'preset' ? { ...choices, overwrites: false } : choices,
    name,
    existing,
    folder,
    destination,
    lent: await lentByMove(existing, destination, loading),
    keepsBackups: library?.keepsBackups ?? false,
  }
}

/** @throws Refusal `not_for_unsigned` */
function holdToUnsigned({ settings }: UploadInput): void {
  const names = Object.keys(settings).filter((name) => !unsignedParameters.includes(name))
  if (names.length > 0) throw refusal('not_for_unsigned', { names: names.join(', ') })
}

/**
 * What a preset fills in. An unsigned one says its folder by the folder's id, which stays when the folder moves; a request
 * that says a folder itself is not given another one.
 */
async function presetSettings(
  store: Reader,
  preset: UploadPresetRecord | null | undefined,
  sent: UploadSettings,
): Promise<UploadSettings> {
  const { folder, asset_folder: assetFolder, ...others } = preset?.settings ?? {}
  if (preset === null || preset === undefined || settingOf(sent, 'folder') !== undefined) return others
  if (Object.hasOwn(sent, 'asset_folder')) return others
  if (!preset.isUnsigned) return preset.settings
  const path = spellFolderPath(await pathOf(store, preset.accountId, preset.folderId))
  return folder === undefined || assetFolder !== undefined
    ? { ...others, asset_folder: path }
    : { ...others, folder: path, asset_folder: path }
}

function nameOf(choices: UploadChoices, { file, resourceKind }: UploadInput, mode: FolderMode = 'dynamic'): UploadName {
  const isInspected = file.type === 'inspected'
  return nameUpload(choices, {
    mode,
    filename: choices.filename ?? filenameOf(file),
    resourceKind: isInspected ? file.resourceKind : resourceKind === 'auto' ? 'image' : resourceKind,
    drawn: isInspected ? file.drawn : notDrawn,
  })
}

const filenameOf = (file: UploadInput['file']): string | null => (file.type === 'text' ? null : file.filename)

async function findExisting(
  store: Reader,
  {
    accountId,
    environmentId: environment,
  }: { readonly accountId: AssetRecord['accountId']; readonly environmentId: EnvironmentId },
  { input, choices, name }: { readonly input: UploadInput; readonly choices: UploadChoices; readonly name: UploadName },
): Promise<AssetRecord | undefined> {
  const { file } = input
  const resourceKind = file.type === 'inspected' ? file.resourceKind : input.resourceKind
  if (resourceKind === 'auto' || isDrawn(choices)) return undefined
  const { delivery } = choices
  return store.findAssetByName(accountId, {
    environmentId: environment,
    resourceKind,
    delivery,
    publicId: name.publicId,
  })
}

import { environmentId, type EnvironmentId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { AssetRecord, FolderMode, UploadPresetRecord } from '../../domain/library-records.ts'
import type { Reader } from '../../store/store.ts'
import { deepestExisting, pathOf, type FolderPath, type FoundPath } from '../folders/folder-paths.ts'
import type { Loading } from '../operation.ts'
import type { UploadInput } from './upload-input.ts'
import { isDrawn, nameUpload, type UploadName } from './upload-name.ts'
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
  readonly keepsBackups: boolean
}

/** Stands for what is drawn, until it is; the file's kind isn't known either then. */
const notDrawn = 'x'.repeat(20)

/** Loads the preset of an upload, the asset that it would replace, and the folder it goes to. */
export async function loadUpload(input: UploadInput, { store, caller, at }: Loading): Promise<LoadedUpload> {
  const place = { accountId: caller.accountId, environmentId: environmentId(input.environmentId) }
  const library = await store.find('library_settings', place)
  const preset = input.preset === null ? null : await store.find('upload_preset', { ...place, name: input.preset })
  const presetFolder = preset?.isUnsigned === true ? await pathOf(store, place.accountId, preset.folderId) : undefined
  const choices = readUploadSettings({ ...preset?.settings, ...input.settings })
  const settled = choices.assetFolder ?? choices.folder ?? presetFolder
  const name = nameOf({ ...choices, assetFolder: choices.assetFolder ?? presetFolder }, input, library?.folderMode)
  const existing = await findExisting(store, place, { input, choices, name })
  const folder =
    name.folder ?? settled ?? (existing === undefined ? [] : await pathOf(store, place.accountId, existing.folderId))
  return {
    at,
    environmentId: place.environmentId,
    preset,
    choices,
    name,
    existing,
    folder,
    destination: await deepestExisting(store, place, folder),
    keepsBackups: library?.keepsBackups ?? false,
  }
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

import { refusal } from '../../domain/errors.ts'
import { deliveryTypes, type DeliveryType, type UploadSettings } from '../../domain/library-records.ts'
import { readFolderPath, type FolderPath } from '../folders/folder-paths.ts'
import { readAssetSettings, type AssetSettings } from './asset-settings.ts'
import { readPublicId } from './public-id.ts'
import { flagOf, settingOf, textOf, textsOf, unfit, wordOf } from './setting-readers.ts'
import { uploadParameters } from './upload-parameters.ts'

/** What a request and its preset together say of an upload; what is undefined wasn't said. */
export interface UploadChoices extends AssetSettings {
  readonly publicId: string | undefined
  readonly publicIdPrefix: string | undefined
  /** Where the public id begins, and the folder where nothing else says one. */
  readonly folder: FolderPath | undefined
  readonly usesFilename: boolean
  /** Something is added to a public id that is made of a file's name. */
  readonly isFilenameUnique: boolean
  readonly usesFolderAsPrefix: boolean
  readonly filename: string | undefined
  readonly usesFilenameAsDisplayName: boolean
  readonly delivery: DeliveryType
  readonly overwrites: boolean | undefined
  /** Lower case, without dots; undefined: any. */
  readonly allowedFormats: readonly string[] | undefined
  readonly discardsFilename: boolean
}

/**
 * Reads the parameters of an upload, or of an upload preset: by their names, each as a JSON request would have it.
 *
 * @throws Refusal `renders_nothing` for what Rolecall doesn't do
 * @throws Refusal `asset_field_unfit`, `public_id_unfit`, `folder_path_unfit`
 */
export function readUploadSettings(settings: UploadSettings): UploadChoices {
  refuseRendering(settings)
  return {
    ...readAssetSettings(settings),
    // Who may decide that is decided when it is said of an asset that is there.
    moderationStatus: undefined,
    publicId: readId(settings, 'public_id'),
    publicIdPrefix: readId(settings, 'public_id_prefix'),
    folder: readFolder(settings),
    usesFilename: flagOf(settings, 'use_filename') ?? false,
    isFilenameUnique: flagOf(settings, 'unique_filename') ?? true,
    usesFolderAsPrefix: flagOf(settings, 'use_asset_folder_as_public_id_prefix') ?? false,
    filename: textOf(settings, 'filename_override', 500),
    usesFilenameAsDisplayName: flagOf(settings, 'use_filename_as_display_name') ?? false,
    delivery: wordOf(settings, 'type', deliveryTypes) ?? 'upload',
    overwrites: flagOf(settings, 'overwrite'),
    allowedFormats: readFormats(settings),
    discardsFilename: flagOf(settings, 'discard_original_filename') ?? false,
  }
}

/** What the classic client sends for "none" is none. @throws Refusal `renders_nothing` */
export function refuseRendering(settings: UploadSettings): void {
  const asked = Object.entries(uploadParameters).find(([name, use]) => {
    const value = settingOf(settings, name)
    return use === 'refused' && value !== undefined && value !== false && value !== 'false' && value !== '0'
  })
  if (asked !== undefined) throw refusal('renders_nothing', { what: asked[0] })
}

function readId(settings: UploadSettings, name: 'public_id' | 'public_id_prefix'): string | undefined {
  const value = settingOf(settings, name)
  if (value === undefined) return undefined
  if (typeof value !== 'string' && typeof value !== 'number') throw unfit(name, 'must be a text', value)
  const text = String(value)
  // A prefix is often written with its slash.
  return readPublicId(name === 'public_id_prefix' ? text.replace(/\/$/, '') : text, name)
}

function readFolder(settings: UploadSettings): FolderPath | undefined {
  const value = settingOf(settings, 'folder')
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw unfit('folder', 'must be a text', value)
  return readFolderPath(value, 'folder')
}

function readFormats(settings: UploadSettings): readonly string[] | undefined {
  const formats = textsOf(settings, 'allowed_formats')?.map((one) => one.toLowerCase().replace(/^\./, ''))
  return formats === undefined || formats.length === 0 ? undefined : formats
}

import { refusal } from '../../domain/errors.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Transaction } from '../../store/store.ts'
import { ensureFolderPath } from '../folders/folder-paths.ts'
import { writing, type Deed } from '../operation.ts'
import { freeDisplayName, valuesOf } from './asset-values.ts'
import { blobsOf, keepOrDoom } from './keep-files.ts'
import { loadUpload, type LoadedUpload } from './load-upload.ts'
import { abandonUpload, prepareUpload, type InspectedUpload } from './prepare-upload.ts'
import { settingOf } from './setting-readers.ts'
import { showWritten, type WrittenAsset } from './shown-asset.ts'
import type { UploadInput } from './upload-input.ts'
import { partsOf } from './upload-name.ts'
import { isReplacing, uploadNeeds } from './upload-needs.ts'

/** What an upload came to. */
export interface UploadedAsset extends WrittenAsset {
  /** The asset was there, and was left as it was. */
  readonly isExisting: boolean
}

/** Uploads a file: as a new asset, or in place of the one that has its name. */
export const uploadAsset = writing<UploadInput, UploadedAsset, LoadedUpload>({
  name: 'asset.upload',
  summary: 'Upload a file as an asset; makes the folders on its way that are missing.',
  access: { type: 'requires', needs: uploadNeeds },
  load: loadUpload,
  prepare: prepareUpload,
  abandon: abandonUpload,
  run: async (input, deed, loaded) => {
    holdToPreset(input, deed, loaded)
    return write(input, deed, loaded)
  },
})

/** @throws Refusal `preset_unknown`, `preset_signed`, `not_for_preset`, `public_id_taken` */
function holdToPreset({ settings }: UploadInput, { caller }: Deed<Transaction>, loaded: LoadedUpload): void {
  const { preset, existing, name } = loaded
  if (preset === undefined) throw refusal('preset_unknown', undefined)
  if (caller.by.type === 'preset' && preset?.isUnsigned !== true) throw refusal('preset_signed', undefined)
  if (preset?.disallowsPublicId !== true) return
  if (settingOf(settings, 'public_id') !== undefined) throw refusal('not_for_preset', { name: 'public_id' })
  if (existing !== undefined) throw refusal('public_id_taken', { field: 'public_id', publicId: name.publicId })
}

async function write(input: UploadInput, deed: Deed<Transaction>, loaded: LoadedUpload): Promise<UploadedAsset> {
  const { existing } = loaded
  const { file } = input
  if (file.type !== 'inspected') throw new Error('the file was not prepared')
  holdToFormats(file, loaded)
  if (existing !== undefined && !isReplacing(loaded)) {
    await deed.store.doomBlobs(blobsOf(file), deed.at)
    return { ...(await showWritten(deed, existing)), isExisting: true }
  }
  const asset = await assetOf(file, deed, loaded)
  if (existing !== undefined) await keepOrDoom(deed, [existing], loaded.keepsBackups)
  await deed.store.put('asset', asset)
  await deed.store.adoptBlobs(blobsOf(file))
  return { ...(await showWritten(deed, asset)), isExisting: false }
}

/** Formats that have two names. */
const sameFormat: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif' }

const plainFormat = (format: string): string => sameFormat[format] ?? format

/** @throws Refusal `format_not_allowed` */
function holdToFormats({ file, filename }: InspectedUpload, { choices: { allowedFormats } }: LoadedUpload): void {
  if (allowedFormats === undefined) return
  const format = file.format ?? partsOf(filename).extension
  if (allowedFormats.some((allowed) => plainFormat(allowed) === plainFormat(format))) return
  throw refusal('format_not_allowed', { format: format === '' ? 'unknown' : format })
}

async function assetOf(
  { file, filename, resourceKind }: InspectedUpload,
  deed: Deed<Transaction>,
  loaded: LoadedUpload,
): Promise<AssetRecord> {
  const { house, caller, at } = deed
  const { existing, choices, name, environmentId } = loaded
  const folder = await ensureFolderPath(deed, environmentId, loaded.folder)
  const own = { id: existing?.id ?? house.ids.asset(), environmentId, folderId: folder?.id ?? null }
  const displayName = existing === undefined ? name.displayName : (choices.displayName ?? existing.displayName)
  const values = await valuesOf(choices, existing ?? null, deed, environmentId)
  return {
    ...own,
    accountId: caller.accountId,
    resourceKind,
    delivery: choices.delivery,
    publicId: name.publicId,
    displayName: choices.isDisplayNameUnique ? await freeDisplayName(displayName, own, deed) : displayName,
    file,
    // Later than the one before, whatever the clock says: addresses of files carry it.
    version: Math.max(Math.floor(at / 1000), (existing?.version ?? 0) + 1),
    versionId: house.ids.version(),
    originalFilename: choices.discardsFilename ? null : originalName(choices.filename ?? filename),
    ...values,
    moderation: reopened(values, existing, at),
    createdBy: existing?.createdBy ?? `${caller.by.type}:${caller.by.id}`,
    createdAt: existing?.createdAt ?? at,
    updatedAt: at,
    uploadedAt: at,
  }
}

function originalName(filename: string | null): string | null {
  const { stem } = partsOf(filename)
  return stem === '' ? null : stem.normalize('NFC').toWellFormed().slice(0, 255)
}

/** Who approved an asset saw another file: a new one is looked at again. */
function reopened(
  { moderation }: Pick<AssetRecord, 'moderation'>,
  existing: AssetRecord | undefined,
  at: number,
): AssetRecord['moderation'] {
  if (moderation === null || existing === undefined) return moderation
  return { kind: moderation.kind, status: 'pending', at, by: null, note: null }
}

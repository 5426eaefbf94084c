import { refusal } from '../../domain/errors.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Reader } from '../../store/store.ts'
import { may, sees, type Asking } from '../authorize.ts'
import { takeIn } from '../blobs/take-in.ts'
import { writing, type Deed, type NeedOf, type Preparing } from '../operation.ts'
import {
  chooseForArchive,
  entriesOf,
  maxArchiveFiles,
  type ArchiveChoice,
  type ArchiveNaming,
  type ChosenForArchive,
} from './archive-choice.ts'
import { zipOf } from './archive-zip.ts'
import { placeOfAsset } from './asset-place.ts'
import { requireUnexpired, type Sendable } from './download-file.ts'
import { abandonUpload } from './prepare-upload.ts'
import type { WrittenAsset } from './shown-asset.ts'
import type { UploadInput } from './upload-input.ts'
import { uploadAsset } from './upload.ts'

/** What an archive shall be. */
export interface Archiving {
  readonly choice: ArchiveChoice
  readonly naming: ArchiveNaming
  /** False: refused when one that was named isn't there to be downloaded. */
  readonly allowsMissing: boolean
  readonly expiresAt: Instant | null
  /** What it is called when it is saved. */
  readonly filename: string
  /** Stores it as an asset, as an upload of it would; null: it is sent. */
  readonly upload: UploadInput | null
  /** What `prepare` found. */
  readonly chosen?: ChosenForArchive
}

/** An archive that was stored as an asset. */
export interface StoredArchive {
  readonly type: 'stored'
  readonly stored: WrittenAsset
  readonly fileCount: number
  readonly missing: readonly string[]
}

/**
 * Puts those of some assets into an archive that the caller may download; what else there is, it doesn't tell. To store it
 * takes what an upload takes.
 */
export const archiveAssets = writing<Archiving, Sendable | StoredArchive>({
  name: 'asset.archive',
  summary: 'Download assets as one archive, or store the archive as an asset.',
  access: {
    type: 'requires',
    needs: uploadNeeds(),
    filters: { action: 'download', on: ['Asset'] },
  },
  load: async ({ upload }, loading) => (upload === null ? null : uploadAsset.load?.(upload, loading)),
  prepare: prepareArchive,
  abandon: async ({ upload }, preparing) => {
    if (upload !== null) await abandonUpload(upload, preparing)
  },
  run: async (input, deed, loaded) => {
    const { chosen, naming, filename, upload } = input
    if (chosen === undefined) throw new Error('the archive was not prepared')
    await requireDownloads(chosen, deed)
    if (upload === null) return { type: 'archive', archive: { filename, entries: entriesOf(chosen.assets, naming) } }
    const stored = await uploadAsset.run(upload, deed, loaded)
    return { type: 'stored', stored, fileCount: chosen.assets.length, missing: chosen.missing }
  },
})

/** Packing takes its time, and rights come and go meanwhile. @throws Refusal `archive_empty` */
async function requireDownloads({ assets }: ChosenForArchive, deed: Deed<Reader>): Promise<void> {
  const [first] = assets
  if (first === undefined) return
  const filter = { environmentId: first.environmentId, ids: assets.map(({ id }) => id) }
  const standing = await deed.store.listAssets(first.accountId, filter, { order: [], limit: maxArchiveFiles })
  if (standing.every((asset) => deed.may('download', placeOfAsset(asset, deed.at)))) return
  throw refusal('archive_empty', undefined)
}

/** What an upload needs, where there is one. */
function uploadNeeds(): readonly NeedOf<Archiving>[] {
  const { access } = uploadAsset
  if (access.type !== 'requires') throw new Error('uploads need nothing')
  return access.needs.map((need) => ({
    ...need,
    of: ({ upload }, caller, engine, loaded) => (upload === null ? [] : need.of(upload, caller, engine, loaded)),
  }))
}

async function prepareArchive(input: Archiving, preparing: Preparing): Promise<Archiving> {
  const { house, at } = preparing
  requireUnexpired(input.expiresAt, at)
  const chosen = await chooseForArchive(await askingOf(preparing), input.choice)
  const [missing] = chosen.missing
  if (!input.allowsMissing && missing !== undefined) throw refusal('asset_unknown', { name: missing.slice(0, 300) })
  if (chosen.assets.length === 0) throw refusal('archive_empty', undefined)
  if (input.upload === null) return { ...input, chosen }
  const bytes = await zipOf(house.blobs, entriesOf(chosen.assets, input.naming))
  const { filename } = input
  const taken = await takeIn(house, bytes, { kind: 'raw', filename })
  const file = { type: 'inspected', ...taken, filename, drawn: house.ids.publicId() } as const
  return { ...input, chosen, upload: { ...input.upload, file } }
}

/** What choosing needs, outside of a transaction. */
async function askingOf({ house, caller, at }: Preparing): Promise<Parameters<typeof chooseForArchive>[0]> {
  const engine = await house.accounts.engineOf(caller.accountId)
  const asking: Asking = { house, caller, engine, at }
  return {
    ...asking,
    store: house.store,
    may: (action, place) => may(asking, action, place),
    sees: (place) => sees(asking, place),
    requirePlan: () => undefined,
  }
}

import { z } from 'zod'
import type { AccessRule, AssetRecord, AssetVersionRecord } from '../../domain/library-records.ts'
import type { ShownAsset } from '../../operations/assets/shown-asset.ts'
import { urlOfOriginal, type UrlFacts } from './asset-urls.ts'
import { spellInstant } from './dates.ts'

const rule = z.object({
  access_type: z.enum(['token', 'anonymous']),
  start: z.iso.datetime().optional(),
  end: z.iso.datetime().optional(),
})

/** An earlier file of an asset. */
export const assetVersion = z.object({
  version_id: z.string(),
  version: z.string(),
  format: z.string().nullable(),
  size: z.int(),
  time: z.iso.datetime(),
  restorable: z.boolean(),
})

const relatedAsset = z.object({
  asset_id: z.string(),
  public_id: z.string(),
  resource_type: z.string(),
  type: z.string(),
  display_name: z.string(),
})

/** What is shown of an asset besides itself, where it was asked for. */
interface Besides {
  readonly versions: readonly AssetVersionRecord[] | null
  readonly related: readonly AssetRecord[] | null
}

/** An asset as the Admin API shows it. */
export const assetDetails = z
  .object({
    asset_id: z.string(),
    public_id: z.string(),
    asset_folder: z.string(),
    display_name: z.string(),
    filename: z.string().describe('The last part of the public id.'),
    format: z.string().optional(),
    version: z.int(),
    resource_type: z.string(),
    type: z.string(),
    created_at: z.iso.datetime(),
    uploaded_at: z.iso.datetime(),
    bytes: z.int(),
    width: z.int().optional(),
    height: z.int().optional(),
    aspect_ratio: z.number().optional(),
    pixels: z.int().optional(),
    pages: z.int().optional(),
    tags: z.array(z.string()),
    context: z.object({ custom: z.record(z.string(), z.string()) }).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    moderation_kind: z.string().optional(),
    moderation_status: z.string().optional(),
    moderation: z.array(z.object({ kind: z.string(), status: z.string(), updated_at: z.iso.datetime() })).optional(),
    backup: z.boolean(),
    access_mode: z.string(),
    access_control: z.array(rule).nullable(),
    url: z.string(),
    secure_url: z.string(),
    status: z.literal('active'),
    etag: z.string(),
    original_filename: z.string().optional(),
    derived: z.array(z.never()).describe('Always empty: nothing is rendered.'),
    versions: z.array(assetVersion).optional().describe('Earlier files that were kept, newest first.'),
    related_assets: z
      .array(relatedAsset)
      .optional()
      .describe('The assets that it is related to, of those that the caller may read.'),
  })
  .meta({ id: 'Asset' })

/** Spells an asset as the Admin API does. */
export function spellDetails(
  { asset, folderPath }: ShownAsset,
  urls: UrlFacts,
  { versions, related }: Besides = { versions: null, related: null },
): z.output<typeof assetDetails> {
  const url = urlOfOriginal(asset, urls)
  return {
    asset_id: asset.id,
    public_id: asset.publicId,
    asset_folder: folderPath,
    display_name: asset.displayName,
    filename: asset.publicId.slice(asset.publicId.lastIndexOf('/') + 1),
    ...spellFile(asset),
    resource_type: asset.resourceKind,
    type: asset.delivery,
    created_at: spellInstant(asset.createdAt),
    uploaded_at: spellInstant(asset.uploadedAt),
    tags: [...asset.tags],
    ...spellValues(asset),
    backup: asset.keepsBackups,
    access_mode: asset.accessMode,
    access_control: asset.accessControl?.map(spellRule) ?? null,
    url,
    secure_url: url,
    status: 'active',
    ...(asset.originalFilename !== null && { original_filename: asset.originalFilename }),
    derived: [],
    ...(versions !== null && { versions: versions.map(spellVersion) }),
    ...(related !== null && { related_assets: related.map(spellRelated) }),
  }
}

function spellFile({ file, version: number }: AssetRecord) {
  const { width, height, format, pages } = file
  return {
    ...(format !== null && { format }),
    version: number,
    bytes: file.bytes,
    etag: file.etag,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(width !== null &&
      height !== null && { aspect_ratio: Math.round((width / height) * 100_000) / 100_000, pixels: width * height }),
    ...(pages !== null && { pages }),
  }
}

function spellValues({ context, metadata, moderation }: AssetRecord) {
  return {
    ...(Object.keys(context).length > 0 && { context: { custom: { ...context } } }),
    ...(Object.keys(metadata).length > 0 && { metadata: { ...metadata } }),
    ...(moderation !== null && {
      moderation_kind: moderation.kind,
      moderation_status: moderation.status,
      moderation: [{ kind: moderation.kind, status: moderation.status, updated_at: spellInstant(moderation.at) }],
    }),
  }
}

function spellRule(one: AccessRule): z.output<typeof rule> {
  if (one.type === 'token') return { access_type: 'token' }
  return {
    access_type: 'anonymous',
    ...(one.start !== null && { start: spellInstant(one.start) }),
    ...(one.end !== null && { end: spellInstant(one.end) }),
  }
}

/** Spells an earlier file of an asset. */
export const spellVersion = ({ id, asset }: AssetVersionRecord): z.output<typeof assetVersion> => ({
  version_id: id,
  version: String(asset.version),
  format: asset.file.format,
  size: asset.file.bytes,
  time: spellInstant(asset.uploadedAt),
  restorable: true,
})

const spellRelated = (asset: AssetRecord): z.output<typeof relatedAsset> => ({
  asset_id: asset.id,
  public_id: asset.publicId,
  resource_type: asset.resourceKind,
  type: asset.delivery,
  display_name: asset.displayName,
})

import { z } from 'zod'
import type { AssetRecord } from '../../domain/library-records.ts'

const toIso = (at: number): string => new Date(at).toISOString()

const moderation = z.object({
  kind: z.string(),
  status: z.enum(['pending', 'approved', 'rejected']),
  at: z.string(),
  by: z.string().nullable().describe('Who decided, as `type:id`; null while it is pending.'),
  note: z.string().nullable(),
})

/** An asset as our own API spells it. */
export const libraryAsset = z
  .object({
    asset_id: z.string(),
    public_id: z.string(),
    display_name: z.string(),
    folder_id: z.string().nullable(),
    resource_type: z.string(),
    type: z.string(),
    format: z.string().nullable(),
    bytes: z.int(),
    width: z.int().nullable(),
    height: z.int().nullable(),
    tags: z.array(z.string()),
    context: z.record(z.string(), z.string()),
    metadata: z.record(z.string(), z.unknown()),
    access_mode: z.string(),
    moderation: moderation.nullable(),
    has_thumbnail: z.boolean(),
    created_by: z.string(),
    created_at: z.string(),
    updated_at: z.string(),
    delivery_url: z.string().optional().describe('Only for who holds the permission to view delivery URLs.'),
  })
  .meta({ id: 'LibraryAsset' })

/** Spells an asset; without the address that it is delivered at, unless one is given. */
export const spellLibraryAsset = (asset: AssetRecord, deliveryUrl: string | null): z.output<typeof libraryAsset> => ({
  asset_id: asset.id,
  public_id: asset.publicId,
  display_name: asset.displayName,
  folder_id: asset.folderId,
  resource_type: asset.resourceKind,
  type: asset.delivery,
  format: asset.file.format,
  bytes: asset.file.bytes,
  width: asset.file.width,
  height: asset.file.height,
  tags: [...asset.tags],
  context: { ...asset.context },
  metadata: { ...asset.metadata },
  access_mode: asset.accessMode,
  moderation: asset.moderation && { ...asset.moderation, at: toIso(asset.moderation.at) },
  has_thumbnail: asset.file.thumbnailId !== null,
  created_by: asset.createdBy,
  created_at: toIso(asset.createdAt),
  updated_at: toIso(asset.updatedAt),
  ...(deliveryUrl !== null && { delivery_url: deliveryUrl }),
})

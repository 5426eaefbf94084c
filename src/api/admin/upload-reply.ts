import { z } from 'zod'
import type { WrittenAsset } from '../../operations/assets/shown-asset.ts'
import { urlOfOriginal, type UrlFacts } from './asset-urls.ts'
import { spellInstant } from './dates.ts'

/** An asset as the Upload API answers it. */
export const uploadReply = z
  .object({
    asset_id: z.string(),
    public_id: z.string(),
    version: z.int(),
    version_id: z.string(),
    signature: z.string().optional().describe('Absent when no API key asked.'),
    width: z.int().optional(),
    height: z.int().optional(),
    format: z.string().optional(),
    resource_type: z.string(),
    created_at: z.iso.datetime(),
    tags: z.array(z.string()),
    context: z.object({ custom: z.record(z.string(), z.string()) }).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    pages: z.int().optional(),
    bytes: z.int(),
    type: z.string(),
    etag: z.string(),
    placeholder: z.boolean(),
    url: z.string(),
    secure_url: z.string(),
    asset_folder: z.string(),
    display_name: z.string(),
    original_filename: z.string().optional(),
    access_mode: z.string(),
    moderation: z.array(z.object({ kind: z.string(), status: z.string() })).optional(),
    existing: z.boolean().optional().describe('True when the asset was there and was left as it was.'),
    api_key: z.string().optional(),
  })
  .meta({ id: 'UploadedAsset' })

/** What of an asset an answer holds besides what every one does. */
export interface Shown {
  readonly context: boolean
  readonly metadata: boolean
}

/** Spells an asset as the Upload API does. */
export function spellWritten(
  { asset, folderPath, signature, apiKey }: WrittenAsset,
  urls: UrlFacts,
  shown: Shown = { context: true, metadata: true },
): z.output<typeof uploadReply> {
  const { file, context, metadata, moderation } = asset
  const url = urlOfOriginal(asset, urls)
  return {
    asset_id: asset.id,
    public_id: asset.publicId,
    version: asset.version,
    version_id: asset.versionId,
    ...(signature !== null && { signature }),
    ...(file.width !== null && { width: file.width }),
    ...(file.height !== null && { height: file.height }),
    ...(file.format !== null && { format: file.format }),
    resource_type: asset.resourceKind,
    created_at: spellInstant(asset.createdAt),
    tags: [...asset.tags],
    ...(shown.context && Object.keys(context).length > 0 && { context: { custom: { ...context } } }),
    ...(shown.metadata && Object.keys(metadata).length > 0 && { metadata: { ...metadata } }),
    ...(file.pages !== null && { pages: file.pages }),
    bytes: file.bytes,
    type: asset.delivery,
    etag: file.etag,
    placeholder: false,
    url,
    secure_url: url,
    asset_folder: folderPath,
    display_name: asset.displayName,
    ...(asset.originalFilename !== null && { original_filename: asset.originalFilename }),
    access_mode: asset.accessMode,
    ...(moderation !== null && { moderation: [{ kind: moderation.kind, status: moderation.status }] }),
    ...(apiKey !== null && { api_key: apiKey }),
  }
}

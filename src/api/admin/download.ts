import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText, flagOrAbsent, libraryBase, textOrAbsent } from './fields.ts'
import { expiresAt, toInstant } from './link-end.ts'
import { byId, byName } from './naming.ts'
import { deliveryTypeOrAbsent, resourceType } from './upload-fields.ts'

const source = 'Upload API 0.7.5, downloadAsset, downloadAssetByAssetId, downloadBackupAsset; api-surface 2.6, 3.6'

const options = {
  format: textOrAbsent.describe('Anything but the format that the file has is refused.'),
  attachment: flagOrAbsent.describe('Saves what a browser could show, too.'),
  target_filename: textOrAbsent.describe('What the file is called when it is saved.'),
  expires_at: expiresAt,
}

interface Options {
  readonly format?: string | null | undefined
  readonly attachment?: boolean | null | undefined
  readonly target_filename?: string | null | undefined
  readonly expires_at?: number | null | undefined
}

const toOptions = ({ format, attachment, target_filename, expires_at }: Options) => ({
  format: format ?? null,
  isAttachment: attachment ?? false,
  filename: target_filename ?? null,
  expiresAt: toInstant(expires_at),
})

/** Downloads the original of an asset by its name. */
export const downloadAsset = endpoint({
  id: 'downloadAsset',
  family: 'admin',
  method: 'GET',
  path: `${base}/{resource_type:image|video|raw}/download`,
  operation: 'asset.download',
  summary: 'Sends the original of an asset.',
  source,
  request: z.object({
    ...environment,
    resource_type: resourceType,
    public_id: filledText,
    type: deliveryTypeOrAbsent,
    ...options,
  }),
  success: { status: 200, schema: null, isFile: true },
  toInput: (wire, { environmentId }) => ({ environmentId, asset: byName(wire), ...toOptions(wire) }),
  toWire: () => undefined,
})

/** Downloads the original of an asset by its id. */
export const downloadAssetByAssetId = endpoint({
  id: 'downloadAssetByAssetId',
  family: 'admin',
  method: 'GET',
  path: `${base}/asset/download`,
  operation: 'asset.download',
  summary: 'Sends the original of an asset that is named by its id.',
  source,
  request: z.object({ ...environment, asset_id: filledText, ...options }),
  success: { status: 200, schema: null, isFile: true },
  toInput: (wire, { environmentId }) => ({ environmentId, asset: byId(wire.asset_id), ...toOptions(wire) }),
  toWire: () => undefined,
})

/** Sends the small picture of an asset. */
export const showThumbnail = endpoint({
  id: 'showThumbnail',
  family: 'library',
  method: 'GET',
  path: `${libraryBase}/assets/{asset_id}/thumbnail`,
  operation: 'asset.show-thumbnail',
  summary: 'Sends a small picture of an asset, as WebP of at most 400 pixels either way.',
  source: 'ours: the library of the console shows it',
  request: z.object({ ...environment, asset_id: filledText }),
  success: { status: 200, schema: null, isFile: true },
  toInput: ({ asset_id }, { environmentId }) => ({ environmentId, asset: byId(asset_id) }),
  toWire: () => undefined,
})

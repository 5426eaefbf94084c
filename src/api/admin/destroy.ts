import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText, flagOrAbsent, textOrAbsent } from './fields.ts'
import { byId, byName } from './naming.ts'
import { deliveryTypeOrAbsent, resourceType } from './upload-fields.ts'

const result = z.enum(['ok', 'not found'])
const spell = (isFound: boolean): z.output<typeof result> => (isFound ? 'ok' : 'not found')

/** Deletes an asset by its name. */
export const destroyAsset = endpoint({
  id: 'destroyAsset',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/destroy`,
  operation: 'asset.delete',
  summary: 'Deletes an asset.',
  source: 'Upload API 0.7.5, destroyAsset; api-surface 2.5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    public_id: filledText,
    type: deliveryTypeOrAbsent,
    invalidate: flagOrAbsent.describe('Without effect: nothing is cached.'),
    notification_url: textOrAbsent.describe('Without effect.'),
  }),
  body: ['public_id', 'type', 'invalidate', 'notification_url'],
  success: { status: 200, schema: z.object({ result }) },
  toInput: (wire, { environmentId }) => ({ environmentId, asset: byName(wire) }),
  toWire: ({ isFound }) => ({ result: spell(isFound) }),
})

/** Deletes an asset by its id. */
export const destroyByAssetId = endpoint({
  id: 'destroyByAssetId',
  family: 'admin',
  method: 'POST',
  path: `${base}/asset/destroy`,
  operation: 'asset.delete',
  summary: 'Deletes an asset by its id.',
  source: 'Upload API 0.7.5, destroyByAssetId; api-surface 2.5',
  request: z.object({
    ...environment,
    asset_id: filledText,
    invalidate: flagOrAbsent.describe('Without effect: nothing is cached.'),
    notification_url: textOrAbsent.describe('Without effect.'),
    callback: textOrAbsent.describe('Without effect.'),
  }),
  body: ['asset_id', 'invalidate', 'notification_url', 'callback'],
  success: {
    status: 200,
    schema: z.object({ result, asset_folder: z.string().optional().describe('Where it lay; absent at the top.') }),
  },
  toInput: ({ asset_id }, { environmentId }) => ({ environmentId, asset: byId(asset_id) }),
  toWire: ({ isFound, folderPath }) => ({
    result: spell(isFound),
    ...(folderPath !== '' && { asset_folder: folderPath }),
  }),
})

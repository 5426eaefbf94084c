import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText } from './fields.ts'
import { byName } from './naming.ts'
import { deliveryTypeOrAbsent, explicitFields, resourceType, settingsOf } from './upload-fields.ts'
import { spellWritten, uploadReply } from './upload-reply.ts'

/** Changes what is known of an asset, as the Upload API does. */
export const explicitAsset = endpoint({
  id: 'explicitAsset',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/explicit`,
  operation: 'asset.update',
  summary: 'Changes what is known of an asset that is there.',
  source: 'Upload API 0.7.5, explicitAsset; api-surface 2.5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    public_id: filledText,
    type: deliveryTypeOrAbsent,
    ...explicitFields,
  }),
  body: ['public_id', 'type', ...(Object.keys(explicitFields) as (keyof typeof explicitFields)[])],
  success: { status: 200, schema: uploadReply },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    asset: byName(wire),
    settings: settingsOf(wire, explicitFields),
  }),
  toWire: (output, { wire, origin }) => spellWritten(output, { origin, cloudName: wire.cloud_name }),
})

import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText, flagOrAbsent, orAbsent, textOrAbsent } from './fields.ts'
import { deliveryType, deliveryTypeOrAbsent, resourceType } from './upload-fields.ts'
import { spellWritten, uploadReply } from './upload-reply.ts'

/** Gives an asset another public id or delivery type. */
export const renameAsset = endpoint({
  id: 'renameAsset',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/rename`,
  operation: 'asset.rename',
  summary: 'Gives an asset another public id or delivery type.',
  source: 'Upload API 0.7.5, renameAsset; api-surface 2.5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    from_public_id: filledText,
    to_public_id: filledText,
    type: deliveryTypeOrAbsent,
    to_type: orAbsent(deliveryType).describe('It stays when absent.'),
    overwrite: flagOrAbsent.describe('Deletes the asset that has the name already.'),
    invalidate: flagOrAbsent.describe('Without effect: nothing is cached.'),
    context: flagOrAbsent.describe('Shows the contextual metadata.'),
    metadata: flagOrAbsent.describe('Shows the structured metadata.'),
    notification_url: textOrAbsent.describe('Without effect.'),
  }),
  body: ['from_public_id', 'to_public_id', 'type', 'to_type', 'overwrite', 'invalidate', 'context', 'metadata'],
  success: { status: 200, schema: uploadReply },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    resourceKind: wire.resource_type,
    delivery: wire.type ?? 'upload',
    fromPublicId: wire.from_public_id,
    toPublicId: wire.to_public_id,
    toDelivery: wire.to_type ?? null,
    overwrites: wire.overwrite ?? false,
  }),
  toWire: (output, { wire, origin }) =>
    spellWritten(
      output,
      { origin, cloudName: wire.cloud_name },
      { context: wire.context === true, metadata: wire.metadata === true },
    ),
})

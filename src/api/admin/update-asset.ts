import { z } from 'zod'
import { moderationStatuses } from '../../domain/library-records.ts'
import { endpoint } from '../endpoint.ts'
import { assetDetails, spellDetails } from './asset-details.ts'
import { base, environment, filledText, orAbsent } from './fields.ts'
import { byId, byName } from './naming.ts'
import { deliveryType, namedInBody, resourceType, settingsOf, updateFields } from './upload-fields.ts'

const source = 'Admin API 0.7.5, updateResourceByPublicId, updateResourceByAssetId; api-surface 2.5'
const fields = { ...updateFields, moderation_status: orAbsent(z.enum(moderationStatuses)) }
const body = Object.keys(fields) as (keyof typeof fields)[]
const says = 'Changes what is sent of an asset; another `asset_folder` moves it there.'

/** Changes an asset by its name. */
export const updateResourceByPublicId = endpoint({
  id: 'updateResourceByPublicId',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}/{public_id*}`,
  operation: 'asset.update',
  summary: says,
  source,
  request: z.object({
    ...environment,
    resource_type: resourceType,
    type: deliveryType,
    public_id: filledText,
    ...fields,
  }),
  body,
  success: { status: 200, schema: assetDetails },
  toInput: (wire, { environmentId }) => ({ environmentId, asset: byName(wire), settings: settingsOf(wire, fields) }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }),
})

/** Changes an asset by its id. */
export const updateResourceByAssetId = endpoint({
  id: 'updateResourceByAssetId',
  family: 'admin',
  method: 'PUT',
  path: `${base}/resources/{asset_id}`,
  operation: 'asset.update',
  summary: says,
  source,
  request: z.object({ ...environment, asset_id: filledText, ...fields }),
  body,
  success: { status: 200, schema: assetDetails },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    asset: byId(wire.asset_id),
    settings: settingsOf(wire, fields),
  }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }),
})

/** Changes an asset by its name in the body. */
export const updateResourceByBody = endpoint({
  id: 'updateResourceByBody',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/update`,
  operation: 'asset.update',
  summary: `${says} The body names it; \`kind\` is its delivery type.`,
  source: 'Admin API 0.7.5, updateResourceByBody',
  request: z.object({ ...environment, ...namedInBody, ...fields }),
  body: ['public_id', 'resource_type', 'kind', ...body],
  success: { status: 200, schema: assetDetails },
  toInput: ({ kind, ...wire }, { environmentId }) => ({
    environmentId,
    asset: byName({ ...wire, type: kind }),
    settings: settingsOf(wire, fields),
  }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }),
})

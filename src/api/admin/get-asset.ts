import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { assetDetails, spellDetails } from './asset-details.ts'
import { base, environment, filledText, flagOrAbsent } from './fields.ts'
import { byId, byName } from './naming.ts'
import { deliveryType, namedInBody, resourceType } from './upload-fields.ts'

const source = 'Admin API 0.7.5, getResourceByPublicId, getResourceByAssetId; api-surface 2.5'
const options = {
  versions: flagOrAbsent.describe('Shows earlier files that were kept.'),
  related: flagOrAbsent.describe('Shows the assets that it is related to.'),
}

/** Shows an asset by its name. */
export const getResourceByPublicId = endpoint({
  id: 'getResourceByPublicId',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}/{public_id*}`,
  operation: 'asset.get',
  summary: 'Shows an asset.',
  source,
  request: z.object({
    ...environment,
    resource_type: resourceType,
    type: deliveryType,
    public_id: filledText,
    ...options,
  }),
  success: { status: 200, schema: assetDetails },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    asset: byName(wire),
    withVersions: wire.versions ?? false,
    withRelated: wire.related ?? false,
  }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }, output),
})

/** Shows an asset by its id. */
export const getResourceByAssetId = endpoint({
  id: 'getResourceByAssetId',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{asset_id}`,
  operation: 'asset.get',
  summary: 'Shows an asset by its id.',
  source,
  request: z.object({ ...environment, asset_id: filledText, ...options }),
  success: { status: 200, schema: assetDetails },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    asset: byId(wire.asset_id),
    withVersions: wire.versions ?? false,
    withRelated: wire.related ?? false,
  }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }, output),
})

/** Shows an asset by its name in the body, where names that no address can hold have a place. */
export const getResourceByBody = endpoint({
  id: 'getResourceByBody',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/get_resource`,
  operation: 'asset.get',
  summary: 'Shows an asset that the body names; `kind` is its delivery type.',
  source: 'Admin API 0.7.5, getResourceByBody',
  request: z.object({ ...environment, ...namedInBody, ...options }),
  body: ['public_id', 'resource_type', 'kind', 'versions', 'related'],
  success: { status: 200, schema: assetDetails },
  toInput: ({ kind, ...wire }, { environmentId }) => ({
    environmentId,
    asset: byName({ ...wire, type: kind }),
    withVersions: wire.versions ?? false,
    withRelated: wire.related ?? false,
  }),
  toWire: (output, { wire, origin }) => spellDetails(output, { origin, cloudName: wire.cloud_name }, output),
})

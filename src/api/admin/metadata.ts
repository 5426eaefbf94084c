import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { bulkFields, bulkNames, bulkReply, listedOf, spellChanged } from './bulk.ts'
import { base, flagOrAbsent, valuesOrEmpty } from './fields.ts'

/** Sets values of structured metadata of assets. */
export const updateAssetsMetadata = endpoint({
  id: 'updateAssetsMetadata',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/metadata`,
  operation: 'asset.change-metadata',
  summary: 'Sets values of structured metadata of those of some assets whose metadata the caller may change.',
  source: 'Upload API 0.7.5, updateAssetsMetadata; api-surface 3.6',
  request: z.object({
    ...bulkFields,
    metadata: valuesOrEmpty.describe('By the ids of fields; an empty value takes one away.'),
    clear_invalid: flagOrAbsent.describe('Drops values that the fields no longer allow.'),
  }),
  body: [...bulkNames, 'metadata', 'clear_invalid'],
  success: { status: 200, schema: bulkReply },
  toInput: (wire, { environmentId }) => ({
    ...listedOf(wire, environmentId),
    settings: { metadata: wire.metadata ?? null, clear_invalid: wire.clear_invalid ?? null },
  }),
  toWire: spellChanged,
})

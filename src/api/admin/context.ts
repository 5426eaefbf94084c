import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { bulkFields, bulkNames, bulkReply, listedOf, spellChanged } from './bulk.ts'
import { base, orAbsent, pairsOrEmpty } from './fields.ts'

/** Changes the contextual metadata of assets. */
export const updateAssetsContext = endpoint({
  id: 'updateAssetsContext',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/context`,
  operation: 'asset.change-context',
  summary: 'Adds contextual metadata to those of some assets that the caller may update, or takes it away.',
  source: 'Upload API 0.7.5, updateAssetsContext; api-surface 3.6',
  request: z.object({
    ...bulkFields,
    command: orAbsent(z.enum(['add', 'remove_all'])).describe('`add` when absent.'),
    context: pairsOrEmpty.describe('An empty value takes its key away.'),
  }),
  body: [...bulkNames, 'command', 'context'],
  success: { status: 200, schema: bulkReply },
  toInput: (wire, { environmentId }) => ({
    ...listedOf(wire, environmentId),
    command: wire.command ?? ('add' as const),
    settings: { context: wire.context ?? null },
  }),
  toWire: spellChanged,
})

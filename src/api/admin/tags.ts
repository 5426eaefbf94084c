import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { bulkFields, bulkNames, bulkReply, listedOf, spellChanged } from './bulk.ts'
import { base, orAbsent, textsOrAbsent } from './fields.ts'

const commands = z.enum(['add', 'remove', 'replace', 'set_exclusive', 'remove_all'])

/** Changes the tags of assets. */
export const updateAssetsTags = endpoint({
  id: 'updateAssetsTags',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw}/tags`,
  operation: 'asset.change-tags',
  summary: 'Adds tags to those of some assets that the caller may update, or takes them away.',
  source: 'Upload API 0.7.5, updateAssetsTags; api-surface 3.6',
  request: z.object({
    ...bulkFields,
    command: orAbsent(commands).describe('`add` when absent.'),
    tags: textsOrAbsent,
    tag: textsOrAbsent.describe('The same, as the classic client sends it.'),
  }),
  body: [...bulkNames, 'command', 'tags', 'tag'],
  success: { status: 200, schema: bulkReply },
  toInput: (wire, { environmentId }) => ({
    ...listedOf(wire, environmentId),
    command: wire.command ?? ('add' as const),
    settings: { tags: wire.tags ?? wire.tag ?? null },
  }),
  toWire: spellChanged,
})

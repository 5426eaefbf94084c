import { z } from 'zod'
import { urlOfOriginal, type UrlFacts } from '../admin/asset-urls.ts'
import { environment, filledText, libraryBase } from '../admin/fields.ts'
import { byId } from '../admin/naming.ts'
import { endpoint } from '../endpoint.ts'
import { optional, text } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { libraryAsset, spellLibraryAsset } from './asset-replies.ts'

const source = 'Rolecall: docs/guides/working-together.md'
const base = `${libraryBase}/assets` as const
const named = { ...environment, asset_id: filledText }
const usualLimit = 50
const paging = {
  limit: optional(z.coerce.number().int().min(1).max(200)),
  cursor: optional(filledText).describe('`next_cursor` of the page before.'),
}
const page = z.object({ assets: z.array(libraryAsset), next_cursor: z.string().nullable() })

const spell = ({ asset, hasDeliveryUrl }: OutputOf<'asset.get-for-screen'>, facts: UrlFacts) =>
  spellLibraryAsset(asset, hasDeliveryUrl ? urlOfOriginal(asset, facts) : null)

/** Lists assets. */
export const listLibraryAssets = endpoint({
  id: 'listLibraryAssets',
  family: 'library',
  method: 'GET',
  path: base,
  operation: 'asset.list-for-screen',
  summary: 'Lists the assets of a folder, or those that a search finds, that the caller may read; newest first.',
  source,
  request: z.object({
    ...environment,
    folder_id: optional(filledText).describe('Only of this folder, not of those beneath it.'),
    expression: optional(filledText).describe('As the search of assets takes it.'),
    ...paging,
  }),
  success: { status: 200, schema: page },
  toInput: ({ folder_id, expression, limit, cursor }, { environmentId }) => ({
    environmentId,
    folderId: folder_id ?? null,
    expression: expression ?? null,
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ assets, nextCursor }, { wire, origin }) => ({
    assets: assets.map((one) => spell(one, { origin, cloudName: wire.cloud_name })),
    next_cursor: nextCursor,
  }),
})

/** Shows an asset. */
export const getLibraryAsset = endpoint({
  id: 'getLibraryAsset',
  family: 'library',
  method: 'GET',
  path: `${base}/{asset_id}`,
  operation: 'asset.get-for-screen',
  summary: 'Shows an asset; the address it is delivered at only to who may view delivery URLs.',
  source,
  request: z.object(named),
  success: { status: 200, schema: libraryAsset },
  toInput: ({ asset_id }, { environmentId }) => ({ environmentId, asset: byId(asset_id) }),
  toWire: (output, { wire, origin }) => spell(output, { origin, cloudName: wire.cloud_name }),
})

/** Lists the assets that one is related to. */
export const listRelatedAssets = endpoint({
  id: 'listRelatedAssets',
  family: 'library',
  method: 'GET',
  path: `${base}/{asset_id}/related`,
  operation: 'asset.list-related',
  summary: 'Lists the assets that one is related to, as far as the caller may read them.',
  source,
  request: z.object(named),
  success: { status: 200, schema: z.object({ assets: z.array(libraryAsset) }) },
  toInput: ({ asset_id }, { environmentId }) => ({ environmentId, asset: byId(asset_id) }),
  toWire: (assets) => ({ assets: assets.map((asset) => spellLibraryAsset(asset, null)) }),
})

const statuses = z.enum(['pending', 'approved', 'rejected'])

/** Lists the moderation queue. */
export const listModeration = endpoint({
  id: 'listModeration',
  family: 'library',
  method: 'GET',
  path: `${libraryBase}/moderation`,
  operation: 'moderation.list',
  summary: 'Lists the assets that wait for moderation, or were approved or rejected; what waits longest first.',
  source,
  request: z.object({ ...environment, status: optional(statuses).describe('`pending` when absent.'), ...paging }),
  success: { status: 200, schema: page },
  toInput: ({ status, limit, cursor }, { environmentId }) => ({
    environmentId,
    status: status ?? 'pending',
    limit: limit ?? usualLimit,
    cursor: cursor ?? null,
  }),
  toWire: ({ assets, nextCursor }) => ({
    assets: assets.map((asset) => spellLibraryAsset(asset, null)),
    next_cursor: nextCursor,
  }),
})

/** Approves or rejects an asset. */
export const decideModeration = endpoint({
  id: 'decideModeration',
  family: 'library',
  method: 'POST',
  path: `${libraryBase}/moderation/{asset_id}`,
  operation: 'moderation.decide',
  summary: 'Approves or rejects an asset; with `expected_status` only if it still stands so.',
  source,
  request: z.object({
    ...named,
    status: z.enum(['approved', 'rejected']),
    note: optional(text),
    expected_status: optional(statuses),
  }),
  body: ['status', 'note', 'expected_status'],
  success: { status: 200, schema: libraryAsset },
  toInput: ({ asset_id, status, note, expected_status }, { environmentId }) => ({
    environmentId,
    asset: byId(asset_id),
    status,
    note: note ?? null,
    expected: expected_status ?? null,
  }),
  toWire: (asset) => spellLibraryAsset(asset, null),
})

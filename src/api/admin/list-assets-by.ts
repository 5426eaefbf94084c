import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { moderationStatuses } from '../../domain/library-records.ts'
import type { AssetListChoice } from '../../operations/assets/list-assets.ts'
import { endpoint } from '../endpoint.ts'
import { assetList, inputOf, kind, paging, shownFields, source, spellList } from './asset-lists.ts'
import { base, environment, filledText, filledTexts, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { sortByOrAbsent } from './sort-by.ts'
import { resourceType } from './upload-fields.ts'

/** Lists assets by a tag. */
export const listResourcesByTag = endpoint({
  id: 'listResourcesByTag',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}/tags/{tag*}`,
  operation: 'asset.list',
  summary: 'Lists the assets with a tag that the caller may see.',
  source: 'api-surface 3.5',
  request: z.object({ ...kind, tag: filledText, ...paging, ...shownFields }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) =>
    inputOf(wire, environmentId, { by: 'tag', tag: wire.tag }, { resourceKind: wire.resource_type }),
  toWire: spellList,
})

/** Lists assets by their context. */
export const listResourcesByContext = endpoint({
  id: 'listResourcesByContext',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}/context`,
  operation: 'asset.list',
  summary: 'Lists the assets with a key in their context, or a key and value, that the caller may see.',
  source,
  request: z.object({ ...kind, key: filledText, value: textOrAbsent, ...paging, ...shownFields }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) =>
    inputOf(
      wire,
      environmentId,
      { by: 'context', key: wire.key, value: wire.value ?? null },
      { resourceKind: wire.resource_type },
    ),
  toWire: spellList,
})

/** Lists assets by their moderation. */
export const listResourcesByModerationKindAndStatus = endpoint({
  id: 'listResourcesByModerationKindAndStatus',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}/moderations/{moderation_kind}/{moderation_status}`,
  operation: 'asset.list',
  summary: 'Lists the assets by their moderation that the caller may see.',
  source,
  request: z.object({
    ...kind,
    moderation_kind: filledText,
    moderation_status: z.enum([...moderationStatuses, 'queued', 'aborted']),
    ...paging,
    ...shownFields,
  }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) => {
    const status = moderationStatuses.find((one) => one === wire.moderation_status)
    // No asset here ever has the others.
    const choice: AssetListChoice =
      status === undefined ? { by: 'ids', assetIds: [] } : { by: 'moderation', kind: wire.moderation_kind, status }
    return inputOf(wire, environmentId, choice, { resourceKind: wire.resource_type })
  },
  toWire: spellList,
})

/** Lists the assets in a folder. */
export const listResourcesByAssetFolder = endpoint({
  id: 'listResourcesByAssetFolder',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/by_asset_folder`,
  operation: 'asset.list',
  summary: 'Lists the assets in a folder that the caller may see; `total_count` counts no others.',
  source,
  request: z.object({
    ...environment,
    asset_folder: z.preprocess((sent) => sent ?? undefined, z.string()).describe('Its path; empty for the top.'),
    resource_type: orAbsent(resourceType),
    ...paging,
    ...shownFields,
  }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) =>
    inputOf(
      wire,
      environmentId,
      { by: 'folder', path: wire.asset_folder },
      { resourceKind: wire.resource_type ?? null, counts: true },
    ),
  toWire: spellList,
})

/** Lists assets by their ids. */
export const listResourcesByAssetIDs = endpoint({
  id: 'listResourcesByAssetIDs',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/by_asset_ids`,
  operation: 'asset.list',
  summary: 'Lists assets by their ids; those that the caller may not see are left out.',
  source,
  request: z.object({
    ...environment,
    asset_ids: filledTexts,
    resource_type: orAbsent(resourceType),
    ...shownFields,
  }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) =>
    inputOf(
      {},
      environmentId,
      { by: 'ids', assetIds: wire.asset_ids },
      { resourceKind: wire.resource_type ?? null, limit: 500 },
    ),
  toWire: spellList,
})

/** Lists assets by their external ids, which are their ids. */
export const listResourcesByExternalIDs = endpoint({
  id: 'listResourcesByExternalIDs',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/by_external_ids`,
  operation: 'asset.list',
  summary: 'Lists assets by their external ids, which are their ids; those that the caller may not see are left out.',
  source,
  request: z.object({
    ...environment,
    external_ids: textsOrAbsent,
    asset_ids: textsOrAbsent,
    resource_type: orAbsent(resourceType),
    ...shownFields,
  }),
  success: { status: 200, schema: assetList },
  toInput: ({ external_ids: externalIds, asset_ids: assetIds, ...wire }, { environmentId }) => {
    const ids = [...(externalIds ?? []), ...(assetIds ?? [])]
    if (ids.length === 0) throw refusal('missing_fields', undefined, { fields: [{ name: 'external_ids' }] })
    return inputOf(
      {},
      environmentId,
      { by: 'ids', assetIds: ids },
      { resourceKind: wire.resource_type ?? null, limit: 500 },
    )
  },
  toWire: spellList,
})

const orders = {
  created_at: 'created_at',
  uploaded_at: 'uploaded_at',
  last_updated: 'updated_at',
  public_id: 'public_id',
  display_name: 'display_name',
  bytes: 'bytes',
} as const

function containerOrder(sent: readonly { field: string; direction: 'asc' | 'desc' }[] | undefined) {
  const [step] = sent ?? []
  if (step === undefined) return { by: 'uploaded_at', isDescending: true } as const
  const by = Object.entries(orders).find(([name]) => name === step.field)?.[1]
  if (by === undefined) throw refusal('invalid_fields', undefined, { fields: [{ name: 'sort_by', value: step.field }] })
  return { by, isDescending: step.direction === 'desc' }
}

/** Lists the assets in a folder by its id. */
export const listResourcesByContainerId = endpoint({
  id: 'listResourcesByContainerId',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/by_container_id/{container_id}`,
  operation: 'asset.list',
  summary: 'Lists the assets in a folder, by its `external_id`, that the caller may see.',
  source,
  request: z.object({
    ...environment,
    container_id: filledText,
    max_results: paging.max_results,
    next_cursor: textOrAbsent,
    sort_by: sortByOrAbsent,
    ...shownFields,
  }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) =>
    inputOf(
      wire,
      environmentId,
      { by: 'folder-id', folderId: wire.container_id },
      { order: containerOrder(wire.sort_by), counts: true },
    ),
  toWire: spellList,
})

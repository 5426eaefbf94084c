import { z } from 'zod'
import type { AssetListInput } from '../../operations/assets/list-assets.ts'
import { endpoint } from '../endpoint.ts'
import { assetList, inputOf, kind, paging, shownFields, source, spellList } from './asset-lists.ts'
import { base, environment, instantOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { deliveryType, resourceType } from './upload-fields.ts'

/** Lists the kinds of asset in a library. */
export const listResourceTypes = endpoint({
  id: 'listResourceTypes',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources`,
  operation: 'asset.list-kinds',
  summary: 'Lists the kinds of asset of which the caller may see any.',
  source,
  request: z.object(environment),
  success: { status: 200, schema: z.object({ resource_types: z.array(resourceType) }) },
  toInput: (_wire, { environmentId }) => ({ environmentId }),
  toWire: (kinds) => ({ resource_types: [...kinds] }),
})

const chosenFields = {
  prefix: textOrAbsent.describe('Of public ids.'),
  public_ids: textsOrAbsent,
  start_at: instantOrAbsent.describe('Of creation; means nothing beside `prefix` and `public_ids`.'),
}

function chosenOf(wire: {
  readonly prefix?: string | null | undefined
  readonly public_ids?: readonly string[] | null | undefined
  readonly start_at?: number | null | undefined
}): Pick<AssetListInput, 'choice' | 'startAt'> {
  if (wire.public_ids) return { choice: { by: 'names', publicIds: wire.public_ids }, startAt: null }
  if (wire.prefix) return { choice: { by: 'prefix', prefix: wire.prefix }, startAt: null }
  return { choice: { by: 'all' }, startAt: wire.start_at ?? null }
}

/** Lists assets of one kind. */
export const listResources = endpoint({
  id: 'listResources',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}`,
  operation: 'asset.list',
  summary: 'Lists the assets of one kind that the caller may see.',
  source: `${source}; listImages, listVideos and listRawFiles in one`,
  request: z.object({ ...kind, type: orAbsent(deliveryType), ...chosenFields, ...paging, ...shownFields }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) => {
    const { choice, startAt } = chosenOf(wire)
    const of = { resourceKind: wire.resource_type, delivery: wire.type ?? null, startAt }
    return inputOf(wire, environmentId, choice, of)
  },
  toWire: spellList,
})

/** Lists assets of one kind and delivery type. */
export const listResourcesOfType = endpoint({
  id: 'listResourcesOfType',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}`,
  operation: 'asset.list',
  summary: 'Lists the assets of one kind and delivery type that the caller may see.',
  source: 'api-surface 3.5',
  request: z.object({ ...kind, type: deliveryType, ...chosenFields, ...paging, ...shownFields }),
  success: { status: 200, schema: assetList },
  toInput: (wire, { environmentId }) => {
    const { choice, startAt } = chosenOf(wire)
    return inputOf(wire, environmentId, choice, { resourceKind: wire.resource_type, delivery: wire.type, startAt })
  },
  toWire: spellList,
})

/** Lists tags. */
export const listResourceTags = endpoint({
  id: 'listResourceTags',
  family: 'admin',
  method: 'GET',
  path: `${base}/tags/{resource_type:image|video|raw}`,
  operation: 'asset.list-tags',
  summary: 'Lists the tags of the assets of one kind that the caller may see.',
  source,
  request: z.object({
    ...kind,
    prefix: textOrAbsent,
    max_results: paging.max_results,
    next_cursor: textOrAbsent,
  }),
  success: { status: 200, schema: z.object({ tags: z.array(z.string()), next_cursor: z.string().optional() }) },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    resourceKind: wire.resource_type,
    prefix: wire.prefix ?? null,
    limit: wire.max_results ?? null,
    cursor: wire.next_cursor ?? null,
  }),
  toWire: ({ tags, nextCursor }) => ({ tags: [...tags], ...(nextCursor !== null && { next_cursor: nextCursor }) }),
})

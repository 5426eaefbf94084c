import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { OutputOf } from '../operation-types.ts'
import { base, environment, filledText, flagOrAbsent, textOrAbsent, filledTexts, textsOrAbsent } from './fields.ts'
import { choiceOf } from './naming.ts'
import { deliveryType, resourceType } from './upload-fields.ts'

const source = 'Admin API 0.7.5, deleteResourcesByPublicId; api-surface 2.5, 3.5'
const outcomes = z.record(z.string(), z.enum(['deleted', 'not_found']))
const reply = z.object({
  deleted: outcomes.describe('What may not be seen is as what is not there.'),
  deleted_counts: z.record(z.string(), z.object({ original: z.int(), derived: z.int() })),
  partial: z.boolean().describe('There may be more: send `next_cursor` with the same request.'),
  next_cursor: z.string().optional(),
  unauthorized: z.array(z.string()).optional().describe('Of those named: what may be seen and not be deleted.'),
})
const options = {
  keep_original: flagOrAbsent.describe('Deletes derived files alone, of which there are none.'),
  invalidate: flagOrAbsent.describe('Without effect: nothing is cached.'),
  next_cursor: textOrAbsent,
  transformations: z.unknown().optional().describe('Derived files, of which there are none.'),
}
const optionNames = ['keep_original', 'invalidate', 'next_cursor', 'transformations'] as const
const kind = { ...environment, resource_type: resourceType, type: deliveryType }

/** Deletes assets by their names, by a prefix, or all of a kind. */
export const deleteResourcesByPublicId = endpoint({
  id: 'deleteResourcesByPublicId',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}`,
  operation: 'asset.delete-many',
  summary: 'Deletes those of some assets that the caller may delete, at most 1000 at a time.',
  source,
  request: z.object({
    ...kind,
    public_ids: textsOrAbsent,
    prefix: textOrAbsent,
    all: flagOrAbsent,
    ...options,
  }),
  body: ['public_ids', 'prefix', 'all', ...optionNames],
  success: { status: 200, schema: reply },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    choice: choiceOf(wire, { resourceKind: wire.resource_type, delivery: wire.type }),
    cursor: wire.next_cursor ?? null,
    keepsOriginals: wire.keep_original ?? false,
  }),
  toWire: (output, { wire }) => spell(output, wire.public_ids ?? [], ({ publicId }) => publicId),
})

/** Deletes assets by their ids. */
export const deleteResourcesByAssetIds = endpoint({
  id: 'deleteResourcesByAssetIds',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/resources`,
  operation: 'asset.delete-many',
  summary: 'Deletes those of some assets that the caller may delete, by their ids, at most 1000 at a time.',
  source: 'Admin API, delete_resources_by_asset_ids of the classic client; api-surface 3.5',
  request: z.object({ ...environment, asset_ids: filledTexts, ...options }),
  body: ['asset_ids', ...optionNames],
  success: { status: 200, schema: reply },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    choice: { by: 'ids' as const, assetIds: wire.asset_ids },
    cursor: null,
    keepsOriginals: wire.keep_original ?? false,
  }),
  toWire: (output, { wire }) => spell(output, wire.asset_ids, ({ id }) => id),
})

/** Deletes the assets that have a tag. */
export const deleteResourcesByTag = endpoint({
  id: 'deleteResourcesByTag',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/resources/{resource_type:image|video|raw}/tags/{tag*}`,
  operation: 'asset.delete-many',
  summary: 'Deletes those assets with a tag that the caller may delete, at most 1000 at a time.',
  source: 'Admin API, delete_resources_by_tag of the classic client; api-surface 3.5',
  request: z.object({ ...environment, resource_type: resourceType, tag: filledText, ...options }),
  body: optionNames,
  success: { status: 200, schema: reply },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    choice: choiceOf(wire, { resourceKind: wire.resource_type, delivery: null }),
    cursor: wire.next_cursor ?? null,
    keepsOriginals: wire.keep_original ?? false,
  }),
  toWire: (output) => spell(output, [], ({ publicId }) => publicId),
})

type Output = OutputOf<'asset.delete-many'>

function spell(
  { deleted, unauthorized, nextCursor }: Output,
  named: readonly string[],
  nameOf: (asset: Output['deleted'][number]) => string,
): z.output<typeof reply> {
  const gone = deleted.map(nameOf)
  const kept = unauthorized.map(nameOf)
  // Names were compared in composed form.
  const missing = named.slice(0, 1000).filter((name) => ![...gone, ...kept].includes(name.normalize('NFC')))
  return {
    deleted: Object.fromEntries([
      ...gone.map((name) => [name, 'deleted'] as const),
      ...missing.map((name) => [name, 'not_found'] as const),
    ]),
    deleted_counts: Object.fromEntries(gone.map((name) => [name, { original: 1, derived: 0 }])),
    partial: nextCursor !== null,
    ...(nextCursor !== null && { next_cursor: nextCursor }),
    ...(kept.length > 0 && { unauthorized: kept }),
  }
}

/** Deletes derived files, of which there are none. */
export const derivedDestroy = endpoint({
  id: 'derivedDestroy',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/derived_resources`,
  operation: 'derived.delete',
  summary: 'Deletes derived files, of which there are none.',
  source: 'Admin API 0.7.5, derivedDestroy; api-surface 2.6',
  request: z.object({ ...environment, derived_resource_ids: filledTexts, invalidate: flagOrAbsent }),
  body: ['derived_resource_ids', 'invalidate'],
  success: { status: 200, schema: z.object({ deleted: outcomes }) },
  toInput: ({ derived_resource_ids: derivedIds }) => ({ derivedIds }),
  toWire: ({ missing }) => ({ deleted: Object.fromEntries(missing.map((id) => [id, 'not_found' as const])) }),
})

/** Invalidates what caches keep of derived files, of which there are none. */
export const invalidateDerivedByUrls = endpoint({
  id: 'invalidateDerivedByUrls',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/derived_resources/invalidate_by_urls`,
  operation: 'derived.delete',
  summary: 'Invalidates derived files by their addresses: there are none, and no cache in front of them.',
  source: 'Admin API 0.7.5, invalidateDerivedByUrls; api-surface 2.5',
  request: z.object({ ...environment, urls: filledTexts, skip_reporting: flagOrAbsent }),
  body: ['urls', 'skip_reporting'],
  success: {
    status: 200,
    schema: z.object({
      cdn_invalidated: z.boolean(),
      took: z.number(),
      urls: z.array(z.string()),
      unauthorized_urls: z.array(z.string()),
    }),
  },
  toInput: ({ urls: derivedIds }) => ({ derivedIds }),
  toWire: () => ({ cdn_invalidated: false, took: 0, urls: [], unauthorized_urls: [] }),
})

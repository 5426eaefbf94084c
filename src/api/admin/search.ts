import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { parseNested } from '../../domain/nested-json.ts'
import type { Aggregation } from '../../operations/assets/search-assets.ts'
import { endpoint } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import { listedAsset, spellListed, type ShownFields } from './asset-replies.ts'
import { base, environment, integerOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { sortByOrAbsent } from './sort-by.ts'

const source = 'Admin API 0.7.5, searchAssets; api-surface 2.5, 3.5'

const range = z.object({
  key: z.string().regex(/^[\w-]{1,20}$/),
  from: z.number().nullish(),
  to: z.number().nullish(),
})

const aggregation = z.union([
  z.enum(['format', 'resource_type', 'type']),
  z.object({
    type: z.enum(['bytes', 'image_pixels', 'video_pixels', 'duration']),
    ranges: z.array(range).min(1).max(20),
  }),
])

const aggregations = orAbsent(
  z.preprocess((sent) => (typeof sent === 'string' ? readList(sent) : sent), z.array(aggregation).max(10)),
)

/** A list in JSON, or names joined by commas. */
function readList(sent: string): unknown {
  if (!sent.trimStart().startsWith('[')) return sent.split(',').map((one) => one.trim())
  try {
    return parseNested(sent)
  } catch {
    return sent
  }
}

const request = z.object({
  ...environment,
  expression: textOrAbsent.describe('Which assets; all when absent.'),
  sort_by: sortByOrAbsent.describe('`created_at` falling when absent.'),
  max_results: integerOrAbsent(0, 500),
  next_cursor: textOrAbsent,
  aggregate: aggregations,
  with_field: textsOrAbsent.describe('Shows these besides the usual ones: `tags`, `context`, `metadata`.'),
  fields: textsOrAbsent.describe('Shows these and few others.'),
})

const counts = z.object({
  values: z.array(z.object({ value: z.string(), count: z.int() })).optional(),
  ranges: z
    .array(z.object({ key: z.string(), from: z.number().optional(), to: z.number().optional(), count: z.int() }))
    .optional(),
})

const found = z.object({
  total_count: z.int().optional().describe('Absent where only looking at a great many assets would tell.'),
  time: z.int(),
  resources: z.array(listedAsset),
  next_cursor: z.string().optional(),
  aggregations: z.record(z.string(), counts).optional(),
})

const always = ['public_id', 'asset_id', 'asset_folder', 'created_at', 'status', 'type', 'resource_type']

function toInput(
  wire: z.output<typeof request>,
  { environmentId }: { readonly environmentId: string },
): InputOf<'asset.search'> {
  return {
    environmentId,
    expression: wire.expression ?? '',
    order: (wire.sort_by ?? []).map(({ field, direction }) => ({ field, isDescending: direction === 'desc' })),
    aggregate: (wire.aggregate ?? []).flatMap(readAggregation),
    limit: wire.max_results ?? null,
    cursor: wire.next_cursor ?? null,
  }
}

/** Nothing here has a duration. */
function readAggregation(sent: z.output<typeof aggregation>): readonly Aggregation[] {
  if (typeof sent === 'string') return [{ field: sent }]
  const ranges = sent.ranges.map(({ key, from = null, to = null }) => ({ key, from, to }))
  if (ranges.some(({ from, to }) => from === null && to === null))
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'aggregate', value: sent.type }] })
  return sent.type === 'duration' ? [] : [{ field: sent.type, ranges }]
}

function toWire(
  { assets, nextCursor, total, took, aggregations: counted }: OutputOf<'asset.search'>,
  { wire, origin }: { readonly wire: z.output<typeof request>; readonly origin: string },
): z.output<typeof found> {
  const { fields, with_field: besides } = wire
  const shown: ShownFields = {
    always,
    besides: ['access_control', 'created_by', ...(besides ?? [])],
    ...(fields && { only: fields }),
  }
  const known = counted.filter(({ counts }) => counts !== null)
  return {
    ...(total !== null && { total_count: total }),
    time: took,
    resources: assets.map((one) => spellListed(one, { origin, cloudName: wire.cloud_name }, shown, true)),
    ...(nextCursor !== null && { next_cursor: nextCursor }),
    ...(known.length > 0 && {
      aggregations: Object.fromEntries(known.map((one) => [one.field, spellCounts(one, wire.aggregate ?? [])])),
    }),
  }
}

type Aggregated = OutputOf<'asset.search'>['aggregations'][number]

function spellCounts(
  { field, counts: counted }: Aggregated,
  asked: readonly z.output<typeof aggregation>[],
): z.output<typeof counts> {
  const ranged = asked.find((one) => typeof one !== 'string' && one.type === field)
  if (ranged === undefined || typeof ranged === 'string') return { values: (counted ?? []).map((one) => ({ ...one })) }
  const ranges = ranged.ranges.map(({ key, from, to }, position) => ({
    key,
    ...(typeof from === 'number' && { from }),
    ...(typeof to === 'number' && { to }),
    count: counted?.[position]?.count ?? 0,
  }))
  return { ranges }
}

/** Searches assets. */
export const searchAssets = endpoint({
  id: 'searchAssets',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/search`,
  operation: 'asset.search',
  summary: 'Searches the assets that the caller may see; counts no others.',
  source,
  request,
  body: ['expression', 'sort_by', 'max_results', 'next_cursor', 'aggregate', 'with_field', 'fields'],
  success: { status: 200, schema: found },
  toInput,
  toWire,
})

/** Searches assets, the question in the address. */
export const searchAssetsByQuery = endpoint({
  id: 'searchAssetsByQuery',
  family: 'admin',
  method: 'GET',
  path: `${base}/resources/search`,
  operation: 'asset.search',
  summary: 'Searches the assets that the caller may see; counts no others.',
  source: 'api-surface 2.5; ours for GET',
  request,
  success: { status: 200, schema: found },
  toInput,
  toWire,
})

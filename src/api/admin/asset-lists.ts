import { z } from 'zod'
import type { AssetListChoice, AssetListInput } from '../../operations/assets/list-assets.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import { listedAsset, spellListed, type ShownFields } from './asset-replies.ts'
import { environment, flagOrAbsent, integerOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { resourceType } from './upload-fields.ts'

/** Where lists of assets come from. */
export const source = 'Admin API 0.7.5, resources; api-surface 2.5, 2.6, 3.5'

const directions = z.preprocess(
  (sent) => {
    if (sent === 1 || sent === '1') return 'asc'
    if (sent === -1 || sent === '-1') return 'desc'
    return typeof sent === 'string' ? sent.toLowerCase() : sent
  },
  z.enum(['asc', 'desc']),
)

/** What every list may be asked to show. */
export const shownFields = {
  fields: textsOrAbsent.describe('Shows these besides `public_id`, `asset_id` and `folder`, and no others.'),
  tags: flagOrAbsent.describe('Shows tags.'),
  context: flagOrAbsent.describe('Shows the context.'),
  metadata: flagOrAbsent.describe('Shows structured metadata.'),
  moderations: flagOrAbsent.describe('Shows moderation.'),
}

/** Which part of a list. */
export const paging = {
  max_results: integerOrAbsent(1, 500),
  next_cursor: textOrAbsent,
  direction: orAbsent(directions).describe('Of creation; `desc` when absent.'),
}

/** What lists of one kind of asset have in their path. */
export const kind = { ...environment, resource_type: resourceType }

/** Part of a list of assets. */
export const assetList = z.object({
  resources: z.array(listedAsset),
  next_cursor: z.string().optional().describe('Absent when there are no more.'),
  total_count: z.int().optional(),
})

interface SentList {
  readonly max_results?: number | null | undefined
  readonly next_cursor?: string | null | undefined
  readonly direction?: 'asc' | 'desc' | null | undefined
}

/** Makes the input of a list: what `more` doesn't say is as usual. */
export const inputOf = (
  wire: SentList,
  environmentId: string,
  choice: AssetListChoice,
  more: Partial<AssetListInput> = {},
): InputOf<'asset.list'> => ({
  environmentId,
  choice,
  resourceKind: null,
  delivery: null,
  startAt: null,
  order: { by: 'created_at', isDescending: wire.direction !== 'asc' },
  counts: false,
  limit: wire.max_results ?? null,
  cursor: wire.next_cursor ?? null,
  ...more,
})

interface SentFields {
  readonly cloud_name: string
  readonly fields?: readonly string[] | null | undefined
  readonly tags?: boolean | null | undefined
  readonly context?: boolean | null | undefined
  readonly metadata?: boolean | null | undefined
  readonly moderations?: boolean | null | undefined
}

const shownIn = ({ fields, tags, context, metadata, moderations }: SentFields): ShownFields => ({
  always: ['public_id', 'asset_id', ...(fields ? ['folder'] : [])],
  ...(fields && { only: fields }),
  besides: [
    ...(tags === true ? ['tags'] : []),
    ...(context === true ? ['context'] : []),
    ...(metadata === true ? ['metadata'] : []),
    ...(moderations === true ? ['moderation'] : []),
  ],
})

/** Spells part of a list. */
export const spellList = (
  { assets, nextCursor, total }: OutputOf<'asset.list'>,
  { wire, origin }: { readonly wire: SentFields; readonly origin: string },
): z.output<typeof assetList> => ({
  resources: assets.map((one) => spellListed(one, { origin, cloudName: wire.cloud_name }, shownIn(wire))),
  ...(nextCursor !== null && { next_cursor: nextCursor }),
  ...(total !== null && { total_count: total }),
})

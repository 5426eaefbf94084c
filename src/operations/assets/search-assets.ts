import type { AssetCondition, AssetField, AssetOrder } from '../../domain/asset-condition.ts'
import { refusal } from '../../domain/errors.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import { fieldOf } from '../../domain/search-expression/fields.ts'
import { SearchFaultError } from '../../domain/search-expression/ast.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, type Deed } from '../operation.ts'
import { shownAs, type AssetList } from './list-assets.ts'
import { conditionOf } from './search-condition.ts'
import { countVisible, countVisibleByValue, inOneReach, listVisible, type Listed } from './visible-assets.ts'

/** How many assets one page of a search holds at most, and when nothing is said. */
export const searchLength = { most: 500, usual: 50 } as const

/** The fields by which a search can count. */
export const countedFields = ['format', 'resource_type', 'type'] as const

/** One stretch of a number by which a search can count; `to` is left out. */
export interface CountedRange {
  readonly key: string
  readonly from: number | null
  readonly to: number | null
}

/** What a search counts: the values of a field, or stretches of a number. */
export type Aggregation =
  | { readonly field: (typeof countedFields)[number] }
  | { readonly field: 'bytes' | 'image_pixels' | 'video_pixels'; readonly ranges: readonly CountedRange[] }

/** What a search counted, by value or by the key of a stretch. */
export interface Aggregated {
  readonly field: Aggregation['field']
  /** Null when only deciding on a great many would tell. */
  readonly counts: readonly { readonly value: string; readonly count: number }[] | null
}

/** A page of what a search found. */
export interface FoundAssets extends AssetList {
  readonly aggregations: readonly Aggregated[]
  /** Milliseconds. */
  readonly took: number
}

/** Searches the assets of a library that the caller may read; without an order, the newest first. */
export const searchAssets = reading<
  InLibrary & {
    readonly expression: string
    readonly order: readonly { readonly field: string; readonly isDescending: boolean }[]
    readonly aggregate: readonly Aggregation[]
    /** 0: only counts. Null: {@link searchLength}. */
    readonly limit: number | null
    readonly cursor: string | null
  },
  FoundAssets
>({
  name: 'asset.search',
  summary: 'Search the assets of a library.',
  access: { type: 'requires', needs: [], filters: { action: 'read', on: ['Asset'] } },
  run: async (input, deed) => {
    const listed: Listed = {
      name: `search ${input.expression}`,
      environmentId: input.environmentId,
      filter: { where: await conditionOf(input.expression, input.environmentId, deed) },
    }
    const limit = Math.min(input.limit ?? searchLength.usual, searchLength.most)
    const part = { order: orderOf(input.order), limit, cursor: input.cursor }
    const { assets, nextCursor, total, aggregations } = await inOneReach(deed, input.environmentId, async () => {
      const page = limit === 0 ? { assets: [], nextCursor: null } : await listVisible(deed, listed, part)
      const counted = await countVisible(deed, listed)
      const groups: Aggregated[] = []
      for (const one of input.aggregate) groups.push(await aggregated(deed, listed, one))
      return { ...page, total: counted, aggregations: groups }
    })
    const took = Math.max(0, Math.round(deed.house.clock() - deed.at))
    return { assets: shownAs(deed, assets), nextCursor, total, aggregations, took }
  },
})

const newestFirst: readonly AssetOrder[] = [{ field: 'created_at', isDescending: true }]
const mostSteps = 5

function orderOf(sent: readonly { readonly field: string; readonly isDescending: boolean }[]): readonly AssetOrder[] {
  if (sent.length === 0) return newestFirst
  const invalid = (field: string) =>
    refusal('invalid_fields', undefined, { fields: [{ name: 'sort_by', value: field }] })
  if (sent.length > mostSteps) throw invalid(`more than ${mostSteps} fields`)
  return sent.map(({ field: name, isDescending }) => {
    try {
      const found = fieldOf({ name, position: 0 })
      if (found.kind !== 'reference') return { field: found.field, isDescending }
    } catch (error) {
      if (!(error instanceof SearchFaultError)) throw error
    }
    throw invalid(name.slice(0, 300))
  })
}

async function aggregated(deed: Deed<Reader>, listed: Listed, asked: Aggregation): Promise<Aggregated> {
  const { field } = asked
  if (!('ranges' in asked)) {
    const counts = await countVisibleByValue(deed, listed, asked.field, valueReaders[asked.field], mostValues)
    return { field, counts }
  }
  const counts: { value: string; count: number }[] = []
  for (const range of asked.ranges) {
    const of = [...(listed.filter.where === undefined ? [] : [listed.filter.where]), ...withinRange(asked.field, range)]
    const count = await countVisible(deed, { ...listed, filter: { ...listed.filter, where: { type: 'all', of } } })
    if (count === null) return { field, counts: null }
    counts.push({ value: range.key, count })
  }
  return { field, counts }
}

const mostValues = 100

const valueReaders = {
  format: ({ file }: AssetRecord) => file.format,
  resource_type: ({ resourceKind }: AssetRecord) => resourceKind,
  type: ({ delivery }: AssetRecord) => delivery,
} as const

type Ranged = Extract<Aggregation, { readonly ranges: unknown }>['field']

function withinRange(field: Ranged, { from, to }: CountedRange): readonly AssetCondition[] {
  const measured: AssetField = field === 'bytes' ? 'bytes' : 'pixels'
  const kind = field === 'image_pixels' ? 'image' : field === 'video_pixels' ? 'video' : null
  return [
    ...(kind === null ? [] : [{ type: 'compare', field: 'resource_type', is: 'equal', value: kind } as const]),
    ...(from === null ? [] : [{ type: 'compare', field: measured, is: 'at_least', value: from } as const]),
    ...(to === null ? [] : [{ type: 'compare', field: measured, is: 'less', value: to } as const]),
  ]
}

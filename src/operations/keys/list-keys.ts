import { refusal } from '../../domain/errors.ts'
import { userId } from '../../domain/ids.ts'
import { reading } from '../operation.ts'
import { hasPart } from '../paging.ts'
import { describeKeys, type KeyDetail } from './describe-keys.ts'
import { listKeyRecords, mayReadKey, needOnKeys, type KeysPlace } from './key-rules.ts'

/** What keys can be sorted by. */
export const keyOrders = ['id', 'createdAt', 'name', 'isEnabled'] as const

/** One of {@link keyOrders}. */
export type KeyOrder = (typeof keyOrders)[number]

/** Which part of the keys, in which order. */
export interface KeyListing extends KeysPlace {
  /** Only the keys of this owner; one that nobody knows owns none. */
  readonly ownerId?: string
  /** What stands somewhere in the name, the purpose or the key, in any case. */
  readonly text?: string
  readonly sortBy: KeyOrder
  readonly isDescending: boolean
  /** From 1; null: all of them, or the first page where there is a size. */
  readonly page: number | null
  /** Null: {@link usualPageSize}. */
  readonly pageSize: number | null
}

/** A part of the keys that the caller may read, and how many of these there are. */
export interface ListedKeys {
  readonly keys: readonly KeyDetail[]
  readonly total: number
}

/** How many keys a page has that doesn't say. */
export const usualPageSize = 100

const lastPage = 100
const largestPageSize = 1000

/** Lists the keys of an environment with their owners and their last use, without their secrets. */
export const listKeys = reading<KeyListing, ListedKeys>({
  name: 'api-key.list',
  summary: 'List the API keys of an environment.',
  access: { type: 'requires', needs: [needOnKeys('read')], filters: { action: 'read', on: ['APIKey'] } },
  run: async ({ environmentId: id, ownerId, text, sortBy, isDescending, page, pageSize }, deed) => {
    refuseBeyond('page', page, lastPage)
    refuseBeyond('pageSize', pageSize, largestPageSize)
    const all = await listKeyRecords(deed, id)
    const direction = isDescending ? -1 : 1
    const keys = all
      .filter(
        (key) =>
          mayReadKey(key, deed) &&
          (ownerId === undefined || key.ownerId === userId(ownerId)) &&
          hasPart(text, key.name, key.purpose ?? '', key.id),
      )
      .sort((one, other) => direction * (compare(one[sortBy], other[sortBy]) || compare(one.id, other.id)))
    if (page === null && pageSize === null) return { keys: await describeKeys(keys, deed), total: keys.length }
    const size = pageSize ?? usualPageSize
    const start = ((page ?? 1) - 1) * size
    return { keys: await describeKeys(keys.slice(start, start + size), deed), total: keys.length }
  },
})

function refuseBeyond(name: string, value: number | null, most: number): void {
  if (value === null || (Number.isInteger(value) && value >= 1 && value <= most)) return
  throw refusal('invalid_fields', undefined, { fields: [{ name, value }] })
}

const compare = <T extends string | number | boolean>(one: T, other: T): number =>
  one === other ? 0 : one < other ? -1 : 1

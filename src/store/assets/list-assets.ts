import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AssetOrder } from '../../domain/asset-condition.ts'
import type { AccountId } from '../../domain/ids.ts'
import { assetId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import { parentCell } from '../cells.ts'
import { fewNumbers, isAmongNumbers, isPostgres, listed } from '../dialect.ts'
import type { AssetFilter, AssetPage, AssetPosition } from '../library.ts'
import { nounTables } from '../noun-tables.ts'
import type { Clause, Database } from '../row.ts'
import { allOf, integer, rowOf, rowsOf, text } from '../row.ts'
import { filterClauses, inEnvironment } from './asset-clauses.ts'
import { afterClause, beyond, indexColumns, isIndexOrder, orderClause } from './asset-order.ts'
import { findCandidates, orderedSource } from './asset-sources.ts'

/** One list that is asked for. */
interface Wanted {
  readonly database: Database
  readonly accountId: AccountId
  readonly filter: AssetFilter
  readonly page: AssetPage
}

/**
 * Lists a page of the assets that a filter lets through.
 *
 * Each statement looks at a few thousand rows at most, and others run in between: where an index leads to few assets
 * they are sorted; else an index is walked in the order of the page, part by part, until the page is full.
 */
export async function listAssets(wanted: Wanted): Promise<readonly AssetRecord[]> {
  const { database, page } = wanted
  const numbers = page.limit > 0 ? await numbersOf(wanted) : []
  if (numbers.length === 0) return []
  const found = sql`select * from assets where ${isAmongNumbers(database, 'number', numbers)}
    order by ${orderClause(page.order)}`
  return (await rowsOf(database, found)).map((row) => nounTables.asset.fromRow(row, []))
}

async function numbersOf(wanted: Wanted): Promise<readonly number[]> {
  const { filter, page } = wanted
  const isWhole = isUnfiltered(filter) && isIndexOrder(page.order)
  if (isWhole) return select(wanted, [])
  const { folders } = filter
  if (folders === undefined || !isByFolders(filter) || !isCreation(page.order)) return fromIndexes(wanted, page)
  if (folders.length <= fewFolders) return fromTops(wanted, folders)
  // Where the folders hold a good part of the assets, few are passed until the page is full.
  const { numbers, after } = await walk(wanted, longestWalk)
  if (after === undefined) return numbers
  const rest = { ...page, after, limit: page.limit - numbers.length }
  return [...numbers, ...(await fromTops({ ...wanted, page: rest }, folders))]
}

/** The page among the few assets that an index leads to; else by an index of its order; else among all. */
async function fromIndexes(wanted: Wanted, page: AssetPage): Promise<readonly number[]> {
  const { database, accountId, filter } = wanted
  const candidates = await findCandidates(database, accountId, filter)
  if (candidates !== undefined) return select(wanted, [isAmongNumbers(database, 'assets.number', candidates)])
  if (!isIndexOrder(page.order)) return best(wanted)
  // Few of the assets that an index leads to may be in the folders: then walking past all others takes longest.
  const source = orderedSource(accountId, filter)
  const { numbers, after } = await walk(wanted, source === undefined ? Number.POSITIVE_INFINITY : longestWalk)
  if (source === undefined || after === undefined) return numbers
  const rest = { ...wanted, page: { ...page, after, limit: page.limit - numbers.length } }
  const known = await fewNumbers(database, source, mostGathered)
  const more = known === undefined ? (await walk(rest, Number.POSITIVE_INFINITY)).numbers : await bestOf(rest, known)
  return [...numbers, ...more]
}

/** More assets than these, that an index leads to, are rather met on a walk. */
const mostGathered = 20_000
const gatheredAtOnce = 4_000

/** The page among known assets, some thousands of them at a time. */
async function bestOf(wanted: Wanted, known: readonly number[]): Promise<readonly number[]> {
  const { database } = wanted
  const among = (numbers: readonly number[]) => select(wanted, [isAmongNumbers(database, 'assets.number', numbers)])
  let kept: readonly number[] = []
  for (let start = 0; start < known.length; start += gatheredAtOnce) {
    kept = [...kept, ...(await among(known.slice(start, start + gatheredAtOnce)))]
    await nextTurn()
  }
  return among(kept)
}

/** So many folders are looked into one by one; with more, assets are rather walked past. */
const fewFolders = 100
/** After so many assets that weren't in any of the folders, the folders are looked into after all. */
const longestWalk = 13_000

const isUnfiltered = (filter: AssetFilter): boolean => restrictionsOf(filter).length === 0

/** Tells whether a filter is folders and nothing else. */
const isByFolders = (filter: AssetFilter): boolean => restrictionsOf(filter).join() === 'folders'

const isCreation = (order: readonly AssetOrder[]): boolean => order.length === 1 && order[0]?.field === 'created_at'

const restrictionsOf = (filter: AssetFilter): readonly string[] =>
  Object.entries(filter).flatMap(([name, value]) => (name === 'environmentId' || value === undefined ? [] : [name]))

/** The first numbers of the page among the rows of some clauses. */
async function select({ database, accountId, filter, page }: Wanted, clauses: readonly Clause[]) {
  const after = page.after === undefined ? [] : [afterClause(page.order, page.after)]
  const where = allOf([...filterClauses(database, accountId, filter), ...after, ...clauses])
  const found = sql`select number from assets where ${where} order by ${orderClause(page.order)} limit ${page.limit}`
  return (await rowsOf(database, found)).map((row) => integer(row, 'number'))
}

const shortestPart = 3_000
const longestPart = 8_000

/** Walks the index of the order; `after` is where it stopped before the page was full, having passed `most` assets. */
async function walk(
  wanted: Wanted,
  most: number,
): Promise<{ readonly numbers: readonly number[]; readonly after?: AssetPosition }> {
  const { page } = wanted
  const numbers: number[] = []
  let after = page.after
  let passed = 0
  for (let length = shortestPart; ;) {
    const end = await endOfPart(wanted, page.order, after, length)
    const rest = { order: page.order, limit: page.limit - numbers.length, ...(after && { after }) }
    numbers.push(...(await select({ ...wanted, page: rest }, end === undefined ? [] : [beyond(page.order, end, true)])))
    if (end === undefined || numbers.length >= page.limit) return { numbers }
    after = end
    passed += length
    if (passed >= most) return { numbers, after }
    if (length > shortestPart) await nextTurn()
    length = nextLength(length, page.limit - numbers.length, numbers.length / passed)
  }
}

/** A little more than what is missing should take, where as many are found as so far; else much more than before. */
const nextLength = (length: number, missing: number, share: number): number =>
  Math.min(longestPart, share === 0 ? 4 * length : Math.max(shortestPart, Math.ceil((1.3 * missing) / share)))

/** The position so many assets further in the order of an index; undefined past the end. */
export async function endOfPart(
  { database, accountId, filter }: Pick<Wanted, 'database' | 'accountId' | 'filter'>,
  order: readonly AssetOrder[],
  after: AssetPosition | undefined,
  length: number,
): Promise<AssetPosition | undefined> {
  const where = [
    ...inEnvironment(accountId, filter.environmentId),
    ...(after === undefined ? [] : [beyond(order, after, false)]),
  ]
  const [value = sql`assets.id`] = indexColumns(order)
  const found = sql`select ${value} as value, assets.id as id from assets where ${allOf(where)}
    order by ${orderClause(order)} limit 1 offset ${length - 1}`
  const row = await rowOf(database, found)
  return row && { values: order.length === 0 ? [] : [row.value ?? null], id: assetId(text(row, 'id')) }
}

const inCreation: readonly AssetOrder[] = [{ field: 'created_at', isDescending: true }]

/** The page in an order that no index has: the first of every part, and of these the first. */
async function best(wanted: Wanted): Promise<readonly number[]> {
  const { database, page } = wanted
  let numbers: readonly number[] = []
  let start: AssetPosition | undefined
  for (;;) {
    const end = await endOfPart(wanted, inCreation, start, longestPart)
    const part = [
      ...(start === undefined ? [] : [beyond(inCreation, start, false)]),
      ...(end === undefined ? [] : [beyond(inCreation, end, true)]),
    ]
    numbers = [...numbers, ...(await select(wanted, part.length === 0 ? [] : [sql`(${allOf(part)})`]))]
    if (numbers.length > mostKept || end === undefined)
      numbers = await select({ ...wanted, page }, [isAmongNumbers(database, 'assets.number', numbers)])
    if (end === undefined) return numbers
    start = end
    await nextTurn()
  }
}

const mostKept = 4_000
const foldersAtOnce = 1_000

/**
 * The page from the newest (or oldest) assets of each folder: those of a page lie in no more folders than it is long,
 * the ones whose first assets come first.
 */
async function fromTops(wanted: Wanted, folders: NonNullable<AssetFilter['folders']>): Promise<readonly number[]> {
  const { database, accountId, filter, page } = wanted
  const isDescending = page.order[0]?.isDescending ?? true
  const direction = isDescending ? sql`desc` : sql`asc`
  const after = page.after === undefined ? sql`` : sql`and ${beyond(page.order, page.after, false)}`
  const first = sql`select assets.number from assets where ${allOf(inEnvironment(accountId, filter.environmentId))}
    and assets.folder_id = folder.value ${after}
    order by assets.created_at ${direction}, assets.id ${direction} limit 1`
  let tops: readonly { readonly folder: string; readonly at: number; readonly id: string }[] = []
  for (let start = 0; start < folders.length; start += foldersAtOnce) {
    const cells = folders.slice(start, start + foldersAtOnce).map(parentCell)
    const found = sql`select top.folder_id, top.created_at, top.id
      from (select (${first}) as number from (${listed(database, cells)}) as folder) as one
      join assets as top on top.number = one.number
      order by top.created_at ${direction}, top.id ${direction} limit ${page.limit}`
    const rows = (await rowsOf(database, found)).map((row) => ({
      folder: text(row, 'folder_id'),
      at: integer(row, 'created_at'),
      id: text(row, 'id'),
    }))
    tops = [...tops, ...rows].toSorted((one, other) => compare(one, other, isDescending)).slice(0, page.limit)
    if (start + foldersAtOnce < folders.length) await nextTurn()
  }
  return merge(
    wanted,
    tops.map(({ folder }) => folder),
  )
}

interface Top {
  readonly at: number
  readonly id: string
}

/** Folders alike in the instant are all the same in which comes first only in their ids, which are ASCII as a rule. */
function compare(one: Top, other: Top, isDescending: boolean): number {
  const order = one.at - other.at || Buffer.compare(Buffer.from(one.id), Buffer.from(other.id))
  return isDescending ? -order : order
}

/** The page among the first assets of some folders, as many of each as the page is long. */
async function merge(wanted: Wanted, cells: readonly string[]): Promise<readonly number[]> {
  const { database, accountId, filter, page } = wanted
  const direction = (page.order[0]?.isDescending ?? true) ? sql`desc` : sql`asc`
  const after = page.after === undefined ? sql`` : sql`and ${beyond(page.order, page.after, false)}`
  const mine = sql`select assets.number from assets where ${allOf(inEnvironment(accountId, filter.environmentId))}
    and assets.folder_id = folder.value ${after}
    order by assets.created_at ${direction}, assets.id ${direction} limit ${page.limit}`
  // Only PostgreSQL knows `lateral`; there, the other form would look at every pair.
  const joined = isPostgres(database)
    ? sql`cross join lateral (${mine}) as one join assets as found on found.number = one.number`
    : sql`cross join assets as found on found.number in (${mine})`
  const found = sql`select found.number from (${listed(database, cells)}) as folder ${joined}
    order by found.created_at ${direction}, found.id ${direction} limit ${page.limit}`
  return (await rowsOf(database, found)).map((row) => integer(row, 'number'))
}

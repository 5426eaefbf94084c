import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { AssetField, AssetOrder } from '../../domain/asset-condition.ts'
import type { AccountId, EnvironmentId } from '../../domain/ids.ts'
import { fewNumbers, isAmongNumbers } from '../dialect.ts'
import type { AssetFilter, AssetPosition, LibraryReader } from '../library.ts'
import type { Clause, Database } from '../row.ts'
import { allOf, integer, isEqual, rowOf, rowsOf, textOrNull } from '../row.ts'
import { beginsWith, filterClauses } from './asset-clauses.ts'
import { scopeCell, valueNameCell } from './asset-cells.ts'
import { placeOf } from './asset-fields.ts'
import { beyond } from './asset-order.ts'
import { findCandidates, orderedSource } from './asset-sources.ts'
import { endOfPart } from './list-assets.ts'

/** Counts assets; stops at `atMost` and then answers it. */
export async function countAssets(
  database: Database,
  accountId: AccountId,
  filter: AssetFilter,
  atMost = Number.MAX_SAFE_INTEGER,
): Promise<number> {
  let total = 0
  for await (const where of partsOf(database, accountId, filter)) {
    const some = sql`select 1 as one from assets where ${where} limit ${Math.max(0, atMost - total)}`
    const row = await rowOf(database, sql`select count(*) as total from (${some}) as counted`)
    total += row === undefined ? 0 : integer(row, 'total')
    if (total >= atMost) return atMost
  }
  return total
}

/** How many assets have each value of a field, most first, then by value. */
export async function countByValue(
  database: Database,
  accountId: AccountId,
  filter: AssetFilter,
  field: AssetField,
  limit: number,
): Promise<readonly { readonly value: string; readonly count: number }[]> {
  const countByText = new Map<string, number>()
  const { expression, join } = valuesOf(field)
  for await (const where of partsOf(database, accountId, filter)) {
    const grouped = sql`select ${expression} as value, count(*) as total from assets ${join}
      where ${where} and ${expression} is not null group by ${expression}`
    for (const row of await rowsOf(database, grouped)) {
      const value = String(row.value)
      countByText.set(value, (countByText.get(value) ?? 0) + integer(row, 'total'))
    }
  }
  return [...countByText]
    .map(([value, count]) => ({ value, count }))
    .toSorted(
      (one, other) => other.count - one.count || Buffer.compare(Buffer.from(one.value), Buffer.from(other.value)),
    )
    .slice(0, limit)
}

const shownColumns: Readonly<Record<string, string>> = {
  display_name: 'assets.display_name',
  tags: 'asset_tags.tag',
}

/** What is counted: as it is shown, not as it is compared. */
function valuesOf(field: AssetField): { readonly expression: Clause; readonly join: Clause } {
  const { kind, expression } = placeOf(field)
  const shown = shownColumns[field]
  if (kind === 'tags')
    return { expression: sql.ref('asset_tags.tag'), join: sql`join asset_tags on asset_tags.asset = assets.number` }
  if (kind !== 'value') return { expression: shown === undefined ? expression : sql.ref(shown), join: sql`` }
  const join = sql`join asset_values on asset_values.asset = assets.number and asset_values.name = ${valueNameCell(field)}`
  return { expression: sql.ref('asset_values.value'), join }
}

/** The filter as clauses of which each lets through a part of its assets, a few thousand rows to look at. */
async function* partsOf(database: Database, accountId: AccountId, filter: AssetFilter): AsyncGenerator<Clause, void> {
  const clauses = filterClauses(database, accountId, filter)
  const candidates = await findCandidates(database, accountId, filter)
  if (candidates !== undefined) {
    yield allOf([...clauses, isAmongNumbers(database, 'assets.number', candidates)])
    return
  }
  const source = orderedSource(accountId, filter)
  if (source !== undefined) {
    for await (const numbers of numbersInParts(database, source))
      yield allOf([...clauses, isAmongNumbers(database, 'assets.number', numbers)])
    return
  }
  let start: AssetPosition | undefined
  for (;;) {
    const end = await endOfPart({ database, accountId, filter }, inCreation, start, partLength)
    yield allOf([
      ...clauses,
      ...(start === undefined ? [] : [beyond(inCreation, start, false)]),
      ...(end === undefined ? [] : [beyond(inCreation, end, true)]),
    ])
    if (end === undefined) return
    start = end
    await nextTurn()
  }
}

/** The numbers that a query finds in an index, part by part, in their order. */
async function* numbersInParts(database: Database, source: Clause): AsyncGenerator<readonly number[], void> {
  for (let start = -1; ;) {
    const part = sql`select number from (${source}) as numbers where number > ${start} order by number limit ${numbersAtOnce}`
    const numbers = (await fewNumbers(database, part, numbersAtOnce)) ?? []
    yield numbers
    if (numbers.length < numbersAtOnce) return
    start = Math.max(...numbers)
    await nextTurn()
  }
}

const numbersAtOnce = 2_000

const inCreation: readonly AssetOrder[] = [{ field: 'created_at', isDescending: true }]
const partLength = 8_000

/** The tags of assets, each once, in the order of their texts. */
export async function listTags(
  database: Database,
  accountId: AccountId,
  filter: AssetFilter,
  { prefix, limit, after }: Parameters<LibraryReader['listTags']>[2],
): Promise<readonly string[]> {
  const scope = scopeCell(accountId, filter.environmentId)
  const found: string[] = []
  let last = after
  while (found.length < limit) {
    const next = await nextTag(database, scope, prefix, last)
    if (next === undefined) break
    last = next
    if (await isInUse(database, accountId, filter, scope, next)) found.push(next)
    await nextTurn()
  }
  return found
}

async function nextTag(database: Database, scope: number, prefix: string | undefined, after: string | undefined) {
  const where = [
    isEqual('scope', scope),
    ...(prefix === undefined || prefix === '' ? [] : [beginsWith(sql.ref('tag'), prefix)]),
    ...(after === undefined ? [] : [sql`tag > ${after}`]),
  ]
  const row = await rowOf(database, sql`select min(tag) as tag from asset_tags where ${allOf(where)}`)
  return row === undefined ? undefined : (textOrNull(row, 'tag') ?? undefined)
}

/** Tells whether a filter lets through any asset with a tag, looking at a few thousand at a time. */
async function isInUse(database: Database, accountId: AccountId, filter: AssetFilter, scope: number, tag: string) {
  const where = allOf(filterClauses(database, accountId, filter))
  const source = sql`select asset as number from asset_tags where scope = ${scope} and tag = ${tag}`
  for await (const numbers of numbersInParts(database, source)) {
    const isOne = isAmongNumbers(database, 'assets.number', numbers)
    const any = sql`select number from assets where ${isOne} and ${where} limit 1`
    if ((await rowOf(database, any)) !== undefined) return true
  }
  return false
}

/** What the library of an environment takes. */
export async function measureLibrary(database: Database, accountId: AccountId, environmentId: EnvironmentId) {
  const where = sql`${isEqual('account_id', accountId)} and ${isEqual('environment_id', environmentId)}`
  const sums = sql`count(*) as total, cast(coalesce(sum(bytes), 0) as bigint) as bytes`
  const assets = await rowOf(database, sql`select ${sums} from assets where ${where}`)
  const versions = await rowOf(database, sql`select ${sums} from asset_versions where ${where}`)
  if (assets === undefined || versions === undefined) throw new TypeError('a sum has one row')
  return { assets: integer(assets, 'total'), bytes: integer(assets, 'bytes'), versionBytes: integer(versions, 'bytes') }
}

import { sql } from 'kysely'
import type { AssetCondition } from '../../domain/asset-condition.ts'
import type { AccountId } from '../../domain/ids.ts'
import { nameCell } from '../cells.ts'
import { fewNumbers, isAmong } from '../dialect.ts'
import type { AssetFilter } from '../library.ts'
import type { Clause, Database } from '../row.ts'
import { allOf, isEqual } from '../row.ts'
import { beginsWith, inEnvironment, inFolders } from './asset-clauses.ts'
import { rankCell, scopeCell, valueNameCell, wordsOf } from './asset-cells.ts'
import { placeOf } from './asset-fields.ts'

/** More candidates than these are not looked at one by one. */
export const mostCandidates = 5_000

/**
 * Finds few assets among which all of a filter are, by their numbers: at most {@link mostCandidates}.
 *
 * @returns undefined when no index leads to few
 */
export async function findCandidates(
  database: Database,
  accountId: AccountId,
  filter: AssetFilter,
): Promise<readonly number[] | undefined> {
  for (const source of sourcesOf(database, accountId, filter)) {
    const numbers = await fewNumbers(database, source, mostCandidates)
    if (numbers !== undefined) return numbers
  }
  return undefined
}

/**
 * Finds a way to the assets of a filter by an index that gives their numbers in order, however many they are: by an exact
 * tag, word or value that each of them has.
 *
 * @returns undefined when there is none
 */
export function orderedSource(accountId: AccountId, { environmentId, where }: AssetFilter): Clause | undefined {
  if (where === undefined) return undefined
  const scope = scopeCell(accountId, environmentId)
  return conjunctsOf(where).flatMap((one) => exactSource(scope, one) ?? [])[0]
}

function exactSource(scope: number, condition: AssetCondition): Clause | undefined {
  if (condition.type === 'text') return condition.isPrefix ? undefined : withTerm(scope, condition.value, false)
  if (condition.type !== 'compare' || condition.is !== 'equal') return undefined
  const { kind } = placeOf(condition.field)
  return kind === 'tags' || kind === 'value' ? sourceOfEqual(scope, [], condition) : undefined
}

function sourcesOf(database: Database, accountId: AccountId, filter: AssetFilter): readonly Clause[] {
  const { environmentId, ids, publicIds, publicIdPrefix, folders, where } = filter
  const here = inEnvironment(accountId, environmentId)
  const among = (clauses: readonly Clause[]): Clause => sql`select number from assets where ${allOf(clauses)}`
  const from = { database, accountId, scope: scopeCell(accountId, environmentId), here }
  return [
    ...(ids === undefined ? [] : [among([isEqual('assets.account_id', accountId), isIn('assets.id', ids)])]),
    ...(publicIds === undefined ? [] : [among([...here, isIn('assets.public_id', publicIds)])]),
    ...(publicIdPrefix === undefined || publicIdPrefix === ''
      ? []
      : [among([...here, beginsWith(sql.ref('assets.public_id'), publicIdPrefix)])]),
    ...(where === undefined ? [] : conjunctsOf(where).flatMap((one) => sourceOf(from, one) ?? [])),
    ...(folders === undefined ? [] : [among([...here, inFolders(database, folders)])]),
  ]
}

const isIn = (column: string, values: readonly string[]): Clause =>
  values.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(values)})`

const conjunctsOf = (condition: AssetCondition): readonly AssetCondition[] =>
  condition.type === 'all' ? condition.of.flatMap(conjunctsOf) : [condition]

/** The library that sources lead into. */
interface Whence {
  readonly database: Database
  readonly accountId: AccountId
  readonly scope: number
  readonly here: readonly Clause[]
}

/** A query of the numbers of the assets for which a condition may hold, by an index; undefined when none helps. */
function sourceOf(from: Whence, condition: AssetCondition): Clause | undefined {
  const { database, accountId, scope, here } = from
  switch (condition.type) {
    case 'any': {
      const sources = condition.of.map((one) => sourceOf(from, one))
      const known = sources.filter((one) => one !== undefined)
      return known.length === 0 || known.length < sources.length ? undefined : union(known)
    }
    case 'all': {
      const [first] = condition.of.flatMap((one) => sourceOf(from, one) ?? [])
      return first
    }
    case 'text':
      return withTerm(scope, condition.value, condition.isPrefix)
    case 'word':
      return placeOf(condition.field).words !== undefined || placeOf(condition.field).kind === 'value'
        ? withTerm(scope, condition.value, condition.isPrefix)
        : undefined
    case 'in_folders':
      return sql`select number from assets where ${allOf([...here, inFolders(database, condition.of)])}`
    case 'among':
      return sql`select number from assets where ${allOf([...here, isAmong(database, 'assets.id', condition.of)])}`
    case 'compare':
      return condition.is === 'equal' ? sourceOfEqual(scope, here, condition) : undefined
    case 'starts_with':
      return sourceOfPrefix(scope, here, condition)
    case 'in_collections': {
      const held = isAmong(database, 'collection_id', condition.of)
      const members = sql`select asset_id from collection_assets where ${isEqual('account_id', accountId)} and ${held}`
      return sql`select number from assets where ${allOf(here)} and assets.id in (${members})`
    }
    case 'not':
    case 'present':
      return undefined
  }
}

/** An asset may come twice; SQLite takes at most 500 queries in one union. */
const union = (sources: readonly Clause[]): Clause | undefined =>
  sources.length > 100 ? undefined : sql.join(sources, sql` union all `)

/** By the longest of the words, which fewest assets have as a rule. */
function withTerm(scope: number, value: string, isPrefix: boolean): Clause | undefined {
  const words = wordsOf(value)
  const whole = isPrefix ? words.slice(0, -1) : words
  const longest = whole.toSorted((one, other) => other.length - one.length)[0]
  const from = sql`select asset as number from asset_terms where ${isEqual('scope', scope)}`
  if (longest !== undefined) return sql`${from} and ${isEqual('term', longest)}`
  const [part] = words
  return part === undefined ? undefined : sql`${from} and ${beginsWith(sql.ref('term'), part)}`
}

type Equality = Extract<AssetCondition, { readonly type: 'compare' }>

function sourceOfEqual(scope: number, here: readonly Clause[], { field, value }: Equality): Clause | undefined {
  const { kind } = placeOf(field)
  const text = String(value)
  if (kind === 'tags')
    return sql`select asset as number from asset_tags where scope = ${scope} and tag_key = ${nameCell(text)}`
  if (kind === 'value') {
    const isIt = typeof value === 'number' ? isEqual('rank', rankCell(value)) : isEqual('value', nameCell(value))
    return sql`select asset as number from asset_values
      where scope = ${scope} and name = ${valueNameCell(field)} and ${isIt}`
  }
  const indexed: Readonly<Record<string, Clause>> = {
    public_id: isEqual('assets.public_id', text),
    asset_id: isEqual('assets.id', text),
    folder: isEqual('assets.folder_id', text),
    display_name: isEqual('assets.display_key', nameCell(text)),
  }
  const found = indexed[field]
  return found && sql`select number from assets where ${allOf([...here, found])}`
}

type Prefix = Extract<AssetCondition, { readonly type: 'starts_with' }>

function sourceOfPrefix(scope: number, here: readonly Clause[], { field, value }: Prefix): Clause | undefined {
  if (value === '') return undefined
  const { kind } = placeOf(field)
  if (kind === 'tags')
    return sql`select asset as number from asset_tags
      where scope = ${scope} and ${beginsWith(sql.ref('tag_key'), nameCell(value))}`
  const indexed: Readonly<Record<string, Clause>> = {
    public_id: beginsWith(sql.ref('assets.public_id'), value),
    display_name: beginsWith(sql.ref('assets.display_key'), nameCell(value)),
  }
  const found = indexed[field]
  return found && sql`select number from assets where ${allOf([...here, found])}`
}

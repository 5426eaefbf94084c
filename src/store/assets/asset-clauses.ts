import { sql } from 'kysely'
import type { AssetCondition, AssetField, ConditionValue } from '../../domain/asset-condition.ts'
import type { AccountId, CollectionId, EnvironmentId } from '../../domain/ids.ts'
import { nameCell, parentCell } from '../cells.ts'
import { isAmong, isTestedAmong } from '../dialect.ts'
import type { AssetFilter } from '../library.ts'
import type { Cell, Clause, Database } from '../row.ts'
import { allOf, anyOf, isEqual, isOneOf } from '../row.ts'
import { rankCell, scopeCell, valueNameCell, wordColumns, wordsOf } from './asset-cells.ts'
import { placeOf } from './asset-fields.ts'
import type { FieldPlace } from './asset-fields.ts'

/** The last character there is: whatever begins with a text comes before the text with it behind. */
const last = '\u{10FFFF}'

const never = sql`1 = 0`

/** `column` lies among the texts that begin with `prefix`. */
export const beginsWith = (expression: Clause, prefix: string): Clause =>
  prefix === ''
    ? sql`${expression} is not null`
    : sql`(${expression} >= ${prefix} and ${expression} < ${prefix + last})`

/** The assets of one environment. */
export const inEnvironment = (accountId: AccountId, environmentId: EnvironmentId): readonly Clause[] => [
  isEqual('assets.account_id', accountId),
  isEqual('assets.environment_id', environmentId),
]

/** The clauses of a filter, that of its environment first. */
export function filterClauses(database: Database, accountId: AccountId, filter: AssetFilter): readonly Clause[] {
  const { environmentId, folders, ids, resourceKind, delivery, publicIds, publicIdPrefix, where } = filter
  return [
    ...inEnvironment(accountId, environmentId),
    ...(resourceKind === undefined ? [] : [isEqual('assets.resource_kind', resourceKind)]),
    ...(delivery === undefined ? [] : [isEqual('assets.delivery', delivery)]),
    ...(publicIds === undefined ? [] : [isOneOf('assets.public_id', publicIds)]),
    ...(publicIdPrefix === undefined ? [] : [beginsWith(sql.ref('assets.public_id'), publicIdPrefix)]),
    ...(ids === undefined ? [] : [isOneOf('assets.id', ids)]),
    // Ways to few assets are found by `asset-sources.ts`; here rows are tested that are looked at anyway.
    ...(folders === undefined ? [] : [isTestedAmong(database, 'assets.folder_id', folders.map(parentCell))]),
    ...(where === undefined ? [] : [conditionClause(database, scopeCell(accountId, environmentId), where)]),
  ]
}

/** The assets that lie in one of some folders. */
export const inFolders = (database: Database, folders: NonNullable<AssetFilter['folders']>): Clause =>
  isAmong(database, 'assets.folder_id', folders.map(parentCell))

/** The assets that people put into one of some collections. */
const inCollections = (database: Database, collections: readonly CollectionId[]): Clause =>
  collections.length === 0
    ? never
    : sql`exists (select 1 from collection_assets as held where held.account_id = assets.account_id
        and held.asset_id = assets.id and ${isAmong(database, 'held.collection_id', collections)})`

/** One tree of comparisons as a clause about a row of `assets`. */
export function conditionClause(database: Database, scope: number, condition: AssetCondition): Clause {
  const clauseOf = (one: AssetCondition): Clause => conditionClause(database, scope, one)
  switch (condition.type) {
    case 'all':
      return condition.of.length === 0 ? sql`1 = 1` : sql`(${allOf(condition.of.map(clauseOf))})`
    case 'any':
      return anyOf(condition.of.map(clauseOf))
    case 'not':
      return sql`coalesce(not ${clauseOf(condition.of)}, true)`
    case 'compare':
      return compare(condition)
    case 'starts_with':
      return startsWith(condition.field, condition.value)
    case 'word':
      return hasWord(condition.field, condition.value, condition.isPrefix)
    case 'present':
      return isPresent(condition.field)
    case 'text':
      return hasText(condition.value, condition.isPrefix)
    case 'in_folders':
      return inFolders(database, condition.of)
    case 'in_collections':
      return inCollections(database, condition.of)
    case 'among':
      return isAmong(database, 'assets.id', condition.of)
  }
}

const signs = {
  equal: sql`=`,
  less: sql`<`,
  at_most: sql`<=`,
  more: sql`>`,
  at_least: sql`>=`,
} as const

type Comparison = Extract<AssetCondition, { readonly type: 'compare' }>

function compare({ field, is, value }: Comparison): Clause {
  const place = placeOf(field)
  if (place.kind === 'value') return compareValue(field, is, value)
  if (place.kind === 'tags') return hasTag(sql`tag_key ${signs[is]} ${nameCell(String(value))}`)
  const cell = cellFor(place, value)
  if (cell === undefined) return never
  const typed =
    typeof cell === 'number' && !Number.isSafeInteger(cell) ? sql`cast(${cell} as double precision)` : sql`${cell}`
  return sql`coalesce(${place.expression} ${signs[is]} ${typed}, ${sql.raw('false')})`
}

/** A value as the field's column holds it; undefined when it holds no such thing. */
function cellFor({ kind }: FieldPlace, value: ConditionValue): Cell | undefined {
  if (kind !== 'number') {
    const text = String(value)
    return kind === 'exact' ? text : kind === 'word' ? text.toLowerCase() : nameCell(text)
  }
  const number = typeof value === 'number' ? value : Number(value.trim() === '' ? Number.NaN : value)
  return Number.isFinite(number) ? number : undefined
}

/** Numbers compare with what looks like a number, texts with all; other sides than equality keep to their own kind. */
function compareValue(field: AssetField, is: Comparison['is'], value: ConditionValue): Clause {
  if (typeof value === 'string' && is === 'equal') return hasValue(field, sql`value = ${nameCell(value)}`)
  const rank = rankCell(value)
  const isSameKind = beginsWith(sql.ref('rank'), rank.slice(0, 1))
  return hasValue(field, is === 'equal' ? sql`rank = ${rank}` : sql`rank ${signs[is]} ${rank} and ${isSameKind}`)
}

const hasTag = (clause: Clause): Clause =>
  sql`exists (select 1 from asset_tags where asset_tags.asset = assets.number and ${clause})`

const hasValue = (field: AssetField, clause: Clause): Clause =>
  sql`exists (select 1 from asset_values
    where asset_values.asset = assets.number and name = ${valueNameCell(field)} and ${clause})`

function startsWith(field: AssetField, prefix: string): Clause {
  const place = placeOf(field)
  if (place.kind === 'tags') return hasTag(beginsWith(sql.ref('tag_key'), nameCell(prefix)))
  if (place.kind === 'value') return hasValue(field, beginsWith(sql.ref('value'), nameCell(prefix)))
  if (place.kind === 'number') return never
  const cell = String(cellFor(place, prefix) ?? '')
  return sql`coalesce(${beginsWith(place.expression, cell)}, ${sql.raw('false')})`
}

/** Words hold nothing that means something to `like`. */
const holdsWord = (column: string, word: string, isPrefix: boolean): Clause =>
  sql`${sql.ref(column)} like ${isPrefix ? `% ${word}%` : `% ${word} %`}`

/** Every word of the value must be there; the last one may be the beginning of a word. */
const eachWord = (value: string, isPrefix: boolean, clauseOf: (word: string, isPrefix: boolean) => Clause): Clause => {
  const words = wordsOf(value)
  if (words.length === 0) return never
  return sql`(${allOf(words.map((word, position) => clauseOf(word, isPrefix && position === words.length - 1)))})`
}

function hasWord(field: AssetField, value: string, isPrefix: boolean): Clause {
  const place = placeOf(field)
  const { words } = place
  if (words !== undefined)
    return eachWord(value, isPrefix, (word, isPart) => holdsWord(`assets.${words}`, word, isPart))
  if (place.kind === 'value')
    return hasValue(
      field,
      eachWord(value, isPrefix, (word, isPart) => holdsWord('asset_values.words', word, isPart)),
    )
  return isPrefix ? startsWith(field, value) : compare({ type: 'compare', field, is: 'equal', value })
}

const hasText = (value: string, isPrefix: boolean): Clause =>
  eachWord(value, isPrefix, (word, isPart) =>
    anyOf(wordColumns.map((column) => holdsWord(`assets.${column}`, word, isPart))),
  )

function isPresent(field: AssetField): Clause {
  const place = placeOf(field)
  if (place.kind === 'tags') return hasTag(sql`1 = 1`)
  if (place.kind === 'value') return hasValue(field, sql`1 = 1`)
  return sql`${place.expression} is not null`
}

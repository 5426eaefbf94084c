import { PostgresAdapter, sql } from 'kysely'
import type { Clause, Database } from './row.ts'
import { integer, rowOf, textOrNull } from './row.ts'
import { toStoredText } from './text.ts'

/** Tells which of the two databases this is. */
export const isPostgres = (database: Database): boolean => database.getExecutor().adapter instanceof PostgresAdapter

/** A list of texts, however long, as a query of one column `value`: one parameter of a statement. */
export const listed = (database: Database, texts: readonly string[]): Clause =>
  isPostgres(database)
    ? sql`select unnest(${arrayText(texts)}::text[]) as value`
    : sql`select value from json_each(${jsonText(texts)})`

/** `column` is one of some texts, however many: one parameter of a statement. */
export const isAmong = (database: Database, column: string, texts: readonly string[]): Clause =>
  isOneAmong(database, sql.ref(column), texts)

/** As {@link isAmong}, where no index of the column is to be used: it is tested of rows that are looked at anyway. */
export const isTestedAmong = (database: Database, column: string, texts: readonly string[]): Clause =>
  isOneAmong(database, sql`coalesce(${sql.ref(column)}, '')`, texts)

const isOneAmong = (database: Database, expression: Clause, texts: readonly string[]): Clause =>
  isPostgres(database)
    ? sql`${expression} = any(${arrayText(texts)}::text[])`
    : sql`${expression} in (${listed(database, texts)})`

/** `column` is one of some whole numbers, however many: one parameter of a statement. */
export const isAmongNumbers = (database: Database, column: string, numbers: readonly number[]): Clause =>
  isPostgres(database)
    ? sql`${sql.ref(column)} = any(${`{${numbers.join(',')}}`}::bigint[])`
    : sql`${sql.ref(column)} in (select value from json_each(${`[${numbers.join(',')}]`}))`

/** The texts are made storable here: escaped in JSON, they would pass the connection's codec unseen. */
const jsonText = (texts: readonly string[]): string => JSON.stringify(texts.map(toStoredText))

/** See https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO (read 2026-11-22). */
const arrayText = (texts: readonly string[]): string =>
  `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(',')}}`

/**
 * Reads the whole numbers in the column `number` of a query, when they are few; it looks no further than that.
 *
 * @returns undefined when there are more than `most`
 */
export async function fewNumbers(
  database: Database,
  source: Clause,
  most: number,
): Promise<readonly number[] | undefined> {
  const some = sql`select number from (${source}) as source limit ${most + 1}`
  // One row with all of them is read many times faster than a row each.
  const gathered = isPostgres(database) ? sql`cast(json_agg(number) as text)` : sql`json_group_array(number)`
  const row = await rowOf(database, sql`select count(*) as total, ${gathered} as numbers from (${some}) as counted`)
  if (row === undefined || integer(row, 'total') > most) return undefined
  return JSON.parse(textOrNull(row, 'numbers') ?? '[]') as readonly number[]
}

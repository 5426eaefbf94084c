import { PostgresAdapter, sql } from 'kysely'
import type { Clause, Database } from './row.ts'
import { toStoredText } from './text.ts'

/** Tells which of the two databases this is. */
export const isPostgres = (database: Database): boolean => database.getExecutor().adapter instanceof PostgresAdapter

/** A list of texts, however long, as a query of one column: one parameter of a statement. */
export function listed(database: Database, texts: readonly string[]): Clause {
  // Its texts are made storable one by one: escaped in JSON, they would pass the connection's codec unseen.
  const json = JSON.stringify(texts.map(toStoredText))
  return isPostgres(database)
    ? sql`select json_array_elements_text(${json}::json) as value`
    : sql`select value from json_each(${json})`
}

/** A list of whole numbers, however long, as a query of one column. */
export function listedNumbers(database: Database, numbers: readonly number[]): Clause {
  const json = JSON.stringify(numbers)
  return isPostgres(database)
    ? sql`select cast(value as bigint) as value from json_array_elements_text(${json}::json) as value`
    : sql`select value from json_each(${json})`
}

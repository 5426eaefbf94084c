import { sql } from 'kysely'
import type { Database, Row } from './row.ts'
import { rowsOf, text } from './row.ts'

/**
 * Tells SQLite's planner what a large store looks like, so that it takes the same good paths from the first record on.
 *
 * Without it the planner takes every index that begins with the account for equally selective, and reads whole accounts
 * to save a sort. An operator's own `ANALYZE` replaces it.
 *
 * @see https://www.sqlite.org/queryplanner-ng.html#howtofix (read 2026-11-22)
 */
export async function writeStatistics(database: Database): Promise<void> {
  // Makes the table of statistics when it is absent; the second time, makes this connection read it.
  await sql`analyze sqlite_schema`.execute(database)
  await sql`delete from sqlite_stat1`.execute(database)
  const indexes = sql`
    select tables.name as table_name, indexes.name as index_name, tables.wr as is_without_rowid,
      indexes.origin as origin, indexes."unique" as is_unique
    from pragma_table_list as tables, pragma_index_list(tables.name) as indexes
    where tables.schema = 'main' and tables.name not like 'sqlite_%' and tables.name not like 'kysely_%'`
  for (const index of await rowsOf(database, indexes)) {
    const columns = sql`select name from pragma_index_info(${text(index, 'index_name')}) order by seqno`
    const names = (await rowsOf(database, columns)).map((row) => text(row, 'name'))
    const cells = [text(index, 'table_name'), statisticsName(index), rowsPerPrefix(names, index.is_unique === 1)]
    await sql`insert into sqlite_stat1 (tbl, idx, stat) values (${sql.join(cells)})`.execute(database)
  }
  await sql`analyze sqlite_schema`.execute(database)
}

/** Rows of each table: one account, with everything in it. */
const rows = 1_000_000

/** How many values a column has; any other tells nearly every row. */
const distinctValues: Readonly<Record<string, number>> = {
  account_id: 1,
  environment_id: 4,
  principal_type: 4,
  kind: 3,
  level: 2,
  noun: 10,
  status: 3,
  role_id: 100,
  group_id: 100,
  position: 100,
  parent_id: 50_000,
  scope: 4,
  resource_kind: 3,
  delivery: 3,
  is_doomed: 2,
}
const many = 200_000

/** The key of a table without row ids goes by the table's name. */
function statisticsName(index: Row): string {
  const isTable = index.origin === 'pk' && index.is_without_rowid === 1
  return text(index, isTable ? 'table_name' : 'index_name')
}

/** The rows of the table, then how many share the first column, the first two, and so on. */
function rowsPerPrefix(columns: readonly string[], isUnique: boolean): string {
  let distinct = 1
  const shares = columns.map((column, position) => {
    distinct *= distinctValues[column] ?? many
    return isUnique && position === columns.length - 1 ? 1 : Math.ceil(rows / Math.min(rows, distinct))
  })
  return [rows, ...shares].join(' ')
}

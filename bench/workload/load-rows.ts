import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import type { Cell } from '../../src/store/row.ts'
import type { TableRows } from './asset-rows.ts'

/** Is told what has been done. */
export type Say = (what: string) => void

/** Fills tables of a SQLite file that nobody else has open; their indexes are made when the rows are there. */
export function loadIntoSqlite(path: string, tables: readonly TableRows[], say: Say): void {
  const file = new DatabaseSync(path)
  try {
    file.exec(
      'pragma foreign_keys = off; pragma synchronous = off; pragma cache_size = -500000; pragma temp_store = memory',
    )
    file.exec('begin; create temp table statistics as select * from sqlite_stat1')
    for (const { table, columns, rows } of tables) {
      const indexes = file
        .prepare(`select name, sql from sqlite_schema where type = 'index' and tbl_name = ? and sql is not null`)
        .all(table)
      for (const { name } of indexes) file.exec(`drop index ${String(name)}`)
      const insert = file.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`)
      let count = 0
      for (const row of rows()) {
        insert.run(...row)
        count++
      }
      for (const { sql } of indexes) file.exec(String(sql))
      say(`${count} rows in ${table}`)
    }
    // They went with the indexes.
    file.exec('delete from sqlite_stat1; insert into sqlite_stat1 select * from statistics')
    file.exec('commit; pragma wal_checkpoint(truncate)')
  } finally {
    file.close()
  }
}

/** Fills tables of a PostgreSQL server on this machine; their indexes are made when the rows are there. */
export async function loadIntoPostgres(url: string, tables: readonly TableRows[], say: Say): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-rows-'))
  await client.connect()
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`)
    for (const { table, columns, rows } of tables) {
      const path = join(directory, table)
      await pipeline(Readable.from(lines(rows())), createWriteStream(path))
      const indexes = await indexesOf(client, table)
      for (const { drop } of indexes) await client.query(drop)
      const { rowCount } = await client.query(`copy ${table} (${columns.join()}) from '${path}'`)
      for (const { make } of indexes) await client.query(make)
      say(`${rowCount ?? 0} rows in ${table}`)
      await rm(path)
    }
    await client.query(`select setval(pg_get_serial_sequence('assets', 'number'), (select max(number) from assets))`)
  } finally {
    await client.end()
    await rm(directory, { recursive: true })
  }
}

const linesAtOnce = 1_000

/** See https://www.postgresql.org/docs/15/sql-copy.html#id-1.9.3.55.9.2 (read 2026-11-30). */
function* lines(rows: Iterable<readonly Cell[]>): Iterable<string> {
  let some: string[] = []
  for (const row of rows) {
    some.push(row.map(field).join('\t'))
    if (some.length < linesAtOnce) continue
    yield `${some.join('\n')}\n`
    some = []
  }
  if (some.length > 0) yield `${some.join('\n')}\n`
}

const field = (cell: Cell): string =>
  cell === null ? String.raw`\N` : String(cell).replaceAll(/[\\\t\n\r]/g, String.raw`\$&`)

/** Those of constraints stay: rows come in the order of the keys. */
async function indexesOf(client: pg.Client, table: string) {
  const { rows } = await client.query<{ drop: string; make: string }>(
    `select format('drop index %I', relname) as drop, pg_get_indexdef(indexrelid) as make
      from pg_index join pg_class on pg_class.oid = indexrelid
      where indrelid = $1::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
    [table],
  )
  return rows
}

import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import { StoreIsNewer } from './errors.ts'
import { begin } from './migrations/0001-begin.ts'
import type { Database } from './row.ts'
import { rowsOf, text } from './row.ts'

/** What the two databases call the same thing in a table's definition. */
export interface ColumnTypes {
  /** Text that compares by its bytes. */
  readonly text: string
  /** 64 bits, signed. */
  readonly integer: string
  /** What follows the closing parenthesis of a table. */
  readonly end: string
  /** The same, of a table whose rows hold long texts. */
  readonly largeEnd: string
}

/** See https://www.sqlite.org/stricttables.html and https://www.sqlite.org/withoutrowid.html (read 2026-11-22). */
export const sqliteTypes: ColumnTypes = {
  text: 'text',
  integer: 'integer',
  end: 'strict, without rowid',
  largeEnd: 'strict',
}

/** The collation "C" compares bytes, whatever the database's own locale. */
export const postgresTypes: ColumnTypes = { text: 'text collate "C"', integer: 'bigint', end: '', largeEnd: '' }

/**
 * Brings the tables up to this version; a second run does nothing, and several processes may run it at once.
 *
 * @returns whether anything was done
 * @throws StoreIsNewer when the database holds a migration that this version doesn't know
 */
export async function migrate(database: Database, types: ColumnTypes): Promise<boolean> {
  await refuseNewer(database)
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrationsFor(types) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('the migration failed', { cause: error })
  return results.length > 0
}

/** Every migration in order of its name; one that was released never changes. */
const migrationStatements: Readonly<Record<string, (types: ColumnTypes) => readonly string[]>> = {
  '0001-begin': begin,
}

const migrationTable = 'kysely_migration'

function migrationsFor(types: ColumnTypes): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(migrationStatements).map(([name, statementsFor]) => [
      name,
      {
        up: async (database) => {
          for (const statement of statementsFor(types)) await sql.raw(statement).execute(database)
        },
      },
    ]),
  )
}

async function refuseNewer(database: Database): Promise<void> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === migrationTable)) return
  const rows = await rowsOf(database, sql`select name from ${sql.table(migrationTable)} order by name`)
  const unknown = rows.map((row) => text(row, 'name')).find((name) => migrationStatements[name] === undefined)
  if (unknown !== undefined) throw new StoreIsNewer(unknown)
}

import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { Migrator } from 'kysely/migration'
import type { ColumnTypes } from './column-types.ts'
import { StoreIsNewer } from './errors.ts'
import { begin } from './migrations/0001-begin.ts'
import { provisioning } from './migrations/0002-provisioning.ts'
import { logins } from './migrations/0003-logins.ts'
import { identity } from './migrations/0004-identity.ts'
import { fillUserNames, owners } from './migrations/0005-owners.ts'
import { fillFolderNames, library } from './migrations/0006-library.ts'
import { collaboration } from './migrations/0007-collaboration.ts'
import { accessTokens } from './migrations/0008-access-tokens.ts'
import { metadataRules } from './migrations/0009-metadata-rules.ts'
import { assetOrders } from './migrations/0010-asset-orders.ts'
import { uploads } from './migrations/0011-uploads.ts'
import { purposes } from './migrations/0012-purposes.ts'
import { sendings } from './migrations/0013-sendings.ts'
import type { Database } from './row.ts'
import { rowsOf, text } from './row.ts'

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
  '0002-provisioning': provisioning,
  '0003-logins': logins,
  '0004-identity': identity,
  '0005-owners': owners,
  '0006-library': library,
  '0007-collaboration': collaboration,
  '0008-access-tokens': accessTokens,
  '0009-metadata-rules': metadataRules,
  '0010-asset-orders': assetOrders,
  '0011-uploads': uploads,
  '0012-purposes': purposes,
  '0013-sendings': sendings,
}

/** What statements alone can't do, after those of the same name. */
const migrationWork: Readonly<Record<string, (database: Database) => Promise<void>>> = {
  '0005-owners': fillUserNames,
  '0006-library': fillFolderNames,
}

const migrationTable = 'kysely_migration'

function migrationsFor(types: ColumnTypes): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(migrationStatements).map(([name, statementsFor]) => [
      name,
      {
        up: async (database) => {
          for (const statement of statementsFor(types)) await sql.raw(statement).execute(database)
          await migrationWork[name]?.(database)
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

import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { postgresTypes, sqliteTypes } from './column-types.ts'
import { StoreUnavailable } from './errors.ts'
import { migrate } from './migrate.ts'
import { openPostgres } from './postgres.ts'
import { KeyedQueue } from './queue.ts'
import type { Database } from './row.ts'
import { integer, rowOf, text } from './row.ts'
import type { Synchronous } from './sqlite.ts'
import { writeStatistics } from './sqlite-statistics.ts'
import { openSqlite } from './sqlite.ts'

/** One moment of the database, kept until `end`. */
export interface Moment {
  readonly database: Database
  readonly end: () => Promise<void>
}

/** One database, reached in the three ways a store needs. */
export interface DatabaseAccess {
  /** For single statements outside of transactions; sees what is committed. */
  readonly reading: Database
  /** Runs one transaction; those of one account go one after the other, and see each other's commits. */
  readonly write: <T>(accountId: string, work: (transaction: Database) => Promise<T>) => Promise<T>
  /** Reads of one moment, which hold up no writer. */
  readonly moment: () => Promise<Moment>
  /** Lets running transactions end. */
  readonly close: () => Promise<void>
}

/** Opens the SQLite file of a data directory, made when absent. */
export async function openSqliteAccess(dataDir: string, synchronous: Synchronous): Promise<DatabaseAccess> {
  await makeDirectory(dataDir)
  const path = join(dataDir, 'rolecall.db')
  const writing = await openSqlite(path, 'writing', synchronous)
  try {
    await writing.transaction().execute(async (transaction) => {
      if (await migrate(transaction, sqliteTypes)) await writeStatistics(transaction)
    })
  } catch (error) {
    await writing.destroy()
    throw error
  }
  const reading = await openSqlite(path, 'reading', synchronous)
  const queue = new KeyedQueue()
  return {
    reading,
    write: (_accountId, work) => queue.run('', () => writing.transaction().execute(work)),
    moment: async () => beginMoment(await openSqlite(path, 'reading', synchronous), (database) => database.destroy()),
    close: async () => {
      await queue.settle()
      await reading.destroy()
      await writing.destroy()
    },
  }
}

/** Opens a SQLite store that `close` removes. */
export async function openTemporaryAccess(): Promise<DatabaseAccess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-'))
  const access = await openSqliteAccess(dataDir, 'OFF')
  return {
    ...access,
    close: async () => {
      await access.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Opens a PostgreSQL database; writers and readers have connections of their own, so that none starves the other. */
export async function openPostgresAccess(databaseUrl: string): Promise<DatabaseAccess> {
  const writing = openPostgres(databaseUrl, 'writing', maxConnections)
  const reading = openPostgres(databaseUrl, 'reading', maxConnections)
  const end = async (): Promise<void> => {
    await Promise.all([writing.destroy(), reading.destroy()])
  }
  try {
    await refuseUnfit(writing)
    await migrate(writing, postgresTypes)
  } catch (error) {
    await end()
    throw error
  }
  const queue = new KeyedQueue()
  return {
    reading,
    // Waiting here instead of in the database, writers of one account never take more than one connection.
    write: (accountId, work) =>
      queue.run(accountId, () => writing.transaction().setIsolationLevel('read committed').execute(work)),
    moment: () => beginMoment(reading, async () => undefined),
    close: async () => {
      await queue.settle()
      await end()
    },
  }
}

const maxConnections = 8
const oldestPostgres = 150_000

async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new StoreUnavailable(`the directory ${path} can't be made`, { cause })
  }
}

async function beginMoment(database: Database, letGo: (database: Database) => Promise<void>): Promise<Moment> {
  const transaction = await database.startTransaction().setIsolationLevel('repeatable read').execute()
  return {
    database: transaction,
    end: async () => {
      try {
        await transaction.rollback().execute()
      } finally {
        await letGo(database)
      }
    },
  }
}

async function refuseUnfit(database: Database): Promise<void> {
  const row = await rowOf(
    database,
    sql`select current_setting('server_version_num')::bigint as version, current_setting('server_encoding') as encoding,
      current_setting('synchronous_commit') as durability`,
  )
  if (row === undefined || integer(row, 'version') < oldestPostgres) {
    throw new StoreUnavailable('PostgreSQL 15 or newer is needed')
  }
  if (text(row, 'encoding') !== 'UTF8') throw new StoreUnavailable('the database must have the encoding UTF8')
  if (text(row, 'durability') === 'off') {
    throw new StoreUnavailable('the database must not have synchronous_commit off: what is acknowledged would be lost')
  }
}

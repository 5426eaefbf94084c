import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DatabaseConnection, Dialect, Driver, SqliteDatabase } from 'kysely'
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { speakStore } from './connection.ts'
import { uniqueIndexes } from './constraints.ts'
import { StoreConflict, StoreUnavailable } from './errors.ts'
import type { Database } from './row.ts'

/** What a connection is for: `writing` begins its transactions as the one writer, `reading` never writes. */
export type SqliteUse = 'reading' | 'writing'

/** How much of a power cut a commit survives; `OFF` is for stores that are thrown away. */
export type Synchronous = 'FULL' | 'OFF'

/** Opens one connection to a SQLite file, made when absent. */
export async function openSqlite(path: string, use: SqliteUse, synchronous: Synchronous): Promise<Database> {
  const open = (): DatabaseSync => openFile(path, use, synchronous)
  const file = await whileBusy(async () => {
    try {
      return open()
    } catch (error) {
      throw toStoreError(error)
    }
  })
  const driver = new StoreSqliteDriver(use, file)
  const dialect: Dialect = {
    createDriver: () => driver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new StoreSqliteAdapter(),
    createIntrospector: (database) => new SqliteIntrospector(database),
  }
  const database: Database = new Kysely({ dialect })
  // A query builder that was never used wouldn't close the file.
  await sql`select 1`.execute(database)
  return database
}

/** Milliseconds that a writer waits for another process before it gives up. */
const patienceMs = 10_000
/** A call waits this long inside SQLite, holding up the whole process; between calls the process goes on. */
const blockingMs = 20
const smallStatement = 4_000
const keptStatements = 200

function openFile(path: string, use: SqliteUse, synchronous: Synchronous): DatabaseSync {
  const file = new DatabaseSync(path, { timeout: use === 'writing' ? blockingMs : patienceMs / 2 })
  try {
    file.exec('PRAGMA journal_mode = WAL')
    file.exec(`PRAGMA synchronous = ${synchronous}`)
    file.exec('PRAGMA foreign_keys = ON')
    if (use === 'reading') file.exec('PRAGMA query_only = ON')
    return file
  } catch (error) {
    file.close()
    throw error
  }
}

/** Gives the query builder what it asks of a database; short statements are prepared once. */
function withStatements(file: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>()
  return {
    close: () => file.close(),
    prepare: (statement) => {
      const known = prepared.get(statement)
      if (known !== undefined) return known
      const made = toStatement(file.prepare(statement))
      if (statement.length > smallStatement) return made
      if (prepared.size >= keptStatements) prepared.clear()
      prepared.set(statement, made)
      return made
    },
  }
}

type SqliteStatement = ReturnType<SqliteDatabase['prepare']>

function toStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(toSqliteValue)),
    run: (parameters) => statement.run(...parameters.map(toSqliteValue)),
    iterate: (parameters) => statement.iterate(...parameters.map(toSqliteValue)),
  }
}

function toSqliteValue(value: unknown): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`a ${typeof value} can't be stored`)
}

class StoreSqliteAdapter extends SqliteAdapter {
  /** It can (migrations then are all or nothing); the query builder assumes otherwise. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class StoreSqliteDriver extends SqliteDriver implements Driver {
  readonly #use: SqliteUse
  readonly #file: DatabaseSync
  #connection: DatabaseConnection | undefined
  #hasBegun = false

  constructor(use: SqliteUse, file: DatabaseSync) {
    const database = withStatements(file)
    const requireStanding = (): void => this.#requireStanding()
    super({
      database: {
        close: () => database.close(),
        prepare: (statement) => {
          requireStanding()
          return database.prepare(statement)
        },
      },
    })
    this.#use = use
    this.#file = file
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#connection === undefined) {
      this.#connection = await super.acquireConnection()
      speakStore(this.#connection, toStoreError)
    }
    return this.#connection
  }

  /** A writer takes the file's one write lock at once: what it then reads stands until it commits. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const begin = CompiledQuery.raw(this.#use === 'writing' ? 'begin immediate' : 'begin')
    await whileBusy(() => connection.executeQuery(begin))
    this.#hasBegun = true
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection)
    this.#hasBegun = false
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    this.#hasBegun = false
    if (this.#file.isTransaction) await super.rollbackTransaction(connection)
  }

  /**
   * SQLite may undo a transaction by itself, when the disk is full for one. What came after would stand alone then.
   *
   * @see https://www.sqlite.org/lang_transaction.html (read 2026-11-22)
   */
  #requireStanding(): void {
    if (this.#hasBegun && !this.#file.isTransaction) throw new StoreUnavailable('a transaction was undone')
  }
}

/** Tries again while another process holds the file, without holding up this one. */
async function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error
      // Processes that wait for each other should not keep the same step.
      await sleep(1 + ((attempt * 7 + process.pid) % 10))
    }
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof StoreUnavailable && [busy, locked].includes(sqliteCode(error.cause))

// Primary result codes, https://www.sqlite.org/rescode.html (read 2026-11-22).
const busy = 5
const locked = 6
const constraintFailed = 19
const foreignKeyFailed = 787
/** busy, locked, read-only, input or output failed, damaged, full, can't open, not a database. */
const unavailable = [busy, locked, 8, 10, 11, 13, 14, 26]

/** The primary code of a driver's error; 0 for anything else. */
function sqliteCode(error: unknown): number {
  return extendedCode(error) & 0xff
}

function extendedCode(error: unknown): number {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0
}

function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if ('code' in error && error.code === 'ERR_INVALID_STATE') return new StoreUnavailable('closed', { cause: error })
  if (unavailable.includes(sqliteCode(error))) return new StoreUnavailable(error.message, { cause: error })
  if (sqliteCode(error) !== constraintFailed) return error
  if (extendedCode(error) === foreignKeyFailed) return new StoreConflict('reference', { cause: error })
  const broken = uniqueIndexes.find(
    ({ columns }) => error.message === `UNIQUE constraint failed: ${columns.join(', ')}`,
  )
  return broken === undefined ? error : new StoreConflict(broken.constraint, { cause: error })
}

import type { DatabaseConnection, Dialect } from 'kysely'
import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import { speakStore } from './connection.ts'
import { uniqueIndexes } from './constraints.ts'
import { StoreConflict, StoreUnavailable } from './errors.ts'
import type { Database } from './row.ts'

/** What connections are for: `writing` ones never wait for others without end, nor let others wait. */
export type PostgresUse = 'reading' | 'writing'

/** Opens a pool of connections to a PostgreSQL database. */
export function openPostgres(databaseUrl: string, use: PostgresUse, maxConnections: number): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: maxConnections,
    connectionTimeoutMillis: patienceMs,
    application_name: 'rolecall',
    types,
  })
  // A connection that breaks tells so twice: to the query underway or the next one, whose caller learns of it, and as an
  // event, which would end the process if nobody listened.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  const driver = new StorePostgresDriver({
    pool,
    onCreateConnection: async (connection) => {
      if (use === 'writing') await connection.executeQuery(writerLimits)
    },
  })
  const dialect: Dialect = {
    createDriver: () => driver,
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (database) => new PostgresIntrospector(database),
  }
  return new Kysely({ dialect })
}

/** Milliseconds that a caller waits for a connection. */
const patienceMs = 10_000

/** Set by a statement: poolers in between refuse them as parameters of the connection. */
const writerLimits = CompiledQuery.raw(
  `select set_config('lock_timeout', '${patienceMs}ms', false),
    set_config('idle_in_transaction_session_timeout', '${6 * patienceMs}ms', false)`,
)

/** Whole numbers of 64 bits come as texts; ours (instants, revisions) are all safe integers. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

class StorePostgresDriver extends PostgresDriver {
  readonly #known = new WeakSet<DatabaseConnection>()

  override async acquireConnection(): Promise<DatabaseConnection> {
    try {
      const connection = await super.acquireConnection()
      if (!this.#known.has(connection)) {
        this.#known.add(connection)
        speakStore(connection, toStoreError)
      }
      return connection
    } catch (error) {
      throw new StoreUnavailable(messageOf(error), { cause: error })
    }
  }
}

// SQLSTATE codes, https://www.postgresql.org/docs/15/errcodes-appendix.html (read 2026-11-22).
const uniqueViolation = '23505'
const foreignKeyViolation = '23503'
const lockNotAvailable = '55P03'
/** Classes: connection, transaction undone by the server (deadlock), resources, stopped by the operator, system. */
const unavailableClasses = ['08', '40', '53', '57', '58']
/** Failures of the connection itself carry no SQLSTATE. */
const isConnectionFailure = (error: Error): boolean =>
  ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) ||
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/.test(
    error.message,
  )

function toStoreError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (!(error instanceof pg.DatabaseError)) {
    return isConnectionFailure(error) ? new StoreUnavailable(error.message, { cause: error }) : error
  }
  const { code = '', constraint } = error
  const isUnavailable = unavailableClasses.includes(code.slice(0, 2)) || code === lockNotAvailable
  if (isUnavailable) return new StoreUnavailable(error.message, { cause: error })
  if (code === foreignKeyViolation) return new StoreConflict('reference', { cause: error })
  if (code !== uniqueViolation) return error
  const broken = uniqueIndexes.find((index) => index.name === constraint)
  return broken === undefined ? error : new StoreConflict(broken.constraint, { cause: error })
}

const messageOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : 'no connection'

import { openPostgresAccess, openSqliteAccess, openTemporaryAccess } from './access.ts'
import type { DatabaseAccess } from './access.ts'
import { createDatabaseStore } from './database-store.ts'
import type { Store } from './store.ts'

/** Where a store lives: a directory (SQLite), a PostgreSQL database (version 15 or newer), or nowhere: `temporary`
 * is a SQLite store that is gone after `close` and doesn't wait for the disk, for tests and trials. */
export type StorePlace = { readonly dataDir: string } | { readonly databaseUrl: string } | { readonly temporary: true }

/**
 * Opens a store and brings its tables up to this version.
 *
 * @throws StoreIsNewer
 * @throws StoreUnavailable
 */
export async function openStore(place: StorePlace): Promise<Store> {
  return createDatabaseStore(await openAccess(place))
}

function openAccess(place: StorePlace): Promise<DatabaseAccess> {
  if ('databaseUrl' in place) return openPostgresAccess(place.databaseUrl)
  if ('dataDir' in place) return openSqliteAccess(place.dataDir, 'FULL')
  return openTemporaryAccess()
}

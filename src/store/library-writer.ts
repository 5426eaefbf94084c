import type { AccountId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import { clearLibrary } from './assets/clear-library.ts'
import { rebasePublicIds } from './assets/rebase-assets.ts'
import { adoptBlobs, doomBlobs } from './blob-ledger.ts'
import type { LibraryWriter } from './library.ts'
import type { Database } from './row.ts'

/** Makes the part of a transaction that changes a library as a whole; `run` makes each a write of the transaction. */
export function createLibraryWriter(
  database: Database,
  owner: AccountId,
  now: Instant,
  run: <T>(write: () => Promise<T>) => Promise<T>,
): LibraryWriter {
  const refuseForeign = (accountId: AccountId): void => {
    if (accountId !== owner) throw new Error("a library of another account can't be changed here")
  }
  return {
    rebasePublicIds: (accountId, environmentId, from, to) =>
      run(async () => {
        refuseForeign(accountId)
        return rebasePublicIds(database, accountId, environmentId, from, to)
      }),
    clearLibrary: (accountId, environmentId) =>
      run(async () => {
        refuseForeign(accountId)
        await clearLibrary(database, accountId, environmentId, now)
      }),
    adoptBlobs: (ids) => run(() => adoptBlobs(database, ids)),
    doomBlobs: (ids, at = now) => run(() => doomBlobs(database, ids, at)),
  }
}

import { sql } from 'kysely'
import type { BlobId } from '../domain/ids.ts'
import { blobId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { DatabaseAccess } from './access.ts'
import { isAmong } from './dialect.ts'
import { StoreConflict } from './errors.ts'
import type { BlobLedger } from './library.ts'
import type { Database } from './row.ts'
import { rowsOf, text } from './row.ts'

/** Makes the part of a store that keeps blobs and records in step; see {@link BlobLedger}. */
export function createBlobLedger({ write }: Pick<DatabaseAccess, 'write'>): BlobLedger {
  return {
    stageBlobs: (ids, at) => write(queue, (database) => note(database, ids, 0, at)),
    listStrayBlobs: (stagedBefore, limit) =>
      write(queue, async (database) => {
        // From here on nobody adopts them, whenever their bytes go.
        const old = sql`select id from blob_ledger where is_doomed = 0 and at < ${stagedBefore} order by at limit ${limit}`
        await rowsOf(database, sql`update blob_ledger set is_doomed = 1 where is_doomed = 0 and id in (${old})`)
        const doomed = sql`select id from blob_ledger where is_doomed = 1 order by at, id limit ${limit}`
        return (await rowsOf(database, doomed)).map((row) => blobId(text(row, 'id')))
      }),
    forgetBlobs: (ids) =>
      write(queue, async (database) => {
        for (const some of parts(ids))
          await rowsOf(database, sql`delete from blob_ledger where ${isAmong(database, 'id', some)}`)
      }),
  }
}

const queue = ' blobs'

/**
 * Forgets that blobs were staged: records hold them from now on.
 *
 * @throws StoreConflict `reference` for one that isn't staged: it was swept away, or never written
 */
export async function adoptBlobs(database: Database, ids: readonly BlobId[]): Promise<void> {
  for (const some of parts([...new Set(ids)])) {
    const adopted = await rowsOf(
      database,
      sql`delete from blob_ledger where is_doomed = 0 and ${isAmong(database, 'id', some)} returning id`,
    )
    if (adopted.length < some.length) throw new StoreConflict('reference')
  }
}

/** Says that no record holds blobs any more. */
export const doomBlobs = (database: Database, ids: readonly BlobId[], at: Instant): Promise<void> =>
  note(database, ids, 1, at)

async function note(database: Database, ids: readonly BlobId[], isDoomed: 0 | 1, at: Instant): Promise<void> {
  for (const some of parts([...new Set(ids)])) {
    const tuples = some.map((id) => sql`(${sql.join([id, isDoomed, at])})`)
    await rowsOf(
      database,
      sql`insert into blob_ledger (id, is_doomed, at) values ${sql.join(tuples)}
        on conflict (id) do update set is_doomed = excluded.is_doomed, at = excluded.at`,
    )
  }
}

const atOnce = 500

function* parts<T>(list: readonly T[]): Generator<readonly T[], void> {
  for (let start = 0; start < list.length; start += atOnce) yield list.slice(start, start + atOnce)
}

import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { blobId, type AccountId, type BlobId, type EnvironmentId } from '../../domain/ids.ts'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { Instant } from '../../domain/instant.ts'
import { doomBlobs } from '../blob-ledger.ts'
import { isAmongNumbers } from '../dialect.ts'
import type { Clause, Database, Row } from '../row.ts'
import { integer, isEqual, rowsOf, text, textOrNull } from '../row.ts'
import { scopeCell } from './asset-cells.ts'

/** The blobs that an asset holds. */
export const blobsOf = ({ file }: Pick<AssetRecord, 'file'>): readonly BlobId[] => [
  file.blobId,
  ...(file.thumbnailId === null ? [] : [file.thumbnailId]),
]

/** Deletes everything in the library of an environment and dooms its blobs, in parts, without changes of their own. */
export async function clearLibrary(
  database: Database,
  accountId: AccountId,
  environmentId: EnvironmentId,
  at: Instant,
): Promise<void> {
  const here = sql`${isEqual('account_id', accountId)} and ${isEqual('environment_id', environmentId)}`
  const scope = scopeCell(accountId, environmentId)
  for (;;) {
    const found = sql`select number, id, blob_id, thumbnail_id from assets where ${here} order by created_at, id limit ${atOnce}`
    const assets = await rowsOf(database, found)
    const numbers = (column: string): Clause =>
      isAmongNumbers(
        database,
        column,
        assets.map((row) => integer(row, 'number')),
      )
    for (const table of ['asset_tags', 'asset_values'])
      await rowsOf(database, sql`delete from ${sql.table(table)} where ${numbers('asset')}`)
    await doomBlobs(database, assets.flatMap(blobsOfRow), at)
    await rowsOf(database, sql`delete from assets where ${numbers('number')}`)
    if (assets.length < atOnce) break
    await nextTurn()
  }
  await clearTerms(database, scope)
  await clearVersions(database, accountId, environmentId, at)
  const settings = ['library_settings', 'upload_presets', 'upload_mappings', 'transformations']
  const rest = [...settings, 'metadata_fields', 'metadata_rules']
  for (const table of rest) await rowsOf(database, sql`delete from ${sql.table(table)} where ${here}`)
}

const atOnce = 1_000
const termsAtOnce = 10_000

async function clearTerms(database: Database, scope: number): Promise<void> {
  for (;;) {
    const some = sql`select scope, term, asset from asset_terms where scope = ${scope} limit ${termsAtOnce}`
    const gone = await rowsOf(
      database,
      sql`delete from asset_terms where (scope, term, asset) in (${some}) returning 1 as one`,
    )
    if (gone.length < termsAtOnce) return
    await nextTurn()
  }
}

async function clearVersions(database: Database, accountId: AccountId, environmentId: EnvironmentId, at: Instant) {
  const here = sql`${isEqual('account_id', accountId)} and ${isEqual('environment_id', environmentId)}`
  for (;;) {
    const rows = await rowsOf(
      database,
      sql`select asset_id, id, asset from asset_versions where ${here} limit ${atOnce}`,
    )
    // Written from records; see `library-tables.ts`.
    const blobs = rows.flatMap((row) => blobsOf(JSON.parse(text(row, 'asset')) as AssetRecord))
    await doomBlobs(database, [...new Set(blobs)], at)
    for (const row of rows)
      await rowsOf(
        database,
        sql`delete from asset_versions
          where ${here} and ${isEqual('asset_id', text(row, 'asset_id'))} and ${isEqual('id', text(row, 'id'))}`,
      )
    if (rows.length < atOnce) return
    await nextTurn()
  }
}

function blobsOfRow(row: Row): readonly BlobId[] {
  const thumbnail = textOrNull(row, 'thumbnail_id')
  return [blobId(text(row, 'blob_id')), ...(thumbnail === null ? [] : [blobId(thumbnail)])]
}

import { sql } from 'kysely'
import type { AssetRecord } from '../../domain/library-records.ts'
import type { FolderRecord } from '../../domain/records.ts'
import { nameCell, parentCell } from '../cells.ts'
import { TextTooLong, StoreConflict } from '../errors.ts'
import type { Cell, Clause, Database, Row } from '../row.ts'
import { columnList, integer, isEqual, isOneOf, rowOf, rowsOf, text } from '../row.ts'
import { isAmongNumbers } from '../dialect.ts'
import { maxNameBytes, storedBytes } from '../text.ts'
import { rankCell, scopeCell, termsOf, valueNameCell, valuesOf, wordsCell, wordsOf } from './asset-cells.ts'

/** One asset that was written: as it was (null: not at all) and as it is. */
export interface WrittenAsset {
  readonly before: AssetRecord | null
  readonly after: AssetRecord
}

/**
 * Writes what assets are found by: tags, values, terms.
 *
 * @throws StoreConflict `reference` when the folder of one isn't there or is another environment's
 * @throws TextTooLong for a tag that no index can hold
 */
export async function writeAssetParts(database: Database, written: readonly WrittenAsset[]): Promise<void> {
  if (written.length === 0) return
  await refuseStrayAssets(
    database,
    written.map(({ after }) => after),
  )
  const numberById = await numbersOf(
    database,
    written.map(({ after }) => after),
  )
  const numbered = written.map((one) => ({ ...one, number: numberOf(numberById, one.after) }))
  const known = numbered.flatMap(({ before, number }) => (before === null ? [] : [{ asset: before, number }]))
  await deleteParts(database, known)
  await insertParts(
    database,
    numbered.map(({ after, number }) => ({ asset: after, number })),
  )
}

/** Deletes what some stored assets are found by. */
export async function deleteAssetParts(database: Database, assets: readonly AssetRecord[]): Promise<void> {
  if (assets.length === 0) return
  const numberById = await numbersOf(database, assets)
  await deleteParts(
    database,
    assets.map((asset) => ({ asset, number: numberOf(numberById, asset) })),
  )
}

interface Numbered {
  readonly asset: AssetRecord
  readonly number: number
}

async function numbersOf(database: Database, assets: readonly AssetRecord[]): Promise<ReadonlyMap<string, number>> {
  const accountId = assets[0]?.accountId ?? ''
  const ids = assets.map(({ id }) => id)
  const found = sql`select number, id from assets where ${isEqual('account_id', accountId)} and ${isOneOf('id', ids)}`
  return new Map((await rowsOf(database, found)).map((row) => [text(row, 'id'), integer(row, 'number')]))
}

function numberOf(numberById: ReadonlyMap<string, number>, { id }: AssetRecord): number {
  const number = numberById.get(id)
  if (number === undefined) throw new TypeError('an asset that was written is not there')
  return number
}

async function deleteParts(database: Database, assets: readonly Numbered[]): Promise<void> {
  if (assets.length === 0) return
  const numbers = (column: string): Clause =>
    isAmongNumbers(
      database,
      column,
      assets.map(({ number }) => number),
    )
  for (const table of ['asset_tags', 'asset_values'])
    await rowsOf(database, sql`delete from ${sql.table(table)} where ${numbers('asset')}`)
  const terms = assets.flatMap(({ asset, number }) => {
    const scope = scopeCell(asset.accountId, asset.environmentId)
    return termsOf(asset).map((term) => ({ scope, term, number }))
  })
  for (const some of chunks(terms, termsAtOnce)) {
    const tuples = some.map(
      ({ scope, term, number }) => sql`(cast(${scope} as bigint), ${term}, cast(${number} as bigint))`,
    )
    await rowsOf(database, sql`delete from asset_terms where (scope, term, asset) in (values ${sql.join(tuples)})`)
  }
}

async function insertParts(database: Database, assets: readonly Numbered[]): Promise<void> {
  const scoped = assets.map(({ asset, number }) => ({
    asset,
    number,
    scope: scopeCell(asset.accountId, asset.environmentId),
  }))
  await insert(
    database,
    'asset_tags',
    scoped.flatMap(({ asset, number, scope }) =>
      [...new Set(asset.tags)].map((tag) => ({ asset: number, scope, tag: fitting(tag), tag_key: nameCell(tag) })),
    ),
  )
  await insert(
    database,
    'asset_values',
    scoped.flatMap(({ asset, number, scope }) =>
      valuesOf(asset).map(({ name, position, value }) => ({
        asset: number,
        scope,
        name: valueNameCell(name),
        position,
        value: nameCell(String(value)),
        rank: rankCell(value),
        words: wordsCell(wordsOf(String(value))),
      })),
    ),
  )
  await insert(
    database,
    'asset_terms',
    scoped.flatMap(({ asset, number, scope }) => termsOf(asset).map((term) => ({ scope, term, asset: number }))),
  )
}

function fitting(tag: string): string {
  if (storedBytes(tag) > maxNameBytes) throw new TextTooLong('asset.tags', maxNameBytes)
  return tag
}

const termsAtOnce = 2_000
const cellsAtOnce = 6_000

async function insert(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const cellsOf = (row: Row): readonly Cell[] => columns.map((column) => row[column] ?? null)
  for (const some of chunks(rows, Math.floor(cellsAtOnce / columns.length))) {
    const tuples = some.map((row) => sql`(${sql.join(cellsOf(row))})`)
    const into: Clause = sql`insert into ${sql.table(table)} (${columnList(columns)}) values ${sql.join(tuples)}`
    await rowsOf(database, into)
  }
}

function* chunks<T>(list: readonly T[], length: number): Generator<readonly T[], void> {
  for (let start = 0; start < list.length; start += length) yield list.slice(start, start + length)
}

/** A folder is one of the same environment; no foreign key says so, because the top has none. */
async function refuseStrayAssets(database: Database, assets: readonly AssetRecord[]): Promise<void> {
  const accountId = assets[0]?.accountId ?? ''
  const folderIds = [...new Set(assets.flatMap(({ folderId }) => folderId ?? []))]
  if (folderIds.length === 0) return
  const folders = sql`select id, environment_id from folders
    where ${isEqual('account_id', accountId)} and ${isOneOf('id', folderIds)}`
  const environmentById = new Map((await rowsOf(database, folders)).map((row) => [row.id, row.environment_id]))
  const isStray = ({ folderId, environmentId }: AssetRecord): boolean =>
    folderId !== null && environmentById.get(folderId) !== environmentId
  if (assets.some(isStray)) throw new StoreConflict('reference')
}

/**
 * Refuses that folders go while assets lie in them.
 *
 * @throws StoreConflict `reference`
 */
export async function refuseOrphanAssets(database: Database, folders: readonly FolderRecord[]): Promise<void> {
  const [first] = folders
  if (first === undefined) return
  const cells = folders.map(({ id }) => parentCell(id))
  const orphan = sql`select number from assets where ${isEqual('account_id', first.accountId)}
    and ${isOneOf('environment_id', [...new Set(folders.map(({ environmentId }) => environmentId))])}
    and ${isOneOf('folder_id', cells)} limit 1`
  if ((await rowOf(database, orphan)) !== undefined) throw new StoreConflict('reference')
}

import { sql } from 'kysely'
import type { FolderRecord, Noun, Records, RoleRecord } from '../domain/records.ts'
import { deleteAssetParts, refuseOrphanAssets, writeAssetParts } from './assets/write-assets.ts'
import type { AssetRecord } from '../domain/library-records.ts'
import { endKeyTokens } from './access-tokens.ts'
import { StoreConflict, TextTooLong } from './errors.ts'
import { ownTables } from './identity-tables.ts'
import { loginTable } from './logins.ts'
import { nounTables } from './noun-tables.ts'
import { isIdNoun, isKeyKind } from './reader.ts'
import type { Cell, Clause, Database, Row } from './row.ts'
import { columnList, isEqual, isOneOf, rowOf, rowsOf } from './row.ts'
import { hasKey } from './select.ts'
import { isVersioned } from './versions.ts'
import type { AccountNoun } from './store.ts'
import { maxIdBytes, maxNameBytes, storedBytes } from './text.ts'

/** One record that is made (`before` null) or changed. */
export interface Difference<N extends Noun> {
  readonly before: Records[N] | null
  readonly after: Records[N]
}

/** What will be read back of a record: its own fields and no other, whatever else the caller's object carries. */
export function toKept<N extends Noun>(noun: N, record: Records[N]): Records[N] {
  const { toRow, fromRow } = nounTables[noun]
  return fromRow(toRow(record), listedOf(record))
}

/** Tells whether two records of one key hold the same. */
export function isSameRecord<N extends Noun>(noun: N, before: Records[N], after: Records[N]): boolean {
  const toText = (record: Records[N]): string => JSON.stringify([nounTables[noun].toRow(record), listedOf(record)])
  return toText(before) === toText(after)
}

/**
 * Refuses what no database should hold.
 *
 * @throws TextTooLong
 * @throws Error for a record of another account, and for an id that stands for something else: a bug of the caller
 */
export function refuseUnfit<N extends Noun>(noun: N, record: Records[N], accountId: string): void {
  const { key, names = [], toRow } = nounTables[noun]
  const row = toRow(record)
  if (row[key[0] ?? ''] !== accountId) throw new Error(`a ${noun} of another account can't be written here`)
  if (key.some((column) => row[column] === '')) throw new Error(`the id of a ${noun} is empty`)
  if (noun === 'environment' && row.id === 'all') throw new Error('the id `all` means every environment')
  for (const [column, cell] of Object.entries(row)) {
    if (typeof cell !== 'string') continue
    if (names.includes(column)) refuseLonger(`${noun}.${column}`, cell, maxNameBytes)
    else if (column === 'id' || column.endsWith('_id')) refuseLonger(`${noun}.${column}`, cell, maxIdBytes)
  }
}

/** Writes records that are known to differ from what is stored. */
export async function writeRows<N extends Noun>(
  database: Database,
  noun: N,
  differences: readonly Difference<N>[],
  revision: number,
): Promise<void> {
  const toRow = (record: Records[N]): Row => ({
    ...nounTables[noun].toRow(record),
    ...(noun === 'account' || isVersioned(noun) ? { revision } : {}),
  })
  const made = differences.filter(({ before }) => before === null).map(({ after }) => toRow(after))
  const changed = differences.filter(({ before }) => before !== null).map(({ after }) => toRow(after))
  const records: readonly Records[Noun][] = differences.map(({ after }) => after)
  await insert(database, nounTables[noun].table, made)
  await insert(database, nounTables[noun].table, changed, nounTables[noun].key)
  if (isIdNoun(noun))
    await insert(
      database,
      'used_ids',
      (await withoutKept(database, noun, made)).map((row) => toUsedId(noun, row)),
    )
  await refuseStrayFolders(database, records.filter(isFolder))
  await writeAssetParts(database, (differences as readonly Difference<Noun>[]).filter(isOfAsset))
  await writePermissions(database, records.filter(isRole))
}

/** A deleted asset of which a version is kept may come back, under its own id alone. */
async function withoutKept(database: Database, noun: Noun, made: readonly Row[]): Promise<readonly Row[]> {
  const [first] = made
  if (noun !== 'asset' || first === undefined) return made
  const ids = made.map(({ id }) => id ?? null)
  const where = sql`${isEqual('account_id', first.account_id ?? null)} and ${isOneOf('asset_id', ids)}`
  const kept = await rowsOf(database, sql`select distinct asset_id from asset_versions where ${where}`)
  const keptIds = new Set(kept.map((row) => row.asset_id))
  return made.filter(({ id }) => !keptIds.has(id))
}

/** Deletes records that are known to be stored, with the secrets and permissions that are part of them. */
export async function deleteRows<N extends AccountNoun>(
  database: Database,
  noun: N,
  records: readonly Records[N][],
): Promise<void> {
  const [first] = records
  if (first === undefined) return
  const { key, keyCells, keyOf, table } = nounTables[noun]
  const keys = records.map(keyOf)
  const ids = keys.map((each) => keyCells(each)[key.length - 1] ?? null)
  const inAccount = isEqual('account_id', first.accountId)
  const remove = (from: string, where: Clause) => rowsOf(database, sql`delete from ${sql.table(from)} where ${where}`)
  await deleteAssetParts(database, (records as readonly Records[Noun][]).filter(isAsset))
  if (noun === 'role') await remove('role_permissions', sql`${inAccount} and ${isOneOf('role_id', ids)}`)
  if (noun === 'user') {
    for (const own of [...ownTables, loginTable]) await remove(own, sql`${inAccount} and ${isOneOf('user_id', ids)}`)
  }
  if (isKeyKind(noun)) {
    const ofKeys = sql`${isEqual('kind', noun)} and ${isOneOf('key_id', ids)}`
    await remove('key_secrets', ofKeys)
    await remove('key_usage', ofKeys)
  }
  if (noun === 'api_key') await endKeyTokens(database, ids)
  if (noun === 'public_link') await remove('link_secrets', sql`${inAccount} and ${isOneOf('link_id', ids)}`)
  await remove(table, hasKey(noun, keys))
  const folders = (records as readonly Records[Noun][]).filter(isFolder)
  await refuseOrphans(database, folders)
  await refuseOrphanAssets(database, folders)
}

const isFolder = (record: Records[Noun]): record is FolderRecord => 'parentId' in record
const isAsset = (record: Records[Noun]): record is AssetRecord => 'resourceKind' in record
const isOfAsset = (
  one: Difference<Noun>,
): one is { readonly before: AssetRecord | null; readonly after: AssetRecord } => isAsset(one.after)
const isRole = (record: Records[Noun]): record is RoleRecord => 'permissionIds' in record
const listedOf = (record: Records[Noun]): readonly string[] => (isRole(record) ? record.permissionIds : [])

function refuseLonger(field: string, cell: string, maxBytes: number): void {
  if (storedBytes(cell) > maxBytes) throw new TextTooLong(field, maxBytes)
}

const toUsedId = (noun: Noun, row: Row): Row => ({ account_id: row.account_id ?? null, noun, id: row.id ?? null })

/** Inserts rows; with a `key`, rows that have it already are replaced. */
async function insert(database: Database, table: string, rows: readonly Row[], key?: readonly string[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const cellsOf = (row: Row): readonly Cell[] => columns.map((column) => row[column] ?? null)
  const tuples = rows.map((row) => sql`(${sql.join(cellsOf(row))})`)
  const sets = columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`)
  const replace = key === undefined ? sql`` : sql`on conflict (${columnList(key)}) do update set ${sql.join(sets)}`
  await rowsOf(
    database,
    sql`insert into ${sql.table(table)} (${columnList(columns)}) values ${sql.join(tuples)} ${replace}`,
  )
}

/** A parent is another folder of the same environment; no foreign key says so, because the top has none. */
async function refuseStrayFolders(database: Database, folders: readonly FolderRecord[]): Promise<void> {
  const [first] = folders
  const parentIds = [...new Set(folders.flatMap(({ parentId }) => parentId ?? []))]
  if (first === undefined || parentIds.length === 0) return
  const parents = sql`select id, environment_id from folders
    where ${isEqual('account_id', first.accountId)} and ${isOneOf('id', parentIds)}`
  const environmentById = new Map((await rowsOf(database, parents)).map((row) => [row.id, row.environment_id]))
  const isStray = ({ id, parentId, environmentId }: FolderRecord): boolean =>
    parentId !== null && (parentId === id || environmentById.get(parentId) !== environmentId)
  if (folders.some(isStray)) throw new StoreConflict('reference')
}

async function refuseOrphans(database: Database, deleted: readonly FolderRecord[]): Promise<void> {
  const [first] = deleted
  if (first === undefined) return
  const orphan = sql`select id from folders where ${isEqual('account_id', first.accountId)}
    and ${isOneOf('environment_id', [...new Set(deleted.map(({ environmentId }) => environmentId))])}
    and ${isOneOf(
      'parent_id',
      deleted.map(({ id }) => id),
    )} limit 1`
  if ((await rowOf(database, orphan)) !== undefined) throw new StoreConflict('reference')
}

async function writePermissions(database: Database, roles: readonly RoleRecord[]): Promise<void> {
  const [first] = roles
  if (first === undefined) return
  const { accountId } = first
  const roleIds = roles.map(({ id }) => id)
  await rowsOf(
    database,
    sql`delete from role_permissions where ${isEqual('account_id', accountId)} and ${isOneOf('role_id', roleIds)}`,
  )
  for (const { id, permissionIds } of roles) {
    const rows = permissionIds.map((permission_id, position) => ({
      account_id: accountId,
      role_id: id,
      position,
      permission_id,
    }))
    await insert(database, 'role_permissions', rows)
  }
}

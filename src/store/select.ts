import { sql } from 'kysely'
import type { Noun, Records } from '../domain/records.ts'
import { nounTables } from './noun-tables.ts'
import type { Cell, Clause, Database, Row } from './row.ts'
import { allOf, columnList, isAfter, isEqual, rowsOf, text, textOrNull } from './row.ts'
import type { KeyOf, Page } from './keys.ts'

/** Which records of a noun, in which order (that of the key when absent), and how many. */
export interface Selection {
  readonly where: readonly Clause[]
  readonly order?: readonly string[]
  readonly limit?: number | undefined
}

/** Reads records with one statement, so that a role and its permissions are of one moment. */
export async function select<N extends Noun>(
  database: Database,
  noun: N,
  { where, order = nounTables[noun].key, limit }: Selection,
): Promise<readonly Records[N][]> {
  const { table, fromRow } = nounTables[noun]
  const first = limit === undefined ? sql`` : sql`limit ${limit}`
  const statement = sql`select * from ${sql.table(table)} where ${allOf(where)} order by ${columnList(order)} ${first}`
  if (noun !== 'role') return (await rowsOf(database, statement)).map((row) => fromRow(row, []))
  const rows = await rowsOf(database, withPermissions(statement, order))
  return gather(rows).map(([row, permissionIds]) => fromRow(row, permissionIds))
}

/** Reads the first record of a selection. */
export async function selectOne<N extends Noun>(
  database: Database,
  noun: N,
  where: readonly Clause[],
  order?: readonly string[],
): Promise<Records[N] | undefined> {
  return (await select(database, noun, { where, limit: 1, ...(order && { order }) }))[0]
}

/** Reads one record by its key. */
export async function selectByKey<N extends Noun>(
  database: Database,
  noun: N,
  key: KeyOf<N>,
): Promise<Records[N] | undefined> {
  return (await selectByKeys(database, noun, [key]))[0]
}

/** Reads the records that have one of some keys of one account, in the order of keys. */
export async function selectByKeys<N extends Noun>(
  database: Database,
  noun: N,
  keys: readonly KeyOf<N>[],
): Promise<readonly Records[N][]> {
  if (keys.length === 0) return []
  return select(database, noun, { where: [hasKey(noun, keys)] })
}

/** The rows of a noun that have one of some keys; at least one. */
export function hasKey<N extends Noun>(noun: N, keys: readonly KeyOf<N>[]): Clause {
  const { key: columns, keyCells } = nounTables[noun]
  const cells = keys.map(keyCells)
  const [first = []] = cells
  // The first columns are most often the same in all (the account): an equality each lets every index serve.
  const isShared = (position: number): boolean => cells.every((each) => each[position] === first[position])
  let shared = 0
  while (shared < columns.length - 1 && isShared(shared)) shared++
  const equalities = columns.slice(0, shared).map((column, position) => isEqual(column, first[position] ?? null))
  const rest = columns.slice(shared)
  if (rest.length === 1)
    return allOf([...equalities, sql`${columnList(rest)} in (${sql.join(cells.map((each) => each[shared]))})`])
  const tuples = cells.map((each) => sql`(${sql.join(each.slice(shared))})`)
  return allOf([...equalities, sql`(${columnList(rest)}) in (values ${sql.join(tuples)})`])
}

/** The limit and the start of a page, for a list in the order of `columns`. */
export function part<Position>(
  page: Page<Position> | undefined,
  columns: readonly string[],
  cells: (position: Position) => readonly Cell[],
): { readonly where: readonly Clause[]; readonly order: readonly string[]; readonly limit: number | undefined } {
  const where = page?.after === undefined ? [] : [isAfter(columns, cells(page.after))]
  return { where, order: columns, limit: page?.limit }
}

function withPermissions(roles: Clause, order: readonly string[]): Clause {
  const sorted = sql.join(order.map((column) => sql.ref(`record.${column}`)))
  return sql`select record.*, listed.permission_id from (${roles}) as record
    left join role_permissions as listed on listed.account_id = record.account_id and listed.role_id = record.id
    order by ${sorted}, listed.position`
}

/** Turns one row a permission into one a role. */
function gather(rows: readonly Row[]): readonly (readonly [Row, readonly string[]])[] {
  const roles: [Row, string[]][] = []
  for (const row of rows) {
    const newest = roles.at(-1)
    const isSame = newest !== undefined && newest[0].id === row.id && newest[0].account_id === row.account_id
    const permissionIds = isSame ? newest[1] : []
    if (!isSame) roles.push([row, permissionIds])
    if (textOrNull(row, 'permission_id') !== null) permissionIds.push(text(row, 'permission_id'))
  }
  return roles
}

import type { Kysely, RawBuilder } from 'kysely'
import { sql } from 'kysely'

/** What both databases keep in a column: flags are 0 and 1, instants are milliseconds. */
export type Cell = string | number | null

/** One row by column name. */
export type Row = Readonly<Record<string, Cell>>

/** A connection, or a transaction on one. No table is known to the query builder: rows are read by `noun-tables.ts`. */
export type Database = Kysely<unknown>

/** Part of a statement. */
export type Clause = RawBuilder<unknown>

/** Runs a statement and answers its rows. */
export async function rowsOf(database: Database, statement: Clause): Promise<readonly Row[]> {
  const { rows } = await statement.execute(database)
  // Every value has passed the connection's codec, which yields cells only.
  return rows as readonly Row[]
}

/** Runs a statement and answers its first row. */
export async function rowOf(database: Database, statement: Clause): Promise<Row | undefined> {
  return (await rowsOf(database, statement))[0]
}

/** Column names, quoted and separated by commas. */
export const columnList = (columns: readonly string[]): Clause => sql.join(columns.map((column) => sql.ref(column)))

/** `column = value`. */
export const isEqual = (column: string, value: Cell): Clause => sql`${sql.ref(column)} = ${value}`

/** `column in (values)`; an empty list matches nothing. */
export const isOneOf = (column: string, values: readonly Cell[]): Clause =>
  values.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(values)})`

/** The rows after a position in the order of some columns. */
export const isAfter = (columns: readonly string[], position: readonly Cell[]): Clause =>
  sql`(${columnList(columns)}) > (${sql.join(position)})`

/** All of the clauses, at least one. */
export const allOf = (clauses: readonly Clause[]): Clause => sql.join(clauses, sql` and `)

/** Any of the clauses; an empty list matches nothing. */
export const anyOf = (clauses: readonly Clause[]): Clause =>
  clauses.length === 0 ? sql`1 = 0` : sql`(${sql.join(clauses, sql` or `)})`

/** The text in a column. */
export function text(row: Row, column: string): string {
  const cell = row[column]
  if (typeof cell !== 'string') throw new TypeError(`column ${column} holds no text`)
  return cell
}

/** The text in a column that may be empty. */
export const textOrNull = (row: Row, column: string): string | null => (row[column] === null ? null : text(row, column))

/** The whole number in a column. */
export function integer(row: Row, column: string): number {
  const cell = row[column]
  if (typeof cell !== 'number' || !Number.isSafeInteger(cell)) throw new TypeError(`column ${column} holds no integer`)
  return cell
}

/** The whole number in a column that may be empty. */
export const integerOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column)

/** The yes or no in a column. */
export const flag = (row: Row, column: string): boolean => integer(row, column) === 1

/** The literal in a column. */
export function literal<T extends string>(row: Row, column: string, literals: readonly T[]): T {
  const cell = text(row, column)
  const found = literals.find((each) => each === cell)
  if (found === undefined) throw new TypeError(`column ${column} holds the unknown word ${cell}`)
  return found
}

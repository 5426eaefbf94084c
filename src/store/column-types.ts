/** What the two databases call the same thing in a table's definition. */
export interface ColumnTypes {
  /** Text that compares by its bytes. */
  readonly text: string
  /** 64 bits, signed. */
  readonly integer: string
  /** A column of 64 bits that numbers the rows of its table; its primary key. */
  readonly numbered: string
  /** What follows the closing parenthesis of a table. */
  readonly end: string
  /** The same, of a table whose rows hold long texts. */
  readonly largeEnd: string
}

/** See https://www.sqlite.org/stricttables.html and https://www.sqlite.org/withoutrowid.html (read 2026-11-22). */
export const sqliteTypes: ColumnTypes = {
  text: 'text',
  integer: 'integer',
  numbered: 'integer primary key',
  end: 'strict, without rowid',
  largeEnd: 'strict',
}

/** The collation "C" compares bytes, whatever the database's own locale. */
export const postgresTypes: ColumnTypes = {
  text: 'text collate "C"',
  integer: 'bigint',
  numbered: 'bigint generated always as identity primary key',
  end: '',
  largeEnd: '',
}

import type { Noun, Records } from '../domain/records.ts'
import type { KeyOf } from './keys.ts'
import type { Row } from './row.ts'

/** How records of one noun lie in a table. */
export interface NounTable<N extends Noun> {
  readonly table: string
  /** The columns of the primary key, in order, `account_id` first. */
  readonly key: readonly string[]
  /** The key of a record: the record. */
  readonly keyOf: (record: Records[N]) => KeyOf<N>
  /** The cells of {@link NounTable.key}. */
  readonly keyCells: (key: KeyOf<N>) => readonly string[]
  /** Columns of text that lie in an index, as names and not as ids. */
  readonly names?: readonly string[]
  readonly toRow: (record: Records[N]) => Row
  /** `listed` is what the noun's child table holds, in order: a role's permission ids. */
  readonly fromRow: (row: Row, listed: readonly string[]) => Records[N]
}

// data table: what became of sending invitations
import type { ColumnTypes } from '../column-types.ts'

/** What became of the letter with a token, since when, and why it failed; null: nothing is known, or nothing is sent. */
export const sendings = ({ text, integer }: ColumnTypes): readonly string[] => [
  `alter table user_tokens add column sending ${text}`,
  `alter table user_tokens add column sending_failure ${text}`,
  `alter table user_tokens add column sending_at ${integer}`,
]

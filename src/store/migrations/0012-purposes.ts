// data table: what keys are for
import type { ColumnTypes } from '../column-types.ts'

/** What a key is for, in somebody's words. */
export const purposes = ({ text }: ColumnTypes): readonly string[] => [
  `alter table api_keys add column purpose ${text}`,
  `alter table account_keys add column purpose ${text}`,
]

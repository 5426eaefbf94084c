// data table: when each user signed in last
import type { ColumnTypes } from '../column-types.ts'

/** Noted beside the change log: it changes with every sign-in and gives nobody anything. A user's goes with the user. */
export const logins = ({ text, integer, end }: ColumnTypes): readonly string[] => [
  `create table user_logins (
    account_id ${text} not null,
    user_id ${text} not null,
    at ${integer} not null,
    constraint user_logins_key primary key (account_id, user_id)
  ) ${end}`,
]

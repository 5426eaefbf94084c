// data table: what access tokens need
import type { ColumnTypes } from '../column-types.ts'

/** Access tokens by the hash of each: of a key, or of a user and the session it was made in. Not part of any record. */
export const accessTokens = ({ text, integer, end }: ColumnTypes): readonly string[] => [
  `create table access_tokens (
    id ${text} not null,
    account_id ${text} not null,
    environment_id ${text} not null,
    key_id ${text},
    user_id ${text},
    session_id ${text},
    created_at ${integer} not null,
    expires_at ${integer} not null,
    constraint access_tokens_key primary key (id)
  ) ${end}`,
  `create index access_tokens_key_id on access_tokens (key_id, id)`,
  `create index access_tokens_user on access_tokens (account_id, user_id, id)`,
  `create index access_tokens_end on access_tokens (expires_at)`,
]

// data table: what signing in needs
import type { ColumnTypes } from '../column-types.ts'

/** Sessions, tokens, second factors and counters of attempts: none of it is part of a record or of the change log. */
export const identity = ({ text, integer, end }: ColumnTypes): readonly string[] => [
  `create table sessions (
    id ${text} not null,
    account_id ${text} not null,
    user_id ${text} not null,
    created_at ${integer} not null,
    seen_at ${integer} not null,
    address ${text} not null,
    agent ${text} not null,
    constraint sessions_key primary key (id)
  ) ${end}`,
  `create index sessions_user on sessions (account_id, user_id, id)`,

  `create table user_tokens (
    id ${text} not null,
    kind ${text} not null,
    account_id ${text} not null,
    user_id ${text} not null,
    created_at ${integer} not null,
    expires_at ${integer} not null,
    constraint user_tokens_key primary key (id)
  ) ${end}`,
  `create index user_tokens_user on user_tokens (account_id, kind, user_id, id)`,

  `create table second_factors (
    account_id ${text} not null,
    user_id ${text} not null,
    sealed ${text} not null,
    is_confirmed ${integer} not null,
    last_step ${integer} not null,
    created_at ${integer} not null,
    constraint second_factors_key primary key (account_id, user_id)
  ) ${end}`,

  `create table recovery_codes (
    account_id ${text} not null,
    user_id ${text} not null,
    hash ${text} not null,
    constraint recovery_codes_key primary key (account_id, user_id, hash)
  ) ${end}`,

  `create table attempts (
    id ${text} not null,
    failures ${integer} not null,
    blocked_until ${integer} not null,
    counted_at ${integer} not null,
    constraint attempts_key primary key (id)
  ) ${end}`,
  `create index attempts_counted on attempts (counted_at)`,

  `create index users_email_key on users (email_key, account_id)`,
]

// data table: what environments and keys have besides, and what is counted
import type { ColumnTypes } from '../column-types.ts'

/**
 * What the Provisioning API keeps of environments and keys, when each key was last used, and what each environment used.
 *
 * Use and usage are counted beside the change log: they change with every request and give nobody anything. A month is
 * `2026-11`, in UTC; `environment_id` is empty for what belongs to the account itself. Usage outlives its environment.
 */
export const provisioning = ({ text, integer, end }: ColumnTypes): readonly string[] => [
  `alter table environments add column custom_attributes ${text}`,
  `alter table api_keys add column dedicated_for ${text} not null default ''`,
  `alter table api_keys add column is_root ${integer} not null default 0`,
  `alter table api_keys add column created_by ${text}`,
  `alter table account_keys add column created_by ${text}`,

  `create table key_usage (
    account_id ${text} not null references accounts (id),
    kind ${text} not null,
    key_id ${text} not null,
    used_at ${integer} not null,
    operation ${text} not null,
    primary key (kind, key_id)
  ) ${end}`,

  `create table usage_counters (
    account_id ${text} not null references accounts (id),
    environment_id ${text} not null,
    month ${text} not null,
    metric ${text} not null,
    value ${integer} not null,
    primary key (account_id, month, environment_id, metric)
  ) ${end}`,
]

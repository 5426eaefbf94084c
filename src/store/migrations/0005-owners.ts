// data table: owners of keys, versions of records, and what lists of users are found by
import { sql } from 'kysely'
import { nameCell } from '../cells.ts'
import type { ColumnTypes } from '../column-types.ts'
import type { Database } from '../row.ts'
import { rowsOf, text } from '../row.ts'

/** The tables whose records whole replacements can change. */
const replaced = ['environments', 'users', 'user_groups', 'api_keys', 'account_keys', 'roles', 'custom_policies']

/**
 * Who owns a key; at which revision of the account a record changed last (0: before this migration); by what users are
 * compared and listed. `status` is 0 for active, 1 for pending, 2 for disabled users.
 */
export const owners = ({ text, integer }: ColumnTypes): readonly string[] => [
  `alter table api_keys add column owner_id ${text}`,
  `alter table account_keys add column owner_id ${text}`,
  ...replaced.map((table) => `alter table ${table} add column revision ${integer} not null default 0`),
  `alter table users add column name_key ${text} not null default ''`,
  `alter table users add column status ${integer} not null default 0`,
  `update users set status = case when is_enabled = 0 then 2 else is_pending end`,
  `create index users_creation on users (account_id, created_at, id)`,
  `create index users_name on users (account_id, name_key, id)`,
  `create index users_status on users (account_id, status, id)`,
  `create index user_logins_at on user_logins (account_id, at, user_id)`,
]

const batchLength = 500

/** Writes the names by which users are compared; databases fold the cases of few letters. */
export async function fillUserNames(database: Database): Promise<void> {
  let after: readonly [string, string] = ['', '']
  for (;;) {
    const users = await rowsOf(
      database,
      sql`select account_id, id, name from users where (account_id, id) > (${sql.join(after)})
        order by account_id, id limit ${batchLength}`,
    )
    for (const user of users) {
      after = [text(user, 'account_id'), text(user, 'id')]
      await rowsOf(
        database,
        sql`update users set name_key = ${nameCell(text(user, 'name'))}
          where account_id = ${after[0]} and id = ${after[1]}`,
      )
    }
    if (users.length < batchLength) return
  }
}

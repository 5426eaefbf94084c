import { sql } from 'kysely'
import { userId, type AccountId, type UserId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { DatabaseAccess } from './access.ts'
import type { UserKey } from './identity.ts'
import type { Database } from './row.ts'
import { flag, integer, isEqual, isOneOf, rowsOf, text } from './row.ts'

/** Knows how users sign in, as far as lists show it. */
export interface LoginReader {
  /** Of some users or of all; who never signed in isn't there. */
  listLastLogins(accountId: AccountId, userIds?: readonly UserId[]): Promise<ReadonlyMap<UserId, Instant>>
  /** Those of some users, or of all, whose second factor is in use. */
  listSecondFactors(accountId: AccountId, userIds?: readonly UserId[]): Promise<ReadonlySet<UserId>>
}

/** Notes when users sign in, beside the change log. */
export interface LoginStore {
  /** Notes one sign-in; an older one than the last changes nothing, and so does a user that isn't there. */
  noteLogin(user: UserKey, at: Instant): Promise<void>
}

/** The table of last sign-ins; its rows go with their users. */
export const loginTable = 'user_logins'

/** Makes the part of a reader that knows how users sign in. */
export function createLoginReader(database: Database): LoginReader {
  const rowsFor = (table: string, accountId: AccountId, userIds: readonly UserId[] | undefined) => {
    const those = userIds === undefined ? sql`` : sql`and ${isOneOf('user_id', userIds)}`
    return rowsOf(database, sql`select * from ${sql.table(table)} where ${isEqual('account_id', accountId)} ${those}`)
  }
  return {
    listLastLogins: async (accountId, userIds) => {
      const rows = await rowsFor(loginTable, accountId, userIds)
      return new Map(rows.map((row) => [userId(text(row, 'user_id')), integer(row, 'at')]))
    },
    listSecondFactors: async (accountId, userIds) => {
      const rows = await rowsFor('second_factors', accountId, userIds)
      return new Set(rows.filter((row) => flag(row, 'is_confirmed')).map((row) => userId(text(row, 'user_id'))))
    },
  }
}

/** Makes the part of a store that notes them. */
export function createLoginStore({ write }: Pick<DatabaseAccess, 'write'>): LoginStore {
  return {
    noteLogin: ({ accountId, id }, at) =>
      write(accountId, async (database) => {
        // Nothing is noted of a user that has gone meanwhile. The condition also keeps SQLite from reading `on` as a join's.
        const own = sql`${isEqual('account_id', accountId)} and ${isEqual('id', id)}`
        await rowsOf(
          database,
          sql`insert into user_logins (account_id, user_id, at)
            select account_id, id, cast(${at} as bigint) from users where ${own}
            on conflict (account_id, user_id) do update set at = excluded.at where excluded.at > user_logins.at`,
        )
      }),
  }
}

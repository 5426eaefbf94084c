import { sql } from 'kysely'
import { accountId, apiKeyId, environmentId, userId } from '../domain/ids.ts'
import type { RunWriting } from './attempts.ts'
import type { AccessTokens, StoredAccessToken, TokenHolder, TokensOf } from './identity.ts'
import type { Cell, Clause, Database, Row } from './row.ts'
import { integer, isEqual, isOneOf, rowOf, rowsOf, text, textOrNull } from './row.ts'

/** Keeps access tokens. */
export function createAccessTokens(reading: Database, run: RunWriting): AccessTokens {
  return {
    find: async (id) => {
      const row = await rowOf(reading, sql`select * from access_tokens where ${isEqual('id', id)}`)
      return row && toToken(row)
    },
    list: async (of) => {
      const found = sql`select * from access_tokens where ${isOf(of)} order by created_at, id`
      return (await rowsOf(reading, found)).map(toToken)
    },
    put: (token) => run(`access token ${token.id}`, (database) => putToken(database, token)),
    end: (of, id) =>
      run(`access token ${id}`, async (database) => {
        const ended = sql`delete from access_tokens where ${isOf(of)} and ${isEqual('id', id)} returning id`
        return (await rowOf(database, ended)) !== undefined
      }),
    endAll: (of) =>
      run(`access tokens of ${of.holder.type} ${of.holder.id}`, async (database) => {
        await rowsOf(database, sql`delete from access_tokens where ${isOf(of)}`)
      }),
  }
}

/** Revokes all tokens of some API keys, as part of a change to them; ids of keys are never used again. */
export async function endKeyTokens(database: Database, ids: readonly Cell[]): Promise<void> {
  if (ids.length > 0) await rowsOf(database, sql`delete from access_tokens where ${isOneOf('key_id', ids)}`)
}

const isOf = ({ accountId: account, environmentId: place, holder }: TokensOf): Clause =>
  sql`${isEqual('account_id', account)} and ${isEqual('environment_id', place)}
    and ${isEqual(holder.type === 'user' ? 'user_id' : 'key_id', holder.id)}`

async function putToken(database: Database, token: StoredAccessToken): Promise<void> {
  const { id, accountId: account, environmentId: place, holder, createdAt, expiresAt } = token
  const [key, user, session] = holder.type === 'user' ? [null, holder.id, holder.sessionId] : [holder.id, null, null]
  await rowsOf(database, sql`delete from access_tokens where expires_at <= ${createdAt}`)
  await rowsOf(
    database,
    sql`insert into access_tokens (id, account_id, environment_id, key_id, user_id, session_id, created_at, expires_at)
      values (${id}, ${account}, ${place}, ${key}, ${user}, ${session}, ${createdAt}, ${expiresAt})`,
  )
}

const toToken = (row: Row): StoredAccessToken => ({
  id: text(row, 'id'),
  accountId: accountId(text(row, 'account_id')),
  environmentId: environmentId(text(row, 'environment_id')),
  holder: toHolder(row),
  createdAt: integer(row, 'created_at'),
  expiresAt: integer(row, 'expires_at'),
})

function toHolder(row: Row): TokenHolder {
  const key = textOrNull(row, 'key_id')
  if (key !== null) return { type: 'api_key', id: apiKeyId(key) }
  return { type: 'user', id: userId(text(row, 'user_id')), sessionId: text(row, 'session_id') }
}

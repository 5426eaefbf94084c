import { sql } from 'kysely'
import { accountId, userId } from '../domain/ids.ts'
import { mailFailures, sendingOutcomes, type Sending } from '../domain/sending.ts'
import { bit, emailCell } from './cells.ts'
import type {
  Factors,
  Identity,
  Sessions,
  StoredFactor,
  StoredSession,
  StoredToken,
  Tokens,
  UserKey,
} from './identity.ts'
import { tokenKinds } from './identity.ts'
import { createAccessTokens } from './access-tokens.ts'
import { createAttempts, type RunWriting } from './attempts.ts'
import type { Clause, Database, Row } from './row.ts'
import { allOf, flag, integer, isEqual, isOneOf, literal, rowOf, rowsOf, text, textOrNull } from './row.ts'
import { select } from './select.ts'

/** Keeps what signing in needs; reads through one connection, writes through another or the same one. */
export function createIdentity(reading: Database, run: RunWriting): Identity {
  return {
    sessions: createSessions(reading, run),
    tokens: createTokens(reading, run),
    accessTokens: createAccessTokens(reading, run),
    factors: createFactors(reading, run),
    attempts: createAttempts(run),
    listUsersByEmail: (email) =>
      select(reading, 'user', { where: [isEqual('email_key', emailCell(email))], order: ['account_id'] }),
  }
}

/** Ends the sessions of some users and makes their tokens worthless, as part of a change to them. */
export async function endSignIns(
  database: Database,
  users: readonly UserKey[],
  tables: readonly string[] = ['sessions', 'user_tokens'],
): Promise<void> {
  for (const user of users) {
    for (const table of tables) await rowsOf(database, sql`delete from ${sql.table(table)} where ${isOf(user)}`)
  }
}

/** The tables that hold what is a user's own, apart from the record. */
export const ownTables = [
  'user_passwords',
  'sessions',
  'user_tokens',
  'access_tokens',
  'second_factors',
  'recovery_codes',
] as const

const isOf = ({ accountId: account, id }: UserKey): Clause =>
  sql`${isEqual('account_id', account)} and ${isEqual('user_id', id)}`

const keyOf = ({ accountId: account, id }: UserKey): string => `user ${account} ${id}`

function createSessions(reading: Database, run: RunWriting): Sessions {
  return {
    find: async (id) => {
      const row = await rowOf(
        reading,
        sql`select sessions.*, users.is_enabled, users.is_pending, accounts.is_active from sessions
          join users on users.account_id = sessions.account_id and users.id = sessions.user_id
          join accounts on accounts.id = sessions.account_id where ${isEqual('sessions.id', id)}`,
      )
      if (row === undefined) return undefined
      const isUserActive = flag(row, 'is_enabled') && !flag(row, 'is_pending') && flag(row, 'is_active')
      return { ...toSession(row), isUserActive }
    },
    list: async (user) => {
      const found = sql`select * from sessions where ${isOf(user)} order by created_at, id`
      return (await rowsOf(reading, found)).map(toSession)
    },
    put: (session) => run(`session ${session.id}`, (database) => insertSession(database, session)),
    begin: (session, passwordHash) =>
      run(`session ${session.id}`, async (database) => {
        const user = { accountId: session.accountId, id: session.userId }
        if (!(await holdSignIn(database, user, passwordHash))) return false
        await insertSession(database, session)
        return true
      }),
    touch: (id, seenAt) =>
      run(`session ${id}`, async (database) => {
        await rowsOf(
          database,
          sql`update sessions set seen_at = ${seenAt} where ${isEqual('id', id)} and seen_at < ${seenAt}`,
        )
      }),
    end: (user, id) =>
      run(keyOf(user), async (database) => {
        const ended = sql`delete from sessions where ${isOf(user)} and ${isEqual('id', id)} returning id`
        return (await rowOf(database, ended)) !== undefined
      }),
    endAll: (user) => run(keyOf(user), (database) => endSignIns(database, [user], ['sessions'])),
  }
}

async function insertSession(database: Database, session: StoredSession): Promise<void> {
  const { id, accountId: account, userId: user, createdAt, seenAt, address, agent } = session
  await rowsOf(
    database,
    sql`insert into sessions (id, account_id, user_id, created_at, seen_at, address, agent)
      values (${id}, ${account}, ${user}, ${createdAt}, ${seenAt}, ${address}, ${agent})`,
  )
}

/** Updates that change nothing lock the rows in either database, where `for update` is known to one alone. */
async function holdSignIn(database: Database, user: UserKey, hash: string): Promise<boolean> {
  const isUser = sql`${isEqual('account_id', user.accountId)} and ${isEqual('id', user.id)}`
  const able = sql`update users set is_enabled = is_enabled where ${isUser}
    and is_enabled = 1 and is_pending = 0 returning id`
  const same = sql`update user_passwords set hash = hash where ${isOf(user)} and ${isEqual('hash', hash)}
    returning user_id`
  return (await rowOf(database, able)) !== undefined && (await rowOf(database, same)) !== undefined
}

const toSession = (row: Row): StoredSession => ({
  id: text(row, 'id'),
  accountId: accountId(text(row, 'account_id')),
  userId: userId(text(row, 'user_id')),
  createdAt: integer(row, 'created_at'),
  seenAt: integer(row, 'seen_at'),
  address: text(row, 'address'),
  agent: text(row, 'agent'),
})

function createTokens(reading: Database, run: RunWriting): Tokens {
  const isToken = (kind: string, id: string): Clause => sql`${isEqual('kind', kind)} and ${isEqual('id', id)}`
  return {
    put: (token) =>
      run(keyOf({ accountId: token.accountId, id: token.userId }), (database) => putToken(database, token)),
    find: async (kind, id) => {
      const row = await rowOf(reading, sql`select * from user_tokens where ${isToken(kind, id)}`)
      return row && toToken(row)
    },
    take: (kind, id) =>
      run(`token ${id}`, async (database) => {
        const row = await rowOf(database, sql`delete from user_tokens where ${isToken(kind, id)} returning *`)
        return row && toToken(row)
      }),
    list: async (account, kind, users) => {
      const where = allOf([isEqual('account_id', account), isEqual('kind', kind), isOneOf('user_id', users)])
      const found = sql`select * from user_tokens where ${where} order by user_id, id`
      return (await rowsOf(reading, found)).map(toToken)
    },
    noteSending: (kind, id, { outcome, failure, at }) =>
      run(`token ${id}`, async (database) => {
        await rowsOf(
          database,
          sql`update user_tokens set sending = ${outcome}, sending_failure = ${failure}, sending_at = ${at}
            where ${isToken(kind, id)}`,
        )
      }),
  }
}

/** Of second factors several may be under way; those that have expired go. */
async function putToken(database: Database, token: StoredToken): Promise<void> {
  const { id, kind, accountId: account, userId: user, createdAt, expiresAt, sending } = token
  const { outcome = null, failure = null, at = null } = sending ?? {}
  const earlier = sql`${isOf({ accountId: account, id: user })} and ${isEqual('kind', kind)}`
  const outdated = kind === 'second_factor' ? sql`${earlier} and expires_at <= ${createdAt}` : earlier
  await rowsOf(database, sql`delete from user_tokens where ${outdated}`)
  await rowsOf(
    database,
    sql`insert into user_tokens
      (id, kind, account_id, user_id, created_at, expires_at, sending, sending_failure, sending_at)
      values (${id}, ${kind}, ${account}, ${user}, ${createdAt}, ${expiresAt}, ${outcome}, ${failure}, ${at})`,
  )
}

const toToken = (row: Row): StoredToken => ({
  id: text(row, 'id'),
  kind: literal(row, 'kind', tokenKinds),
  accountId: accountId(text(row, 'account_id')),
  userId: userId(text(row, 'user_id')),
  createdAt: integer(row, 'created_at'),
  expiresAt: integer(row, 'expires_at'),
  sending: toSending(row),
})

const toSending = (row: Row): Sending | null =>
  textOrNull(row, 'sending') === null
    ? null
    : {
        outcome: literal(row, 'sending', sendingOutcomes),
        failure: textOrNull(row, 'sending_failure') === null ? null : literal(row, 'sending_failure', mailFailures),
        at: integer(row, 'sending_at'),
      }

function createFactors(reading: Database, run: RunWriting): Factors {
  const write = (user: UserKey, ...statements: readonly Clause[]): Promise<void> =>
    run(keyOf(user), async (database) => {
      for (const statement of statements) await rowsOf(database, statement)
    })
  const isDone = (user: UserKey, statement: Clause): Promise<boolean> =>
    run(keyOf(user), async (database) => (await rowOf(database, statement)) !== undefined)
  const forgetCodes = (user: UserKey): Clause => sql`delete from recovery_codes where ${isOf(user)}`
  return {
    find: (user) => findFactor(reading, user),
    put: (user, { sealed, isConfirmed, lastStep, createdAt }) =>
      write(
        user,
        forgetCodes(user),
        sql`insert into second_factors (account_id, user_id, sealed, is_confirmed, last_step, created_at)
          values (${user.accountId}, ${user.id}, ${sealed}, ${bit(isConfirmed)}, ${lastStep}, ${createdAt})
          on conflict (account_id, user_id) do update set sealed = excluded.sealed,
            is_confirmed = excluded.is_confirmed, last_step = excluded.last_step, created_at = excluded.created_at`,
      ),
    takeStep: (user, step) =>
      isDone(
        user,
        sql`update second_factors set last_step = ${step} where ${isOf(user)} and last_step < ${step} returning last_step`,
      ),
    confirm: (user, recoveryHashes) =>
      write(
        user,
        sql`update second_factors set is_confirmed = 1 where ${isOf(user)}`,
        forgetCodes(user),
        ...recoveryHashes.map(
          (hash) =>
            sql`insert into recovery_codes (account_id, user_id, hash) values (${user.accountId}, ${user.id}, ${hash})`,
        ),
      ),
    takeRecoveryCode: (user, hash) =>
      isDone(user, sql`delete from recovery_codes where ${isOf(user)} and ${isEqual('hash', hash)} returning hash`),
    countRecoveryCodes: async (user) => {
      const row = await rowOf(reading, sql`select count(*) as number from recovery_codes where ${isOf(user)}`)
      return row === undefined ? 0 : integer(row, 'number')
    },
    delete: (user) => write(user, forgetCodes(user), sql`delete from second_factors where ${isOf(user)}`),
  }
}

async function findFactor(database: Database, user: UserKey): Promise<StoredFactor | undefined> {
  const row = await rowOf(database, sql`select * from second_factors where ${isOf(user)}`)
  if (row === undefined) return undefined
  return {
    sealed: text(row, 'sealed'),
    isConfirmed: flag(row, 'is_confirmed'),
    lastStep: integer(row, 'last_step'),
    createdAt: integer(row, 'created_at'),
  }
}

import { sql } from 'kysely'
import type { Instant } from '../domain/instant.ts'
import type { AttemptRule, Attempts } from './identity.ts'
import type { Database } from './row.ts'
import { integer, isEqual, rowOf, rowsOf } from './row.ts'

/** Runs something that writes, all or nothing; what has the same key goes one after the other. */
export type RunWriting = <T>(key: string, work: (database: Database) => Promise<T>) => Promise<T>

/** Counts attempts in the database. */
export function createAttempts(run: RunWriting): Attempts {
  return {
    count: (id, rule, at) => run(`attempts ${id}`, (database) => count(database, id, rule, at)),
    takeBack: (id) =>
      run(`attempts ${id}`, async (database) => {
        const less = sql`update attempts set failures = failures - 1, blocked_until = 0`
        await rowsOf(database, sql`${less} where ${isEqual('id', id)} and failures > 0`)
      }),
    forget: (id) =>
      run(`attempts ${id}`, async (database) => {
        await rowsOf(database, sql`delete from attempts where ${isEqual('id', id)}`)
      }),
  }
}

/** The first statement locks the row, so that others who count wait for this transaction. */
async function count(database: Database, id: string, rule: AttemptRule, at: Instant): Promise<Instant | null> {
  const row = await rowOf(
    database,
    sql`insert into attempts (id, failures, blocked_until, counted_at) values (${id}, 0, 0, ${at})
      on conflict (id) do update set failures = attempts.failures returning failures, blocked_until, counted_at`,
  )
  if (row === undefined) return null
  const blockedUntil = integer(row, 'blocked_until')
  if (at < blockedUntil) return blockedUntil
  const isForgotten = at - integer(row, 'counted_at') >= rule.forgetAfterMs
  const failures = (isForgotten ? 0 : integer(row, 'failures')) + 1
  const wait = waitAfter(failures, rule)
  // Not the present instant: on another node it may be yet to come.
  const next = wait === 0 ? 0 : at + wait
  await rowsOf(
    database,
    sql`update attempts set failures = ${failures}, blocked_until = ${next}, counted_at = ${at}
      where ${isEqual('id', id)}`,
  )
  if (failures === 1) await rowsOf(database, sql`delete from attempts where counted_at < ${at - longestMemoryMs}`)
  return null
}

/** Nothing remembers attempts for longer, in milliseconds. */
const longestMemoryMs = 24 * 60 * 60 * 1000

function waitAfter(failures: number, { free, firstWaitMs, longestWaitMs }: AttemptRule): number {
  if (failures < free) return 0
  return Math.min(firstWaitMs * 2 ** Math.min(failures - free, 40), longestWaitMs)
}

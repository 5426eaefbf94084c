import { sql } from 'kysely'
import { environmentId, type AccountId } from '../domain/ids.ts'
import type { KeyUse, Month, UsageCount } from '../domain/usage.ts'
import type { DatabaseAccess } from './access.ts'
import { AccountUnknown } from './errors.ts'
import type { Clause, Database, Row } from './row.ts'
import { integer, isEqual, isOneOf, literal, rowOf, rowsOf, text } from './row.ts'
import type { KeyKind, UsageStore } from './store.ts'

/** Makes the part of a store that counts; see {@link UsageStore}. */
export function createUsageStore({ reading, write }: DatabaseAccess): UsageStore {
  return {
    findKeyUses: async (kind, ids) => {
      const where = sql`${isEqual('kind', kind)} and ${isOneOf('key_id', ids)}`
      const rows = await rowsOf(reading, sql`select * from key_usage where ${where}`)
      return new Map(rows.map((row) => [text(row, 'key_id'), toKeyUse(row)]))
    },
    noteStored: async (accountId, month) => {
      // Measured before the transaction: a large library takes a while to read.
      const measured = await measureStored(reading, accountId, month)
      await write(accountId, async (database) => {
        const where = sql`${isEqual('account_id', accountId)} and ${isEqual('month', month)}`
        await rowsOf(database, sql`delete from usage_counters where ${where} and ${isOneOf('metric', storedMetrics)}`)
        if (measured.length > 0) await addCounts(database, accountId, measured)
      })
    },
    listUsage: async (accountId, { from, to }) => {
      const where = sql`${isEqual('account_id', accountId)} and month between ${from} and ${to}`
      const order = sql`order by month, environment_id, metric`
      return (await rowsOf(reading, sql`select * from usage_counters where ${where} ${order}`)).map(toCount)
    },
    addUsage: (accountId, { keyUses, counts }) =>
      write(accountId, async (database) => {
        const account = sql`select 1 as is_known from accounts where ${isEqual('id', accountId)}`
        if ((await rowOf(database, account)) === undefined) throw new AccountUnknown(accountId)
        // In one order whoever writes, so that two nodes never wait for each other.
        for (const part of parts(sorted(keyUses, ({ kind, id }) => `${kind}:${id}`))) {
          await noteUses(database, accountId, part)
        }
        for (const part of parts(
          sorted(counts, ({ month, environmentId: id, metric }) => [month, id, metric].join()),
        )) {
          await addCounts(database, accountId, part)
        }
      }),
  }
}

const kinds: readonly KeyKind[] = ['api_key', 'account_key']

const toKeyUse = (row: Row): KeyUse => ({
  kind: literal(row, 'kind', kinds),
  id: text(row, 'key_id'),
  at: integer(row, 'used_at'),
  operation: text(row, 'operation'),
})

const toCount = (row: Row): UsageCount => ({
  environmentId: text(row, 'environment_id') === '' ? null : environmentId(text(row, 'environment_id')),
  // Written by `addUsage`, which takes nothing else.
  month: text(row, 'month') as Month,
  metric: text(row, 'metric'),
  value: integer(row, 'value'),
})

async function noteUses(database: Database, accountId: AccountId, uses: readonly KeyUse[]): Promise<void> {
  const rows = uses.map(({ kind, id, at, operation }) => sql`(${sql.join([accountId, kind, id, at, operation])})`)
  await rowsOf(
    database,
    sql`insert into key_usage (account_id, kind, key_id, used_at, operation) values ${sql.join(rows)}
      on conflict (kind, key_id) do update set used_at = excluded.used_at, operation = excluded.operation
      where excluded.used_at >= key_usage.used_at`,
  )
}

async function addCounts(database: Database, accountId: AccountId, counts: readonly UsageCount[]): Promise<void> {
  const rows = counts.map(
    ({ environmentId: id, month, metric, value }) => sql`(${sql.join([accountId, id ?? '', month, metric, value])})`,
  )
  await rowsOf(
    database,
    sql`insert into usage_counters (account_id, environment_id, month, metric, value) values ${sql.join(rows)}
      on conflict (account_id, month, environment_id, metric)
      do update set value = usage_counters.value + excluded.value`,
  )
}

const kindsOfAssets = ['image', 'video', 'raw']
const storedMetrics = ['objects', ...kindsOfAssets.map((kind) => `storage_${kind}`)]

async function measureStored(database: Database, accountId: AccountId, month: Month): Promise<readonly UsageCount[]> {
  const own = (table: string, objects: number): Clause =>
    sql`select environment_id, resource_kind, bytes, cast(${objects} as bigint) as objects from ${sql.table(table)}
      where ${isEqual('account_id', accountId)}`
  const rows = await rowsOf(
    database,
    sql`select environment_id, resource_kind, cast(sum(bytes) as bigint) as bytes, cast(sum(objects) as bigint) as objects
      from (${own('assets', 1)} union all ${own('asset_versions', 0)}) as stored
      group by environment_id, resource_kind order by environment_id, resource_kind`,
  )
  const objectsByEnvironment = new Map<string, number>()
  const counts = rows.map((row): UsageCount => {
    const id = text(row, 'environment_id')
    objectsByEnvironment.set(id, (objectsByEnvironment.get(id) ?? 0) + integer(row, 'objects'))
    const metric = `storage_${text(row, 'resource_kind')}`
    return { environmentId: environmentId(id), month, metric, value: integer(row, 'bytes') }
  })
  const objects = [...objectsByEnvironment].map(([id, value]): UsageCount => ({
    environmentId: environmentId(id),
    month,
    metric: 'objects',
    value,
  }))
  return [...counts, ...objects]
}

const partSize = 500

const parts = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / partSize) }, (_, part) =>
    list.slice(part * partSize, (part + 1) * partSize),
  )

const sorted = <T>(list: readonly T[], keyOf: (one: T) => string): readonly T[] =>
  [...list].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

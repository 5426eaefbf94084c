import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pg from 'pg'
import { StoreUnavailable } from '../../src/store/errors.ts'
import { openStore } from '../../src/store/open.ts'
import { attribution, givenAccount } from './given.ts'
import { startPostgres } from './postgres-server.ts'

interface DatabasePlace {
  readonly place: { readonly databaseUrl: string }
  readonly remove: () => Promise<void>
}

/** What only a database on the other side of a connection must prove. */
export function postgresContract(makePlace: () => Promise<DatabasePlace>): void {
  describe('PostgreSQL and connections', () => {
    test('a server that cannot be reached is unavailable', async () => {
      const nowhere = 'postgresql://rolecall@localhost/rolecall?host=%2Fnonexistent'
      await assert.rejects(openStore({ databaseUrl: nowhere }), StoreUnavailable)
    })

    test('a database that does not wait for the disk is refused', async () => {
      const { place, remove } = await makePlace()
      try {
        const name = new URL(place.databaseUrl).pathname.slice(1)
        await runOn(place.databaseUrl, `alter database "${name}" set synchronous_commit = off`)
        await assert.rejects(openStore(place), /synchronous_commit/)
      } finally {
        await remove()
      }
    })

    test('a broken connection undoes its transaction, and the next one works', async () => {
      const { place, remove } = await makePlace()
      const store = await openStore(place)
      try {
        const given = await givenAccount(store)
        const group = given.group()
        const broken = store.transact(given.accountId, attribution(), async (tx) => {
          await tx.put('group', group)
          await endConnections(place.databaseUrl)
          await tx.put('user', given.user())
        })
        await assert.rejects(broken, StoreUnavailable)
        assert.equal(await store.find('group', group), undefined)
        const { entry } = await store.transact(given.accountId, attribution(), (tx) => tx.put('group', group))
        assert.equal(entry?.revision, 2)
      } finally {
        await store.close()
        await remove()
      }
    })

    test('a server that ends while the store is open makes it unavailable, without ending the process', async () => {
      const server = await startPostgres()
      try {
        const store = await openStore({ databaseUrl: server.url })
        const given = await givenAccount(store)
        await server.stop()
        await assert.rejects(store.revisions(), StoreUnavailable)
        const write = store.transact(given.accountId, attribution(), (tx) => tx.put('group', given.group()))
        await assert.rejects(write, StoreUnavailable)
        await store.close()
      } finally {
        await server.stop()
      }
    })

    test('more writers of one account than connections leave room for readers', async () => {
      const { place, remove } = await makePlace()
      const store = await openStore(place)
      try {
        const given = await givenAccount(store)
        const writes = Array.from({ length: 60 }, () =>
          store.transact(given.accountId, attribution(), async (tx) => {
            // A reader outside of the transaction must not wait for the writers that wait for this one.
            await store.find('account', { id: given.accountId })
            await tx.put('group', given.group())
          }),
        )
        const entries = await Promise.all(writes)
        const revisions = entries.map(({ entry }) => entry?.revision)
        assert.deepEqual(
          revisions,
          Array.from({ length: 60 }, (_, position) => position + 2),
        )
      } finally {
        await store.close()
        await remove()
      }
    })
  })
}

/** Ends every other connection to a database, as an operator or a failing network would. */
const endConnections = (databaseUrl: string): Promise<void> =>
  runOn(
    databaseUrl,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )

async function runOn(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

import assert from 'node:assert/strict'
import pg from 'pg'
import { StoreUnavailable } from '../../src/store/errors.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/store.ts'
import { attribution, givenAccount } from './given.ts'
import { startPostgres } from './postgres-server.ts'
import type { Contract, ContractSetting } from './setting.ts'

/** A database of its own, gone afterwards. */
const onDatabase =
  (run: (databaseUrl: string) => Promise<void>) =>
  async ({ makePlace }: ContractSetting): Promise<void> => {
    const { place, remove } = await makePlace()
    try {
      if (!('databaseUrl' in place)) throw new Error('these tests are of PostgreSQL')
      await run(place.databaseUrl)
    } finally {
      await remove()
    }
  }

/** A store on a database of its own. */
const onStore = (run: (store: Store, databaseUrl: string) => Promise<void>) =>
  onDatabase(async (databaseUrl) => {
    const store = await openStore({ databaseUrl })
    try {
      await run(store, databaseUrl)
    } finally {
      await store.close()
    }
  })

/** What only a database on the other side of a connection must prove. */
export const postgresContract: Contract = {
  'a server that cannot be reached is unavailable': async () => {
    const nowhere = 'postgresql://rolecall@localhost/rolecall?host=%2Fnonexistent'
    await assert.rejects(openStore({ databaseUrl: nowhere }), StoreUnavailable)
  },

  'a database that does not wait for the disk is refused': onDatabase(async (databaseUrl) => {
    const name = new URL(databaseUrl).pathname.slice(1)
    await runOn(databaseUrl, `alter database "${name}" set synchronous_commit = off`)
    await assert.rejects(openStore({ databaseUrl }), /synchronous_commit/)
  }),

  'a broken connection undoes its transaction, and the next one works': onStore(async (store, databaseUrl) => {
    const given = await givenAccount(store)
    const group = given.group()
    const broken = store.transact(given.accountId, attribution(), async (tx) => {
      await tx.put('group', group)
      await endConnections(databaseUrl)
      await tx.put('user', given.user())
    })
    await assert.rejects(broken, StoreUnavailable)
    assert.equal(await store.find('group', group), undefined)
    const { entry } = await store.transact(given.accountId, attribution(), (tx) => tx.put('group', group))
    assert.equal(entry?.revision, 2)
  }),

  'a server that ends while the store is open makes it unavailable, without ending the process': async () => {
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
  },

  'more writers of one account than connections leave room for readers': onStore(async (store) => {
    const given = await givenAccount(store)
    const writes = Array.from({ length: 60 }, () =>
      store.transact(given.accountId, attribution(), async (tx) => {
        // A reader outside of the transaction must not wait for the writers that wait for this one.
        await store.find('account', { id: given.accountId })
        await tx.put('group', given.group())
      }),
    )
    const revisions = (await Promise.all(writes)).map(({ entry }) => entry?.revision)
    assert.deepEqual(
      revisions,
      Array.from({ length: 60 }, (_, position) => position + 2),
    )
  }),
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

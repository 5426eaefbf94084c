import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { openPostgresAccess, openSqliteAccess } from '../../src/store/access.ts'
import { StoreIsNewer } from '../../src/store/errors.ts'
import { openStore } from '../../src/store/open.ts'
import type { StorePlace } from '../../src/store/open.ts'
import { attribution, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

/** Opening brings the tables up to date once, and refuses what a newer version wrote. */
export const openContract: Contract = {
  'what was acknowledged is there after closing and opening again, and the tables are made once': async ({
    makePlace,
  }) => {
    const { place, remove } = await makePlace()
    try {
      const first = await openStore(place)
      const given = await givenAccount(first)
      const group = given.group()
      await first.transact(given.accountId, attribution(), (tx) => tx.put('group', group))
      await first.close()
      const second = await openStore(place)
      assert.deepEqual(await second.find('group', group), group)
      assert.equal((await second.revisions()).get(given.accountId), 2)
      assert.equal(await second.installationRevision(), 0)
      await second.close()
    } finally {
      await remove()
    }
  },

  'five stores that open an empty database at once all work': async ({ makePlace }) => {
    const { place, remove } = await makePlace()
    try {
      const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(place)))
      const accounts = await Promise.all(stores.map((store) => givenAccount(store)))
      for (const store of stores) {
        assert.deepEqual(await store.revisions(), new Map(accounts.map(({ accountId }) => [accountId, 1])))
        await store.close()
      }
    } finally {
      await remove()
    }
  },

  'a database of a newer version is refused and left alone': async ({ makePlace }) => {
    const { place, remove } = await makePlace()
    try {
      await (await openStore(place)).close()
      await claimNewer(place)
      await assert.rejects(openStore(place), new StoreIsNewer('9999-from-the-future'))
      await assert.rejects(openStore(place), /newer version of Rolecall/)
    } finally {
      await remove()
    }
  },

  'closing waits for the transactions that run': async ({ makePlace }) => {
    const { place, remove } = await makePlace()
    try {
      const store = await openStore(place)
      const given = await givenAccount(store)
      const group = given.group()
      const write = store.transact(given.accountId, attribution(), (tx) => tx.put('group', group))
      await store.close()
      assert.equal((await write).entry?.revision, 2)
      const again = await openStore(place)
      assert.deepEqual(await again.find('group', group), group)
      await again.close()
    } finally {
      await remove()
    }
  },
}

/** Pretends that a version of the future was here. */
async function claimNewer(place: StorePlace): Promise<void> {
  if ('temporary' in place) throw new Error('a temporary store is never opened twice')
  const access =
    'databaseUrl' in place ? await openPostgresAccess(place.databaseUrl) : await openSqliteAccess(place.dataDir, 'OFF')
  await access.write('', (database) =>
    sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')`.execute(
      database,
    ),
  )
  await access.close()
}

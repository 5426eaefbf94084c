import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import type { FolderRecord } from '../../src/domain/records.ts'
import type { LoadBatch, Store } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, collect, givenAccount, givenRecords } from './given.ts'
import type { Contract } from './setting.ts'

/** A whole account is read in batches, at one revision, while others write. */
export const loadContract: Contract = {
  'everything of the account comes, nothing of another': async ({ store }) => {
    await givenEverything(store())
    const given = await givenEverything(store())
    const batches = await collect(store().load(given.accountId))
    assert.deepEqual(
      batches.map(({ noun, records, revision }) => `${noun} ${records.length} at ${revision}`),
      [
        'account 1 at 1',
        'environment 1 at 1',
        'user 1 at 1',
        'group 1 at 1',
        'membership 1 at 1',
        'environment_access 1 at 1',
        'api_key 1 at 1',
        'account_key 1 at 1',
        'role 1 at 1',
        'custom_policy 1 at 1',
        'folder 1 at 1',
        'collection 1 at 1',
        'assignment 1 at 1',
      ],
    )
    const loaded = batches.flatMap<unknown>(({ records }) => records)
    const [entry] = await store().changesAfter(given.accountId, 0, 1)
    assert.deepEqual(new Set(loaded), new Set(entry?.changes.map(({ after }) => after)))
  },

  '50,000 folders come in batches, each once, by id': async ({ store }) => {
    const given = givenRecords()
    const environment = given.environment()
    const folders = manyFolders(given, environment, 50_000)
    await givenAccount(
      store(),
      async (tx) => {
        await tx.put('environment', environment)
        await tx.putAll('folder', folders)
      },
      given,
    )
    const batches = (await collect(store().load(given.accountId))).filter(({ noun }) => noun === 'folder')
    assert.ok(batches.length >= 10, `${batches.length} batches`)
    assert.deepEqual(
      batches.flatMap<unknown>(({ records }) => records),
      folders.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    )
  },

  'what is written during a load does not show in it': async ({ store }) => {
    const given = givenRecords()
    const environment = given.environment()
    const folders = Array.from({ length: 5_000 }, () => given.folder(environment))
    await givenAccount(
      store(),
      async (tx) => {
        await tx.put('environment', environment)
        await tx.putAll('folder', folders)
      },
      given,
    )
    const loaded: LoadBatch[] = []
    for await (const batch of store().load(given.accountId)) {
      loaded.push(batch)
      const { result: last } = await store().transact(given.accountId, attribution(), async (tx) => {
        const [victim] = await tx.list('folder', given.accountId, { limit: 1, after: folders[4_000]! })
        if (victim !== undefined) await tx.delete('folder', victim)
        await tx.put('assignment', given.assignment())
        return victim
      })
      assert.notEqual(last, undefined)
    }
    assert.deepEqual(new Set(loaded.map(({ revision }) => revision)), new Set([1]))
    assert.equal(
      loaded.filter(({ noun }) => noun === 'folder').flatMap<unknown>(({ records }) => records).length,
      5_000,
    )
    assert.equal(
      loaded.some(({ noun }) => noun === 'assignment'),
      false,
    )
    const [first] = await collect(store().load(given.accountId))
    assert.equal(first?.revision, 1 + loaded.length)
  },

  'a load with the entries that follow it makes the present state': async ({ store }) => {
    const given = await givenAccount(store())
    const write = (position: number) =>
      store().transact(given.accountId, attribution(), async (tx) => {
        await tx.put('group', given.group({ id: Ids.groupId(String(position % 7)), name: `n${position}` }))
        if (position % 5 === 4)
          await tx.delete('group', { accountId: given.accountId, id: Ids.groupId(String(position % 7)) })
      })
    const writers = (async () => {
      // An id that was deleted is never made again, so each is deleted at most at the end of its use.
      for (const position of Array.from({ length: 30 }, (_, each) => each)) await write(position).catch(() => undefined)
    })()
    const batches = await collect(store().load(given.accountId))
    await writers
    const names = new Map<string, string>()
    for (const { noun, records } of batches)
      if (noun === 'group') for (const { id, name } of records) names.set(id, name)
    for (const { changes } of await store().changesAfter(given.accountId, batches[0]!.revision, 100)) {
      for (const change of changes) {
        if (change.noun !== 'group') continue
        if (change.after === null) names.delete(change.before!.id)
        else names.set(change.after.id, change.after.name)
      }
    }
    const present = await store().list('group', given.accountId)
    assert.deepEqual(new Map([...names].sort()), new Map(present.map(({ id, name }) => [id, name])))
  },

  'a load may be left early, any number of times': async ({ store }) => {
    const given = await givenEverything(store())
    for (let round = 0; round < 30; round++) {
      for await (const { noun } of store().load(given.accountId)) {
        assert.equal(noun, 'account')
        break
      }
    }
  },
}

function manyFolders(
  given: Given,
  environment: ReturnType<Given['environment']>,
  count: number,
): readonly FolderRecord[] {
  const idOf = (position: number) => Ids.folderId(((position * 7_919) % 1_000_003).toString(16).padStart(34, 'c'))
  return Array.from({ length: count }, (_, position) =>
    given.folder(environment, {
      id: idOf(position),
      name: `folder ${position}`,
      parentId: position < 10 ? null : idOf(Math.floor(position / 10) - 1),
    }),
  )
}

async function givenEverything(store: Store): Promise<Given> {
  return givenAccount(store, async (tx, given) => {
    const [environment, user, group] = [given.environment(), given.user(), given.group()]
    await tx.put('environment', environment)
    await tx.put('user', user)
    await tx.put('group', group)
    await tx.put('membership', given.membership(group, user))
    await tx.put('environment_access', given.access(user, environment))
    await tx.put('api_key', given.apiKey(environment))
    await tx.put('account_key', given.accountKey())
    await tx.put('role', given.role())
    await tx.put('custom_policy', given.policy())
    await tx.put('folder', given.folder(environment))
    await tx.put('collection', given.collection(environment))
    await tx.put('assignment', given.assignment())
  })
}

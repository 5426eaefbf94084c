import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import { libraryNouns } from '../../src/domain/library-records.ts'
import type { Records } from '../../src/domain/records.ts'
import type { AccountNoun, KeyOf, Store, Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import { collaborationSamples } from './collaboration-samples.ts'
import { librarySamples } from './library-samples.ts'
import { changed, later } from './samples.ts'
import type { Sample, Samples } from './samples.ts'
import { eachOf } from './setting.ts'
import type { Contract } from './setting.ts'

const samplesOf = (given: Given): Samples<AccountNoun> => ({
  ...peopleOf(given),
  ...placesOf(given),
  ...authorityOf(given),
  ...librarySamples(given),
  ...collaborationSamples(given),
})

type PeopleNoun = 'user' | 'group' | 'membership' | 'environment_access' | 'account_key'

function peopleOf(given: Given): Samples<PeopleNoun> {
  const [environment, user, group] = [given.environment(), given.user(), given.group()]
  const needs = async (transaction: Transaction) => {
    await transaction.put('user', user)
    await transaction.put('group', group)
    await transaction.put('environment', environment)
  }
  return {
    user: changed(given.user(), {
      name: 'Vera Two',
      email: `${fresh('V2')}@example.com`,
      isEnabled: false,
      isPending: true,
      hasAllEnvironments: true,
      updatedAt: later,
    }),
    group: changed(given.group(), { name: fresh('Renamed'), updatedAt: later }),
    membership: { ...changed(given.membership(group, user), { createdAt: later }), needs },
    environment_access: { ...changed(given.access(user, environment), { createdAt: later }), needs },
    account_key: changed(given.accountKey(), {
      name: 'second',
      isEnabled: false,
      createdBy: null,
      ownerId: Ids.userId('otto'),
      updatedAt: later,
    }),
  }
}

type PlaceNoun = 'environment' | 'api_key' | 'folder' | 'collection'

function placesOf(given: Given): Samples<PlaceNoun> {
  const environment = given.environment()
  const parent = given.folder(environment)
  const needs = async (transaction: Transaction) => {
    await transaction.put('environment', environment)
    await transaction.put('folder', parent)
  }
  return {
    environment: changed(given.environment(), {
      name: 'Demo 2',
      cloudName: fresh('cloud'),
      isEnabled: false,
      customAttributes: { stage: '', '': 'nameless' },
      updatedAt: later,
    }),
    api_key: {
      ...changed(given.apiKey(environment), {
        name: 'second',
        isEnabled: false,
        dedicatedFor: [],
        isRoot: false,
        createdBy: null,
        ownerId: null,
      }),
      needs,
    },
    folder: { ...changed(given.folder(environment), { name: 'renamed', parentId: parent.id }), needs },
    collection: {
      ...changed(given.collection(environment), {
        name: 'Autumn',
        description: 'Of the year',
        coverAssetId: Ids.assetId('cover'),
        isDynamic: true,
        expression: 'tags=autumn',
        createdBy: 'user:otto',
      }),
      needs,
    },
  }
}

type AuthorityNoun = 'role' | 'custom_policy' | 'assignment'

function authorityOf(given: Given): Samples<AuthorityNoun> {
  return {
    role: changed(given.role(), {
      name: fresh('Renamed'),
      description: 'retouches',
      permissionIds: ['a', 'z'].map(Ids.permissionId),
      updatedAt: later,
    }),
    custom_policy: changed(given.policy(), {
      name: 'Other',
      description: null,
      reach: { type: 'environment', environmentId: Ids.environmentId('e') },
      statement: 'permit(principal, action, resource);',
      isEnabled: false,
    }),
    assignment: changed(given.assignment(), {
      reach: { type: 'account' },
      parameter: { type: 'collection', id: Ids.collectionId('c') },
      expiresAt: later,
    }),
  }
}

const nouns: readonly AccountNoun[] = [
  'environment',
  'user',
  'group',
  'membership',
  'environment_access',
  'api_key',
  'account_key',
  'role',
  'custom_policy',
  'assignment',
  'folder',
  'collection',
  ...libraryNouns,
]

/** Every noun is made, found, changed and deleted, and each step is in the change log with before and after. */
export const recordContract: Contract = {
  ...eachOf(
    nouns,
    (noun) => `a record of noun ${noun} is kept whole through making, changing and deleting`,
    ({ store }, noun) => keepsWhole(store(), noun),
  ),

  'an account is made with revision 1 and can be changed, which keeps its revisions': async ({ store }) => {
    const given = givenRecords()
    const { entry } = await store().createAccount(given.account(), attribution('account.create'), async () => 'done')
    assert.deepEqual(entry, {
      accountId: given.accountId,
      revision: 1,
      at: 1_700_000_000_000,
      by: { type: 'operator', id: 'test' },
      operation: 'account.create',
      requestId: null,
      changes: [{ noun: 'account', before: null, after: given.account() }],
    })
    const closed = given.account({ isActive: false, plan: 'free', assetsAdvanced: false, name: 'Acme 2' })
    const { entry: second } = await store().transact(given.accountId, attribution(), (transaction) =>
      transaction.put('account', closed),
    )
    assert.equal(second?.revision, 2)
    assert.deepEqual(await store().find('account', { id: given.accountId }), closed)
    assert.equal((await store().revisions()).get(given.accountId), 2)
    assert.deepEqual(await store().changesAfter(given.accountId, 0, 10), [entry, second])
  },

  'what a record carries beyond its own fields is neither kept nor logged': async ({ store }) => {
    const given = await givenAccount(store())
    const key = given.accountKey()
    const { entry } = await store().transact(given.accountId, attribution(), (transaction) =>
      transaction.put('account_key', { ...key, ...{ secret: 'hunter2' } }),
    )
    assert.deepEqual(entry?.changes, [{ noun: 'account_key', before: null, after: key }])
    assert.deepEqual(await store().findAccountKey(key.id), key)
  },

  'a record of another account can be neither written nor deleted': async ({ store }) => {
    const mine = await givenAccount(store())
    const theirs = givenRecords()
    const group = theirs.group()
    await givenAccount(store(), (transaction) => transaction.put('group', group), theirs)
    const put = store().transact(mine.accountId, attribution(), (transaction) => transaction.put('group', group))
    await assert.rejects(put, /another account/)
    const remove = store().transact(mine.accountId, attribution(), (transaction) => transaction.delete('group', group))
    await assert.rejects(remove, /another account/)
    assert.deepEqual(await store().find('group', group), group)
  },

  'an environment called all, and an empty id, are refused': async ({ store }) => {
    const given = await givenAccount(store())
    for (const id of ['all', '']) {
      const environment = given.environment({ id: Ids.environmentId(id) })
      const put = store().transact(given.accountId, attribution(), (transaction) =>
        transaction.put('environment', environment),
      )
      await assert.rejects(put, id === '' ? /is empty/ : /every environment/)
    }
    assert.deepEqual(await store().listEnvironments(given.accountId), [])
  },
}

async function keepsWhole<N extends AccountNoun>(store: Store, noun: N): Promise<void> {
  const given = givenRecords()
  const { first, then, needs }: Sample<N> = samplesOf(given)[noun]
  // A record is a key of itself.
  const key = first as unknown as KeyOf<N>
  await givenAccount(store, async (transaction) => needs?.(transaction), given)
  const steps: [Records[N] | null, Records[N] | null, (transaction: Transaction) => Promise<void>][] = [
    [null, first, (transaction) => transaction.put(noun, first)],
    [first, then, (transaction) => transaction.put(noun, then)],
    [then, null, (transaction) => transaction.delete(noun, key)],
  ]
  for (const [before, after, work] of steps) {
    assert.deepEqual(await store.find(noun, key), before ?? undefined)
    const { entry } = await store.transact(given.accountId, attribution(), work)
    assert.deepEqual(entry?.changes, [{ noun, before, after }])
    assert.deepEqual(await store.find(noun, key), after ?? undefined)
  }
  const { entry } = await store.transact(given.accountId, attribution(), (transaction) => transaction.delete(noun, key))
  assert.equal(entry, null)
}

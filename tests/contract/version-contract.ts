import assert from 'node:assert/strict'
import { environmentId } from '../../src/domain/ids.ts'
import type { Records } from '../../src/domain/records.ts'
import type { KeyOf } from '../../src/store/store.ts'
import { versionedNouns, type VersionedNoun } from '../../src/store/versions.ts'
import { attribution, givenAccount, type Given } from './given.ts'
import { eachOf, type Contract } from './setting.ts'

const later = 1_900_000_000_000

function sampleOf(given: Given, noun: VersionedNoun): Records[VersionedNoun] {
  switch (noun) {
    case 'environment':
      return given.environment()
    case 'user':
      return given.user()
    case 'group':
      return given.group()
    case 'account_key':
      return given.accountKey()
    case 'role':
      return given.role()
    case 'custom_policy':
      return given.policy()
    case 'api_key':
      return given.apiKey(given.environment({ id: givenHome }))
  }
}

const givenHome = environmentId('home')

/** The revision at which each record changed last. */
export const versionContract: Contract = {
  ...eachOf(
    versionedNouns,
    (noun) => `the version of a record of noun ${noun} is the revision that changed it last`,
    async ({ store }, noun) => {
      const given = await givenAccount(store())
      const first = sampleOf(given, noun)
      const key = first as unknown as KeyOf<VersionedNoun>
      const change = (work: Parameters<ReturnType<typeof store>['transact']>[2]) =>
        store().transact(given.accountId, attribution(), work)
      assert.equal(await store().findVersion(noun, key), undefined)
      await change((transaction) => transaction.put('environment', given.environment({ id: givenHome })))
      await change((transaction) => transaction.put(noun, first))
      assert.equal(await store().findVersion(noun, key), 3)
      await change((transaction) => transaction.put('group', given.group()))
      await change((transaction) => transaction.put(noun, first))
      assert.equal(await store().findVersion(noun, key), 3)
      await change(async (transaction) => {
        await transaction.put(noun, { ...first, updatedAt: later })
        assert.equal(await transaction.findVersion(noun, key), transaction.revision)
      })
      assert.equal(await store().findVersion(noun, key), 5)
      await change((transaction) => transaction.delete(noun, key))
      assert.equal(await store().findVersion(noun, key), undefined)
    },
  ),

  'environments and roles of a user raise its version, memberships and those of others don’t': async ({ store }) => {
    const [given, user, other] = await givenUsers(store())
    const environment = given.environment()
    const group = given.group()
    const access = given.access(user, environment)
    const assignment = given.assignment({ principal: { type: 'user', id: user.id } })
    const change = async (work: Parameters<ReturnType<typeof store>['transact']>[2]) => {
      const { entry } = await store().transact(given.accountId, attribution(), work)
      return [(await store().findVersion('user', user)) === entry?.revision, await store().findVersion('user', other)]
    }
    assert.deepEqual(await change((transaction) => transaction.put('environment', environment)), [false, 2])
    assert.deepEqual(await change((transaction) => transaction.put('environment_access', access)), [true, 2])
    assert.deepEqual(await change((transaction) => transaction.put('assignment', assignment)), [true, 2])
    assert.deepEqual(await change((transaction) => transaction.put('group', group)), [false, 2])
    const membership = given.membership(group, user)
    assert.deepEqual(await change((transaction) => transaction.put('membership', membership)), [false, 2])
    assert.deepEqual(await change((transaction) => transaction.delete('assignment', assignment)), [true, 2])
    assert.deepEqual(await change((transaction) => transaction.delete('environment_access', access)), [true, 2])
  },
}

async function givenUsers(store: Parameters<typeof givenAccount>[0]) {
  const given = await givenAccount(store)
  const [user, other] = [given.user(), given.user()]
  await store.transact(given.accountId, attribution(), (transaction) => transaction.putAll('user', [user, other]))
  return [given, user, other] as const
}

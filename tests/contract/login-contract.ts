import assert from 'node:assert/strict'
import { userId } from '../../src/domain/ids.ts'
import { attribution, fresh, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

/** The last sign-in of each user is noted beside the records: no revision, no entry of the change log. */
export const loginContract: Contract = {
  'the last sign-in of a user stays when an older one is noted after it': async ({ store }) => {
    const given = await givenAccount(store())
    const [one, other] = [given.user(), given.user()]
    await store().transact(given.accountId, attribution(), (tx) => tx.putAll('user', [one, other]))
    await store().noteLogin(one, 1_795_341_600_000)
    await store().noteLogin(one, 1_795_000_000_000)
    await store().noteLogin(other, 5)
    const all = await store().listLastLogins(given.accountId)
    assert.deepEqual(
      all,
      new Map([
        [one.id, 1_795_341_600_000],
        [other.id, 5],
      ]),
    )
    assert.deepEqual(await store().listLastLogins(given.accountId, [other.id]), new Map([[other.id, 5]]))
    assert.deepEqual(await store().listLastLogins(given.accountId, []), new Map())
    assert.equal((await store().revisions()).get(given.accountId), 2)
  },

  'a sign-in goes with its user, and none is noted of a user that is not there': async ({ store }) => {
    const given = await givenAccount(store())
    const user = given.user()
    await store().transact(given.accountId, attribution(), (tx) => tx.put('user', user))
    await store().noteLogin(user, 7)
    await store().noteLogin({ accountId: given.accountId, id: userId(fresh('nobody')) }, 7)
    assert.deepEqual(await store().listLastLogins(given.accountId), new Map([[user.id, 7]]))
    await store().transact(given.accountId, attribution(), (tx) => tx.delete('user', user))
    await store().noteLogin(user, 8)
    assert.deepEqual(await store().listLastLogins(given.accountId), new Map())
  },

  'a second factor counts once a first code has confirmed it': async ({ store }) => {
    const given = await givenAccount(store())
    const [one, other] = [given.user(), given.user()]
    await store().transact(given.accountId, attribution(), (tx) => tx.putAll('user', [one, other]))
    const factor = { sealed: 'sealed', isConfirmed: false, lastStep: -1, createdAt: 1 }
    for (const user of [one, other]) await store().identity.factors.put(user, factor)
    await store().identity.factors.confirm(one, [])
    assert.deepEqual(await store().listSecondFactors(given.accountId), new Set([one.id]))
    assert.deepEqual(await store().listSecondFactors(given.accountId, [other.id]), new Set())
  },
}

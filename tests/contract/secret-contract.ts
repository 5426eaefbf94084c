import assert from 'node:assert/strict'
import type { SealedOwner } from '../../src/store/reseal.ts'
import { attribution, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

/** Secrets live beside their records: never in them, never in the change log, gone with them. */
export const secretContract: Contract = {
  'the secrets of keys and the passwords of users are kept, replaced, and go with their owners': async ({ store }) => {
    const given = await givenAccount(store())
    const environment = given.environment()
    const [apiKey, accountKey, user] = [given.apiKey(environment), given.accountKey(), given.user()]
    const found = () =>
      Promise.all([
        store().findKeySecret('api_key', apiKey.id),
        store().findKeySecret('account_key', accountKey.id),
        store().findKeySecret('account_key', apiKey.id),
        store().findPasswordHash(user),
      ])
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('environment', environment)
      await tx.put('api_key', apiKey)
      await tx.put('account_key', accountKey)
      await tx.put('user', user)
      await tx.putKeySecret('api_key', apiKey.id, 'sealed-1')
      await tx.putKeySecret('account_key', accountKey.id, 'sealed-2')
      await tx.putPasswordHash(user, 'hash-1')
      assert.equal(await tx.findPasswordHash(user), 'hash-1')
    })
    assert.deepEqual(await found(), ['sealed-1', 'sealed-2', undefined, 'hash-1'])
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.putKeySecret('api_key', apiKey.id, 'sealed-3')
      await tx.putPasswordHash(user, 'hash-2')
    })
    assert.deepEqual(await found(), ['sealed-3', 'sealed-2', undefined, 'hash-2'])
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.delete('api_key', apiKey)
      await tx.delete('user', user)
    })
    assert.deepEqual(await found(), [undefined, 'sealed-2', undefined, undefined])
    const log = JSON.stringify(await store().changesAfter(given.accountId, 0, 100))
    assert.doesNotMatch(log, /sealed-|hash-/)
  },

  'every sealed secret can be renewed, all or none, and recovery codes stay': async ({ store }) => {
    const given = await givenAccount(store())
    const [key, user] = [given.accountKey(), given.user()]
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('account_key', key)
      await tx.put('user', user)
      await tx.putKeySecret('account_key', key.id, 'sealed-key')
    })
    const { factors } = store().identity
    await factors.put(user, { sealed: 'sealed-factor', isConfirmed: true, lastStep: 0, createdAt: 1 })
    await factors.confirm(user, ['h1', 'h2'])
    const isOurs = (owner: SealedOwner) =>
      owner.type === 'second_factor' ? owner.userId === user.id : owner.id === key.id
    const broken = store().reseal((owner, sealed) => {
      if (owner.type === 'second_factor' && isOurs(owner)) throw new Error('it can not be opened')
      return isOurs(owner) ? `${sealed}-lost` : sealed
    })
    await assert.rejects(broken, /it can not be opened/)
    assert.equal(await store().findKeySecret('account_key', key.id), 'sealed-key')

    const count = await store().reseal((owner, sealed) => (isOurs(owner) ? `${sealed}-anew` : sealed))
    assert.ok(count >= 2)
    assert.equal(await store().findKeySecret('account_key', key.id), 'sealed-key-anew')
    assert.equal((await factors.find(user))?.sealed, 'sealed-factor-anew')
    assert.equal(await factors.countRecoveryCodes(user), 2)
  },

  'a new password takes a revision, with no change beside it': async ({ store }) => {
    const given = await givenAccount(store())
    const user = given.user()
    await store().transact(given.accountId, attribution(), (tx) => tx.put('user', user))
    const { entry } = await store().transact(given.accountId, attribution('user.set_password'), (tx) =>
      tx.putPasswordHash(user, 'hash'),
    )
    assert.equal(entry?.revision, 3)
    assert.deepEqual(entry.changes, [])
    assert.equal(await store().findPasswordHash(user), 'hash')
    assert.deepEqual(await store().changesAfter(given.accountId, 2, 10), [entry])
  },

  'the key and the user of another account get no secret': async ({ store }) => {
    const given = await givenAccount(store())
    const [key, user] = [given.accountKey(), given.user()]
    const theirs = await givenAccount(store())
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('account_key', key)
      await tx.put('user', user)
    })
    const putSecret = store().transact(theirs.accountId, attribution(), (tx) =>
      tx.putKeySecret('account_key', key.id, 's'),
    )
    await assert.rejects(putSecret, /reference/)
    const putHash = store().transact(theirs.accountId, attribution(), (tx) => tx.putPasswordHash(user, 'h'))
    await assert.rejects(putHash, /another account/)
    assert.equal(await store().findKeySecret('account_key', key.id), undefined)
  },
}

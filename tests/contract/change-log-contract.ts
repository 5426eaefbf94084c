import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import { AccountUnknown } from '../../src/store/errors.ts'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { attribution, fresh, givenAccount, operator } from './given.ts'
import type { Contract } from './setting.ts'

/** Every change is one entry with the next revision; what changes nothing leaves nothing. */
export const changeLogContract: Contract = {
  'it keeps who, when, by which operation and what, in order': async ({ store }) => {
    const given = await givenAccount(store())
    const group = given.group()
    const by = { type: 'account_key', id: Ids.accountKeyId('k') } as const
    const first = { by, operation: 'group.create', requestId: 'r1', at: 5 }
    const second = { by: operator, operation: 'group.update', requestId: null, at: 4 }
    const renamed = { ...group, name: fresh('Renamed') }
    const made = await store().transact(given.accountId, first, async (tx) => {
      assert.equal(tx.revision, 2)
      await tx.put('group', group)
      return 'made'
    })
    const changed = await store().transact(given.accountId, second, async (tx) => {
      await tx.put('group', renamed)
      await tx.delete('group', group)
    })
    assert.equal(made.result, 'made')
    const { accountId } = given
    assert.deepEqual(made.entry, {
      accountId,
      revision: 2,
      ...first,
      changes: [{ noun: 'group', before: null, after: group }],
    })
    assert.deepEqual(changed.entry, {
      accountId,
      revision: 3,
      ...second,
      changes: [
        { noun: 'group', before: group, after: renamed },
        { noun: 'group', before: renamed, after: null },
      ],
    })
    const log = await store().changesAfter(accountId, 0, 10)
    assert.deepEqual(log.slice(1), [made.entry, changed.entry])
    assert.deepEqual(await store().changesAfter(accountId, 1, 1), [made.entry])
    assert.deepEqual(await store().changesAfter(accountId, 3, 10), [])
    assert.deepEqual(await store().listChanges(accountId, { limit: 2 }), [changed.entry, made.entry])
    assert.deepEqual(await store().listChanges(accountId, { limit: 2, before: 2 }), [log[0]])
  },

  'many changes are logged in the order they were made': async ({ store }) => {
    const given = await givenAccount(store())
    const groups = ['c', 'a', 'b'].map((id) => given.group({ id: Ids.groupId(id) }))
    const { entry } = await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.putAll('group', groups)
      await tx.putAll('group', [])
      await tx.deleteAll('group', [...groups, given.group()].reverse())
    })
    assert.deepEqual(
      entry?.changes.map(({ before, after }) => [before, after]),
      [...groups.map((group) => [null, group]), ...[...groups].reverse().map((group) => [group, null])],
    )
  },

  'writing what already stands takes no revision': async ({ store }) => {
    const given = await givenAccount(store(), (tx, { role }) =>
      tx.put('role', role({ id: Ids.roleId('r'), name: 'N' })),
    )
    const role = given.role({ id: Ids.roleId('r'), name: 'N' })
    const same = await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('role', role)
      await tx.delete('group', given.group())
      return tx.find('role', role)
    })
    assert.deepEqual(same, { result: role, entry: null })
    const reordered = { ...role, permissionIds: [...role.permissionIds].reverse() }
    const { entry } = await store().transact(given.accountId, attribution(), (tx) => tx.put('role', reordered))
    assert.equal(entry?.revision, 2)
    assert.deepEqual(await store().find('role', role), reordered)
  },

  'what throws leaves nothing: no record, no used id, no revision, no entry': async ({ store }) => {
    const given = await givenAccount(store())
    const group = given.group()
    const bug = new Error('a bug')
    const attempt = store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('group', group)
      assert.deepEqual(await tx.find('group', group), group)
      assert.equal(await store().find('group', group), undefined)
      throw bug
    })
    await assert.rejects(attempt, bug)
    assert.equal(await store().find('group', group), undefined)
    assert.equal(await store().isIdUsed(given.accountId, 'group', group.id), false)
    assert.equal((await store().changesAfter(given.accountId, 0, 10)).length, 1)
    const { entry } = await store().transact(given.accountId, attribution(), (tx) => tx.put('group', group))
    assert.equal(entry?.revision, 2)
  },

  'an account that fails to be made leaves nothing': async ({ store }) => {
    const bug = new Error('a bug')
    let accountId = Ids.accountId('')
    const attempt = givenAccount(store(), async (tx, given) => {
      accountId = given.accountId
      await tx.put('group', given.group())
      throw bug
    })
    await assert.rejects(attempt, bug)
    assert.equal(await store().find('account', { id: accountId }), undefined)
    assert.deepEqual(await store().changesAfter(accountId, 0, 10), [])
  },

  'an unknown account can be neither written to nor loaded': async ({ store }) => {
    const accountId = Ids.accountId('nobody')
    await assert.rejects(
      store().transact(accountId, attribution(), async () => undefined),
      AccountUnknown,
    )
    await assert.rejects(async () => {
      for await (const batch of store().load(accountId)) assert.fail(batch.noun)
    }, AccountUnknown)
  },

  'a transaction that has ended writes no more': async ({ store }) => {
    const given = await givenAccount(store())
    const { result: late } = await store().transact(
      given.accountId,
      attribution(),
      async (tx) => () => tx.put('group', given.group()),
    )
    await assert.rejects(late(), /has ended/)
  },

  'a transaction does not begin inside another one': async ({ store }) => {
    const given = await givenAccount(store())
    const nested = store().transact(given.accountId, attribution(), () =>
      store().transact(given.accountId, attribution(), (tx) => tx.put('group', given.group())),
    )
    await assert.rejects(nested, /inside another one/)
    assert.equal((await store().revisions()).get(given.accountId), 1)
  },

  'an imported catalogue is in force until it is taken back, and each step counts': async ({ store }) => {
    const before = await store().installationRevision()
    const catalogue: Catalogue = {
      permissions: [],
      roles: [
        {
          id: Ids.roleId('cld::role::x'),
          name: 'X \u0000',
          description: null,
          management: 'system',
          kind: 'global',
          level: 'account',
          permissionIds: [],
        },
      ],
      at: 5,
    }
    assert.equal(await store().findCatalogue(), undefined)
    assert.equal(await store().replaceCatalogue(catalogue), before + 1)
    assert.deepEqual(await store().findCatalogue(), catalogue)
    assert.equal(await store().replaceCatalogue(null), before + 2)
    assert.equal(await store().findCatalogue(), undefined)
    assert.equal(await store().installationRevision(), before + 2)
  },
}

import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import type { ConstraintName } from '../../src/store/errors.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import type { Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import { eachOf } from './setting.ts'
import type { Contract } from './setting.ts'

type Write = (transaction: Transaction, given: Given) => Promise<void>

/** Two writes of which the second must not be kept. */
interface Clash {
  readonly says: string
  readonly constraint: ConstraintName
  readonly first: Write
  readonly second: Write
}

const principal = { type: 'user', id: Ids.userId('u') } as const
const cloudName = fresh('clash')
const keyId = fresh('clash')
const environment = (given: Given) => given.environment({ id: Ids.environmentId('e') })
const otherEnvironment = (given: Given) => given.environment({ id: Ids.environmentId('o') })
const folder = (given: Given, id: string, parentId: string | null) =>
  given.folder(environment(given), {
    id: Ids.folderId(id),
    parentId: parentId === null ? null : Ids.folderId(parentId),
  })

const clashes: readonly Clash[] = [
  {
    says: 'two environments never share a cloud name',
    constraint: 'environment_cloud_name',
    first: (tx, given) => tx.put('environment', given.environment({ cloudName })),
    second: (tx, given) => tx.put('environment', given.environment({ cloudName })),
  },
  {
    says: 'two users of an account never share an e-mail, whatever its case',
    constraint: 'user_email',
    first: (tx, given) => tx.put('user', given.user({ email: 'Ärger@example.com' })),
    second: (tx, given) => tx.put('user', given.user({ email: 'äRGER@EXAMPLE.com' })),
  },
  {
    says: 'two groups of an account never share a name',
    constraint: 'group_name',
    first: (tx, given) => tx.put('group', given.group({ name: 'Creative' })),
    second: (tx, given) => tx.put('group', given.group({ name: 'Creative' })),
  },
  {
    says: 'two custom roles of one level and kind never share a name',
    constraint: 'role_name',
    first: (tx, given) => tx.put('role', given.role({ name: 'N' })),
    second: (tx, given) => tx.put('role', given.role({ name: 'N' })),
  },
  {
    says: 'two folders at the top never share a name',
    constraint: 'folder_name',
    first: async (tx, given) => {
      await tx.put('environment', environment(given))
      await tx.put('folder', { ...folder(given, '1', null), name: 'brand' })
    },
    second: (tx, given) => tx.put('folder', { ...folder(given, '2', null), name: 'brand' }),
  },
  {
    says: 'two folders of one parent never share a name',
    constraint: 'folder_name',
    first: async (tx, given) => {
      await tx.put('environment', environment(given))
      await tx.put('folder', folder(given, '1', null))
      await tx.put('folder', { ...folder(given, '2', '1'), name: 'logos' })
    },
    second: (tx, given) => tx.put('folder', { ...folder(given, '3', '1'), name: 'logos' }),
  },
  {
    says: 'a principal never holds a role twice at one place',
    constraint: 'assignment',
    first: (tx, given) => tx.put('assignment', given.assignment({ principal, roleId: Ids.roleId('r') })),
    second: (tx, given) => tx.put('assignment', given.assignment({ principal, roleId: Ids.roleId('r'), expiresAt: 5 })),
  },
  {
    says: 'the id of a deleted role is never used again',
    constraint: 'id_used',
    first: async (tx, given) => {
      await tx.put('role', given.role({ id: Ids.roleId('gone') }))
      await tx.delete('role', { accountId: given.accountId, id: Ids.roleId('gone') })
    },
    second: (tx, given) => tx.put('role', given.role({ id: Ids.roleId('gone') })),
  },
  {
    says: 'a membership needs its user',
    constraint: 'reference',
    first: (tx, given) => tx.put('group', given.group({ id: Ids.groupId('g') })),
    second: (tx, given) => tx.put('membership', given.membership(given.group({ id: Ids.groupId('g') }), given.user())),
  },
  {
    says: 'a user with a membership is not deleted alone',
    constraint: 'reference',
    first: async (tx, given) => {
      const [user, group] = [given.user({ id: Ids.userId('u') }), given.group()]
      await tx.put('user', user)
      await tx.put('group', group)
      await tx.put('membership', given.membership(group, user))
    },
    second: (tx, { accountId }) => tx.delete('user', { accountId, id: Ids.userId('u') }),
  },
  {
    says: 'a folder needs its parent',
    constraint: 'reference',
    first: (tx, given) => tx.put('environment', environment(given)),
    second: (tx, given) => tx.put('folder', folder(given, '1', 'absent')),
  },
  {
    says: 'a folder is not its own parent',
    constraint: 'reference',
    first: (tx, given) => tx.put('environment', environment(given)),
    second: (tx, given) => tx.put('folder', folder(given, '1', '1')),
  },
  {
    says: 'the parent of a folder lies in the same environment',
    constraint: 'reference',
    first: async (tx, given) => {
      await tx.putAll('environment', [environment(given), otherEnvironment(given)])
      await tx.put('folder', given.folder(otherEnvironment(given), { id: Ids.folderId('p') }))
    },
    second: (tx, given) => tx.put('folder', folder(given, '1', 'p')),
  },
  {
    says: 'a folder with children is not deleted alone',
    constraint: 'reference',
    first: async (tx, given) => {
      await tx.put('environment', environment(given))
      await tx.putAll('folder', [folder(given, '1', null), folder(given, '2', '1')])
    },
    second: (tx, { accountId }) => tx.delete('folder', { accountId, id: Ids.folderId('1') }),
  },
  {
    says: 'a key secret needs its key',
    constraint: 'reference',
    first: (tx, given) => tx.put('group', given.group()),
    second: (tx) => tx.putKeySecret('account_key', Ids.accountKeyId('absent'), 'sealed'),
  },
]

/** What two records may not share is held by the database, and comes back as one kind of error. */
export const constraintContract: Contract = {
  ...eachOf(
    clashes,
    ({ says }) => says,
    async ({ store }, { constraint, first, second }) => {
      const given = await givenAccount(store(), first)
      const clash = store().transact(given.accountId, attribution(), (tx) => second(tx, given))
      await assert.rejects(clash, expected(constraint))
      assert.equal((await store().changesAfter(given.accountId, 0, 10)).length, 1)
    },
  ),

  'names are free in other accounts, levels, kinds and places': async ({ store }) => {
    const fill: Write = async (tx, given) => {
      await tx.put('group', given.group({ name: 'G' }))
      await tx.put('user', given.user({ email: 'same@example.com' }))
      await tx.put('role', given.role({ id: Ids.roleId('r'), name: 'N' }))
      await tx.put('role', given.role({ name: 'N', level: 'account' }))
      await tx.put('role', given.role({ name: 'N', kind: 'folder' }))
      await tx.put('role', given.role({ name: 'n' }))
      await tx.put('environment', environment(given))
      await tx.put('folder', { ...folder(given, '1', null), name: 'x' })
      await tx.put('folder', { ...folder(given, '2', '1'), name: 'x' })
      await tx.put('folder', { ...folder(given, '3', '2'), name: 'x' })
      await tx.put('assignment', given.assignment({ principal }))
      await tx.put('assignment', given.assignment({ principal, reach: { type: 'account' } }))
      await tx.put('assignment', given.assignment({ principal, parameter: { type: 'folder', id: Ids.folderId('1') } }))
    }
    for (const given of [givenRecords(), givenRecords()]) {
      await givenAccount(store(), fill, given)
      assert.equal((await store().changesAfter(given.accountId, 0, 1))[0]?.changes.length, 14)
    }
  },

  'the values of keys are unique in the installation, also after they are gone': async ({ store }) => {
    const [first, second] = [await givenAccount(store()), await givenAccount(store())]
    const make = (given: Given) =>
      store().transact(given.accountId, attribution(), async (tx) => {
        await tx.put('environment', environment(given))
        await tx.put('api_key', given.apiKey(environment(given), { id: Ids.apiKeyId(keyId) }))
      })
    const makeAccountKey = (given: Given) =>
      store().transact(given.accountId, attribution(), (tx) =>
        tx.put('account_key', given.accountKey({ id: Ids.accountKeyId(keyId) })),
      )
    await make(first)
    await makeAccountKey(first)
    await assert.rejects(make(second), expected('api_key_id'))
    await assert.rejects(makeAccountKey(second), expected('account_key_id'))
    await store().transact(first.accountId, attribution(), async (tx) => {
      await tx.delete('api_key', { accountId: first.accountId, id: Ids.apiKeyId(keyId) })
      await tx.delete('account_key', { accountId: first.accountId, id: Ids.accountKeyId(keyId) })
    })
    await assert.rejects(make(second), expected('id_used'))
    await assert.rejects(makeAccountKey(second), expected('id_used'))
    assert.equal(await store().isIdUsed(second.accountId, 'api_key', keyId), true)
    assert.equal(await store().isIdUsed(second.accountId, 'account_key', keyId), true)
  },

  'an id counts as used in its own account and noun only, and for ever': async ({ store }) => {
    const given = await givenAccount(store(), async (tx, { role }) => tx.put('role', role({ id: Ids.roleId('r') })))
    const other = await givenAccount(store())
    const isUsed = () =>
      Promise.all([
        store().isIdUsed(given.accountId, 'role', 'r'),
        store().isIdUsed(given.accountId, 'role', 'R'),
        store().isIdUsed(given.accountId, 'group', 'r'),
        store().isIdUsed(other.accountId, 'role', 'r'),
      ])
    assert.deepEqual(await isUsed(), [true, false, false, false])
    await store().transact(given.accountId, attribution(), (tx) =>
      tx.delete('role', { accountId: given.accountId, id: Ids.roleId('r') }),
    )
    assert.deepEqual(await isUsed(), [true, false, false, false])
  },

  'an account is made once': async ({ store }) => {
    const given = await givenAccount(store())
    const again = store().createAccount(given.account({ name: 'Other' }), attribution(), async () => undefined)
    await assert.rejects(again, expected('account_id'))
    assert.deepEqual(await store().find('account', { id: given.accountId }), given.account())
  },

  'a conflict undoes its whole transaction, also when the caller goes on': async ({ store }) => {
    const given = await givenAccount(store(), (tx, { group }) => tx.put('group', group({ name: 'G' })))
    const kept = given.user()
    const careless = store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('user', kept)
      await tx.put('group', given.group({ name: 'G' })).catch(() => undefined)
      return 'all is well'
    })
    await assert.rejects(careless, expected('group_name'))
    assert.equal(await store().find('user', kept), undefined)
    assert.equal((await store().revisions()).get(given.accountId), 1)
  },
}

const expected = (constraint: ConstraintName) => (error: unknown) => {
  assert.ok(error instanceof StoreConflict, String(error))
  assert.equal(error.constraint, constraint)
  return true
}

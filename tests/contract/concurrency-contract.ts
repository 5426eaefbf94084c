import assert from 'node:assert/strict'
import type { ChangeEntry } from '../../src/domain/change.ts'
import * as Ids from '../../src/domain/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import type { Store, Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import { eachOf } from './setting.ts'
import type { Contract, ContractSetting } from './setting.ts'

const range = (length: number): readonly number[] => Array.from({ length }, (_, position) => position)

/** Two stores on one database, as two processes have them. */
const inTwoStores =
  (run: (one: Store, other: Store) => Promise<void>) =>
  async ({ store, place }: ContractSetting): Promise<void> => {
    const other = await openStore(place())
    try {
      await run(store(), other)
    } finally {
      await other.close()
    }
  }

type Write = (tx: Transaction, given: Given) => Promise<void>

const wantedOnce: readonly (readonly [string, Write])[] = [
  ['group name', (tx, given) => tx.put('group', given.group({ name: 'same' }))],
  ['e-mail', (tx, given) => tx.put('user', given.user({ email: 'same@example.com' }))],
  [
    'role id',
    async (tx, given) => {
      if (await tx.isIdUsed(given.accountId, 'role', 'same')) throw new StoreConflict('id_used')
      await tx.put('role', given.role({ id: Ids.roleId('same') }))
    },
  ],
  [
    'assignment',
    (tx, given) => {
      const principal = { type: 'group', id: Ids.groupId('g') } as const
      return tx.put('assignment', given.assignment({ principal, roleId: Ids.roleId('r') }))
    },
  ],
]

/** Writers of one account take turns; of two that want the same, one wins. */
export const concurrencyContract: Contract = {
  '20 writers of each of 3 accounts, in two stores: revisions are gapless and in the order of commits': inTwoStores(
    async (one, other) => {
      const accounts = await Promise.all(range(3).map(() => givenAccount(one)))
      await Promise.all(
        accounts.flatMap((given) => range(20).map((writer) => addGroup(writer % 2 === 0 ? one : other, given))),
      )
      for (const { accountId } of accounts) {
        const log = await one.changesAfter(accountId, 0, 100)
        assert.deepEqual(
          log.map(({ revision }) => revision),
          range(21).map((position) => position + 1),
        )
        // Each writer counted the groups inside its transaction: it saw every earlier commit.
        assert.deepEqual(
          log.slice(1).map(nameIn),
          range(20).map((before) => `${before} before`),
        )
        assert.equal((await other.revisions()).get(accountId), 21)
      }
    },
  ),

  ...eachOf(
    wantedOnce,
    ([what]) => `two writers of one ${what}, in two stores: exactly one wins`,
    (setting, [, write]) =>
      inTwoStores(async (one, other) => {
        for (let round = 0; round < 5; round++) {
          const given = await givenAccount(one)
          const { accountId } = given
          await assertOneWins(
            [one, other].map((each) => each.transact(accountId, attribution(), (tx) => write(tx, given))),
          )
          assert.equal((await one.revisions()).get(accountId), 2)
        }
      })(setting),
  ),

  'two accounts that want one cloud name or one key value: exactly one wins': inTwoStores(async (one, other) => {
    for (let round = 0; round < 5; round++) {
      const [cloudName, id] = [fresh('cloud'), Ids.accountKeyId(fresh('key'))]
      const [first, second] = [await givenAccount(one), await givenAccount(one)]
      const both = (write: Write) => [
        one.transact(first.accountId, attribution(), (tx) => write(tx, first)),
        other.transact(second.accountId, attribution(), (tx) => write(tx, second)),
      ]
      await assertOneWins(both((tx, given) => tx.put('environment', given.environment({ cloudName }))))
      await assertOneWins(both((tx, given) => tx.put('account_key', given.accountKey({ id }))))
    }
  }),

  'two makers of one account, in two stores: exactly one wins, and nothing of the other is kept': inTwoStores(
    async (one, other) => {
      for (let round = 0; round < 20; round++) {
        const given = givenRecords()
        const make = (through: Store, name: string) =>
          through.createAccount(given.account({ name }), attribution(), async (tx) => {
            await tx.put('group', given.group({ name }))
            return name
          })
        const attempts = [make(one, 'one'), make(other, 'two')]
        await assertOneWins(attempts)
        const { result: winner } = await Promise.any(attempts)
        assert.equal((await one.find('account', { id: given.accountId }))?.name, winner)
        assert.deepEqual(
          (await one.list('group', given.accountId)).map(({ name }) => name),
          [winner],
        )
      }
    },
  ),

  'writes of one transaction that are not awaited one by one are all kept': async ({ store }) => {
    const given = await givenAccount(store())
    const groups = range(10).map(() => given.group())
    const { entry } = await store().transact(given.accountId, attribution(), async (tx) => {
      await Promise.all(groups.map((group) => tx.put('group', group)))
    })
    assert.deepEqual(
      entry?.changes.map(({ after }) => after),
      groups,
    )
  },

  'a reader outside sees what was committed, while a transaction is open': async ({ store }) => {
    const given = await givenAccount(store(), (tx, { group }) =>
      tx.put('group', group({ id: Ids.groupId('g'), name: 'old' })),
    )
    const key = { accountId: given.accountId, id: Ids.groupId('g') }
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('group', given.group({ ...key, name: 'new' }))
      assert.equal((await store().find('group', key))?.name, 'old')
      assert.equal((await tx.find('group', key))?.name, 'new')
      assert.equal((await store().revisions()).get(given.accountId), 1)
    })
    assert.equal((await store().find('group', key))?.name, 'new')
  },
}

async function addGroup(store: Store, given: Given): Promise<void> {
  await store.transact(given.accountId, attribution(), async (tx) => {
    const before = (await tx.list('group', given.accountId)).length
    await tx.put('group', given.group({ name: `${before} before` }))
  })
}

function nameIn({ changes }: ChangeEntry): string {
  const after = changes[0]?.after
  return after && 'name' in after ? after.name : 'no name'
}

async function assertOneWins(attempts: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(attempts)
  const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
  assert.equal(outcomes.length - lost.length, 1, String(lost))
  assert.ok(
    lost.every((reason) => reason instanceof StoreConflict),
    String(lost),
  )
}

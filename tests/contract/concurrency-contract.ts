import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as Ids from '../../src/domain/ids.ts'
import { openStore } from '../../src/store/open.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import type { Store, Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import type { ContractSetting } from './store-contract.ts'

const range = (length: number): readonly number[] => Array.from({ length }, (_, position) => position)

/** Writers of one account take turns; of two that want the same, one wins. */
export function concurrencyContract({ store, place }: ContractSetting): void {
  describe('writers at the same time', () => {
    test('20 writers of each of 3 accounts, in two stores: revisions are gapless and in the order of commits', async () => {
      const other = await openStore(place())
      try {
        const accounts = await Promise.all(range(3).map(() => givenAccount(store())))
        const writes = accounts.flatMap((given) =>
          range(20).map((writer) => appendOne(writer % 2 === 0 ? store() : other, given)),
        )
        const entries = await Promise.all(writes)
        for (const { accountId } of accounts) {
          const expected = range(21).map((position) => position + 1)
          const log = await store().changesAfter(accountId, 0, 100)
          assert.deepEqual(
            log.map(({ revision }) => revision),
            expected,
          )
          const written = entries.filter((entry) => entry?.accountId === accountId)
          assert.deepEqual(new Set(log.slice(1).map(nameIn)), new Set(written.map(nameIn)))
          assert.equal((await other.revisions()).get(accountId), 21)
          // Each writer read the count of groups inside its transaction: it saw every earlier commit.
          assert.deepEqual(
            log.slice(1).map(nameIn),
            range(20).map((position) => `${accountId} ${position} before`),
          )
        }
      } finally {
        await other.close()
      }
    })

    async function appendOne(through: Store, given: Given) {
      const { entry } = await through.transact(given.accountId, attribution(), async (tx) => {
        const before = (await tx.list('group', given.accountId)).length
        await tx.put('group', given.group({ name: `${given.accountId} ${before} before` }))
      })
      return entry
    }

    const nameIn = (entry: Awaited<ReturnType<typeof appendOne>>): string => {
      const after = entry?.changes[0]?.after
      return after && 'name' in after ? after.name : 'no name'
    }

    const pairs: readonly (readonly [string, (given: Given) => (tx: Transaction) => Promise<void>])[] = [
      ['group name', (given) => (tx) => tx.put('group', given.group({ name: 'same' }))],
      [
        'role id',
        (given) => async (tx) => {
          const isUsed = await tx.isIdUsed(given.accountId, 'role', 'same')
          if (isUsed) throw new StoreConflict('id_used')
          await tx.put('role', given.role({ id: Ids.roleId('same') }))
        },
      ],
      ['e-mail', (given) => (tx) => tx.put('user', given.user({ email: 'same@example.com' }))],
      [
        'assignment',
        (given) => (tx) =>
          tx.put(
            'assignment',
            given.assignment({ principal: { type: 'group', id: Ids.groupId('g') }, roleId: Ids.roleId('r') }),
          ),
      ],
    ]
    for (const [what, write] of pairs) {
      test(`two writers of one ${what}, in two stores: exactly one wins`, async () => {
        const other = await openStore(place())
        try {
          for (let round = 0; round < 5; round++) {
            const given = await givenAccount(store())
            await assertOneWins(
              [store(), other].map((each) => each.transact(given.accountId, attribution(), write(given))),
            )
            assert.equal((await store().revisions()).get(given.accountId), 2)
          }
        } finally {
          await other.close()
        }
      })
    }

    test('two accounts that want one cloud name or one key value: exactly one wins', async () => {
      const other = await openStore(place())
      try {
        for (let round = 0; round < 5; round++) {
          const [cloudName, keyId] = [fresh('cloud'), Ids.accountKeyId(fresh('key'))]
          const [first, second] = [await givenAccount(store()), await givenAccount(store())]
          const both = (write: (tx: Transaction, given: Given) => Promise<void>) => [
            store().transact(first.accountId, attribution(), (tx) => write(tx, first)),
            other.transact(second.accountId, attribution(), (tx) => write(tx, second)),
          ]
          await assertOneWins(both((tx, given) => tx.put('environment', given.environment({ cloudName }))))
          await assertOneWins(both((tx, given) => tx.put('account_key', given.accountKey({ id: keyId }))))
        }
      } finally {
        await other.close()
      }
    })

    test('two makers of one account, in two stores: exactly one wins, and nothing of the other is kept', async () => {
      const other = await openStore(place())
      try {
        for (let round = 0; round < 20; round++) {
          const given = givenRecords()
          const make = (through: Store, name: string) =>
            through.createAccount(given.account({ name }), attribution(), async (tx) => {
              await tx.put('group', given.group({ name }))
              return name
            })
          const [one, two] = [make(store(), 'one'), make(other, 'two')]
          await assertOneWins([one, two])
          const { result: winner } = await Promise.any([one, two])
          assert.equal((await store().find('account', { id: given.accountId }))?.name, winner)
          assert.deepEqual(
            (await store().list('group', given.accountId)).map(({ name }) => name),
            [winner],
          )
        }
      } finally {
        await other.close()
      }
    })

    test('writes of one transaction that are not awaited one by one are all kept', async () => {
      const given = await givenAccount(store())
      const groups = range(10).map(() => given.group())
      const { entry } = await store().transact(given.accountId, attribution(), async (tx) => {
        await Promise.all(groups.map((group) => tx.put('group', group)))
      })
      assert.deepEqual(
        entry?.changes.map(({ after }) => after),
        groups,
      )
    })

    test('a reader outside sees what was committed, while a transaction is open', async () => {
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
    })
  })
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

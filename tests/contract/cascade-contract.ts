import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Change } from '../../src/domain/change.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { FolderRecord } from '../../src/domain/records.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import type { AccountNoun, KeyOf, Transaction } from '../../src/store/store.ts'
import { attribution, fresh, givenRecords } from './given.ts'
import type { ContractSetting } from './store-contract.ts'

const nameOf = ({ noun, before }: Change): string =>
  before === null
    ? `made ${noun}`
    : 'id' in before
      ? before.id
      : 'groupId' in before
        ? `${before.groupId}+${before.userId}`
        : `${before.userId}@${before.environmentId}`

/** A small account in which everything has something that depends on it. */
async function givenDependents(store: ReturnType<ContractSetting['store']>) {
  const given = givenRecords()
  const { accountId } = given
  const id = { user: Ids.userId('vera'), group: Ids.groupId('creative'), role: Ids.roleId('retoucher') }
  const environment = given.environment({ id: Ids.environmentId('demo') })
  const other = given.environment({ id: Ids.environmentId('other') })
  const user = given.user({ id: id.user })
  const group = given.group({ id: id.group })
  const key = given.apiKey(environment, { id: Ids.apiKeyId(fresh('key')) })
  const accountKey = given.accountKey({ id: Ids.accountKeyId(fresh('key')) })
  const folder = (name: string, parentId: FolderRecord['parentId'] = null) =>
    given.folder(environment, { id: Ids.folderId(name), parentId })
  const folders = [
    folder('brand'),
    folder('logos', Ids.folderId('brand')),
    folder('old', Ids.folderId('logos')),
    folder('summer'),
  ]
  const collection = given.collection(environment, { id: Ids.collectionId('autumn') })
  const assign = (name: string, principal: Principal, but: Parameters<typeof given.assignment>[0] = {}) =>
    given.assignment({ id: Ids.assignmentId(name), principal, roleId: Ids.roleId('system'), ...but })
  const here = { type: 'environment', environmentId: environment.id } as const
  const [vera, creative]: Principal[] = [
    { type: 'user', id: id.user },
    { type: 'group', id: id.group },
  ]
  await store.createAccount(given.account(), attribution(), async (tx) => {
    await tx.putAll('environment', [environment, other])
    await tx.put('user', user)
    await tx.put('group', group)
    await tx.put('membership', given.membership(group, user))
    await tx.putAll('environment_access', [given.access(user, environment), given.access(user, other)])
    await tx.put('api_key', key)
    await tx.put('account_key', accountKey)
    await tx.put('role', given.role({ id: id.role }))
    await tx.putAll('folder', folders)
    await tx.put('collection', collection)
    await tx.put('custom_policy', given.policy({ id: Ids.customPolicyId('policy-here'), reach: here }))
    await tx.put('custom_policy', given.policy({ id: Ids.customPolicyId('policy-account') }))
    await tx.putAll('assignment', [
      assign('vera-all', vera!),
      assign('vera-retoucher', vera!, { roleId: id.role }),
      assign('creative-here', creative!, { reach: here }),
      assign('creative-old', creative!, { reach: here, parameter: { type: 'folder', id: Ids.folderId('old') } }),
      assign('vera-brand', vera!, { parameter: { type: 'folder', id: Ids.folderId('brand') } }),
      assign('creative-autumn', creative!, { parameter: { type: 'collection', id: collection.id } }),
      assign(
        'key-brand',
        { type: 'api_key', id: key.id },
        { parameter: { type: 'folder', id: Ids.folderId('brand') } },
      ),
      assign('account-key', { type: 'account_key', id: accountKey.id }, { reach: { type: 'account' } }),
    ])
  })
  return { accountId, key, accountKey }
}

/** Deleting takes along what depends on the record, each as a change of its own, dependents before what they need. */
export function cascadeContract({ store }: ContractSetting): void {
  describe('deleting with dependents', () => {
    const cases: readonly (readonly [AccountNoun, string, readonly string[]])[] = [
      [
        'user',
        'vera',
        ['vera-all', 'vera-brand', 'vera-retoucher', 'vera@demo', 'vera@other', 'creative+vera', 'vera'],
      ],
      ['group', 'creative', ['creative-autumn', 'creative-here', 'creative-old', 'creative+vera', 'creative']],
      ['role', 'retoucher', ['vera-retoucher', 'retoucher']],
      ['collection', 'autumn', ['creative-autumn', 'autumn']],
      ['folder', 'brand', ['creative-old', 'old', 'logos', 'vera-brand', 'key-brand', 'brand']],
      ['folder', 'summer', ['summer']],
      ['assignment', 'vera-all', ['vera-all']],
      ['custom_policy', 'policy-here', ['policy-here']],
      ['group', 'absent', []],
    ]
    for (const [noun, id, expected] of cases) {
      test(`${noun} ${id}: ${expected.length} changes`, async () => {
        const { accountId } = await givenDependents(store())
        assert.deepEqual(await deleted(accountId, (tx) => deleteCascade(tx, noun, keyOf(accountId, id))), expected)
      })
    }

    test('keys take their assignments along', async () => {
      const { accountId, key, accountKey } = await givenDependents(store())
      assert.deepEqual(await deleted(accountId, (tx) => deleteCascade(tx, 'api_key', key)), ['key-brand', key.id])
      const names = await deleted(accountId, (tx) => deleteCascade(tx, 'account_key', accountKey))
      assert.deepEqual(names, ['account-key', accountKey.id])
    })

    test('an environment takes along everything inside it and all that reaches it alone', async () => {
      const { accountId, key } = await givenDependents(store())
      const environment = { accountId, id: Ids.environmentId('demo') }
      assert.deepEqual(await deleted(accountId, (tx) => deleteCascade(tx, 'environment', environment)), [
        ...['key-brand', key.id, 'creative-autumn', 'autumn', 'vera-brand', 'creative-old'],
        ...['old', 'logos', 'summer', 'brand', 'vera@demo', 'creative-here', 'policy-here', 'demo'],
      ])
      assert.deepEqual(
        (await store().listAssignments(accountId)).map(({ id }) => id),
        ['vera-all', 'vera-retoucher', 'account-key'],
      )
      assert.equal((await store().list('folder', accountId)).length, 0)
    })

    test('a tree larger than a batch goes whole, deepest folders first', async () => {
      const given = givenRecords()
      const environment = given.environment()
      const top = given.folder(environment)
      const children = Array.from({ length: 900 }, () => given.folder(environment, { parentId: top.id }))
      const leaves = children.slice(0, 300).map(({ id }) => given.folder(environment, { parentId: id }))
      await store().createAccount(given.account(), attribution(), async (tx) => {
        await tx.put('environment', environment)
        await tx.putAll('folder', [top, ...children, ...leaves])
      })
      const names = await deleted(given.accountId, (tx) => deleteCascade(tx, 'folder', top))
      assert.equal(names.length, 1_201)
      assert.deepEqual(new Set(names.slice(0, 300)), new Set(leaves.map(({ id }) => id)))
      assert.equal(names.at(-1), top.id)
    })
  })

  async function deleted(
    accountId: Ids.AccountId,
    work: (tx: Transaction) => Promise<void>,
  ): Promise<readonly string[]> {
    const { entry } = await store().transact(accountId, attribution(), work)
    return entry?.changes.map(nameOf) ?? []
  }
}

/** The keys of the cases above are all of the form account and id. */
const keyOf = <N extends AccountNoun>(accountId: Ids.AccountId, id: string) =>
  ({ accountId, id }) as unknown as KeyOf<N>

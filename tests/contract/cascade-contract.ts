import assert from 'node:assert/strict'
import type { Change } from '../../src/domain/change.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { AssignmentRecord } from '../../src/domain/records.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import type { AccountNoun, KeyOf, Store, Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, fresh, givenRecords } from './given.ts'
import { eachOf } from './setting.ts'
import type { Contract } from './setting.ts'

const nameOf = ({ noun, before }: Change): string =>
  before === null
    ? `made ${noun}`
    : 'id' in before
      ? before.id
      : 'groupId' in before
        ? `${before.groupId}+${before.userId}`
        : 'userId' in before && 'environmentId' in before
          ? `${before.userId}@${before.environmentId}`
          : noun

const [vera, creative, retoucher] = [Ids.userId('vera'), Ids.groupId('creative'), Ids.roleId('retoucher')]
const here = { type: 'environment', environmentId: Ids.environmentId('demo') } as const
const onFolder = (id: string) => ({ parameter: { type: 'folder', id: Ids.folderId(id) } }) as const

/** A small account in which everything has something that depends on it. */
async function givenDependents(store: Store) {
  const given = givenRecords()
  const { accountId } = given
  const environment = given.environment({ id: here.environmentId })
  const other = given.environment({ id: Ids.environmentId('other') })
  const [user, group] = [given.user({ id: vera }), given.group({ id: creative })]
  const key = given.apiKey(environment, { id: Ids.apiKeyId(fresh('key')) })
  const accountKey = given.accountKey({ id: Ids.accountKeyId(fresh('key')) })
  const folder = (name: string, parent: string | null) =>
    given.folder(environment, { id: Ids.folderId(name), parentId: parent === null ? null : Ids.folderId(parent) })
  const folders = [folder('brand', null), folder('logos', 'brand'), folder('old', 'logos'), folder('summer', null)]
  await store.createAccount(given.account(), attribution(), async (tx) => {
    await tx.putAll('environment', [environment, other])
    await tx.put('user', user)
    await tx.put('group', group)
    await tx.put('membership', given.membership(group, user))
    await tx.putAll('environment_access', [given.access(user, environment), given.access(user, other)])
    await tx.put('api_key', key)
    await tx.put('account_key', accountKey)
    await tx.put('role', given.role({ id: retoucher }))
    await tx.putAll('folder', folders)
    await tx.put('collection', given.collection(environment, { id: Ids.collectionId('autumn') }))
    await tx.put('custom_policy', given.policy({ id: Ids.customPolicyId('policy-here'), reach: here }))
    await tx.put('custom_policy', given.policy({ id: Ids.customPolicyId('policy-account') }))
    await putAssignments(tx, given, key.id, accountKey.id)
  })
  return { accountId, key, accountKey }
}

async function putAssignments(tx: Transaction, given: Given, keyId: Ids.ApiKeyId, accountKeyId: Ids.AccountKeyId) {
  const assign = (name: string, principal: Principal, but: Partial<AssignmentRecord> = {}) =>
    given.assignment({ id: Ids.assignmentId(name), principal, roleId: Ids.roleId('system'), ...but })
  const [user, group]: Principal[] = [
    { type: 'user', id: vera },
    { type: 'group', id: creative },
  ]
  await tx.putAll('assignment', [
    assign('vera-all', user!),
    assign('vera-retoucher', user!, { roleId: retoucher }),
    assign('creative-here', group!, { reach: here }),
    assign('creative-old', group!, { reach: here, ...onFolder('old') }),
    assign('vera-brand', user!, onFolder('brand')),
    assign('creative-autumn', group!, { parameter: { type: 'collection', id: Ids.collectionId('autumn') } }),
    assign('key-brand', { type: 'api_key', id: keyId }, onFolder('brand')),
    assign('account-key', { type: 'account_key', id: accountKeyId }, { reach: { type: 'account' } }),
  ])
}

const cases: readonly (readonly [AccountNoun, string, readonly string[]])[] = [
  ['user', 'vera', ['vera-all', 'vera-brand', 'vera-retoucher', 'vera@demo', 'vera@other', 'creative+vera', 'vera']],
  ['group', 'creative', ['creative-autumn', 'creative-here', 'creative-old', 'creative+vera', 'creative']],
  ['role', 'retoucher', ['vera-retoucher', 'retoucher']],
  ['collection', 'autumn', ['creative-autumn', 'autumn']],
  ['folder', 'brand', ['creative-old', 'old', 'logos', 'vera-brand', 'key-brand', 'brand']],
  ['folder', 'summer', ['summer']],
  ['assignment', 'vera-all', ['vera-all']],
  ['custom_policy', 'policy-here', ['policy-here']],
  ['group', 'absent', []],
]

/** Deleting takes along what depends on the record, each as a change of its own, dependents before what they need. */
export const cascadeContract: Contract = {
  ...eachOf(
    cases,
    ([noun, id, expected]) => `${noun} ${id}: ${expected.length} changes`,
    async ({ store }, [noun, id, expected]) => {
      const { accountId } = await givenDependents(store())
      const names = await deleted(store(), accountId, (tx) => deleteCascade(tx, noun, keyOf(accountId, id)))
      assert.deepEqual(names, expected)
    },
  ),

  'keys take their assignments along': async ({ store }) => {
    const { accountId, key, accountKey } = await givenDependents(store())
    assert.deepEqual(await deleted(store(), accountId, (tx) => deleteCascade(tx, 'api_key', key)), [
      'key-brand',
      key.id,
    ])
    const names = await deleted(store(), accountId, (tx) => deleteCascade(tx, 'account_key', accountKey))
    assert.deepEqual(names, ['account-key', accountKey.id])
  },

  'an environment takes along everything inside it and all that reaches it alone': async ({ store }) => {
    const { accountId, key } = await givenDependents(store())
    const environment = { accountId, id: Ids.environmentId('demo') }
    assert.deepEqual(await deleted(store(), accountId, (tx) => deleteCascade(tx, 'environment', environment)), [
      ...['key-brand', key.id, 'creative-autumn', 'autumn', 'vera-brand', 'creative-old'],
      ...['old', 'logos', 'summer', 'brand', 'vera@demo', 'creative-here', 'policy-here', 'demo'],
    ])
    assert.deepEqual(
      (await store().listAssignments(accountId)).map(({ id }) => id),
      ['vera-all', 'vera-retoucher', 'account-key'],
    )
    assert.equal((await store().list('folder', accountId)).length, 0)
  },

  'a tree larger than a batch goes whole, deepest folders first': async ({ store }) => {
    const given = givenRecords()
    const environment = given.environment()
    const top = given.folder(environment)
    const children = Array.from({ length: 900 }, () => given.folder(environment, { parentId: top.id }))
    const leaves = children.slice(0, 300).map(({ id }) => given.folder(environment, { parentId: id }))
    await store().createAccount(given.account(), attribution(), async (tx) => {
      await tx.put('environment', environment)
      await tx.putAll('folder', [top, ...children, ...leaves])
    })
    const names = await deleted(store(), given.accountId, (tx) => deleteCascade(tx, 'folder', top))
    assert.equal(names.length, 1_201)
    assert.deepEqual(new Set(names.slice(0, 300)), new Set(leaves.map(({ id }) => id)))
    assert.equal(names.at(-1), top.id)
  },
}

/** The keys of the cases above are all of the form account and id. */
const keyOf = <N extends AccountNoun>(accountId: Ids.AccountId, id: string) =>
  ({ accountId, id }) as unknown as KeyOf<N>

async function deleted(
  store: Store,
  accountId: Ids.AccountId,
  work: (tx: Transaction) => Promise<void>,
): Promise<readonly string[]> {
  const { entry } = await store.transact(accountId, attribution(), work)
  return entry?.changes.map(nameOf) ?? []
}

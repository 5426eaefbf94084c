import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { AssignmentFilter, CustomPolicyFilter } from '../../src/store/store.ts'
import { fresh, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

const idsOf = (records: readonly { readonly id: string }[]): readonly string[] => records.map(({ id }) => id)

const environment = Ids.environmentId('e1')
const user: Principal = { type: 'user', id: Ids.userId('p') }
const key: Principal = { type: 'api_key', id: Ids.apiKeyId('p') }
const group: Principal = { type: 'group', id: Ids.groupId('p') }
const reader = Ids.roleId('reader')

/** Filters of the five assignments below, and the last figures of what they find, in order. */
const assignmentCases: readonly (readonly [AssignmentFilter | undefined, readonly string[]])[] = [
  [undefined, ['2', '3', '4', '1', '5']],
  [{ principals: [key, user] }, ['2', '3', '4', '5']],
  [{ principals: [] }, []],
  [{ roleIds: [reader] }, ['1', '5']],
  [{ roleIds: [reader], principals: [key] }, ['5']],
  [{ level: 'account' }, ['1']],
  [{ level: 'environment' }, ['2', '3', '4', '5']],
  [{ reach: { type: 'account' } }, ['1']],
  [{ reach: { type: 'environment', environmentId: 'all' } }, ['3', '4']],
  [{ reach: { type: 'environment', environmentId: environment } }, ['5']],
  [{ reach: { type: 'environment', environmentId: Ids.environmentId('') } }, []],
  [{ coveringEnvironment: environment }, ['3', '4', '5']],
  [{ coveringEnvironment: Ids.environmentId('') }, ['3', '4']],
  [{ parameter: { type: 'folder', id: Ids.folderId('f') } }, ['4']],
  [{ parameter: { type: 'folder', id: Ids.folderId('') } }, []],
  [{ parameter: null }, ['2', '1', '5']],
  [
    {
      parameters: [
        { type: 'folder', id: Ids.folderId('f') },
        { type: 'collection', id: Ids.collectionId('f') },
      ],
    },
    ['3', '4'],
  ],
  [{ parameters: [] }, []],
]

/** Every look-up and every filter, by value. */
export const listContract: Contract = {
  'keys, cloud names, e-mails and names lead to their record, and to nothing else': async ({ store }) => {
    let wanted: readonly (readonly [unknown, () => Promise<unknown>])[] = []
    const given = await givenAccount(store(), async (transaction, given) => {
      const environment = given.environment()
      const user = given.user({ email: `${fresh('Ünal')}@Example.com` })
      const group = given.group({ name: 'Creative' })
      const [apiKey, accountKey] = [given.apiKey(environment), given.accountKey()]
      await transaction.put('environment', environment)
      await transaction.put('user', user)
      await transaction.put('group', group)
      await transaction.put('api_key', apiKey)
      await transaction.put('account_key', accountKey)
      const { accountId } = given
      wanted = [
        [apiKey, () => store().findApiKey(apiKey.id)],
        [accountKey, () => store().findAccountKey(accountKey.id)],
        [undefined, () => store().findApiKey(Ids.apiKeyId(accountKey.id))],
        [undefined, () => store().findAccountKey(Ids.accountKeyId(apiKey.id))],
        [environment, () => store().findEnvironmentByCloudName(environment.cloudName)],
        [undefined, () => store().findEnvironmentByCloudName(environment.cloudName.toUpperCase())],
        [user, () => store().findUserByEmail(accountId, user.email.toUpperCase())],
        [undefined, () => store().findUserByEmail(Ids.accountId('other'), user.email)],
        [group, () => store().findGroupByName(accountId, 'Creative')],
        [undefined, () => store().findGroupByName(accountId, 'creative')],
      ]
    })
    for (const [expected, find] of wanted) assert.deepEqual(await find(), expected)
    assert.deepEqual(
      (await store().listAccounts()).filter(({ id }) => id === given.accountId),
      [given.account()],
    )
  },

  'custom roles are found by name, and listed by kind and level in order of creation': async ({ store }) => {
    const given = await givenAccount(store(), async (transaction, { role }) => {
      await transaction.put('role', role({ id: Ids.roleId('c'), name: 'N', createdAt: 1 }))
      await transaction.put('role', role({ id: Ids.roleId('b'), name: 'N', kind: 'folder', createdAt: 2 }))
      await transaction.put('role', role({ id: Ids.roleId('a'), name: 'N', level: 'account', createdAt: 2 }))
      await transaction.put(
        'role',
        role({ id: Ids.roleId('d'), name: 'M', kind: 'collection', createdAt: 0, permissionIds: [] }),
      )
    })
    const list = async (filter?: Parameters<ReturnType<typeof store>['listRoles']>[1]) =>
      idsOf(await store().listRoles(given.accountId, filter))
    assert.deepEqual(await list(), ['d', 'c', 'a', 'b'])
    assert.deepEqual(await list({ kinds: ['folder', 'collection'] }), ['d', 'b'])
    assert.deepEqual(await list({ level: 'account' }), ['a'])
    assert.deepEqual(await list({ kinds: ['folder'], level: 'account' }), [])
    assert.deepEqual(await list({ kinds: [] }), [])
    const [emptyRole, role] = await store().listRoles(given.accountId)
    assert.deepEqual(emptyRole?.permissionIds, [])
    assert.deepEqual(role?.permissionIds, ['z', 'a', 'm'])
    assert.equal((await store().findRoleByName(given.accountId, 'environment', 'folder', 'N'))?.id, 'b')
    assert.equal(await store().findRoleByName(given.accountId, 'account', 'folder', 'N'), undefined)
  },

  'assignments are listed by principal, role, reach and parameter': async ({ store }) => {
    const given = await givenAccount(store(), async (transaction, { assignment }) => {
      const id = Ids.assignmentId
      await transaction.putAll('assignment', [
        assignment({
          id: id('5'),
          principal: key,
          roleId: reader,
          reach: { type: 'environment', environmentId: environment },
        }),
        assignment({ id: id('1'), principal: group, roleId: reader, reach: { type: 'account' }, expiresAt: 1 }),
        assignment({ id: id('4'), principal: user, parameter: { type: 'folder', id: Ids.folderId('f') } }),
        assignment({ id: id('3'), principal: user, parameter: { type: 'collection', id: Ids.collectionId('f') } }),
        assignment({
          id: id('2'),
          principal: user,
          reach: { type: 'environment', environmentId: Ids.environmentId('e2') },
        }),
      ])
    })
    for (const [filter, expected] of assignmentCases) {
      assert.deepEqual(idsOf(await store().listAssignments(given.accountId, filter)), expected, JSON.stringify(filter))
    }
  },

  'custom policies are listed by reach and state, and found by statement': async ({ store }) => {
    const here = { type: 'environment', environmentId: environment } as const
    const given = await givenAccount(store(), async (transaction, { policy }) => {
      const id = Ids.customPolicyId
      await transaction.put('custom_policy', policy({ id: id('c'), createdAt: 1 }))
      await transaction.put('custom_policy', policy({ id: id('b'), createdAt: 1, reach: here, isEnabled: false }))
      await transaction.put('custom_policy', policy({ id: id('a'), createdAt: 1, reach: here }))
      await transaction.put(
        'custom_policy',
        policy({ id: id('d'), createdAt: 0, reach: { type: 'environment', environmentId: 'all' } }),
      )
    })
    const cases: readonly (readonly [CustomPolicyFilter, readonly string[]])[] = [
      [{}, ['d', 'a', 'b', 'c']],
      [{ level: 'account' }, ['c']],
      [{ level: 'environment' }, ['d', 'a', 'b']],
      [{ reach: here }, ['a', 'b']],
      [{ coveringEnvironment: environment }, ['d', 'a', 'b']],
      [{ isEnabled: false }, ['b']],
      [{ isEnabled: true, coveringEnvironment: Ids.environmentId('e2') }, ['d']],
    ]
    for (const [filter, expected] of cases) {
      assert.deepEqual(
        idsOf(await store().listCustomPolicies(given.accountId, filter)),
        expected,
        JSON.stringify(filter),
      )
    }
    const { statement } = given.policy()
    assert.equal((await store().findCustomPolicyByStatement(given.accountId, here, statement))?.id, 'a')
    assert.equal(await store().findCustomPolicyByStatement(given.accountId, here, `${statement} `), undefined)
  },
}

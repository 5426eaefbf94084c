import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import { principal } from '../../src/domain/principal.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { EnvironmentRecord } from '../../src/domain/records.ts'
import type { Page, Store, Transaction } from '../../src/store/store.ts'
import { givenAccount, givenRecords } from './given.ts'
import type { Given } from './given.ts'
import type { Contract } from './setting.ts'

/** Walks a list in parts of two; the parts must make the whole. */
async function walk<T, Position>(
  list: (page?: Page<Position>) => Promise<readonly T[]>,
  positionOf: (last: T) => Position,
): Promise<readonly T[]> {
  const walked: T[] = []
  for (;;) {
    const last = walked.at(-1)
    const found = await list({ limit: 2, ...(last !== undefined && { after: positionOf(last) }) })
    assert.ok(found.length <= 2)
    walked.push(...found)
    if (found.length < 2) break
  }
  assert.deepEqual(walked, await list())
  return walked
}

const same = <T>(last: T): T => last

const byBytes = ['B', 'a', 'b', 'ß', 'Ω']

/** An account with several of everything, made in no order. */
async function givenLibrary(store: Store) {
  const given = givenRecords()
  const environment = given.environment({ createdAt: 2, id: Ids.environmentId('e1') })
  const older = given.environment({ createdAt: 1, id: Ids.environmentId('e2') })
  const users = ['ß', 'b', 'B', 'a', 'Ω'].map((id) => given.user({ id: Ids.userId(id) }))
  const groups = ['2', '10', '1'].map((id) => given.group({ id: Ids.groupId(id) }))
  await givenAccount(
    store,
    async (tx) => {
      await tx.putAll('environment', [environment, older])
      await tx.putAll('user', users)
      await tx.putAll('group', groups)
      const [first, second] = groups
      await tx.putAll('membership', [
        ...users.map((user) => given.membership(first!, user)),
        given.membership(second!, users[0]!),
      ])
      await tx.putAll('environment_access', [
        ...users.map((user) => given.access(user, environment)),
        given.access(users[0]!, older),
      ])
      await putPlaces(tx, given, environment, older)
      await putAuthority(tx, given)
    },
    given,
  )
  return { given, environment, older, users, groups }
}

async function putPlaces(tx: Transaction, given: Given, environment: EnvironmentRecord, older: EnvironmentRecord) {
  const keyIds = ['k2', 'k1', 'k3'].map((id) => Ids.apiKeyId(given.accountId + id))
  await tx.putAll(
    'api_key',
    keyIds.map((id) => given.apiKey(environment, { id })),
  )
  const collectionIds = ['c2', 'c1', 'c3'].map(Ids.collectionId)
  await tx.putAll(
    'collection',
    collectionIds.map((id) => given.collection(environment, { id })),
  )
  const top = given.folder(environment, { id: Ids.folderId('top'), name: 'z' })
  const child = given.folder(environment, { id: Ids.folderId('child'), name: 'y', parentId: top.id })
  const leaf = given.folder(environment, { id: Ids.folderId('leaf'), name: 'x', parentId: child.id })
  const others = ['b', 'B', 'É', 'a'].map((name) => given.folder(environment, { name }))
  await tx.putAll('folder', [top, child, leaf, ...others, given.folder(older, { name: 'z' })])
}

async function putAuthority(tx: Transaction, given: Given) {
  await tx.putAll(
    'role',
    [1, 2, 2, 1, 3].map((createdAt) => given.role({ createdAt })),
  )
  await tx.putAll(
    'custom_policy',
    [1, 2, 2, 1, 3].map((createdAt) => given.policy({ createdAt })),
  )
  const held = [
    principal('account_key', 'x'),
    principal('user', 'y'),
    principal('group', 'z'),
    principal('user', 'y'),
    principal('user', 'Y'),
  ]
  await tx.putAll(
    'assignment',
    held.map((each) => given.assignment({ principal: each })),
  )
}

/** Every list, its order, and that its parts make the whole. */
export const pagingContract: Contract = {
  'any noun is listed in the order of its key, by bytes': async ({ store }) => {
    const { given } = await givenLibrary(store())
    const walked = await walk(
      (page?: Page<{ accountId: Ids.AccountId; id: Ids.UserId }>) => store().list('user', given.accountId, page),
      same,
    )
    assert.deepEqual(
      walked.map(({ id }) => id),
      byBytes,
    )
    const memberships = await walk(
      (page?: Page<{ accountId: Ids.AccountId; groupId: Ids.GroupId; userId: Ids.UserId }>) =>
        store().list('membership', given.accountId, page),
      same,
    )
    assert.deepEqual(
      memberships.map(({ groupId, userId }) => groupId + userId),
      ['10ß', ...byBytes.map((id) => `2${id}`)],
    )
  },

  'principals come by type, then by id, with their names': async ({ store }) => {
    const { given } = await givenLibrary(store())
    const walked = await walk(
      (page?: Page<Principal>) => store().listPrincipals(given.accountId, {}, page),
      ({ principal: last }) => last,
    )
    const keys = ['k1', 'k2', 'k3'].map((id) => `api_key ${given.accountId}${id}`)
    assert.deepEqual(
      walked.map(({ principal: { type, id } }) => `${type} ${id}`),
      [...byBytes.map((id) => `user ${id}`), 'group 1', 'group 10', 'group 2', ...keys],
    )
    assert.equal(walked[0]?.name, 'Vera')
    const onlyGroups = await walk(
      (page?: Page<Principal>) => store().listPrincipals(given.accountId, { type: 'group' }, page),
      ({ principal: last }) => last,
    )
    assert.deepEqual(
      onlyGroups.map(({ principal: { id } }) => id),
      ['1', '10', '2'],
    )
  },

  'roles and custom policies come in order of creation': async ({ store }) => {
    const { given } = await givenLibrary(store())
    const roles = await walk(
      (page?: Page<ReturnType<typeof given.role>>) => store().listRoles(given.accountId, {}, page),
      same,
    )
    assert.deepEqual(
      roles.map(({ createdAt }) => createdAt),
      [1, 1, 2, 2, 3],
    )
    assert.ok(roles.every(({ permissionIds }) => permissionIds.join() === 'z,a,m'))
    const policies = await walk(
      (page?: Page<ReturnType<typeof given.policy>>) => store().listCustomPolicies(given.accountId, {}, page),
      same,
    )
    assert.deepEqual(
      policies.map(({ createdAt }) => createdAt),
      [1, 1, 2, 2, 3],
    )
  },

  'assignments come by principal': async ({ store }) => {
    const { given } = await givenLibrary(store())
    const walked = await walk(
      (page?: Page<ReturnType<typeof given.assignment>>) => store().listAssignments(given.accountId, {}, page),
      same,
    )
    assert.deepEqual(
      walked.map(({ principal: { type, id } }) => `${type} ${id}`),
      ['user Y', 'user y', 'user y', 'group z', 'account_key x'],
    )
  },

  'the groups of a user, the users of a group, and environment access': async ({ store }) => {
    const { given, environment, older, users, groups } = await givenLibrary(store())
    const [user] = users
    const [group] = groups
    assert.deepEqual(await store().listGroupsOf(user!), [groups[1], groups[0]])
    assert.deepEqual(await store().listGroupsOf(given.user()), [])
    const members = await walk(
      (page?: Page<{ accountId: Ids.AccountId; id: Ids.UserId }>) => store().listUsersOf(group!, page),
      same,
    )
    assert.deepEqual(
      members.map(({ id }) => id),
      byBytes,
    )
    assert.deepEqual(await store().listAccessOf(user!), [given.access(user!, environment), given.access(user!, older)])
    const access = await walk(
      (page?: Page<ReturnType<typeof given.access>>) => store().listAccessTo(environment, page),
      same,
    )
    assert.deepEqual(
      access.map(({ userId }) => userId),
      byBytes,
    )
  },

  'environments, their keys and collections': async ({ store }) => {
    const { given, environment, older } = await givenLibrary(store())
    assert.deepEqual(await store().listEnvironments(given.accountId), [older, environment])
    const keys = await walk(
      (page?: Page<ReturnType<typeof given.apiKey>>) => store().listApiKeys(given.accountId, environment.id, page),
      same,
    )
    assert.deepEqual(
      keys.map(({ id }) => id.slice(-2)),
      ['k1', 'k2', 'k3'],
    )
    assert.deepEqual(await store().listApiKeys(given.accountId, older.id), [])
    const collections = await walk(
      (page?: Page<ReturnType<typeof given.collection>>) =>
        store().listCollections(given.accountId, environment.id, page),
      same,
    )
    assert.deepEqual(
      collections.map(({ id }) => id),
      ['c1', 'c2', 'c3'],
    )
  },

  'folders come by name within their parent, and lead up to the top': async ({ store }) => {
    const { given, environment } = await givenLibrary(store())
    const { accountId } = given
    const [topId, childId, leafId] = ['top', 'child', 'leaf'].map(Ids.folderId)
    const tops = await walk(
      (page?: Page<ReturnType<typeof given.folder>>) => store().listFolders(accountId, environment.id, null, page),
      same,
    )
    assert.deepEqual(
      tops.map(({ name }) => name),
      ['B', 'a', 'b', 'z', 'É'],
    )
    assert.deepEqual(
      (await store().listFolders(accountId, environment.id, topId!)).map(({ id }) => id),
      ['child'],
    )
    assert.deepEqual(await store().listFolders(accountId, environment.id, Ids.folderId('')), [])
    assert.deepEqual(
      (await store().listFolderChain({ accountId, id: leafId! })).map(({ id }) => id),
      ['leaf', 'child', 'top'],
    )
    assert.deepEqual(await store().listFolderChain({ accountId, id: Ids.folderId('absent') }), [])
    assert.equal((await store().findFolderByName(accountId, environment.id, null, 'z'))?.id, 'top')
    assert.equal((await store().findFolderByName(accountId, environment.id, childId!, 'x'))?.id, 'leaf')
    assert.equal(await store().findFolderByName(accountId, environment.id, null, 'x'), undefined)
  },
}

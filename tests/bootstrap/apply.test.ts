import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { parse } from 'yaml'
import type { EnvironmentId, FolderId } from '../../src/domain/ids.ts'
import { accountId, accountKeyId, apiKeyId, environmentId, folderId, userId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { demoFile, demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import type { Draft } from '../../src/operations/bootstrap/draft.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import type { House } from '../../src/operations/house.ts'
import { compose } from '../../src/server/compose.ts'
import { createLog } from '../../src/server/log.ts'
import { givenFolder } from '../server/given.ts'
import { exampleFile } from './example-file.ts'

async function givenHouse(context: TestContext): Promise<House> {
  const dataDir = await givenFolder(context)
  const house = await compose({ dataDir, databaseUrl: null, secretKey: undefined, log: createLog('silent') })
  context.after(() => house.close())
  return house
}

async function read({ accounts, clock, ids }: House, content: unknown): Promise<Draft> {
  const answer = readBootstrap(content, { catalogue: await accounts.catalogue(), ids, at: clock() })
  assert.ok('draft' in answer, JSON.stringify(answer))
  return answer.draft
}

/** Says who may do what to assets in a folder (null: the top), as the engine decides. */
async function givenJudge(house: House, { account, environments, folders }: Draft) {
  const engine = await house.accounts.engineOf(account.id)
  return (principal: Principal, action: string, path: string | null, cloudName = environments[0]?.cloudName) => {
    const environment = environments.find((one) => one.cloudName === cloudName)
    assert.ok(environment !== undefined)
    const within = path === null ? null : folderAt(folders, environment.id, path)
    const scope = { type: 'environment', environmentId: environment.id } as const
    const resource = { type: 'Asset', within } as const
    return engine.decide({ principal, action, resource, scope, at: house.clock() }).outcome
  }
}

function folderAt(folders: Draft['folders'], environmentId: EnvironmentId, path: string): FolderId {
  const cut = path.lastIndexOf('/')
  const parentId = cut === -1 ? null : folderAt(folders, environmentId, path.slice(0, cut))
  const found = folders.find(
    (one) => one.environmentId === environmentId && one.parentId === parentId && one.name === path.slice(cut + 1),
  )
  assert.ok(found !== undefined, `no folder ${path}`)
  return found.id
}

const user = ({ users }: Draft, name: string): Principal => {
  const found = users.find((one) => one.name === name)
  assert.ok(found !== undefined)
  return { type: 'user', id: found.id }
}

test('the example of the guide makes an account in which everyone may do exactly what it says', async (context) => {
  const house = await givenHouse(context)
  const draft = await read(house, parse(exampleFile))
  assert.equal(await applyBootstrap(house, draft), true)
  const may = await givenJudge(house, draft)
  const vera = user(draft, 'Vera')
  const root: Principal = { type: 'api_key', id: apiKeyId('K') }

  assert.equal(may(vera, 'read', 'brand'), 'allow')
  assert.equal(may(vera, 'read', 'brand/logos'), 'allow')
  assert.equal(may(vera, 'create', 'brand'), 'deny')
  assert.equal(may(vera, 'read', 'campaigns/summer'), 'deny')
  assert.equal(may(vera, 'read', null), 'deny')
  assert.equal(may(root, 'create', 'campaigns/summer'), 'allow')
  assert.equal(may({ type: 'api_key', id: apiKeyId('PK') }, 'read', 'brand'), 'deny')
  assert.equal(may({ type: 'account_key', id: accountKeyId('PK') }, 'delete', 'brand'), 'allow')
})

test('a store that has an account stays as it is', async (context) => {
  const house = await givenHouse(context)
  assert.equal(await applyBootstrap(house, await read(house, parse(exampleFile))), true)
  const before = await house.store.listChanges(accountId('acc1'), { limit: 10 })
  assert.equal(await applyBootstrap(house, await read(house, demoFile)), false)
  assert.deepEqual(await house.store.listChanges(accountId('acc1'), { limit: 10 }), before)
  assert.equal((await house.store.listAccounts()).length, 1)
})

test('an account is made by one entry of the change log, which holds no secret and no password', async (context) => {
  const house = await givenHouse(context)
  await applyBootstrap(house, await read(house, parse(exampleFile.replace('"…"', '"correct horse"'))))
  const [entry, ...others] = await house.store.listChanges(accountId('acc1'), { limit: 10 })
  assert.deepEqual(others, [])
  assert.deepEqual(
    { revision: entry?.revision, by: entry?.by, operation: entry?.operation },
    { revision: 1, by: { type: 'operator', id: 'bootstrap' }, operation: 'account.bootstrap' },
  )
  assert.doesNotMatch(JSON.stringify(entry), /correct horse|"PS"|"S"/)
})

test('a password is kept as an Argon2id hash of its own salt', async (context) => {
  const house = await givenHouse(context)
  const draft = await read(house, parse(exampleFile))
  await applyBootstrap(house, draft)
  const [vera] = draft.users
  assert.ok(vera !== undefined)
  assert.equal(vera.isPending, false)
  const hash = (await house.store.findPasswordHash({ accountId: draft.account.id, id: vera.id })) ?? ''
  const [, algorithm, version, costs, salt = '', digest] = hash.split('$')
  assert.deepEqual([algorithm, version, costs], ['argon2id', 'v=19', 'm=19456,t=2,p=1'])
  const nonce = Buffer.from(salt, 'base64')
  const parameters = { message: '…', nonce, memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
  assert.equal(digest, argon2Sync('argon2id', parameters).toString('base64').replaceAll('=', ''))
})

test('given ids are kept, and what they name is found under them', async (context) => {
  const house = await givenHouse(context)
  const draft = await read(house, {
    account: {
      id: 'acc1',
      name: 'Acme',
      management_keys: [{ name: 'k', roles: ['cld::role::account::master_admin'] }],
    },
    environments: [
      { id: 'e1', cloud_name: 'demo', name: 'Demo', folders: ['a/b', { path: 'a', id: 'c1' }] },
      { cloud_name: 'off', name: 'Off', enabled: false },
    ],
    groups: [{ id: 'g1', name: 'Everyone' }],
    users: [{ id: 'u1', name: 'Vera', email: 'vera@example.com', groups: ['Everyone'], environments: 'all' }],
    custom_roles: [{ id: 'r1', name: 'Looker', level: 'environment', permissions: ['cld::global::ml::access'] }],
    custom_policies: [
      { name: 'none', level: 'environment', environment: 'demo', statement: 'forbid ( principal,action,resource ) ;' },
    ],
  })
  await applyBootstrap(house, draft)
  const { store } = house
  const account = accountId('acc1')
  const chain = await store.listFolderChain({ accountId: account, id: draft.folders.at(-1)?.id ?? folderId('') })
  assert.deepEqual(
    chain.map(({ id, name }) => [name, id === 'c1']),
    [
      ['b', false],
      ['a', true],
    ],
  )
  const environment = await store.find('environment', { accountId: account, id: environmentId('e1') })
  assert.deepEqual([environment?.cloudName, environment?.isEnabled], ['demo', true])
  const vera = await store.find('user', { accountId: account, id: userId('u1') })
  assert.deepEqual([vera?.isPending, vera?.isEnabled, vera?.hasAllEnvironments], [true, true, true])
  assert.deepEqual(
    (await store.listGroupsOf({ accountId: account, id: userId('u1') })).map(({ id }) => id),
    ['g1'],
  )
  assert.deepEqual(
    (await store.listRoles(account)).map(({ id, permissionIds }) => [id, permissionIds]),
    [['r1', ['cld::policy::global::ml::access']]],
  )
  assert.deepEqual(
    (await store.listCustomPolicies(account)).map(({ statement, reach }) => [statement, reach]),
    [['forbid(principal, action, resource);', { type: 'environment', environmentId: 'e1' }]],
  )
})

test('roles may be named by aliases of their ids, by their own names, and for several environments at once', async (context) => {
  const house = await givenHouse(context)
  const { assignments } = await read(house, {
    account: { name: 'Acme', management_keys: [{ name: 'k', key: 'PK', roles: ['cld::role::account::master_admin'] }] },
    environments: [
      { id: 'e1', cloud_name: 'one', name: 'One', collections: [{ id: 'l1', name: 'Launch' }] },
      { id: 'e2', cloud_name: 'two', name: 'Two' },
    ],
    custom_roles: [
      { id: 'r1', name: 'Looker', level: 'environment', permissions: ['cld::policy::global::ml::access'] },
    ],
    groups: [
      {
        id: 'g1',
        name: 'G',
        roles: [
          { role: 'cld::role::prodenv::media_library_user', environments: ['one', 'two'] },
          { role: 'Looker', environments: 'all' },
          { role: 'cld::role::content::collection::viewer', environment: 'one', collection: 'Launch' },
        ],
      },
    ],
  })
  assert.deepEqual(
    assignments.map(({ principal, roleId, reach, parameter }) => [principal.id, roleId, reach, parameter]),
    [
      ['PK', 'cld::role::account::master_admin', { type: 'account' }, null],
      ['g1', 'cld::role::prodenv::ml_user', { type: 'environment', environmentId: 'e1' }, null],
      ['g1', 'cld::role::prodenv::ml_user', { type: 'environment', environmentId: 'e2' }, null],
      ['g1', 'r1', { type: 'environment', environmentId: 'all' }, null],
      [
        'g1',
        'cld::role::collection::viewer',
        { type: 'environment', environmentId: 'e1' },
        { type: 'collection', id: 'l1' },
      ],
    ],
  )
})

test('the demo account shows every kind of access: by key, by group, by folder, by role', async (context) => {
  const house = await givenHouse(context)
  const draft = await read(house, demoFile)
  await applyBootstrap(house, draft)
  const may = await givenJudge(house, draft)
  const uploader: Principal = { type: 'api_key', id: apiKeyId(demoNames.uploaderKey) }
  const staging = 'acme-outdoor-staging'

  assert.equal(may(uploader, 'create', 'campaigns/summer/hiking'), 'allow')
  assert.equal(may(uploader, 'create', 'brand/logos'), 'deny')
  assert.equal(may({ type: 'api_key', id: apiKeyId(demoNames.fullKey) }, 'delete', null), 'allow')
  assert.equal(may(user(draft, 'Ada Okafor'), 'delete', 'sandbox', staging), 'allow')
  assert.equal(may(user(draft, 'Carla Mendes'), 'update', 'products/tents'), 'allow')
  assert.equal(may(user(draft, 'Dev Patel'), 'update', 'brand/logos/archive'), 'allow')
  assert.equal(may(user(draft, 'Dev Patel'), 'delete', 'brand/logos/archive'), 'deny')
  assert.equal(may(user(draft, 'Emi Tanaka'), 'delete', 'campaigns/winter/skiing'), 'allow')
  assert.equal(may(user(draft, 'Emi Tanaka'), 'read', 'brand/logos', staging), 'deny')
  assert.equal(may(user(draft, 'Finn Roth'), 'create', 'campaigns/winter'), 'allow')
  assert.equal(may(user(draft, 'Finn Roth'), 'read', 'campaigns/winter'), 'deny')
  assert.equal(may(user(draft, 'Finn Roth'), 'read', 'products/backpacks'), 'allow')
  assert.deepEqual(
    [draft.environments.length, draft.users.length, draft.groups.length, draft.keys.length],
    [2, 6, 3, 4],
  )
})

// The 15 operations on users and groups of the Provisioning API, driven by the official typed client over HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenInstallation, ids, type GivenInstallation } from './given-installation.ts'
import { recordDrivenOperations } from './driven-operations.ts'
import { assertRecent, saidOf, send } from './people.ts'

const base = '/v1_1/provisioning/accounts/{account_id}'
const operations = [
  ['getUsers', 'GET', '/users'],
  ['createUser', 'POST', '/users'],
  ['getUser', 'GET', '/users/{user_id}'],
  ['updateUser', 'PUT', '/users/{user_id}'],
  ['deleteUser', 'DELETE', '/users/{user_id}'],
  ['getGroupsForUser', 'GET', '/users/{user_id}/groups'],
  ['getSubAccountsForUser', 'GET', '/users/{user_id}/sub_accounts'],
  ['getUserGroups', 'GET', '/user_groups'],
  ['createUserGroup', 'POST', '/user_groups'],
  ['getUserGroup', 'GET', '/user_groups/{group_id}'],
  ['updateUserGroup', 'PUT', '/user_groups/{group_id}'],
  ['deleteUserGroup', 'DELETE', '/user_groups/{group_id}'],
  ['getUsersInUserGroup', 'GET', '/user_groups/{group_id}/users'],
  ['addUserToUserGroup', 'POST', '/user_groups/{group_id}/users/{user_id}'],
  ['removeUserFromUserGroup', 'DELETE', '/user_groups/{group_id}/users/{user_id}'],
].map(([operationId = '', method = '', path = '']) => ({ operationId, method, path: base + path }))
const listDriven = recordDrivenOperations(operations)

const jenny = { name: 'Jenny B Bar', email: 'jenny@example.com' } as const
const typed = (status: number, message: string) => ({ type: 'ErrorResponse', status, message })

test('a user is made whole, and shown so', async (t) => {
  const { client } = await givenInstallation(t)
  const made = await client().users.create({ ...jenny, role: 'technical_admin', subAccountIds: [ids.environment] })
  assertRecent(made.createdAt)
  assertRecent(made.updatedAt)
  const { id = '', createdAt, updatedAt, ...rest } = made
  assert.match(id, /^[0-9a-f]{30}$/)
  assert.deepEqual(rest, {
    ...{ name: 'Jenny B Bar', firstName: 'Jenny', lastName: 'B Bar', email: 'jenny@example.com' },
    ...{ role: 'technical_admin', pending: true, enabled: true, status: 'pending', lastLogin: undefined },
    ...{ allSubAccounts: false, subAccountCount: 1, groupCount: 0, accountId: ids.account },
    ...{ providers: [], emailPreferences: {}, twoFactor: false, root: false, technicalRole: undefined },
  })
  assert.deepEqual(await client().users.get({ userId: id }), { ...rest, id, createdAt, updatedAt })
})

test('every field of a user stands in the answer, in one order', async (t) => {
  const { url } = await givenInstallation(t)
  const { status, body } = await send(url, 'GET', `/users/${ids.vera}`)
  assert.equal(status, 200)
  assert.deepEqual(Object.keys(body), [
    ...['id', 'name', 'first_name', 'last_name', 'role', 'email', 'pending', 'enabled', 'created_at', 'updated_at'],
    ...['last_login', 'all_sub_accounts', 'sub_account_ids', 'groups', 'providers', 'email_preferences', 'account_id'],
    ...['two_factor', 'status', 'root', 'technical_role', 'group_count', 'sub_account_count'],
  ])
  assert.deepEqual(
    [body.sub_account_ids, body.groups, body.status],
    [[ids.environment], [{ id: ids.creative, name: 'Creative' }], 'active'],
  )
})

test('a user without a list has every environment, and new ones too', async (t) => {
  const { client } = await givenInstallation(t)
  const { id = '', allSubAccounts, subAccountCount } = await client().users.create({ ...jenny })
  assert.deepEqual([allSubAccounts, subAccountCount], [true, 2])
  const { subAccounts } = await client().users.listSubAccounts({ userId: id })
  assert.deepEqual(subAccounts, [
    { id: ids.environment, name: 'Demo', description: '', cloudName: 'demo', enabled: true },
    { id: ids.otherEnvironment, name: 'Second', description: '', cloudName: 'second', enabled: true },
  ])
  await client().productEnvironments.create({ name: 'Third' })
  assert.equal((await client().users.get({ userId: id })).subAccountCount, 3)
})

test('a user is changed, in part, and deleted', async (t) => {
  const { client } = await givenInstallation(t)
  const { users } = client()
  const update = async (userRequest: object) => users.update({ userId: ids.vera, userRequest })
  const disabled = await update({ enabled: false, name: 'Vera' })
  assert.deepEqual([disabled.status, disabled.enabled, disabled.email], ['disabled', false, 'vera@example.com'])
  const changed = await update({
    email: 'v@example.com',
    role: 'reports',
    subAccountIds: [ids.otherEnvironment],
    enabled: true,
  })
  assert.deepEqual(
    [changed.email, changed.role, changed.status, changed.subAccountCount],
    ['v@example.com', 'reports', 'active', 1],
  )
  assert.deepEqual(await users.delete({ userId: ids.vera }), { message: 'ok' })
  assert.equal((await saidOf(users.get({ userId: ids.vera }))).status, 404)
})

test('users are found by every filter', async (t) => {
  const { client } = await givenInstallation(t)
  const { users } = client()
  const { id = '' } = await users.create({ ...jenny, role: 'admin' })
  const find = async (request: Parameters<typeof users.list>[0]) =>
    (await users.list({ sortBy: 'name', sortOrder: 'asc', ...request })).users?.map(({ name }) => name)
  assert.deepEqual(await find({}), ['Jenny B Bar', 'Otto', 'Vera'])
  assert.deepEqual(await find({ pending: true }), ['Jenny B Bar'])
  assert.deepEqual(await find({ pending: true, ids: [ids.vera, id] }), ['Jenny B Bar'])
  assert.deepEqual(await find({ ids: [ids.otto, ids.vera, 'nobody'] }), ['Otto', 'Vera'])
  assert.deepEqual(await find({ emails: ['otto@example.com'] }), ['Otto'])
  assert.deepEqual(await find({ prefix: 'jenny b' }), ['Jenny B Bar'])
  assert.deepEqual(await find({ subAccountId: ids.otherEnvironment }), ['Jenny B Bar', 'Otto'])
  assert.deepEqual(await find({ lastLogin: true }), [])
  assert.deepEqual(await find({ lastLogin: false }), ['Jenny B Bar', 'Otto', 'Vera'])
  const [from, to] = [new Date('2026-01-01'), new Date('2026-12-31')]
  assert.deepEqual(await find({ lastLogin: true, from, to, unionType: 'include' }), [])
  assert.deepEqual(await find({ lastLogin: true, from, to, unionType: 'exclude' }), ['Jenny B Bar', 'Otto', 'Vera'])
  assert.deepEqual((await find({ sortBy: 'role' }))?.at(0), 'Jenny B Bar')
  assert.deepEqual(await find({ sortOrder: 'desc', page: 1, pageSize: 2 }), ['Vera', 'Otto'])
  assert.deepEqual(await find({ sortOrder: 'desc', page: 2, pageSize: 2 }), ['Jenny B Bar'])
  const unknown = await saidOf(users.list({ subAccountId: 'nope' }))
  assert.deepEqual(unknown, typed(404, 'Cannot find sub account with id nope'))
})

test('groups are made, renamed, joined, left and deleted', async (t) => {
  const { client } = await givenInstallation(t)
  const { userGroups, users } = client()
  const { id: groupId = '', ...named } = await userGroups.create({ name: 'Designers' })
  assert.deepEqual(named, { name: 'Designers' })
  const renamed = await userGroups.update({ groupId, userGroupRequest: { name: 'Makers', extendedDetails: true } })
  assertRecent(renamed.createdAt)
  assertRecent(renamed.updatedAt)
  assert.deepEqual([renamed.id, renamed.name, renamed.users], [groupId, 'Makers', []])
  const otto = { id: ids.otto, name: 'Otto', email: 'otto@example.com' }
  assert.deepEqual(await userGroups.addUser({ groupId, userId: ids.otto }), otto)
  assert.deepEqual(await userGroups.listUsers({ groupId }), { users: [otto] })
  assert.deepEqual(await userGroups.get({ groupId }), { id: groupId, name: 'Makers' })
  assert.deepEqual((await userGroups.get({ groupId, extendedDetails: true })).users, [otto])
  assert.deepEqual(await users.getGroups({ userId: ids.otto }), { groups: [{ id: groupId, name: 'Makers' }] })
  const listed = (await userGroups.list({ extendedDetails: true })).userGroups
  assert.deepEqual(
    listed?.map(({ name, users: members }) => [name, members?.length]),
    [
      ['Creative', 1],
      ['Makers', 1],
    ],
  )
  assert.deepEqual((await userGroups.list()).userGroups?.at(1), { id: groupId, name: 'Makers' })
  assert.deepEqual(await userGroups.removeUser({ groupId, userId: ids.otto }), { users: [] })
  assert.deepEqual(await userGroups.delete({ groupId }), { message: 'ok' })
  assert.equal((await saidOf(userGroups.get({ groupId }))).status, 404)
})

test('what the vendor’s document and its service say of groups in two ways stands in the answers side by side', async (t) => {
  const { url } = await givenInstallation(t)
  const path = `/user_groups/${ids.creative}`
  const [vera, otto] = [
    { id: ids.vera, name: 'Vera', email: 'vera@example.com' },
    { id: ids.otto, name: 'Otto', email: 'otto@example.com' },
  ]
  const added = await send(url, 'POST', `${path}/users/${ids.otto}`)
  assert.deepEqual(added, { status: 200, body: { ...otto, users: [vera, otto] } })
  assert.deepEqual(await send(url, 'DELETE', path), { status: 200, body: { ok: true, message: 'ok' } })
})

test('refusals come as the errors that each operation declares', async (t) => {
  const given = await givenInstallation(t)
  const { users, userGroups } = given.client()
  const taken = { ...jenny, email: 'VERA@example.com' }
  const says = 'a user with the e-mail `VERA@example.com` already exists'
  assert.deepEqual(await saidOf(users.create(taken)), typed(409, says))
  assert.deepEqual(
    await saidOf(users.create({ ...jenny, email: 'jenny' })),
    typed(400, "invalid request: `email` can't be `jenny`"),
  )
  const unknown = users.create({ ...jenny, subAccountIds: ['nope'] })
  assert.deepEqual(await saidOf(unknown), typed(404, 'Cannot find sub account with id nope'))
  assert.deepEqual(await saidOf(userGroups.create({})), typed(400, 'missing fields: `name`'))
  assert.deepEqual(
    await saidOf(userGroups.create({ name: 'Creative' })),
    typed(409, 'a group named `Creative` already exists'),
  )
  assert.deepEqual(await saidOf(users.delete({ userId: 'nope' })), typed(404, 'not found'))
  assert.deepEqual(await saidOf(userGroups.addUser({ groupId: ids.creative, userId: 'nope' })), typed(404, 'not found'))
  const idle = given.client('IDLE', 'idle secret')
  const denied = await saidOf(idle.users.update({ userId: ids.vera, userRequest: { name: 'X' } }))
  assert.deepEqual([denied.type, denied.status], ['ErrorResponse', 403])
  assert.match(
    denied.message,
    /^not allowed: .*Manage users and groups \(`cld::policy::global::users_and_groups::manage`\)/,
  )
  assert.deepEqual(await saidOf(given.client('PK', 'wrong').users.list()), typed(401, 'Invalid credentials'))
})

test('every operation refuses who has no key, no right, or no plan for it', async (t) => {
  const [given, free] = [await givenInstallation(t), await givenFree(t)]
  for (const { operationId, method, path } of operations) {
    const place = path.slice(base.length).replace('{user_id}', ids.vera).replace('{group_id}', ids.creative)
    const body = method === 'POST' || method === 'PUT' ? { body: { ...jenny } } : {}
    const nobody = await send(given.url, method, place, { ...body, key: 'PK:wrong' })
    assert.deepEqual([nobody.status, nobody.body], [401, { error: { message: 'Invalid credentials' } }], operationId)
    assert.equal((await send(given.url, method, place, { ...body, key: 'IDLE:idle secret' })).status, 403, operationId)
    const closed = await send(free.url, method, place, body)
    assert.equal(closed.status, 403, operationId)
    assert.match(
      JSON.stringify(closed.body),
      /Provisioning API not enabled for this account.*`enterprise`/,
      operationId,
    )
  }
})

const givenFree = (t: Parameters<typeof givenInstallation>[0]): Promise<GivenInstallation> =>
  givenInstallation(t, { account: { plan: 'free' }, isWithoutCustomRoles: true })

test('the official client drove all fifteen operations, each to success', () => {
  const driven = listDriven()
  for (const { operationId, calls, statuses } of driven) {
    console.log(`${operationId}: ${calls} calls, ${statuses.join(' ')}`)
  }
  assert.equal(driven.length, 15)
  assert.deepEqual(
    driven.filter(({ successes }) => successes === 0).map(({ operationId }) => operationId),
    [],
  )
})

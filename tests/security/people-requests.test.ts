// What requests on users and groups must not be able to say (field classes 9, 12, 14, 15).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { groupId, userId } from '../../src/domain/ids.ts'
import { givenServer, type Answer, type GivenServer } from '../api/given-server.ts'

const base = '/v1_1/provisioning/accounts/acc1'

interface Given extends GivenServer {
  readonly send: (method: string, path: string, body?: unknown) => Promise<Answer>
}

async function given(t: TestContext): Promise<Given> {
  const server = await givenServer()
  t.after(() => server.close())
  return { ...server, send: (method, path, body) => server.call(method, base + path, body) }
}

const bodyOf = ({ body }: Answer): Readonly<Record<string, unknown>> => body as Readonly<Record<string, unknown>>

/** Everything that answers show of a user and requests must not set. */
const stolen = {
  ...{ id: 'chosen', account_id: 'acc2', root: true, pending: false, status: 'active', two_factor: true },
  ...{ all_sub_accounts: true, technical_role: 'owner', groups: ['g'], group_count: 9, created_at: '2001-01-01' },
  ...{ roles: ['cld::role::account::master_admin'], isPending: false, hasAllEnvironments: true, user_id: 'other' },
}

test('a new user takes nothing from the request but what a user is made of', async (t) => {
  const { send } = await given(t)
  const body = { name: 'N', email: 'n@example.com', sub_account_ids: ['env1'] }
  const made = bodyOf(await send('POST', '/users', { ...stolen, ...body }))
  assert.notEqual(made.id, 'chosen')
  assert.partialDeepStrictEqual(made, {
    ...{ account_id: 'acc1', root: false, pending: true, status: 'pending', two_factor: false, role: null },
    ...{ all_sub_accounts: false, sub_account_ids: ['env1'], technical_role: null, groups: [], group_count: 0 },
  })
  assert.notEqual(made.created_at, '2001-01-01')
})

test('an update changes nothing but what may be changed', async (t) => {
  const { send, ids } = await given(t)
  const before = bodyOf(await send('GET', `/users/${ids.vera}`))
  const after = bodyOf(await send('PUT', `/users/${ids.vera}`, stolen))
  assert.deepEqual(after, before)
})

test('a group takes nothing from the request but its name', async (t) => {
  const { send, ids } = await given(t)
  const sent = { ...stolen, name: 'G', users: [ids.vera], extended_details: true }
  const made = bodyOf(await send('POST', '/user_groups', sent))
  assert.notEqual(made.id, 'chosen')
  assert.deepEqual([made.name, made.users], ['G', []])
  const renamed = bodyOf(await send('PUT', `/user_groups/${String(made.id)}`, { ...sent, name: 'H' }))
  assert.deepEqual([renamed.id, renamed.name, renamed.users, renamed.created_at], [made.id, 'H', [], made.created_at])
})

/** Puts an account with a user and a group beside the first one. */
async function addOtherAccount({ house }: GivenServer): Promise<void> {
  const account = (await house.store.listAccounts())[0]
  if (account === undefined) throw new Error('there is no account')
  const other = { ...account, id: 'acc2' as typeof account.id }
  const by = { type: 'operator', id: 'test' } as const
  const dates = { accountId: other.id, createdAt: 1, updatedAt: 1 }
  await house.store.createAccount(other, { by, operation: 'test', requestId: null, at: 1 }, async (transaction) => {
    const flags = { isEnabled: true, isPending: false, hasAllEnvironments: true }
    await transaction.put('user', { ...dates, ...flags, id: userId('u2'), name: 'Eve', email: 'vera@example.com' })
    await transaction.put('group', { ...dates, id: groupId('g2'), name: 'Theirs' })
  })
}

test('users and groups of another account are absent, in every place of a request', async (t) => {
  const server = await given(t)
  const { send, ids } = server
  await addOtherAccount(server)
  const update = { name: 'Mine' }
  const attempts: readonly (readonly [string, string, object?])[] = [
    ['GET', '/users/u2'],
    ['PUT', '/users/u2', update],
    ['DELETE', '/users/u2'],
    ['GET', '/users/u2/groups'],
    ['GET', '/users/u2/sub_accounts'],
    ['GET', '/user_groups/g2'],
    ['PUT', '/user_groups/g2', update],
    ['DELETE', '/user_groups/g2'],
    ['GET', '/user_groups/g2/users'],
    ['POST', `/user_groups/g2/users/${ids.vera}`],
    ['POST', `/user_groups/${ids.creative}/users/u2`],
    ['DELETE', `/user_groups/${ids.creative}/users/u2`],
  ]
  for (const [method, path, body] of attempts) {
    const answer = await send(method, path, body)
    assert.deepEqual([answer.status, bodyOf(answer).error], [404, { message: 'not found', ...detailsOf(answer) }], path)
  }
  for (const query of ['ids=u2', 'prefix=Eve', 'sort_by=role&prefix=eve']) {
    assert.deepEqual(bodyOf(await send('GET', `/users?${query}`)), { users: [] })
  }
  assert.equal((await server.call('GET', base.replace('acc1', 'acc2') + '/users')).status, 401)
  const { store } = server.house
  assert.equal((await store.find('user', { accountId: 'acc2' as never, id: userId('u2') }))?.name, 'Eve')
})

const detailsOf = (answer: Answer): object => {
  const { details } = bodyOf(answer).error as { readonly details?: unknown }
  return details === undefined ? {} : { details }
}

test('an id is one thing: case, forms of Unicode and dots make others of it', async (t) => {
  const { send, ids } = await given(t)
  for (const id of [
    ids.vera.toUpperCase(),
    `${ids.vera}.`,
    `${ids.vera}%20`,
    `${ids.vera}%00`,
    '%2e%2e',
    `${ids.vera}%2F`,
  ]) {
    if (id === ids.vera) continue
    assert.equal((await send('GET', `/users/${id}`)).status, 404, id)
  }
})

test('who is made anew under an old e-mail or name has a new id, and nothing of the old one', async (t) => {
  const { send, ids } = await given(t)
  await send('DELETE', `/users/${ids.vera}`)
  await send('DELETE', `/user_groups/${ids.creative}`)
  const user = bodyOf(await send('POST', '/users', { name: 'Vera', email: 'vera@example.com' }))
  const group = bodyOf(await send('POST', '/user_groups', { name: 'Creative' }))
  assert.notEqual(user.id, ids.vera)
  assert.notEqual(group.id, ids.creative)
  assert.deepEqual([user.role, user.groups], [null, []])
  const held = await send('GET', `/users/${String(user.id)}/groups`)
  assert.deepEqual(bodyOf(held), { groups: [] })
  assert.equal((await send('GET', `/users/${ids.vera}`)).status, 404)
})

test('filters that can not be read are refused, and never passed over', async (t) => {
  const { send } = await given(t)
  const refused = [
    'pending=maybe',
    'sort_by=email',
    'sort_order=up',
    'union_type=both',
    'from=yesterday',
    'to=2026-13-01',
  ]
  for (const query of [...refused, 'page=0&page_size=1', 'page=1', 'page_size=-1', 'last_login=perhaps']) {
    assert.equal((await send('GET', `/users?${query}`)).status, 400, query)
  }
  const tooMany = Array.from({ length: 101 }, (_, number) => `ids[]=${number}`).join('&')
  assert.equal((await send('GET', `/users?${tooMany}`)).status, 400)
})

// Two editors of one record: who comes second with what was read first is told so (field class 27).
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Answer } from '../identity/given-site.ts'
import { givenCalls, permissions, provisioning, type GivenCalls, type Send } from './given-calls.ts'

const role = { name: 'Thing', permission_type: 'global', scope_type: 'account', system_policy_ids: [] }
const statement = (what: string): string =>
  `forbid(principal, action == Cloudinary::Action::"delete", resource == Cloudinary::Group::"${what}");`
const policy = (what: string) => ({
  name: what,
  scope_type: 'account',
  policy_statement: statement(what),
  enabled: false,
})

/** A record that writes replace: where it is, how it is read, and two changes of it. */
interface Edited {
  readonly path: string
  /** Null: nothing shows it alone. */
  readonly readsAt: string | null
  readonly changes: readonly [object, object]
}

const made = async (send: Send, method: string, path: string, body: object): Promise<Answer> => {
  const answer = await send(method, path, body)
  assert.ok(answer.status < 300, `${path}: ${answer.status}`)
  return answer
}

const records: Readonly<Record<string, (given: GivenCalls, send: Send) => Promise<Edited>>> = {
  'a role': async (_, send) => {
    await made(send, 'POST', `${permissions}/roles`, { ...role, id: 'thing' })
    const path = `${permissions}/roles/thing`
    return {
      path,
      readsAt: path,
      changes: [
        { ...role, name: 'One' },
        { ...role, name: 'Two' },
      ],
    }
  },
  'a custom policy': async (_, send) => {
    const { body } = await made(send, 'POST', `${permissions}/policies/custom`, policy('none'))
    const path = `${permissions}/policies/custom/${(body.data as { readonly id: string }).id}`
    return { path, readsAt: path, changes: [policy('one'), policy('two')] }
  },
  'a user': async (given) => {
    const path = `${provisioning}/users/${given.principal('Otto').id}`
    return { path, readsAt: path, changes: [{ name: 'One' }, { sub_account_ids: ['env-live'] }] }
  },
  'a group': async (given) => {
    const path = `${provisioning}/user_groups/${given.principal('Idle').id}`
    return { path, readsAt: path, changes: [{ name: 'One' }, { name: 'Two' }] }
  },
  'an environment': async () => {
    const path = `${provisioning}/sub_accounts/env-live`
    return { path, readsAt: path, changes: [{ name: 'One' }, { enabled: false }] }
  },
  'an access key': async () => {
    const path = `${provisioning}/sub_accounts/env-demo/access_keys/101`
    return { path, readsAt: null, changes: [{ name: 'One' }, { enabled: false }] }
  },
  'an account management key': async () => {
    const path = '/api/account-keys/KN'
    return { path, readsAt: path, changes: [{ name: 'One' }, { enabled: false }] }
  },
}

const tagOf = ({ headers }: Answer): string => {
  const { etag } = headers
  assert.match(String(etag), /^"\d+"$/)
  return String(etag)
}

const saysOutdated = ({ body }: Answer): boolean =>
  JSON.stringify(body).includes('this was changed since it was read; read it again')

for (const [what, prepare] of Object.entries(records)) {
  test(`of two who edit ${what} at once, the second is told that it was changed meanwhile`, async (t) => {
    const given = await givenCalls(t)
    const send = given.by('KM')
    const { path, readsAt, changes } = await prepare(given, send)
    const seen = tagOf(readsAt === null ? await send('PUT', path, { name: 'Zero' }) : await send('GET', readsAt))
    const both = await Promise.all(changes.map((body) => send('PUT', path, body, { 'if-match': seen })))
    const refused = both.filter(({ status }) => status === 412)
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412])
    for (const answer of refused) assert.ok(saysOutdated(answer), JSON.stringify(answer.body))
    const last = await send('PUT', path, { ...changes[0], name: 'Last' })
    assert.equal(last.status, 200)
    const stale = await send('DELETE', path, undefined, { 'if-match': seen })
    assert.equal(stale.status, 412)
    assert.ok((await send('DELETE', path, undefined, { 'if-match': tagOf(last) })).status < 300)
  })
}

const open = (t: TestContext) => givenCalls(t)

test('who says nothing of a version changes what stands, as the official clients do', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  const path = `${provisioning}/users/${given.principal('Otto').id}`
  for (const name of ['One', 'Two']) assert.equal((await send('PUT', path, { name })).status, 200)
  assert.equal((await send('GET', path)).body.name, 'Two')
})

test('a version that nobody gave, a weak one and a torn one match nothing; a star matches what exists', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  const path = `${provisioning}/users/${given.principal('Otto').id}`
  const tag = tagOf(await send('GET', path))
  for (const wrong of ['"999999"', `W/${tag}`, tag.slice(1), '', '"', '"abc"', 'null']) {
    assert.equal((await send('PUT', path, { name: 'X' }, { 'if-match': wrong })).status, 412, wrong)
  }
  assert.equal((await send('PUT', path, { name: 'One' }, { 'if-match': `"7000", ${tag}` })).status, 200)
  assert.equal((await send('PUT', path, { name: 'Two' }, { 'if-match': '*' })).status, 200)
  const gone = `${provisioning}/users/nobody`
  assert.equal((await send('PUT', gone, { name: 'X' }, { 'if-match': '*' })).status, 404)
})

test('a version is no secret door: who may not change a record learns nothing by sending one', async (t) => {
  const given = await open(t)
  const path = `${provisioning}/users/${given.principal('Otto').id}`
  const tag = tagOf(await given.by('KM')('GET', path))
  const answers = [tag, '"0"', '*'].map((sent) => given.by('KN')('PUT', path, { name: 'X' }, { 'if-match': sent }))
  assert.deepEqual(
    (await Promise.all(answers)).map(({ status, headers }) => [status, headers.etag]),
    [
      [403, undefined],
      [403, undefined],
      [403, undefined],
    ],
  )
})

test('an outdated version is refused in the shape of its family', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  await made(send, 'POST', `${permissions}/roles`, { ...role, id: 'thing' })
  const says = 'this was changed since it was read; read it again'
  const put = async (path: string, body: object) => (await send('PUT', path, body, { 'if-match': '"0"' })).body
  assert.deepEqual(await put(`${permissions}/roles/thing`, role), {
    error: { category: 'user_error', code: 'ACCOUNTS_00006', message: says },
  })
  assert.deepEqual(await put(`${provisioning}/users/${given.principal('Otto').id}`, { name: 'X' }), {
    error: { message: says },
  })
  assert.deepEqual(await put('/api/account-keys/KN', { name: 'X' }), {
    type: 'urn:rolecall:problem:version_outdated',
    title: says,
    status: 412,
  })
})

test('a user’s version rises with its environments and its own roles, and with nothing of others', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  const otto = given.principal('Otto')
  const path = `${provisioning}/users/${otto.id}`
  let last = tagOf(await send('GET', path))
  const rises = async (): Promise<boolean> => {
    const before = last
    last = tagOf(await send('GET', path))
    return last !== before
  }
  await send('PUT', `${provisioning}/users/${given.principal('Vera').id}`, { name: 'V' })
  assert.equal(await rises(), false)
  const principal = { type: 'user', id: otto.id }
  const roles = [{ id: 'cld::role::prodenv::ml_user', scope_id: 'all' }]
  await send('PUT', `${permissions}/principal_roles`, { operation: 'add', principal, roles })
  assert.equal(await rises(), true)
  await send('PUT', path, { sub_account_ids: ['env-demo'] })
  assert.equal(await rises(), true)
  await send('PUT', path, { sub_account_ids: ['env-demo'] })
  assert.equal(await rises(), false)
})

test('a condition on what has no version is refused, and never passed over', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  const before = await given.revision()
  const expected = { 'if-match': '*' }
  const [group, vera] = [given.principal('Idle').id, given.principal('Vera').id]
  for (const [method, path, body] of [
    ['POST', `${provisioning}/user_groups`, { name: 'New' }],
    ['POST', `${provisioning}/user_groups/${group}/users/${vera}`, undefined],
    ['PUT', `${permissions}/roles/cld::role::prodenv::ml_user/principals`, { operation: 'add', principals: [] }],
  ] as const) {
    assert.equal((await send(method, path, body, expected)).status, 412, path)
  }
  assert.equal(await given.revision(), before)
})

test('what is made answers the version that its first change may expect', async (t) => {
  const given = await open(t)
  const send = given.by('KM')
  const group = await send('POST', `${provisioning}/user_groups`, { name: 'New' })
  const path = `${provisioning}/user_groups/${String(group.body.id)}`
  assert.equal(tagOf(await send('GET', path)), tagOf(group))
  assert.equal((await send('PUT', path, { name: 'Newer' }, { 'if-match': tagOf(group) })).status, 200)
})

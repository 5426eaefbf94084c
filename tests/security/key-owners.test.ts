// Who answers for a key: shown, found, changed, and worth nothing by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemRole } from '../given/acme.ts'
import { password, type Answer } from '../identity/given-site.ts'
import { givenCalls, provisioning } from './given-calls.ts'

const keysOfDemo = `${provisioning}/sub_accounts/env-demo/access_keys`
const extended = `${keysOfDemo}?extended_details=true`
const people = {
  users: [
    {
      ...{ name: 'Mara', email: 'mara@example.com', password, environments: 'all' },
      roles: [systemRole('account::master_admin'), { role: systemRole('prodenv::master_admin'), environments: 'all' }],
    },
    { name: 'Otto', email: 'otto@example.com', password, environments: 'all', roles: [] },
  ],
}

interface Key {
  readonly api_key: string
  readonly [field: string]: unknown
}
const keysIn = ({ body }: Answer): readonly Key[] => body.access_keys as readonly Key[]
const find = (answer: Answer, id: unknown): Key | undefined => keysIn(answer).find((key) => key.api_key === id)

test('a key belongs to the person who made it, and one that a key made to nobody', async (t) => {
  const given = await givenCalls(t, people)
  const mara = given.browser()
  await mara.signIn('mara@example.com')
  const id = given.principal('Mara').id
  const own = await mara.send('POST', keysOfDemo, { name: 'mine' })
  const account = await mara.send('POST', '/api/account-keys', { name: 'mine' })
  assert.deepEqual([own.status, account.status, account.body.owner], [200, 201, id])
  const listed = find(await mara.send('GET', extended), own.body.api_key)
  assert.partialDeepStrictEqual(listed, {
    ...{ created_by: `user:${id}`, owner: id, owner_active: true },
    ...{ last_used_at: null, last_used_for: null, has_roles: false },
  })
  const byKey = await given.by('KM')('POST', extended, { name: 'robot' })
  assert.deepEqual([byKey.body.created_by, byKey.body.owner, byKey.body.owner_active], ['account_key:KM', null, null])
})

test('what the official clients compare field by field has no field more, unless it is asked for', async (t) => {
  const given = await givenCalls(t, people)
  const send = given.by('KM')
  const vendors = ['name', 'api_key', 'api_secret', 'created_at', 'updated_at', 'enabled', 'root']
  const made = await send('POST', keysOfDemo, { name: 'plain' })
  const changed = await send('PUT', `${keysOfDemo}/${String(made.body.api_key)}`, { name: 'plainer' })
  const [first] = keysIn(await send('GET', keysOfDemo))
  for (const key of [made.body, changed.body, first ?? {}]) assert.deepEqual(Object.keys(key), vendors)
  const [whole] = keysIn(await send('GET', extended))
  assert.deepEqual(Object.keys(whole ?? {}), [
    ...vendors,
    ...['purpose', 'created_by', 'owner', 'owner_active', 'last_used_at', 'last_used_for', 'has_roles'],
  ])
})

test('an owner is changed, taken away and found by; nobody who isn’t a user of the account is one', async (t) => {
  const given = await givenCalls(t, people)
  const send = given.by('KM')
  const otto = given.principal('Otto').id
  const changed = await send('PUT', `${keysOfDemo}/101`, { owner: otto })
  assert.deepEqual([changed.status, changed.body.owner, changed.body.owner_active], [200, otto, true])
  assert.equal((await send('PUT', '/api/account-keys/KN', { owner: otto })).body.owner, otto)
  assert.deepEqual(
    keysIn(await send('GET', `${keysOfDemo}?owner=${otto}`)).map((key) => key.api_key),
    ['101'],
  )
  const { keys } = (await send('GET', `/api/account-keys?owner=${otto}`)).body
  assert.deepEqual(
    (keys as readonly { readonly key: string }[]).map(({ key }) => key),
    ['KN'],
  )
  assert.deepEqual(keysIn(await send('GET', `${keysOfDemo}?owner=nobody`)), [])
  const stranger = await send('PUT', `${keysOfDemo}/101`, { owner: 'nobody' })
  assert.deepEqual(
    [stranger.status, (stranger.body.error as { readonly message: string }).message],
    [400, 'no user with the id `nobody`'],
  )
  const other = await send('PUT', '/api/account-keys/KN', { owner: given.principal('Creative').id })
  assert.deepEqual([other.status, other.body.type], [400, 'urn:rolecall:problem:owner_unknown'])
  assert.equal((await send('PUT', `${keysOfDemo}/101`, { owner: null })).body.owner, null)
  assert.deepEqual(keysIn(await send('GET', `${keysOfDemo}?owner=${otto}`)), [])
})

test('a key works on when its owner is disabled or deleted, and says so', async (t) => {
  const given = await givenCalls(t, people)
  const send = given.by('KM')
  const otto = given.principal('Otto').id
  await send('PUT', '/api/account-keys/KA', { owner: otto })
  await send('PUT', `${keysOfDemo}/100`, { owner: otto })
  const shown = async () => {
    const account = (await send('GET', '/api/account-keys/KA')).body
    const key = find(await send('GET', extended), '100')
    return [account.owner, account.owner_active, key?.owner, key?.owner_active]
  }
  const works = async () => (await given.by('KA')('GET', `${provisioning}/users`)).status
  assert.deepEqual(await shown(), [otto, true, otto, true])
  await send('PUT', `${provisioning}/users/${otto}`, { enabled: false })
  assert.deepEqual([...(await shown()), await works()], [otto, false, otto, false, 200])
  await send('DELETE', `${provisioning}/users/${otto}`)
  assert.deepEqual([...(await shown()), await works()], [otto, false, otto, false, 200])
})

test('owning a key gives nothing, and needs only what changing the key and knowing the user need', async (t) => {
  const given = await givenCalls(t, people)
  const otto = given.principal('Otto').id
  await given.by('KM')('PUT', `${keysOfDemo}/100`, { owner: otto })
  const browser = given.browser()
  await browser.signIn('otto@example.com')
  assert.equal((await browser.send('GET', keysOfDemo)).status, 403)
  assert.equal((await browser.send('PUT', `${keysOfDemo}/100`, { name: 'taken' })).status, 403)
  const { send } = await given.holding({ environment: ['api_keys::manage', 'api_keys::view'] })
  assert.equal((await send('PUT', `${keysOfDemo}/101`, { owner: otto })).status, 403)
  const hidden = find(await send('GET', extended), '100')
  assert.deepEqual([hidden?.owner, hidden?.owner_active], [otto, null])
})

test('the last use of an environment’s key is shown to the hour, with its operation', async (t) => {
  const given = await givenCalls(t, people)
  const ask = { principal: { type: 'api_key', id: '100' }, action: 'read', resource: { type: 'APIKey', id: '100' } }
  await given.by('100')('POST', '/api/decisions', ask)
  await given.house.usage.flush()
  const used = find(await given.by('KM')('GET', extended), '100')
  const hour = `${new Date(given.clock.now - (given.clock.now % 3_600_000)).toISOString().slice(0, 19)}Z`
  assert.deepEqual([used?.last_used_at, used?.last_used_for], [hour, 'decision.make'])
  assert.equal(find(await given.by('KM')('GET', extended), '101')?.last_used_at, null)
})

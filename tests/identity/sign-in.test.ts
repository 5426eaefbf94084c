import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import { attemptRules, idOfCounted } from '../../src/operations/identity/throttle.ts'
import { givenFolder } from '../server/given.ts'
import { givenSite, password } from './given-site.ts'

const hour = 3_600_000

test('signing in gives a sealed cookie that scripts can not read, and says who is in', async (context) => {
  const site = await givenSite(context)
  const browser = site.browser()
  const { status, body, headers } = await browser.signIn('VERA@example.com')
  assert.equal(status, 200)
  const { id } = site.principal('Vera')
  const user = { id, name: 'Vera', email: 'vera@example.com', account_id: 'acme' }
  assert.deepEqual(body, { type: 'signed_in', user, csrf_token: browser.csrf })
  assert.match(
    String(headers['set-cookie']),
    /^rolecall=v1\.[0-9a-f]{8}\.[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
  )
  const shown = (await browser.send('GET', '/api/session')).body
  const capabilities = shown.capabilities as Record<string, readonly string[]>
  assert.deepEqual(
    { ...shown, capabilities: null },
    {
      user,
      account: { id: 'acme', name: 'Acme', plan: 'enterprise', assets_advanced: true },
      environments: [
        { id: 'env-demo', name: 'Demo', cloud_name: 'demo' },
        { id: 'env-live', name: 'Live', cloud_name: 'live' },
      ],
      csrf_token: browser.csrf,
      began_at: '2026-11-22T10:00:00.000Z',
      ends_at: '2026-11-22T22:00:00.000Z',
      has_second_factor: false,
      recovery_codes_left: 0,
      capabilities: null,
    },
  )
  assert.deepEqual(capabilities.User?.includes('create'), false)
  await browser.signIn('mara@example.com')
  const masters = (await browser.send('GET', '/api/session')).body.capabilities as Record<string, readonly string[]>
  assert.deepEqual(masters.User, ['create', 'read', 'update', 'delete'])
  assert.deepEqual(
    await site.house.store.listLastLogins(site.account.id),
    new Map([
      [userId(id), site.clock.now],
      [userId(site.principal('Mara').id), site.clock.now],
    ]),
  )
})

test('over HTTPS the cookie is secure and bound to the host', async (context) => {
  const site = await givenSite(context, { publicUrl: 'https://roles.example.com/' })
  const send = (host: string) =>
    site.app.inject({
      method: 'POST',
      url: '/api/session',
      headers: { origin: host },
      payload: { email: 'vera@example.com', password },
    })
  const { headers } = await send('https://roles.example.com')
  assert.match(String(headers['set-cookie']), /^__Host-rolecall=\S+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age/)
  assert.equal((await send('http://localhost:80')).statusCode, 403)
})

test('an unknown e-mail, a wrong password, the disabled, the pending and the inactive are refused alike', async (context) => {
  const site = await givenSite(context)
  const refusals = []
  for (const [email, tried] of [
    ['nobody@example.com', password],
    ['vera@example.com', 'a wrong password'],
    ['dora@example.com', password],
    ['penny@example.com', password],
    ['vera@example.com', `${password} `],
  ]) {
    const { status, body, headers } = await site.browser().send('POST', '/api/session', { email, password: tried })
    refusals.push({ status, body, cookie: headers['set-cookie'], asks: headers['www-authenticate'] })
  }
  await site.change((tx) => tx.put('account', { ...site.account, isActive: false }))
  const { status, body } = await site.browser().send('POST', '/api/session', { email: 'mara@example.com', password })
  refusals.push({ status, body, cookie: undefined, asks: undefined })
  const expected = {
    status: 401,
    body: { type: 'urn:rolecall:problem:invalid_credentials', title: 'invalid credentials', status: 401 },
    cookie: undefined,
    asks: undefined,
  }
  assert.deepEqual(
    refusals,
    refusals.map(() => expected),
  )
})

test('the fifth wrong password makes one wait, twice as long each time, also for e-mails nobody has', async (context) => {
  for (const email of ['vera@example.com', 'nobody@example.com']) {
    const site = await givenSite(context)
    const attempt = async (tried = 'a wrong password') => {
      const { status, headers } = await site.browser().send('POST', '/api/session', { email, password: tried })
      return [status, headers['retry-after']]
    }
    for (let count = 0; count < 5; count++) assert.deepEqual(await attempt(), [401, undefined])
    assert.deepEqual(await attempt(password), [429, '1'], 'the right one waits too')
    site.clock.now += 1000
    assert.deepEqual(await attempt(), [401, undefined])
    assert.deepEqual(await attempt(), [429, '2'])
    site.clock.now += 1500
    assert.deepEqual(await attempt(), [429, '1'])
    site.clock.now += 500
    assert.deepEqual(await attempt(), [401, undefined])
    assert.deepEqual(await attempt(), [429, '4'])
    site.clock.now += hour
    for (let count = 0; count < 5; count++) assert.deepEqual(await attempt(), [401, undefined], 'an hour forgets')
  }
})

test('who guesses at an e-mail from one network keeps nobody waiting who comes from another', async (context) => {
  const site = await givenSite(context)
  const attempt = async (remoteAddress: string, tried: string, email = 'vera@example.com') => {
    const payload = { email, password: tried }
    const answer = await site.app.inject({ method: 'POST', url: '/api/session', remoteAddress, payload })
    return answer.statusCode
  }
  for (const email of ['vera@example.com', 'nobody@example.com']) {
    for (let count = 0; count < 5; count++) assert.equal(await attempt('192.0.2.1', 'wrong', email), 401)
    assert.equal(await attempt('192.0.2.1', 'wrong', email), 429)
    assert.equal(await attempt('192.0.2.2', 'wrong', email), 401)
  }
  assert.equal(await attempt('192.0.2.1', password), 429)
  assert.equal(await attempt('192.0.2.2', password), 200)
})

test('who guesses from very many networks is stopped everywhere but where somebody of that e-mail is signed in', async (context) => {
  const site = await givenSite(context)
  const attempt = async (remoteAddress: string, tried: string) => {
    const payload = { email: 'vera@example.com', password: tried }
    const answer = await site.app.inject({ method: 'POST', url: '/api/session', remoteAddress, payload })
    return answer.statusCode
  }
  assert.equal(await attempt('198.51.100.1', password), 200)
  const { attempts } = site.house.store.identity
  const id = idOfCounted({ rule: 'email', of: 'vera@example.com' })
  for (let count = 0; count < 100; count++) await attempts.count(id, attemptRules.email, site.clock.now)
  assert.equal(await attempt('192.0.2.1', password), 429)
  assert.equal(await attempt('198.51.100.1', 'wrong'), 401)
  assert.equal(await attempt('198.51.100.1', password), 200)
  assert.equal(await attempt('192.0.2.1', password), 200, 'a right password clears what was counted')
})

test('a right password clears what was counted; the counters hold on every node', async (context) => {
  const dataDir = await givenFolder(context)
  const [one, other] = [await givenSite(context, { dataDir }), await givenSite(context, { dataDir })]
  const attempt = async (site: typeof one, tried: string) =>
    (await site.browser().send('POST', '/api/session', { email: 'vera@example.com', password: tried })).status
  for (let count = 0; count < 4; count++) assert.equal(await attempt(count % 2 === 0 ? one : other, 'wrong'), 401)
  assert.equal(await attempt(one, password), 200)
  for (let count = 0; count < 5; count++) assert.equal(await attempt(count % 2 === 0 ? one : other, 'wrong'), 401)
  assert.deepEqual([await attempt(one, password), await attempt(other, password)], [429, 429])
})

test('an address that fails with thirty e-mails waits; one that succeeds is not held back', async (context) => {
  const site = await givenSite(context)
  const attempt = (email: string, tried: string) =>
    site.browser().send('POST', '/api/session', { email, password: tried })
  const id = idOfCounted({ rule: 'address', of: '127.0.0.1' })
  const free = { free: 30, firstWaitMs: 1000, longestWaitMs: 1000, forgetAfterMs: hour }
  for (let count = 0; count < 29; count++) await site.house.store.identity.attempts.count(id, free, site.clock.now)
  for (let count = 0; count < 3; count++) assert.equal((await attempt('vera@example.com', password)).status, 200)
  assert.equal((await attempt('nobody@example.com', 'wrong')).status, 401)
  assert.equal((await attempt('vera@example.com', password)).status, 429)
})

test('nobody learns an e-mail or an address from what is counted', async (context) => {
  const site = await givenSite(context)
  await site.browser().send('POST', '/api/session', { email: 'nobody@example.com', password: 'wrong' })
  assert.match(idOfCounted({ rule: 'email', of: 'Nobody@example.com' }), /^[0-9a-f]{64}$/)
  assert.equal(
    idOfCounted({ rule: 'email', of: 'Nobody@example.com' }),
    idOfCounted({ rule: 'email', of: 'nobody@EXAMPLE.com' }),
  )
})

test('an e-mail of several accounts chooses among those where the password fits', async (context) => {
  const site = await givenSite(context)
  const { store } = site.house
  const at = site.clock.now
  const other = { ...site.account, id: 'other' as typeof site.account.id, name: 'Other' }
  const vera = await store.findUserByEmail(site.account.id, 'vera@example.com')
  assert.ok(vera !== undefined)
  const hash = await store.findPasswordHash(vera)
  const by = { type: 'operator', id: 'test' } as const
  await store.createAccount(other, { by, operation: 'test', requestId: null, at }, async (tx) => {
    const twin = { ...vera, accountId: other.id, id: userId('twin') }
    await tx.put('user', twin)
    await tx.putPasswordHash(twin, hash ?? '')
  })
  const send = (body: object) => site.browser().send('POST', '/api/session', body)
  const choice = await send({ email: 'vera@example.com', password })
  assert.deepEqual(choice.body, {
    type: 'choose_account',
    accounts: [
      { id: 'acme', name: 'Acme' },
      { id: 'other', name: 'Other' },
    ],
  })
  assert.equal(choice.headers['set-cookie'], undefined)
  const chosen = await send({ email: 'vera@example.com', password, account_id: 'other' })
  assert.equal((chosen.body.user as { id: string }).id, 'twin')
  assert.equal((await send({ email: 'vera@example.com', password, account_id: 'third' })).status, 401)
})

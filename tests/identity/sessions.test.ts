import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import { givenFolder } from '../server/given.ts'
import { givenSite, password } from './given-site.ts'

const hour = 3_600_000
const origin = 'http://localhost:80'

test('a session that was planted is not adopted, and ends when somebody signs in over it', async (context) => {
  const site = await givenSite(context)
  const [attacker, victim] = [site.browser(), site.browser()]
  await attacker.signIn('vera@example.com')
  victim.cookie = attacker.cookie
  await victim.signIn('mara@example.com')
  assert.notEqual(victim.cookie, attacker.cookie)
  assert.equal((await attacker.send('GET', '/api/session')).status, 401)
  const made = site.browser()
  for (const cookie of [
    'rolecall=v1.00000000.AAAA',
    'rolecall=secret',
    `${victim.cookie}x`,
    `rolecall=; ${victim.cookie}`,
  ]) {
    made.cookie = cookie
    assert.equal((await made.send('GET', '/api/session')).status, 401, cookie)
  }
})

test('a session ends at exactly twelve hours without use, and at exactly seven days', async (context) => {
  const site = await givenSite(context)
  const begun = site.clock.now
  const isIn = async (browser: ReturnType<typeof site.browser>) =>
    (await browser.send('GET', '/api/session')).status === 200
  const idle = site.browser()
  await idle.signIn('vera@example.com')
  site.clock.now = begun + 12 * hour - 1
  assert.equal(await isIn(idle), true)
  site.clock.now += 12 * hour - 1
  assert.equal(await isIn(idle), true, 'use begins the twelve hours again')
  site.clock.now += 12 * hour
  assert.equal(await isIn(idle), false)

  site.clock.now = begun
  const busy = site.browser()
  await busy.signIn('vera@example.com')
  for (let hours = 11; hours < 7 * 24; hours += 11) {
    site.clock.now = begun + hours * hour
    assert.equal(await isIn(busy), true)
  }
  site.clock.now = begun + 7 * 24 * hour - 1
  assert.equal(await isIn(busy), true)
  site.clock.now += 1
  assert.equal(await isIn(busy), false)
})

test('a request that changes something needs the token of its session and a page of this server', async (context) => {
  const site = await givenSite(context)
  const [vera, mara] = [site.browser(), site.browser()]
  await vera.signIn('vera@example.com')
  await mara.signIn('mara@example.com')
  const question = {
    principal: { type: 'user', id: site.principal('Vera').id },
    action: 'read',
    resource: { type: 'Role', id: null },
    scope: { type: 'account' },
  }
  const cases = [
    [{ origin, 'x-csrf-token': vera.csrf }, 200],
    [{ origin: origin.toUpperCase(), 'x-csrf-token': vera.csrf }, 200],
    [{ origin, 'x-csrf-token': '' }, 403],
    [{ origin, 'x-csrf-token': mara.csrf }, 403],
    [{ origin: 'https://evil.example', 'x-csrf-token': vera.csrf }, 403],
    [{ origin: 'null', 'x-csrf-token': vera.csrf }, 403],
    [{ origin: 'http://localhost:81', 'x-csrf-token': vera.csrf }, 403],
    [{ origin: undefined, 'x-csrf-token': vera.csrf }, 403],
  ] as const
  for (const [headers, expected] of cases) {
    const { status } = await vera.send('POST', '/api/decisions', question, headers)
    assert.equal(status, expected, JSON.stringify(headers))
  }
  const plain = await vera.send('GET', '/api/session', undefined, { 'x-csrf-token': '' })
  assert.equal(plain.status, 200, 'reading needs neither')
})

test('no page of another site signs anybody in', async (context) => {
  const site = await givenSite(context)
  const send = (headers: Readonly<Record<string, string | undefined>>) =>
    site.browser().send('POST', '/api/session', { email: 'vera@example.com', password }, headers)
  const refused = await send({ origin: 'https://evil.example' })
  assert.equal(refused.status, 403)
  assert.equal(refused.body.type, 'urn:rolecall:problem:foreign_request')
  assert.equal((await send({ origin: undefined })).status, 200, 'a program names no page')
})

test('who is signed in asks as that user, wherever keys may ask', async (context) => {
  const site = await givenSite(context)
  const vera = site.browser()
  await vera.signIn('vera@example.com')
  const ask = (name: string) =>
    vera.send('POST', '/api/decisions', {
      principal: { type: 'user', id: site.principal(name).id },
      action: 'read',
      resource: { type: 'Role', id: null },
      scope: { type: 'account' },
    })
  assert.equal((await ask('Vera')).status, 200)
  assert.equal((await ask('Mara')).status, 403)
  const url = '/v2/accounts/acme/permissions/roles?permission_type=global'
  assert.equal((await vera.send('GET', url)).status, 403)
  const key = `Basic ${Buffer.from('KN:s').toString('base64')}`
  assert.equal((await vera.send('GET', '/api/session', undefined, { authorization: key })).status, 403)
  assert.equal((await vera.send('GET', '/api/session', undefined, { authorization: 'Basic bad' })).status, 401)
})

test('signing out ends the session; signing out everywhere ends all', async (context) => {
  const site = await givenSite(context)
  const [one, other] = [site.browser(), site.browser()]
  await one.signIn('vera@example.com')
  await other.signIn('vera@example.com')
  const { cookie } = one
  const out = await one.send('DELETE', '/api/session')
  assert.equal(out.status, 204)
  assert.equal(out.headers['set-cookie'], 'rolecall=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0')
  one.cookie = cookie
  assert.equal((await one.send('GET', '/api/session')).status, 401, 'the cookie alone brings nothing back')
  one.cookie = ''
  await one.signIn('vera@example.com')
  assert.equal((await other.send('POST', '/api/sessions/end-all')).status, 204)
  assert.equal((await one.send('GET', '/api/session')).status, 401)
})

test('disabling or deleting a user ends its sessions on every node at once; enabling brings none back', async (context) => {
  const dataDir = await givenFolder(context)
  const [one, other] = [await givenSite(context, { dataDir }), await givenSite(context, { dataDir })]
  const key = { accountId: one.account.id, id: userId(one.principal('Vera').id) }
  const browser = other.browser()
  await browser.signIn('vera@example.com')
  const isIn = async () => (await browser.send('GET', '/api/session')).status === 200
  assert.equal(await isIn(), true)
  await one.perform('Mara', 'user.update', { userId: key.id, isEnabled: false })
  assert.equal(await isIn(), false)
  await one.perform('Mara', 'user.update', { userId: key.id, isEnabled: true })
  assert.equal(await isIn(), false)
  await browser.signIn('vera@example.com')
  assert.equal(await isIn(), true)
  await one.change((tx) => deleteCascade(tx, 'user', key))
  assert.equal(await isIn(), false)
})

test('administrators see and end sessions, but not those of somebody who holds more', async (context) => {
  const site = await givenSite(context)
  const [vera, ada, mara] = [site.browser(), site.browser(), site.browser()]
  await vera.signIn('vera@example.com')
  await ada.signIn('ada@example.com')
  await mara.signIn('mara@example.com')
  const of = (name: string) => `/api/users/${site.principal(name).id}/sessions`
  const listed = await ada.send('GET', of('Vera'))
  const [session, ...others] = listed.body.sessions as readonly Record<string, unknown>[]
  assert.deepEqual(
    { ...session, id: typeof session?.id },
    {
      id: 'string',
      began_at: '2026-11-22T10:00:00.000Z',
      seen_at: '2026-11-22T10:00:00.000Z',
      ends_at: '2026-11-22T22:00:00.000Z',
      address: '127.0.0.1',
      agent: 'lightMyRequest',
    },
  )
  assert.equal(others.length, 0)
  assert.equal((await ada.send('POST', `${of('Mara')}/end`, {})).status, 403)
  assert.equal((await mara.send('GET', '/api/session')).status, 200)
  assert.equal((await vera.send('GET', of('Ada'))).status, 403)
  assert.equal((await ada.send('POST', `${of('Ada')}/end`, { session_id: session?.id })).status, 404, 'of another user')
  assert.equal((await ada.send('POST', `${of('Vera')}/end`, { session_id: session?.id })).status, 204)
  assert.equal((await vera.send('GET', '/api/session')).status, 401)
})

test('neither the log nor the change log holds a password, a secret or a token', async (context) => {
  const site = await givenSite(context)
  const browser = site.browser()
  await browser.signIn('vera@example.com')
  await browser.send('DELETE', '/api/session')
  await browser.send('GET', '/accept/not-a-real-token-but-it-looks-like-one')
  const log = `${site.log()}${JSON.stringify(await site.house.store.changesAfter(site.account.id, 0, 1000))}`
  assert.match(log, /\/accept\/\[redacted\]/)
  for (const secret of [password, browser.csrf, 'not-a-real-token', 'argon2id', 'rolecall=']) {
    assert.equal(log.includes(secret), false, secret)
  }
})

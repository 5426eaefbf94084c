import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase32, totpCode, totpStepOf } from '../../src/operations/identity/totp.ts'
import { givenSite, password, type Browser, type GivenSite } from './given-site.ts'

const minute = 60_000

const codeAt = (site: GivenSite, secret: string, steps = 0): string =>
  totpCode(fromBase32(secret), totpStepOf(site.clock.now) + steps)

/** Sets up an authenticator for Vera. */
async function enrol(site: GivenSite) {
  const browser = site.browser()
  await browser.signIn('vera@example.com')
  const { body } = await browser.send('POST', '/api/second-factor', { password })
  const secret = String(body.secret)
  const confirmed = await browser.send('POST', '/api/second-factor/confirm', { code: codeAt(site, secret) })
  assert.equal(confirmed.status, 200)
  return { browser, secret, recoveryCodes: confirmed.body.recovery_codes as readonly string[] }
}

/** Comes as far as the second step. */
async function halfWay(site: GivenSite): Promise<{ browser: Browser; token: string }> {
  const browser = site.browser()
  const { body, headers } = await browser.signIn('vera@example.com')
  assert.equal(body.type, 'second_factor')
  assert.equal(headers['set-cookie'], undefined, 'a password alone begins no session')
  return { browser, token: String(body.token) }
}

const confirm = ({ browser, token }: { browser: Browser; token: string }, code: string) =>
  browser.send('POST', '/api/session/second-factor', { token, code })

test('an authenticator is set up with the password and a first code, and then needed for signing in', async (context) => {
  const site = await givenSite(context)
  const browser = site.browser()
  await browser.signIn('vera@example.com')
  assert.equal((await browser.send('POST', '/api/second-factor', { password: 'wrong password' })).status, 400)
  const { body } = await browser.send('POST', '/api/second-factor', { password })
  const secret = String(body.secret)
  assert.match(secret, /^[A-Z2-7]{32}$/)
  assert.equal(
    body.uri,
    `otpauth://totp/Rolecall%20Acme:vera%40example.com?secret=${secret}&issuer=Rolecall%20Acme&algorithm=SHA1&digits=6&period=30`,
  )
  assert.equal((await site.browser().signIn('vera@example.com')).body.type, 'signed_in', 'not before the first code')
  assert.equal((await browser.send('POST', '/api/second-factor/confirm', { code: '000000x' })).status, 400)
  const confirmed = await browser.send('POST', '/api/second-factor/confirm', { code: codeAt(site, secret) })
  const codes = confirmed.body.recovery_codes as readonly string[]
  assert.equal(new Set(codes).size, 10)
  for (const code of codes) assert.match(code, /^[a-z2-7]{4}(?:-[a-z2-7]{4}){3}$/)
  assert.equal((await browser.send('POST', '/api/second-factor', { password })).status, 409)
  site.clock.now += minute
  const half = await halfWay(site)
  assert.equal((await confirm(half, codeAt(site, secret))).status, 200)
  const shown = (await half.browser.send('GET', '/api/session')).body
  assert.deepEqual([shown.has_second_factor, shown.recovery_codes_left], [true, 10])
})

test('a code works once, in its step and beside it, and never an older one after it', async (context) => {
  const site = await givenSite(context)
  const { secret } = await enrol(site)
  assert.equal(
    (await confirm(await halfWay(site), codeAt(site, secret))).status,
    401,
    'the code of setting up is spent',
  )
  site.clock.now += 10 * minute
  const half = await halfWay(site)
  for (const steps of [-2, 2]) assert.equal((await confirm(half, codeAt(site, secret, steps))).status, 401)
  assert.equal((await confirm(half, codeAt(site, secret, 1))).status, 200)
  for (const steps of [1, 0, -1]) {
    const refused = await confirm(await halfWay(site), codeAt(site, secret, steps))
    assert.deepEqual([refused.status, refused.body.title], [401, 'the code is wrong, or was used already'])
  }
})

test('of two who use a code at once, one comes in', async (context) => {
  const site = await givenSite(context)
  const { secret } = await enrol(site)
  site.clock.now += 10 * minute
  const [one, other] = [await halfWay(site), await halfWay(site)]
  const code = codeAt(site, secret)
  const both = await Promise.all([confirm(one, code), confirm(other, code)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401])
})

test('a recovery code works once, in any spelling', async (context) => {
  const site = await givenSite(context)
  const { recoveryCodes } = await enrol(site)
  const [first = ''] = recoveryCodes
  const spelled = first.toUpperCase().replaceAll('-', ' ')
  const half = await halfWay(site)
  assert.equal((await confirm(half, spelled)).status, 200)
  assert.equal((await half.browser.send('GET', '/api/session')).body.recovery_codes_left, 9)
  assert.equal((await confirm(await halfWay(site), first)).status, 401)
})

test('the second step ends after exactly five minutes, and is used up by succeeding', async (context) => {
  const site = await givenSite(context)
  const { secret, recoveryCodes } = await enrol(site)
  const [first = '', second = ''] = recoveryCodes
  const half = await halfWay(site)
  site.clock.now += 5 * minute
  assert.equal((await confirm(half, codeAt(site, secret))).status, 404)
  site.clock.now -= 1
  assert.equal((await confirm(half, first)).status, 200)
  half.browser.cookie = ''
  assert.equal((await confirm(half, second)).status, 404)
})

test('guessing codes is slowed down, whichever half-way sign-in they come with', async (context) => {
  const site = await givenSite(context)
  await enrol(site)
  const statuses = []
  for (let count = 0; count < 6; count++) statuses.push((await confirm(await halfWay(site), '000000')).status)
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429])
})

test('a changed password makes a half-way sign-in worthless', async (context) => {
  const site = await givenSite(context)
  const { browser, recoveryCodes } = await enrol(site)
  const half = await halfWay(site)
  const changed = await browser.send('POST', '/api/password', {
    old_password: password,
    new_password: 'quite another password',
  })
  assert.equal(changed.status, 204)
  assert.equal((await confirm(half, recoveryCodes[0] ?? '')).status, 404)
})

test('removing it needs the password; an administrator takes it from who has lost it, but not from who holds more', async (context) => {
  const site = await givenSite(context)
  const { browser } = await enrol(site)
  assert.equal((await browser.send('POST', '/api/second-factor/remove', { password: 'wrong password' })).status, 400)
  assert.equal((await browser.send('POST', '/api/second-factor/remove', { password })).status, 204)
  assert.equal((await site.browser().signIn('vera@example.com')).body.type, 'signed_in')
  site.clock.now += minute
  await enrol(site)
  const ada = site.browser()
  await ada.signIn('ada@example.com')
  const clear = (name: string) => ada.send('POST', `/api/users/${site.principal(name).id}/second-factor/clear`)
  assert.equal((await clear('Mara')).status, 403)
  assert.equal((await clear('Vera')).status, 204)
  assert.equal((await site.browser().signIn('vera@example.com')).body.type, 'signed_in')
})

test('no log holds the secret or a recovery code, and the store has neither in the clear', async (context) => {
  const site = await givenSite(context)
  const { secret, recoveryCodes } = await enrol(site)
  const key = { accountId: site.account.id, id: site.principal('Vera').id as never }
  const kept = JSON.stringify([
    await site.house.store.identity.factors.find(key),
    await site.house.store.changesAfter(site.account.id, 0, 1000),
  ])
  for (const text of [secret, ...recoveryCodes]) assert.equal(`${kept}${site.log()}`.includes(text), false)
})

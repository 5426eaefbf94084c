import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { userId } from '../../src/domain/ids.ts'
import { givenFolder, until } from '../server/given.ts'
import { givenSite, password, tokenOf, type GivenSite } from './given-site.ts'

const newPassword = 'quite another password'
const hour = 3_600_000

const keyOf = (site: GivenSite, name: string) => ({
  accountId: site.account.id,
  id: userId(site.principal(name).id),
})

const signIn = async (site: GivenSite, tried: string) =>
  (await site.browser().send('POST', '/api/session', { email: 'vera@example.com', password: tried })).status

/** Asks for a link, and gives the token of the letter. */
async function askReset(site: GivenSite, email = 'vera@example.com'): Promise<string> {
  const before = site.mails.length
  const { status } = await site.browser().send('POST', '/api/password-resets', { email })
  assert.equal(status, 204)
  await until(async () => site.mails.length > before)
  return tokenOf(site.mails.at(-1)?.text ?? '')
}

const complete = (site: GivenSite, token: string, chosen = newPassword) =>
  site.browser().send('POST', '/api/password-resets/complete', { token, password: chosen })

test('changing the password needs the old one, and ends every session on every node', async (context) => {
  const dataDir = await givenFolder(context)
  const [site, elsewhere] = [await givenSite(context, { dataDir }), await givenSite(context, { dataDir })]
  const [here, there] = [site.browser(), elsewhere.browser()]
  await here.signIn('vera@example.com')
  await there.signIn('vera@example.com')
  const change = (old: string, chosen: string) =>
    here.send('POST', '/api/password', { old_password: old, new_password: chosen })
  const wrong = await change('not the old one', newPassword)
  assert.deepEqual([wrong.status, wrong.body.fields], [400, [{ old_password: null }]])
  assert.equal((await change(password, 'short')).status, 400)
  assert.equal((await change(password, 'vera@example.com')).status, 400)
  assert.equal((await change(password, newPassword)).status, 204)
  assert.equal(here.cookie, '')
  assert.equal((await there.send('GET', '/api/session')).status, 401)
  assert.deepEqual([await signIn(site, password), await signIn(site, newPassword)], [401, 200])
  const log = JSON.stringify(await site.house.store.changesAfter(site.account.id, 0, 1000))
  assert.match(log, /password\.change/)
  assert.doesNotMatch(log, /argon2id|quite another/)
})

test('guessing the old password at somebody else’s screen is slowed down', async (context) => {
  const site = await givenSite(context)
  const browser = site.browser()
  await browser.signIn('vera@example.com')
  const change = async () =>
    (await browser.send('POST', '/api/password', { old_password: 'a guess', new_password: newPassword })).status
  const statuses = []
  for (let count = 0; count < 6; count++) statuses.push(await change())
  assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429])
})

test('a link sets a new password once, within exactly an hour, and ends every session', async (context) => {
  const site = await givenSite(context)
  const browser = site.browser()
  await browser.signIn('vera@example.com')
  const late = await askReset(site)
  site.clock.now += hour
  assert.equal((await complete(site, late)).status, 404)
  site.clock.now -= 1
  assert.equal((await complete(site, late, 'short')).status, 400, 'a weak one leaves the link as it is')
  assert.equal((await complete(site, late)).status, 204)
  assert.equal((await complete(site, late)).status, 404)
  assert.equal((await browser.send('GET', '/api/session')).status, 401)
  assert.deepEqual([await signIn(site, password), await signIn(site, newPassword)], [401, 200])
  assert.equal(site.log().includes(late), false)
})

test('of two who use a link at once, one does; a newer link replaces an older one', async (context) => {
  const site = await givenSite(context)
  const first = await askReset(site)
  const second = await askReset(site)
  assert.equal((await complete(site, first)).status, 404)
  const both = await Promise.all([complete(site, second), complete(site, second)])
  assert.deepEqual(both.map(({ status }) => status).sort(), [204, 404])
})

test('asking for a link is answered alike for everybody, and mails only who may sign in', async (context) => {
  const site = await givenSite(context)
  const answers = []
  for (const email of ['nobody@example.com', 'dora@example.com', 'penny@example.com', 'vera@example.com']) {
    const { status, body, headers } = await site.browser().send('POST', '/api/password-resets', { email })
    answers.push([status, body, headers['content-length'], headers['set-cookie']])
  }
  assert.deepEqual(
    answers,
    answers.map(() => [204, {}, undefined, undefined]),
  )
  await until(async () => site.mails.length > 0)
  assert.deepEqual(
    site.mails.map(({ to }) => to.address),
    ['vera@example.com'],
  )
})

test('no mailbox is flooded with links', async (context) => {
  const site = await givenSite(context)
  for (const email of ['vera@example.com', 'nobody@example.com']) {
    const ask = async () => (await site.browser().send('POST', '/api/password-resets', { email })).status
    assert.deepEqual([await ask(), await ask(), await ask(), await ask()], [204, 204, 204, 429])
    site.clock.now += 60_000
    assert.deepEqual([await ask(), await ask()], [204, 429])
  }
})

test('a link of before does nothing once the password, the e-mail or the user has changed', async (context) => {
  const site = await givenSite(context)
  const key = keyOf(site, 'Vera')
  const beforeEmail = await askReset(site)
  await site.perform('Mara', 'user.update', { userId: key.id, email: 'vera.new@example.com' })
  assert.equal((await complete(site, beforeEmail)).status, 404)
  const beforeDisabling = await askReset(site, 'vera.new@example.com')
  await site.perform('Mara', 'user.update', { userId: key.id, isEnabled: false })
  assert.equal((await complete(site, beforeDisabling)).status, 404)
})

test('an administrator makes a link for a user, but not for one who holds more', async (context) => {
  const site = await givenSite(context, { hasMail: false })
  const ada = site.browser()
  await ada.signIn('ada@example.com')
  const make = (name: string) => ada.send('POST', `/api/users/${site.principal(name).id}/password-reset`)
  const refused = await make('Mara')
  assert.deepEqual([refused.status, refused.body.type], [403, 'urn:rolecall:problem:denied'])
  assert.equal((await make('Dora')).status, 403)
  const made = await make('Vera')
  assert.deepEqual(
    { ...made.body, link: null },
    {
      user_id: site.principal('Vera').id,
      email: 'vera@example.com',
      delivery: 'link',
      link: null,
    },
  )
  assert.equal((await complete(site, tokenOf(String(made.body.link)))).status, 204)
  assert.equal(await signIn(site, newPassword), 200)
})

test('a hash of an earlier cost is taken, and made anew', async (context) => {
  const site = await givenSite(context)
  const key = keyOf(site, 'Vera')
  const nonce = Buffer.from('a salt of 16 byt')
  const cost = { memory: 1024, passes: 1, parallelism: 1, tagLength: 32 }
  const hash = argon2Sync('argon2id', { message: password, nonce, ...cost })
  const unpadded = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  const old = `$argon2id$v=19$m=1024,t=1,p=1$${unpadded(nonce)}$${unpadded(hash)}`
  await site.change((tx) => tx.putPasswordHash(key, old))
  assert.equal(await signIn(site, 'wrong'), 401)
  assert.equal(await site.house.store.findPasswordHash(key), old)
  assert.equal(await signIn(site, password), 200)
  assert.match((await site.house.store.findPasswordHash(key)) ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  assert.equal(await signIn(site, password), 200)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenSite } from './given-site.ts'

const hour = 3_600_000

interface Listed {
  readonly id: string
  readonly is_this: boolean
}

const listedOf = (body: Readonly<Record<string, unknown>>): readonly Listed[] => body.sessions as readonly Listed[]

test('everybody sees where they are signed in, and nobody else’s sessions', async (context) => {
  const site = await givenSite(context)
  const [desk, phone, mara] = [site.browser(), site.browser(), site.browser()]
  await desk.signIn('vera@example.com')
  site.clock.now += hour
  await phone.signIn('vera@example.com')
  await mara.signIn('mara@example.com')
  const { status, body } = await phone.send('GET', '/api/sessions')
  assert.equal(status, 200)
  assert.deepEqual(
    listedOf(body).map(({ is_this }) => is_this),
    [false, true],
  )
  assert.equal(listedOf((await mara.send('GET', '/api/sessions')).body).length, 1)
  site.clock.now += 11 * hour + 1
  assert.deepEqual(
    listedOf((await phone.send('GET', '/api/sessions')).body).map(({ is_this }) => is_this),
    [true],
    'what has ended is left out',
  )
})

test('one session of one’s own is ended; one of somebody else is not found, whoever asks', async (context) => {
  const site = await givenSite(context)
  const [desk, phone, mara] = [site.browser(), site.browser(), site.browser()]
  await desk.signIn('vera@example.com')
  await phone.signIn('vera@example.com')
  await mara.signIn('mara@example.com')
  const other = listedOf((await phone.send('GET', '/api/sessions')).body).find(({ is_this }) => !is_this)
  assert.ok(other !== undefined)
  const refused = await mara.send('POST', '/api/sessions/end', { session_id: other.id })
  assert.equal(refused.status, 404)
  assert.equal((await desk.send('GET', '/api/session')).status, 200)
  assert.equal((await phone.send('POST', '/api/sessions/end', { session_id: other.id })).status, 204)
  assert.equal((await desk.send('GET', '/api/session')).status, 401)
  assert.equal((await phone.send('GET', '/api/session')).status, 200)
})

test('all other sessions are ended at once; the one that asks stays, and other users stay', async (context) => {
  const site = await givenSite(context)
  const [desk, tablet, phone, mara] = [site.browser(), site.browser(), site.browser(), site.browser()]
  for (const browser of [desk, tablet, phone]) await browser.signIn('vera@example.com')
  await mara.signIn('mara@example.com')
  assert.equal((await phone.send('POST', '/api/sessions/end', {})).status, 204)
  const statuses = []
  for (const browser of [desk, tablet, phone, mara]) {
    statuses.push((await browser.send('GET', '/api/session')).status)
  }
  assert.deepEqual(statuses, [401, 401, 200, 200])
})

test('whoever isn’t signed in neither lists nor ends sessions', async (context) => {
  const site = await givenSite(context)
  const nobody = site.browser()
  assert.equal((await nobody.send('GET', '/api/sessions')).status, 401)
  assert.equal((await nobody.send('POST', '/api/sessions/end', {})).status, 401)
})

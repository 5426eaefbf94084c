// Access tokens: whoever holds one is the key or the user that made it, there, until then, and nothing else.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { apiKeyId, userId } from '../../src/domain/ids.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import { basic } from '../api/given-server.ts'
import { givenSite, type Answer, type Browser, type GivenSite } from '../identity/given-site.ts'

const tokens = '/api/environments/demo/access_tokens'
const ping = '/v1_1/demo/ping'

/** A site, and ways to call it with keys and tokens. */
async function givenTokens(test: TestContext) {
  const site = await givenSite(test)
  const send = (method: string, url: string, headers: Readonly<Record<string, string>>, body?: object) =>
    site.browser().send(method, url, body, { origin: undefined, ...headers })
  const make = async (key = '100', body: object = {}): Promise<Answer> => send('POST', tokens, basic(key, 's'), body)
  const makeText = async (key = '100', body: object = {}): Promise<string> => textOf(await make(key, body))
  const call = async (text: string, url = ping, method = 'GET', body?: object): Promise<Answer> =>
    send(method, url, { authorization: `Bearer ${text}` }, body)
  const statusOf = async (text: string, url = ping): Promise<number> => (await call(text, url)).status
  return { site, send, make, makeText, call, statusOf }
}

function textOf({ status, body }: Answer): string {
  assert.equal(status, 200, JSON.stringify(body))
  return String(body.access_token)
}

/** Signs somebody in, and gives a token that was made there. */
async function givenPerson(
  site: GivenSite,
  name: string,
): Promise<{ readonly browser: Browser; readonly text: string }> {
  const browser = site.browser()
  await browser.signIn(`${name}@example.com`)
  return { browser, text: textOf(await browser.send('POST', tokens, {})) }
}

const messageOf = ({ body }: Answer): unknown => (body.error as { readonly message?: unknown } | undefined)?.message

test('a token of a key calls as the key, and lacks what the key lacks', async (t) => {
  const { make, call } = await givenTokens(t)
  const made = await make('101', { expires_in: 60 })
  const text = textOf(made)
  assert.deepEqual(Object.keys(made.body).sort(), [
    ...['access_token', 'created_at', 'expires_at', 'expires_in', 'id', 'token_type'],
  ])
  assert.deepEqual([made.body.token_type, made.body.expires_in, text.length], ['Bearer', 60, 43])
  assert.deepEqual((await call(text)).body, { status: 'ok' })
  const denied = await call(text, '/v1_1/demo/folders/fresh', 'POST')
  assert.equal(denied.status, 403)
  assert.match(String(messageOf(denied)), /missing permissions \(actions=\["create"\]\)$/)
})

test('a token holds what its key holds at the moment of the call', async (t) => {
  const { site, makeText, call } = await givenTokens(t)
  const text = await makeText()
  assert.equal((await call(text, '/v1_1/demo/folders/one', 'POST')).status, 200)
  const by = { type: 'api_key', id: apiKeyId('100') } as const
  await site.change(async (tx) =>
    tx.deleteAll('assignment', await tx.listAssignments(site.account.id, { principals: [by] })),
  )
  assert.equal((await call(text, '/v1_1/demo/folders/two', 'POST')).status, 403)
})

test('a token has ended at exactly its instant', async (t) => {
  const { site, makeText, call, statusOf } = await givenTokens(t)
  const text = await makeText('100', { expires_in: 90 })
  site.clock.now += 90_000 - 1
  assert.equal(await statusOf(text), 200)
  site.clock.now += 1
  const refused = await call(text)
  assert.equal(refused.status, 401)
  assert.match(String(messageOf(refused)), /^Invalid token/)
  assert.equal(refused.headers['www-authenticate'], 'Bearer realm="rolecall", error="invalid_token"')
})

test('a token of one environment or account is unknown in every other, and everywhere but about environments', async (t) => {
  const { site, makeText, statusOf } = await givenTokens(t)
  const text = await makeText()
  assert.equal(await statusOf(text), 200)
  assert.equal(await statusOf(text, '/api/environments/demo/settings'), 200)
  const elsewhere = [
    ...['/v1_1/live/ping', '/v1_1/nowhere/ping', '/api/environments/live/settings', '/api/session', '/api/sessions'],
    ...['/v2/accounts/acme/permissions/roles?permission_type=global', '/v1_1/provisioning/accounts/acme/users'],
    ...['/api/account-keys', '/api/changes'],
  ]
  for (const url of elsewhere) assert.equal(await statusOf(text, url), 401, url)
  const mara = await givenPerson(site, 'mara')
  for (const url of elsewhere) assert.equal(await statusOf(mara.text, url), 401, url)
})

test('whatever is wrong with a token, it is refused in the same words', async (t) => {
  const { site, makeText, send } = await givenTokens(t)
  const text = await makeText()
  const old = await makeText('100', { expires_in: 60 })
  site.clock.now += 60_000
  const headers = [
    ...[`Bearer ${old}`, `Bearer ${text}x`, `Bearer ${text.slice(1)}`, `Bearer ${text.toUpperCase()}`],
    ...[
      'Bearer',
      'Bearer ',
      `Bearer "${text}"`,
      `Bearer ${text}, Bearer ${text}`,
      `Bearer ${Buffer.from('100:s').toString('base64')}`,
    ],
  ]
  const answers = new Set<string>()
  for (const authorization of headers) {
    const { status, body } = await send('GET', ping, { authorization })
    assert.equal(status, 401, authorization)
    answers.add(JSON.stringify(body))
  }
  assert.equal(answers.size, 1)
  assert.equal((await send('GET', ping, { authorization: `bearer  ${text} ` })).status, 200)
})

test('a token stands in the header alone: no address, body, cookie or other scheme takes it', async (t) => {
  const { makeText, send } = await givenTokens(t)
  const text = await makeText()
  for (const name of ['access_token', 'oauth_token', 'token', 'authorization', 'bearer_token']) {
    assert.equal((await send('GET', `${ping}?${name}=${text}`, {})).status, 401, name)
    const body = { public_ids: ['x'], [name]: text }
    assert.equal((await send('POST', '/v1_1/demo/image/tags', {}, body)).status, 401, name)
  }
  assert.equal((await send('GET', ping, { cookie: `rolecall=${text}` })).status, 401)
  assert.equal((await send('GET', ping, basic('100', text))).status, 401)
  assert.equal((await send('GET', ping, { authorization: text })).status, 401)
})

test('a disabled key takes its tokens with it for good, and so does a deleted one', async (t) => {
  const { site, makeText, statusOf, make } = await givenTokens(t)
  const key = { accountId: site.account.id, id: apiKeyId('100') }
  const enable = (isEnabled: boolean): Promise<void> =>
    site.change(async (tx) => {
      const record = await tx.find('api_key', key)
      if (record !== undefined) await tx.put('api_key', { ...record, isEnabled })
    })
  const text = await makeText()
  const other = await makeText('101')
  await enable(false)
  assert.equal(await statusOf(text), 401)
  assert.equal((await make()).status, 401)
  await enable(true)
  assert.equal(await statusOf(text), 401)
  const next = await makeText()
  assert.equal(await statusOf(next), 200)
  await site.change((tx) => deleteCascade(tx, 'api_key', key))
  assert.equal(await statusOf(next), 401)
  assert.equal(await statusOf(other), 200)
})

test('a token works for a person until that person signs out, is disabled, or is deleted', async (t) => {
  const { site, statusOf } = await givenTokens(t)
  const vera = await givenPerson(site, 'vera')
  const again = await givenPerson(site, 'vera')
  assert.equal(await statusOf(vera.text), 200)
  await vera.browser.send('DELETE', '/api/session')
  assert.deepEqual([await statusOf(vera.text), await statusOf(again.text)], [401, 200])
  const user = { accountId: site.account.id, id: userId(site.principal('Ada').id) }
  const ada = await givenPerson(site, 'ada')
  assert.equal(await statusOf(ada.text), 200)
  await site.change(async (tx) => {
    const record = await tx.find('user', user)
    if (record !== undefined) await tx.put('user', { ...record, isEnabled: false })
  })
  assert.equal(await statusOf(ada.text), 401)
  const mara = await givenPerson(site, 'mara')
  const gone = { accountId: site.account.id, id: userId(site.principal('Mara').id) }
  await site.change((tx) => deleteCascade(tx, 'user', gone))
  assert.equal(await statusOf(mara.text), 401)
})

test('a person’s token outlives neither the session nor a new password', async (t) => {
  const { site, statusOf } = await givenTokens(t)
  const { browser, text } = await givenPerson(site, 'vera')
  const user = { accountId: site.account.id, id: userId(site.principal('Vera').id) }
  await site.change((tx) => tx.putPasswordHash(user, 'another'))
  assert.equal(await statusOf(text), 401)
  assert.equal((await browser.send('POST', tokens, {})).status, 401)
  const ada = await givenPerson(site, 'ada')
  site.clock.now += 11 * 3600_000
  const late = textOf(await ada.browser.send('POST', tokens, { expires_in: 12 * 3600 }))
  site.clock.now += 12 * 3600_000 - 1
  assert.deepEqual([await statusOf(ada.text), await statusOf(late)], [401, 200])
  site.clock.now += 1
  assert.equal(await statusOf(late), 401)
})

test('a person’s token does what the person may, and nothing of the person’s own', async (t) => {
  const { site, call } = await givenTokens(t)
  const vera = await givenPerson(site, 'vera')
  const mara = await givenPerson(site, 'mara')
  assert.equal((await call(mara.text, '/v1_1/demo/folders/mine', 'POST')).status, 200)
  assert.equal((await call(vera.text, '/v1_1/demo/folders/hers', 'POST')).status, 403)
  const [entry] = await site.house.store.listChanges(site.account.id, { limit: 1 })
  assert.deepEqual([entry?.operation, entry?.by], ['folder.create', { type: 'user', id: site.principal('Mara').id }])
})

test('a token makes, lists and revokes no tokens; neither does a preset, or somebody unknown', async (t) => {
  const { makeText, call, send } = await givenTokens(t)
  const text = await makeText()
  for (const [method, url] of [
    ['POST', tokens],
    ['GET', tokens],
    ['DELETE', tokens],
    ['DELETE', `${tokens}/x`],
  ] as const) {
    const { status, body } = await call(text, url, method)
    assert.deepEqual([status, body.type], [403, 'urn:rolecall:problem:not_permitted_here'], `${method} ${url}`)
    assert.equal((await send(method, url, {})).status, 401)
  }
  assert.equal((await call(text)).status, 200)
})

test('one’s own tokens are listed and revoked, others’ are not there', async (t) => {
  const { site, make, send, statusOf } = await givenTokens(t)
  const own = await make()
  const second = await make()
  const others = await make('101')
  const listed = await send('GET', tokens, basic('100', 's'))
  assert.deepEqual(
    listed.body.access_tokens,
    [own, second]
      .map(({ body }) => ({ id: body.id, created_at: body.created_at, expires_at: body.expires_at }))
      .sort((one, other) => (String(one.id) < String(other.id) ? -1 : 1)),
  )
  assert.equal(JSON.stringify(listed.body).includes(textOf(own)), false)
  const revoke = (id: unknown, key = '100') => send('DELETE', `${tokens}/${String(id)}`, basic(key, 's'))
  assert.equal((await revoke(others.body.id)).status, 404)
  assert.equal((await revoke(own.body.id)).status, 204)
  assert.equal((await revoke(own.body.id)).status, 404)
  assert.deepEqual([await statusOf(textOf(own)), await statusOf(textOf(second))], [401, 200])
  assert.equal((await send('DELETE', tokens, basic('100', 's'))).status, 204)
  assert.deepEqual([await statusOf(textOf(second)), await statusOf(textOf(others))], [401, 200])
  const operations = (await site.house.store.listChanges(site.account.id, { limit: 5 })).map((entry) => entry.operation)
  assert.deepEqual(operations, [
    ...['access-token.end', 'access-token.end'],
    ...Array<string>(3).fill('access-token.create'),
  ])
})

test('what is asked of a token is held to its limits', async (t) => {
  const { site, make } = await givenTokens(t)
  for (const body of [
    ...[{ expires_in: 59 }, { expires_in: 43_201 }, { expires_in: 'soon' }, { expires_in: 60.5 }],
    { scope: 'upload' },
  ]) {
    const { status } = await make('100', body)
    assert.equal(status, 400, JSON.stringify(body))
  }
  for (let made = 0; made < 100; made++) textOf(await make('100', { expires_in: 60 }))
  const refused = await make()
  assert.deepEqual([refused.status, refused.body.type], [409, 'urn:rolecall:problem:too_many_tokens'])
  assert.equal((await make('101')).status, 200)
  site.clock.now += 60_000
  assert.equal((await make()).status, 200)
})

test('neither log, change log nor store has the text of a token', async (t) => {
  const { site, makeText, call } = await givenTokens(t)
  const text = await makeText()
  await call(text)
  await call(`${text}x`)
  await call(text, '/v1_1/demo/folders/brand', 'POST')
  assert.match(site.log(), /"by":"api_key:100"/)
  assert.equal(site.log().includes(text.slice(0, 20)), false)
  assert.equal(
    JSON.stringify(await site.house.store.changesAfter(site.account.id, 0, 1000)).includes(text.slice(0, 20)),
    false,
  )
  const [entry] = (await site.house.store.listChanges(site.account.id, { limit: 9 })).filter(
    ({ operation }) => operation === 'access-token.create',
  )
  assert.deepEqual([entry?.by, entry?.changes], [{ type: 'api_key', id: '100' }, []])
})

test('a page of another site gets no token by somebody’s cookie', async (t) => {
  const { site } = await givenTokens(t)
  const { browser } = await givenPerson(site, 'mara')
  for (const headers of [{ 'x-csrf-token': undefined }, { origin: 'https://evil.example' }]) {
    assert.equal((await browser.send('POST', tokens, {}, headers)).status, 403)
  }
})

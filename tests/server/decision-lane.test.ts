// Questions that pass by the framework are answered as it would answer them; everything else reaches it.
import assert from 'node:assert/strict'
import { request as send, type IncomingHttpHeaders } from 'node:http'
import { test, type TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { accountId, accountKeyId } from '../../src/domain/ids.ts'
import { monthOf } from '../../src/domain/usage.ts'
import { acmeFile } from '../given/acme.ts'
import { basic, givenServer, until, type GivenServer } from './given.ts'

interface Listening extends GivenServer {
  readonly port: number
  /** How many requests the framework has seen over the network. */
  readonly seen: () => number
}

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const path = '/api/decisions'
const about = (more: object = {}) => ({
  principal: { type: 'apiKey', id: '100' },
  action: 'read',
  resource: { type: 'Asset', folder: null },
  scope: { type: 'prodenv', id: 'env-demo' },
  ...more,
})
const nobody = { principal: { type: 'apiKey', id: '101' } }

async function givenListening(test: TestContext): Promise<Listening> {
  const given = await givenServer(test, acmeFile)
  let seen = 0
  given.app.addHook('onRequest', (request, _reply, done) => {
    if (request.raw.socket.remotePort !== undefined && request.headers['x-inject'] === undefined) seen++
    done()
  })
  await given.app.listen({ port: 0, host: '127.0.0.1' })
  const address = given.app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { ...given, port, seen: () => seen }
}

type Headers = Readonly<Record<string, string>>

const signedIn = (key = 'KM', secret = 's'): Headers => ({
  'content-type': 'application/json',
  authorization: basic(key, secret),
  'x-request-id': 'r1',
})

/** Asks over the network; a body in several parts is sent part by part. */
function ask(port: number, parts: readonly string[], headers: Headers = signedIn(), to = path): Promise<Answer> {
  return new Promise((settle, fail) => {
    const length = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0)
    const options = {
      port,
      host: '127.0.0.1',
      path: to,
      method: 'POST',
      headers: { ...headers, 'content-length': length },
    }
    const sent = send(options, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => settle({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', fail)
    void sendParts(parts, (part) => sent.write(part)).then(() => sent.end())
  })
}

async function sendParts(parts: readonly string[], write: (part: string) => void): Promise<void> {
  for (const [position, part] of parts.entries()) {
    if (position > 0) await sleep(20)
    write(part)
  }
}

/** Asks the framework itself. */
async function askFramework({ app }: Listening, body: string, headers = signedIn(), to = path): Promise<Answer> {
  const answer = await app.inject({ method: 'POST', url: to, headers: { ...headers, 'x-inject': '1' }, payload: body })
  return { status: answer.statusCode, headers: answer.headers as IncomingHttpHeaders, body: answer.body }
}

/** What two answers have in common, whichever way they came. */
function comparable({ status, headers, body }: Answer): unknown {
  const others = Object.entries(headers).filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
  // Ids of denials are drawn anew for each.
  return {
    status,
    headers: Object.fromEntries(others),
    body: body.replaceAll(/"(explain_id|incident_id)":"[^"]+"/g, '"$1":""'),
  }
}

const answered: Readonly<Record<string, unknown>> = {
  'an allow': about({ explain: false }),
  'a deny': about({ ...nobody, explain: false }),
  'an explained allow': about(),
  'an explained deny': about(nobody),
  'several questions': { questions: [about(), about(nobody), about({ action: 'create' })], explain: false },
  'several explained ones': { questions: [about(), about(nobody)] },
  'a revision that is there': about({ at_least_revision: 1, explain: false }),
  'a field that nobody knows, as deep as may be': about({
    x: JSON.parse(`${'['.repeat(63)}${']'.repeat(63)}`) as unknown,
  }),
  'a context': about({ context: { mfa: true, tags: ['ä', '日本'] } }),
}

test('questions of a key that was seen before pass by the framework, and are answered as it would', async (t) => {
  const given = await givenListening(t)
  assert.equal((await ask(given.port, [JSON.stringify(about())])).status, 200)
  assert.equal(given.seen(), 1)
  for (const [what, body] of Object.entries(answered)) {
    const text = JSON.stringify(body)
    const passed = await ask(given.port, [text])
    assert.equal(passed.status, 200, what)
    assert.deepEqual(comparable(passed), comparable(await askFramework(given, text)), what)
    assert.deepEqual(comparable(await ask(given.port, [text.slice(0, 40), text.slice(40)])), comparable(passed), what)
  }
  assert.equal(given.seen(), 1)
})

const elsewhere: Readonly<Record<string, { body: string; headers?: Headers; to?: string; status: number }>> = {
  'no JSON': { body: '{"principal":', status: 400 },
  nothing: { body: ' ', status: 400 },
  'a body that reaches into prototypes': { body: '{"__proto__":{"a":1}}', status: 400 },
  'the same, spelled otherwise': { body: '{"__pr\\u006fto__":{"a":1}}', status: 400 },
  'a question that reaches into prototypes': {
    body: `{"x":[{"__pr\\u006fto__":{"a":1}}],${JSON.stringify(about()).slice(1)}`,
    status: 400,
  },
  'a question that reaches into a constructor': {
    body: JSON.stringify(about({ x: { constructor: { prototype: { a: 1 } } } })),
    status: 400,
  },
  'a question with a name as of a constructor': {
    body: JSON.stringify(about({ x: { constructor: 1 } })),
    status: 200,
  },
  'a deep body': { body: `${'['.repeat(100)}${']'.repeat(100)}`, status: 400 },
  'a field that nobody knows, one level too deep': {
    body: `{"x":${'['.repeat(64)}${']'.repeat(64)},${JSON.stringify(about()).slice(1)}`,
    status: 400,
  },
  'an unknown action': { body: JSON.stringify(about({ action: 'fly', explain: false })), status: 400 },
  'a revision that has not come': { body: JSON.stringify(about({ at_least_revision: 1e6 })), status: 503 },
  'a question that the key may not ask': {
    ...{ body: JSON.stringify(about()), headers: signedIn('KN') },
    status: 403,
  },
  'a wrong secret': { body: JSON.stringify(about()), headers: signedIn('KM', 'S'), status: 401 },
  'another media type': {
    ...{ body: JSON.stringify(about()), headers: { ...signedIn(), 'content-type': 'text/plain' } },
    status: 415,
  },
  'a charset': {
    ...{ body: JSON.stringify(about()), headers: { ...signedIn(), 'content-type': 'application/json; charset=utf-8' } },
    status: 200,
  },
  'a cookie': { body: JSON.stringify(about()), headers: { ...signedIn(), cookie: 'a=b' }, status: 200 },
  'a query': { body: JSON.stringify(about()), to: `${path}?a=b`, status: 200 },
  'a long body': { body: `${JSON.stringify(about())}${' '.repeat(1 << 21)}`, status: 413 },
}

test('everything else goes the usual way, once, and is answered as ever', async (t) => {
  const given = await givenListening(t)
  for (const id of ['KM', 'KN']) {
    await ask(given.port, [JSON.stringify(about({ principal: { type: 'provisioningKey', id } }))], signedIn(id))
  }
  for (const [what, { body, headers, to, status }] of Object.entries(elsewhere)) {
    const before = given.seen()
    const answer = await ask(given.port, [body], headers, to)
    assert.equal(answer.status, status, what)
    assert.equal(given.seen(), before + 1, what)
    assert.deepEqual(comparable(answer), comparable(await askFramework(given, body, headers, to)), what)
  }
})

test('a refusal is logged once, and an answer like any other', async (t) => {
  const given = await givenListening(t)
  await ask(given.port, [JSON.stringify(about({ principal: { type: 'provisioningKey', id: 'KN' } }))], signedIn('KN'))
  const before = given.log().length
  await ask(given.port, [JSON.stringify(about())], { ...signedIn('KN'), 'x-request-id': 'refused' })
  await ask(given.port, [JSON.stringify(about())])
  await ask(given.port, [JSON.stringify(about())], { ...signedIn(), 'x-request-id': 'passed' })
  await until(async () => given.log().slice(before).includes('"passed"'))
  const lines = given
    .log()
    .slice(before)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const refused = lines.flatMap(({ msg, requestId, refused: access }) => {
    const id = (access as { readonly requestId?: unknown } | undefined)?.requestId ?? requestId
    return id === 'refused' ? [msg] : []
  })
  assert.deepEqual(refused, ['access refused', 'request'])
  const { time, ms, ...passed } = lines.find(({ requestId }) => requestId === 'passed') ?? {}
  assert.deepEqual(passed, {
    ...{ level: 'info', requestId: 'passed', method: 'POST', path, status: 200 },
    ...{ by: 'account_key:KM', msg: 'request' },
  })
  assert.ok(typeof time === 'string' && typeof ms === 'number')
})

test('a key that is disabled passes no more', async (t) => {
  const given = await givenListening(t)
  const text = JSON.stringify(about({ explain: false }))
  assert.equal((await ask(given.port, [text])).status, 200)
  assert.equal((await ask(given.port, [text])).status, 200)
  const { accounts, store } = given.house
  const attribution = { by: { type: 'operator', id: 'test' }, operation: 'test', requestId: null, at: 1 } as const
  await store.transact(accountId('acme'), attribution, async (transaction) => {
    const key = await transaction.find('account_key', { accountId: accountId('acme'), id: accountKeyId('KM') })
    assert.ok(key !== undefined)
    await transaction.put('account_key', { ...key, isEnabled: false })
  })
  await accounts.follow()
  assert.equal((await ask(given.port, [text])).status, 401)
})

test('what passes counts as the use of its key, once', async (t) => {
  const given = await givenListening(t)
  const text = JSON.stringify(about({ explain: false }))
  for (let asked = 0; asked < 3; asked++) await ask(given.port, [text])
  await given.house.usage.flush()
  const month = monthOf(given.house.clock())
  const counts = await given.house.store.listUsage(accountId('acme'), { from: month, to: month })
  assert.deepEqual(
    counts.map(({ value }) => value),
    [3],
  )
  const uses = await given.house.store.findKeyUses('account_key', ['KM'])
  assert.equal(uses.get('KM')?.operation, 'decision.make')
})

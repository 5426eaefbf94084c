import assert from 'node:assert/strict'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { exampleFile } from '../bootstrap/example-file.ts'
import { basic, givenFile, givenFolder, givenServerProcess, runCommand, until } from './given.ts'

interface Decided {
  readonly outcome?: string
}

const post = (url: string, authorization: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'application/json', ...headers }, body })

/** The commands that a greeting shows, as the requests that curl would make of them. */
function commandsIn(greeting: string) {
  const pattern = /curl -s -u '([^']+)' '?(http[^\s']+)'?(?: -H '[^']+' \\\n\s+-d '([^']+)')?/g
  return [...greeting.matchAll(pattern)].map(([, credentials = '', url = '', body]) => {
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
    return body === undefined ? () => fetch(url, { headers: { authorization } }) : () => post(url, authorization, body)
  })
}

describe('a first start without a bootstrap file', () => {
  test('makes the demo account, whose commands work as they are shown', async (context) => {
    const data = await givenFolder(context)
    const server = await givenServerProcess(context, ['--port', '0', '--data', data])
    const [roles, pictures, allowed, denied, ...others] = commandsIn(server.output())
    assert.ok(roles !== undefined && pictures !== undefined && allowed !== undefined && denied !== undefined)
    assert.deepEqual(others, [])
    assert.equal((await roles()).status, 200)
    assert.equal((await pictures()).status, 200)
    const decided = (await (await allowed()).json()) as Decided
    assert.equal(decided.outcome, 'allow')
    const refused = (await (await denied()).json()) as Decided & { readonly missing?: object }
    assert.equal(refused.outcome, 'deny')
    assert.ok(refused.missing !== undefined)
    const secret = /demo-master\s+(\S+)/.exec(server.output())?.[1] ?? ''
    const exported = `export CLOUDINARY_ACCOUNT_URL=account://demo-master:${secret}@acme-outdoor\n`
    assert.ok(server.output().includes(exported))
    assert.equal((await stat(join(data, 'demo-credentials.txt'))).mode & 0o777, 0o600)
  })

  test('shows secrets once: a second start says where they are kept, and they still work', async (context) => {
    const data = await givenFolder(context)
    const first = await givenServerProcess(context, ['--port', '0', '--data', data])
    const secret = /demo-master\s+(\S+)/.exec(first.output())?.[1] ?? ''
    first.signal('SIGTERM')
    assert.equal((await first.finished).code, 0)

    const second = await givenServerProcess(context, ['--port', '0', '--data', data])
    assert.equal(
      second.output(),
      `The keys of the demo account are in ${join(data, 'demo-credentials.txt')}\n\nRolecall listens at ${second.url}\n`,
    )
    const url = `${second.url}/v2/accounts/acme-outdoor/permissions/roles?permission_type=global`
    assert.equal((await fetch(url, { headers: { authorization: basic('demo-master', secret) } })).status, 200)
  })
})

test('a bootstrap file is applied to an empty store once, and generated secrets are shown once', async (context) => {
  const data = await givenFolder(context)
  const bootstrap = await givenFile(
    context,
    'acme.yaml',
    'account: { id: acc1, name: Acme, management_keys: [{ name: main, key: PK, roles: [cld::role::account::master_admin] }] }',
  )
  const first = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', bootstrap])
  const secret = /main \(account\): key PK secret (\S+)/.exec(first.output())?.[1] ?? ''
  const roles = '/v2/accounts/acc1/permissions/roles?permission_type=global'
  const headers = { authorization: basic('PK', secret) }
  assert.equal((await fetch(first.url + roles, { headers })).status, 200)
  first.signal('SIGINT')
  assert.equal((await first.finished).code, 0)
  assert.ok(!first.errors().includes(secret))

  const variables = { ROLECALL_PORT: '0', ROLECALL_DATA: data, ROLECALL_BOOTSTRAP: bootstrap, ROLECALL_HOST: '' }
  const second = await givenServerProcess(context, [], variables)
  assert.equal(second.output(), `Rolecall listens at ${second.url}\n`)
  assert.equal(second.errors().match(/the bootstrap file was not applied/g)?.length, 1)
  assert.equal((await fetch(second.url + roles, { headers })).status, 200)
})

test('a server is alive and ready, and says who it is', async (context) => {
  const server = await givenServerProcess(context, ['--port', '0', '--data', await givenFolder(context)])
  const get = async (path: string, accept = '*/*') => {
    const answer = await fetch(server.url + path, { headers: { accept } })
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }
  const json = 'application/json; charset=utf-8'
  assert.deepEqual(await get('/healthz'), { status: 200, type: json, text: '{"status":"ok"}' })
  await until(async () => (await get('/readyz')).status === 200)
  assert.deepEqual(await get('/readyz'), { status: 200, type: json, text: '{"status":"ready"}' })
  assert.match((await get('/')).text, /^{"name":"rolecall","version":"\d/)
  assert.match((await get('/', 'text/html')).text, /^<!doctype html>/)
})

test('a request under way when the server is told to stop is answered to its end', async (context) => {
  const bootstrap = await givenFile(context, 'acme.yaml', exampleFile)
  const data = await givenFolder(context)
  const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', bootstrap])
  const environmentId = 'none'
  const body = JSON.stringify({
    principal: { type: 'apiKey', id: 'K' },
    action: 'read',
    resource: { type: 'Asset', folder: null },
    scope: { type: 'prodenv', id: environmentId },
  })
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.on('data', (chunk: Buffer) => (received += chunk.toString()))
  const head = [
    'POST /api/decisions HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: ${basic('K', 'S')}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  // The server has the head of the request, and waits for its body.
  while (!received.includes('100 Continue')) await once(socket, 'data')
  server.signal('SIGTERM')
  await server.untilErrorsHold('"stopping"')
  socket.write(body)
  await once(socket, 'close')

  assert.match(received, /HTTP\/1\.1 200 OK/)
  assert.match(received, /connection: close/i)
  assert.match(received, /"outcome":"deny"/)
  assert.equal((await server.finished).code, 0)
})

test('the id of a request is echoed when it is sane, else a new one is given', async (context) => {
  const server = await givenServerProcess(context, ['--port', '0', '--data', await givenFolder(context)])
  const echo = async (id: string | null): Promise<string | null> => {
    const answer = await fetch(`${server.url}/healthz`, { headers: id === null ? {} : { 'x-request-id': id } })
    return answer.headers.get('x-request-id')
  }
  const malformed = await fetch(`${server.url}/%zz`, { headers: { 'x-request-id': 'abc' } })
  assert.deepEqual([malformed.status, malformed.headers.get('x-request-id')], [400, 'abc'])
  for (const id of ['abc', '{"a":1}', 'x'.repeat(200)]) assert.equal(await echo(id), id)
  for (const id of [null, '', 'two words', 'x'.repeat(201), 'ü']) {
    assert.match((await echo(id)) ?? '', /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, String(id))
  }
})

test('no secret reaches the log', async (context) => {
  const data = await givenFolder(context)
  const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--log-level', 'debug'])
  const secrets = [...server.output().matchAll(/^\s.*demo-\w+\s+([\w-]{27}) /gm)].map(([, secret = '']) => secret)
  assert.equal(secrets.length, 4)
  const good = basic('demo-master', secrets[0] ?? '')
  const bad = basic('demo-master', 'a-wrong-secret')
  const roles = `${server.url}/v2/accounts/acme-outdoor/permissions/roles`
  const marked = { cookie: 'session=a-cookie', 'x-api-secret': 'a-header' }
  const statuses = [
    await fetch(`${roles}?permission_type=global&secret=in-the-query`, { headers: { authorization: good, ...marked } }),
    await fetch(`${roles}?permission_type=global`, { headers: { authorization: bad, ...marked } }),
    await post(roles, good, '{"name":"a-body-value","permission_type":"global"}', marked),
    await post(roles, good, '{"name":"a-broken-body"', marked),
    await fetch(`${server.url}/nowhere?secret=in-the-query`, { headers: { authorization: good, ...marked } }),
  ].map(({ status }) => status)
  assert.deepEqual(statuses, [200, 401, 400, 400, 404])
  server.signal('SIGTERM')
  await server.finished

  const hidden = [
    ...secrets,
    'a-wrong-secret',
    good,
    bad,
    'a-cookie',
    'a-header',
    'a-body-value',
    'a-broken-body',
    'in-the-query',
  ]
  const found = hidden.filter((secret) => server.errors().includes(secret.replace('Basic ', '')))
  assert.deepEqual(found, [])
  assert.ok(server.errors().split('\n').length > statuses.length)
})

describe('a wrong use of the command', () => {
  const wrong: readonly [string, readonly string[], NodeJS.ProcessEnv, RegExp][] = [
    ['an unknown command', ['server'], {}, /unknown command 'server'[^]*Did you mean serve\?/],
    ['an unknown flag', ['serve', '--prot', '1'], {}, /unknown option '--prot'/],
    ['a port that is none', ['serve', '--port', 'http'], {}, /'--port <number>' argument 'http' is invalid/],
    ['a port that is too large', ['serve', '--port', '65536'], {}, /A port is a number from 0 to 65535/],
    ['a port from a variable', ['serve'], { ROLECALL_PORT: '-1' }, /'-1' from env 'ROLECALL_PORT' is invalid/],
    ['a host with a slash', ['serve', '--host', 'http://x'], {}, /A host is a name or an address/],
    ['a log level that is none', ['serve', '--log-level', 'loud'], {}, /Allowed choices are silent, fatal/],
    ['an import without a file', ['catalog', 'import'], {}, /missing required argument 'file'/],
  ]
  for (const [name, parameters, variables, message] of wrong) {
    test(`ends with 2 and says what is right: ${name}`, async () => {
      const { code, errors, output } = await runCommand(parameters, variables)
      assert.match(errors, message)
      assert.deepEqual({ code, output }, { code: 2, output: '' })
    })
  }

  test('ends with 2 without repeating the address of a database, which may hold a password', async () => {
    const { code, errors } = await runCommand(['serve', '--database-url', 'mysql://u:hush@h/d'])
    assert.equal(errors, 'rolecall: --database-url is written as postgresql://user:password@host:port/name\n')
    assert.equal(code, 2)
  })
})

test('a secret key that is too short is a wrong use, too, and is not repeated', async (context) => {
  const data = await givenFolder(context)
  const variables = { ROLECALL_SECRET_KEY: 'aHVzaA==' }
  const { code, errors } = await runCommand(['serve', '--port', '0', '--data', data], variables)
  assert.equal(errors, 'rolecall: ROLECALL_SECRET_KEY must be the base64 of 32 bytes\n')
  assert.equal(code, 2)
})

describe('a start that can not succeed', () => {
  test('names every fault of the bootstrap file and stores nothing', async (context) => {
    const data = await givenFolder(context)
    const faulty = await givenFile(context, 'faulty.yaml', 'account: { plan: gold }\nusers: [{ name: Vera }]\n')
    const refused = await runCommand(['serve', '--port', '0', '--data', data, '--bootstrap', faulty])
    assert.equal(refused.code, 1)
    assert.ok(
      refused.errors.endsWith(
        [
          `rolecall: the bootstrap file ${faulty} can't be applied; nothing was stored:`,
          '  account.name: is missing',
          '  account.plan: must be one of `free`, `paid`, `enterprise`, is `gold`',
          '  users[0].email: is missing\n',
        ].join('\n'),
      ),
      refused.errors,
    )
    const right = await givenFile(context, 'right.yaml', exampleFile)
    const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', right])
    assert.match(server.output(), /^Made the account Acme \(id acc1\)/)
  })

  test('says that there is no such file, and which line is no YAML', async (context) => {
    const absent = await runCommand(['serve', '--bootstrap', '/nowhere/acme.yaml'])
    assert.equal(absent.errors, "rolecall: /nowhere/acme.yaml can't be read: there is no such file\n")
    assert.equal(absent.code, 1)
    const broken = await givenFile(context, 'broken.yaml', 'account: [1,\nb: }')
    const { code, errors } = await runCommand(['serve', '--bootstrap', broken])
    assert.match(errors, /is neither YAML nor JSON:\n {2}.* at line 2, column \d+/)
    assert.equal(code, 1)
  })

  test('says that the port is in use', async (context) => {
    const server = await givenServerProcess(context, ['--port', '0', '--data', await givenFolder(context)])
    const { port } = new URL(server.url)
    const { code, errors } = await runCommand(['serve', '--port', port, '--data', await givenFolder(context)])
    assert.match(errors, new RegExp(`rolecall: port ${port} of 127\\.0\\.0\\.1 is in use`))
    assert.equal(code, 1)
  })
})

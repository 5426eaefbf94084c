// Files fetched from addresses: from where they may be, and what the network may do to us.
import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { openSource, type SourceRules } from '../../src/operations/blobs/open-source.ts'
import { isPublicAddress } from '../../src/operations/blobs/public-address.ts'
import { readSourceHosts, type SourceHost } from '../../src/domain/source-host.ts'
import { readDataUri } from '../../src/operations/blobs/data-uri.ts'
import { refusalOf } from '../given/refusals.ts'

const hosts = (text: string): readonly SourceHost[] => {
  const read = readSourceHosts(text)
  assert.ok(read, text)
  return read
}

const rulesFor = (text: string, addresses: readonly string[] = ['93.184.216.34']): SourceRules => ({
  hosts: hosts(text),
  resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
})

const codeOf = async (rules: SourceRules, address: string): Promise<string> =>
  (await refusalOf(openSource(rules, address))).code

async function given(
  t: TestContext,
  listener: RequestListener,
): Promise<{ readonly port: number; readonly rules: SourceRules }> {
  const server: Server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, rules: rulesFor(`private:files.example:${port}`, ['127.0.0.1']) }
}

const read = async (rules: SourceRules, address: string): Promise<string> =>
  String(await buffer(Readable.from((await openSource(rules, address)).bytes)))

test('files are fetched from nowhere until hosts are allowed', async () => {
  const refusal = await refusalOf(openSource({ hosts: [] }, 'https://example.com/a.png'))
  assert.equal(
    refusal.message,
    'Unsupported source: this server fetches files from nowhere; its operator may allow hosts',
  )
})

test('a host is allowed by its name, by all names beneath one, and at the port that is named', async () => {
  const rules = rulesFor('a.com,*.b.org,c.com:8080')
  const refused = [
    'http://b.org/x',
    'http://xb.org/x',
    'http://a.com.evil.org/x',
    'http://www.a.com/x',
    'http://a.com:8080/x',
    'http://c.com/x',
    'http://c.com:81/x',
    'http://a.com./x',
    'http://evil.org/a.com',
    'http://evil.org?a.com',
    'http://.b.org/x',
  ]
  for (const address of refused) assert.equal(await codeOf(rules, address), 'source_refused', address)
  const asked: string[] = []
  const resolve = async (hostname: string) => {
    asked.push(hostname)
    throw new Error('unknown')
  }
  const allowed = [
    'http://a.com/x',
    'HTTPS://A.COM:443/x',
    'http://x.b.org/',
    'http://y.x.b.org/',
    'http://c.com:8080/',
  ]
  for (const address of allowed)
    assert.equal(await codeOf({ ...rules, resolve }, address), 'source_not_loaded', address)
  assert.deepEqual(asked, ['a.com', 'a.com', 'x.b.org', 'y.x.b.org', 'c.com'])
})

test('lists of hosts that say something else are refused', () => {
  for (const text of [
    'http://a.com',
    'a.com/x',
    'user@a.com',
    'a b.com',
    '*',
    'a.*.com',
    'a.com:port',
    'a.com:99999',
  ]) {
    assert.equal(readSourceHosts(text), null, text)
  }
  assert.deepEqual(readSourceHosts(' A.com , ,[::1]:80,private:127.1'), [
    { name: 'a.com', port: null, isPrivate: false },
    { name: '[::1]', port: 80, isPrivate: false },
    { name: '127.0.0.1', port: null, isPrivate: true },
  ])
})

const insideAddresses = [
  '0.0.0.0',
  '127.0.0.1',
  '127.255.255.254',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
  '203.0.113.5',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::127.0.0.1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  'fec0::1',
  '100::1',
  '5f00::1',
  'not an address',
  '',
]

test('addresses of inner networks are told from those of the open internet', () => {
  for (const address of insideAddresses) assert.equal(isPublicAddress(address), false, address)
  for (const address of ['93.184.216.34', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('an allowed name that stands for an inner address is refused, also when a public one stands beside it', async () => {
  for (const address of insideAddresses.slice(0, 26)) {
    assert.equal(await codeOf(rulesFor('a.com', [address]), 'http://a.com/'), 'source_refused', address)
    assert.equal(
      await codeOf(rulesFor('a.com', ['93.184.216.34', address]), 'http://a.com/'),
      'source_refused',
      address,
    )
  }
})

test('no spelling of an inner address passes a list that names it as public', async () => {
  const rules = rulesFor('127.0.0.1,169.254.169.254,[::1],[::ffff:7f00:1]')
  const spellings = [
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0x7f.1',
    '127.0.0.1.',
    '①②⑦.0.0.1',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '169.254.169.254',
    '0xA9FEA9FE',
  ]
  for (const spelling of spellings) assert.equal(await codeOf(rules, `http://${spelling}/`), 'source_refused', spelling)
})

test('other schemes, credentials and broken addresses are refused', async () => {
  const rules = rulesFor('a.com')
  const refused = [
    'ftp://a.com/x',
    'file:///etc/passwd',
    's3://a.com/x',
    'gopher://a.com',
    'http://user:pw@a.com/',
    'http://',
    'a.com/x',
  ]
  for (const address of refused) assert.equal(await codeOf(rules, address), 'source_refused', address)
})

test("a file is fetched whole, by its last name, with nothing of the caller's", async (t) => {
  const seen: unknown[] = []
  const { port, rules } = await given(t, ({ headers, url }, response) => {
    seen.push([url, headers.host, headers.authorization, headers.cookie])
    response.end('bytes')
  })
  const opened = await openSource(rules, `http://files.example:${port}/a/caf%C3%A9.png?x=1#y`)
  assert.equal(opened.filename, 'café.png')
  assert.equal(String(await buffer(Readable.from(opened.bytes))), 'bytes')
  assert.deepEqual(seen, [['/a/caf%C3%A9.png?x=1', `files.example:${port}`, undefined, undefined]])
})

test('a name is resolved once: what it stands for a moment later changes nothing', async (t) => {
  const { port, rules } = await given(t, (_request, response) => response.end('right'))
  let times = 0
  const rebinding = async () => [{ address: ++times === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]
  assert.equal(await read({ ...rules, resolve: rebinding }, `http://files.example:${port}/`), 'right')
  assert.equal(times, 1)
})

test('redirects are followed a few times, and each is looked at as the first address was', async (t) => {
  const { port, rules } = await given(t, ({ url = '' }, response) => {
    const step = Number(url.slice(1))
    if (step === 0) response.end('there')
    else response.writeHead(302, { location: url === '/99' ? 'http://169.254.169.254/' : `/${step - 1}` }).end()
  })
  const at = (path: string): string => `http://files.example:${port}/${path}`
  assert.equal(await read(rules, at('3')), 'there')
  assert.equal(await codeOf(rules, at('4')), 'source_not_loaded')
  assert.equal(await codeOf(rules, at('99')), 'source_refused')
})

test('a redirect to an allowed name at an inner address is refused', async (t) => {
  const { port } = await given(t, (_request, response) => response.writeHead(301, { location: 'http://a.com/' }).end())
  const rules: SourceRules = {
    hosts: hosts(`private:files.example:${port},a.com`),
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  }
  assert.equal(await codeOf(rules, `http://files.example:${port}/`), 'source_refused')
})

test('what is not there, comes compressed, breaks off or takes too long is not loaded', async (t) => {
  const { port, rules } = await given(t, ({ url }, response) => {
    if (url === '/404') response.writeHead(404).end('no')
    else if (url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')
    else if (url === '/broken')
      response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy())
    else if (url === '/slow') response.writeHead(200).write('half')
  })
  const at = (path: string): string => `http://files.example:${port}/${path}`
  assert.equal(await codeOf(rules, at('404')), 'source_not_loaded')
  assert.equal(await codeOf(rules, at('gzip')), 'source_not_loaded')
  assert.equal(
    (await refusalOf(read(rules, at('broken')))).message,
    'Error in loading the source: the connection broke',
  )
  const hasty = { ...rules, patienceMs: 300 }
  assert.equal((await refusalOf(read(hasty, at('slow')))).message, 'Error in loading the source: it took too long')
  assert.equal((await refusalOf(read(hasty, at('never')))).message, 'Error in loading the source: it took too long')
})

test('data addresses hold base64 or text; what they say of their type is not read', () => {
  const text = (address: string): string | null => readDataUri(address)?.toString('utf8') ?? null
  assert.equal(text('data:image/png;base64,aGVsbG8='), 'hello')
  assert.equal(text('DATA:;BASE64,aGVs\nbG8'), 'hello')
  assert.equal(text('data:image/png;base64,aGVsbG8%3D'), 'hello')
  assert.equal(text('data:text/plain;charset=utf-8,caf%C3%A9 é'), 'café é')
  assert.equal(text('data:,'), '')
  for (const wrong of [
    'data:',
    'data:image/png;base64',
    'data:;base64,%%%',
    'data:,%G1',
    `data:${'x'.repeat(300)},a`,
  ]) {
    assert.equal(readDataUri(wrong), null, wrong)
  }
})

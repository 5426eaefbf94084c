// Long bodies of callers that nobody knows yet, over real connections: how many are read at once, and by whom.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { givenLibrary } from '../given/library.ts'
import { givenLibraryServer } from '../given/library-server.ts'

const megabytes = 2 * 1024 * 1024

async function givenListening(t: TestContext) {
  const { acme } = await givenLibrary(t)
  const { app } = await givenLibraryServer(t, acme.house)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  /** Begins a long upload of a caller that nobody knows, and doesn't go on with it; the server has taken notice of it. */
  const begin = async (before = ''): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined)
    const head = ['POST /v1_1/demo/image/upload HTTP/1.1', 'Host: x', 'Expect: 100-continue']
    const fields = ['Content-Type: multipart/form-data; boundary=b', `Content-Length: ${megabytes}`]
    socket.write(`${before}${[...head, ...fields].join('\r\n')}\r\n\r\n--b\r\n`)
    await once(socket, 'data')
    return socket
  }
  /** Uploads a long file as a key, by signature. */
  const upload = async (publicId: string): Promise<number> => {
    const timestamp = String(Math.floor(acme.clock.now / 1000))
    const form = new FormData()
    const signature = createHash('sha1').update(`public_id=${publicId}&timestamp=${timestamp}s`).digest('hex')
    for (const [name, value] of Object.entries({ public_id: publicId, timestamp, signature, api_key: '100' }))
      form.append(name, value)
    form.append('file', new Blob([Buffer.alloc(megabytes, 1)]), 'a.bin')
    const answer = await fetch(`http://127.0.0.1:${port}/v1_1/demo/raw/upload`, { method: 'POST', body: form })
    return answer.status
  }
  return { begin, upload }
}

const many = async (count: number, begin: () => Promise<Socket>): Promise<readonly Socket[]> => {
  const sockets: Socket[] = []
  for (let number = 0; number < count; number++) sockets.push(await begin())
  return sockets
}

const hangUp = async (sockets: readonly Socket[]): Promise<void> => {
  for (const socket of sockets) socket.destroy()
}

test('whoever hangs up while waiting for its turn, or while reading, takes no place from others for good', async (t) => {
  const { begin, upload } = await givenListening(t)
  assert.equal(await upload('a'), 200)
  const reading = await many(16, begin)
  await hangUp(await many(40, begin))
  await hangUp(reading)
  assert.equal(await upload('b'), 200)
})

test('requests that wait behind another on one connection take no place for good either', async (t) => {
  const { begin, upload } = await givenListening(t)
  const ping = 'GET /v1_1/demo/ping HTTP/1.1\r\nHost: x\r\n\r\n'
  for (let round = 0; round < 2; round++) await hangUp(await many(16, () => begin(ping)))
  assert.equal(await upload('a'), 200)
})

import { connect, type Socket } from 'node:net'

/** What a server came to. */
export interface Load {
  readonly perSecond: number
  /** Answers with another status than 200. */
  readonly refused: number
}

/**
 * Asks a server over HTTP as fast as it answers, one request at a time on each connection. Requests are bytes made ahead of
 * time, and of an answer only its status and length are read: general load generators take as long for a request as a fast
 * server does, and so measure themselves. It never sleeps either: on a virtual machine, waking the other side takes a server
 * longer than answering.
 *
 * @param bodies asked in turn, again and again
 */
export async function load(
  url: string,
  { path, headers, bodies }: { path: string; headers: Readonly<Record<string, string>>; bodies: readonly string[] },
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const { host, hostname, port } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `POST ${path} HTTP/1.1\r\n${lines.join('')}`
  const requests = bodies.map((body) => Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`))
  const tally = { next: 0, answered: 0, refused: 0, isOver: false }
  const startedAt = performance.now()
  const timer = setTimeout(() => (tally.isOver = true), seconds * 1000)
  const ask = (): Buffer => requests[tally.next++ % requests.length] ?? Buffer.alloc(0)
  const stayAwake = (): void => {
    if (!tally.isOver) setImmediate(stayAwake)
  }
  stayAwake()
  await Promise.all(Array.from({ length: connections }, () => keepAsking(connect(Number(port), hostname), ask, tally)))
  clearTimeout(timer)
  return { perSecond: (tally.answered * 1000) / (performance.now() - startedAt), refused: tally.refused }
}

interface Tally {
  answered: number
  refused: number
  readonly isOver: boolean
}

/** Asks on one connection until it is over. Rejects when the connection breaks off. */
function keepAsking(socket: Socket, ask: () => Buffer, tally: Tally): Promise<void> {
  return new Promise((settle, fail) => {
    let pending: Buffer | null = null
    socket.setNoDelay(true)
    socket.on('connect', () => socket.write(ask()))
    socket.on('error', fail)
    socket.on('close', () => (tally.isOver ? settle() : fail(new Error('the server closed the connection'))))
    socket.on('data', (part) => {
      pending = pending === null ? part : Buffer.concat([pending, part])
      if (!isWhole(pending)) return
      tally.answered++
      if (pending.toString('latin1', 9, 12) !== '200') tally.refused++
      pending = null
      if (tally.isOver) socket.destroy()
      else socket.write(ask())
    })
  })
}

/** Tells whether an answer is there to its end, by its length or its last chunk. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer.toString('latin1', 0, end)) ?? []
  if (length !== undefined) return answer.length >= end + 4 + Number(length)
  return answer.subarray(-5).equals(lastChunk)
}

const lastChunk = Buffer.from('0\r\n\r\n')

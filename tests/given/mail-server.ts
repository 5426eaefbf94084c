// A mail server at the network's edge: it speaks SMTP, takes letters, and refuses what a test tells it to.
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** What the server answers to a line, such as `550 nobody here`; empty: nothing; null: what a server usually answers. */
export type Refuse = (line: string) => string | null

/** A mail server that runs. */
export interface GivenMailServer {
  readonly url: string
  /** All that it was told, by every client. */
  readonly told: () => string
  /** How it answers from now on; `null`: it takes everything. */
  readonly refuse: (refuse: Refuse | null) => void
  /** From now on nobody is there. */
  readonly close: () => Promise<void>
}

/** Starts a mail server; it ends with the test. */
export async function givenMailServer(test: TestContext, refuse: Refuse | null = null): Promise<GivenMailServer> {
  let [told, current] = ['', refuse]
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    serve(
      socket,
      (line) => current?.(line) ?? null,
      (text) => (told += text),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  test.after(close)
  return { url: `smtp://127.0.0.1:${String(port)}`, told: () => told, refuse: (next) => (current = next), close }
}

/** Refuses one recipient, as a server does that knows of nobody there. */
export const refuseRecipient =
  (email: string): Refuse =>
  (line) =>
    line.startsWith('RCPT') && line.includes(`<${email}>`) ? '550 5.1.1 mail7.internal.example: no such user' : null

function serve(socket: Socket, refuse: Refuse, hear: (text: string) => void): void {
  let isText = false
  const answer = (line: string): string => {
    if (isText) {
      isText = line !== '.'
      return isText ? '' : `${refuse(line) ?? '250 taken'}\r\n`
    }
    const refused = refuse(line)
    if (refused !== null) return refused === '' ? '' : `${refused}\r\n`
    isText = line === 'DATA'
    return isText ? '354 go on\r\n' : '250 fine\r\n'
  }
  socket.write('220 ready\r\n')
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    hear(bytes.toString())
    const answers = bytes.toString().split('\r\n').slice(0, -1).map(answer).join('')
    if (answers !== '') socket.write(answers)
  })
}

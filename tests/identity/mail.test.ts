import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { createMailer } from '../../src/server/mail.ts'

/** A mail server that takes everything, or refuses every recipient; gives all that it was told. */
async function givenMailServer(context: TestContext, refuses: boolean) {
  let told = ''
  const server: Server = createServer((socket) => {
    serve(socket, refuses, (text) => (told += text))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  context.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${String(port)}`, told: () => told }
}

function serve(socket: Socket, refuses: boolean, hear: (text: string) => void): void {
  let isText = false
  const answer = (line: string): string => {
    if (isText) {
      isText = line !== '.'
      return isText ? '' : '250 taken\r\n'
    }
    isText = line === 'DATA'
    if (isText) return '354 go on\r\n'
    return refuses && line.startsWith('RCPT') ? '550 nobody here\r\n' : '250 fine\r\n'
  }
  socket.write('220 ready\r\n')
  socket.on('error', () => undefined)
  socket.on('data', (bytes) => {
    hear(bytes.toString())
    const answers = bytes.toString().split('\r\n').slice(0, -1).map(answer).join('')
    if (answers !== '') socket.write(answers)
  })
}

const mail = {
  to: { name: 'Nina, "N" <evil@example.com>', address: 'nina@example.com' },
  title: 'You are invited',
  text: 'Hello\n\nhttps://roles.example.com/accept/abc\n',
}

test('a letter goes to its one recipient, whatever the name looks like', async (context) => {
  const server = await givenMailServer(context, false)
  await createMailer({ smtpUrl: server.url, from: 'Rolecall <roles@example.com>' }).send(mail)
  const recipients = server.told().match(/RCPT TO:.*/g)
  assert.deepEqual(recipients, ['RCPT TO:<nina@example.com>'])
  assert.match(server.told(), /\r\nSubject: You are invited\r\n/)
  assert.match(server.told(), /\r\n\r\nHello\r\n\r\nhttps:\/\/roles\.example\.com\/accept\/abc\r\n/)
})

test('a letter that the mail server refuses is known to be lost', async (context) => {
  const server = await givenMailServer(context, true)
  await assert.rejects(createMailer({ smtpUrl: server.url, from: 'roles@example.com' }).send(mail))
})

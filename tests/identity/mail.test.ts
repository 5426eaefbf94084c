import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MailFailure } from '../../src/domain/sending.ts'
import { mailFailureOf } from '../../src/server/mail-failure.ts'
import { createMailer } from '../../src/server/mail.ts'
import { givenMailServer, refuseRecipient, type Refuse } from '../given/mail-server.ts'

const mail = {
  to: { name: 'Nina, "N" <evil@example.com>', address: 'nina@example.com' },
  title: 'You are invited',
  text: 'Hello\n\nhttps://roles.example.com/accept/abc\n',
}

test('a letter goes to its one recipient, whatever the name looks like', async (context) => {
  const server = await givenMailServer(context)
  await createMailer({ smtpUrl: server.url, from: 'Rolecall <roles@example.com>' }).send(mail)
  const recipients = server.told().match(/RCPT TO:.*/g)
  assert.deepEqual(recipients, ['RCPT TO:<nina@example.com>'])
  assert.match(server.told(), /\r\nSubject: You are invited\r\n/)
  assert.match(server.told(), /\r\n\r\nHello\r\n\r\nhttps:\/\/roles\.example\.com\/accept\/abc\r\n/)
})

const refuseAt =
  (command: string, answer: string): Refuse =>
  (line) =>
    line.startsWith(command) ? answer : null

const refusals: readonly (readonly [what: string, refuse: Refuse, failure: MailFailure])[] = [
  ['the recipient', refuseRecipient('nina@example.com'), 'recipient_refused'],
  ['the sender', refuseAt('MAIL FROM', '553 not from you'), 'sender_refused'],
  ['any text', refuseAt('DATA', '554 no'), 'letter_refused'],
  ['this text', refuseAt('.', '554 it looks bad'), 'letter_refused'],
  ['anything for now', refuseAt('RCPT', '451 greylisted'), 'try_later'],
  ['to go on', refuseAt('EHLO', '421 closing'), 'try_later'],
]

for (const [what, refuse, failure] of refusals) {
  test(`a letter is known to be lost, and why, when the mail server refuses ${what}`, async (context) => {
    const server = await givenMailServer(context, refuse)
    const { send } = createMailer({ smtpUrl: server.url, from: 'roles@example.com' })
    await assert.rejects(send(mail), (error) => mailFailureOf(error) === failure)
  })
}

test('a mail server that does not know the sender’s password, or is not there, is told apart', async (context) => {
  const server = await givenMailServer(context, (line) =>
    line.startsWith('EHLO') ? '250-hello\r\n250 AUTH PLAIN' : line.startsWith('AUTH') ? '535 wrong password' : null,
  )
  const from = 'roles@example.com'
  const failureFor = async (smtpUrl: string) => {
    try {
      return await createMailer({ smtpUrl, from }).send(mail)
    } catch (error) {
      return mailFailureOf(error)
    }
  }
  assert.equal(await failureFor(server.url.replace('://', '://user:password@')), 'sign_in_refused')
  await server.close()
  assert.equal(await failureFor(server.url), 'unreachable')
  assert.equal(mailFailureOf(Object.assign(new Error('Timeout'), { code: 'ETIMEDOUT' })), 'timed_out')
  assert.equal(mailFailureOf(new Error('something else')), 'unknown')
  assert.equal(mailFailureOf('not an error'), 'unknown')
})

// A server that is killed while a letter is on its way: the invitation stands, and nobody is told that it was mailed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId } from '../../src/domain/ids.ts'
import { longestSendingMs, standingSending } from '../../src/domain/sending.ts'
import { openStore } from '../../src/store/open.ts'
import { givenMailServer } from '../given/mail-server.ts'
import { basic, givenFolder, givenServerProcess, until } from './given.ts'

const email = 'nina@example.com'

test('an invitation whose server is killed while the letter is sent is there, and its letter is known to be in doubt', async (context) => {
  const data = await givenFolder(context)
  const post = await givenMailServer(context, (line) => (line.startsWith('RCPT') ? '' : null))
  const server = await givenServerProcess(context, [
    ...['--port', '0', '--data', data],
    ...['--smtp-url', post.url, '--mail-from', 'roles@example.com'],
  ])
  const secret = /demo-master\s+(\S+)/.exec(server.output())?.[1] ?? ''
  const headers = { authorization: basic('demo-master', secret), 'content-type': 'application/json' }
  const body = JSON.stringify({ people: [{ name: 'Nina', email }], access_bundle: 'reports' })
  const invited = fetch(`${server.url}/api/invitations`, { method: 'POST', headers, body })
  const lost = assert.rejects(invited)
  await until(async () => post.told().includes('RCPT'))
  server.signal('SIGKILL')
  await server.finished
  await lost

  const store = await openStore({ dataDir: data })
  context.after(() => store.close())
  const account = accountId('acme-outdoor')
  const user = (await store.findUserByEmail(account, email)) ?? assert.fail('nobody was invited')
  assert.equal(user.isPending, true)
  const [kept] = await store.identity.tokens.list(account, 'invitation', [user.id])
  const { sending, createdAt } = kept ?? assert.fail('there is no invitation')
  assert.deepEqual(sending, { outcome: 'under_way', failure: null, at: createdAt })
  assert.deepEqual(standingSending(sending, createdAt + longestSendingMs), {
    outcome: 'failed',
    failure: 'interrupted',
    at: createdAt,
  })
})

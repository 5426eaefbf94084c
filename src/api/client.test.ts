import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallFailed, createClient, type Client } from './client.ts'

interface Sent {
  readonly url: string
  readonly method: string | undefined
  readonly headers: unknown
  readonly body: unknown
}

/** A client whose requests are kept and answered with one status and body. */
function givenClient(status: number, body: string | null): { readonly client: Client; readonly sent: Sent[] } {
  const sent: Sent[] = []
  const client = createClient({
    baseUrl: 'http://host:1/base/',
    key: 'PK',
    secret: 'Pä',
    accountId: 'acc 1',
    fetch: async (url, init) => {
      const address = url instanceof Request ? url.url : url.toString()
      sent.push({ url: address, method: init?.method, headers: init?.headers, body: init?.body })
      return new Response(body, { status })
    },
  })
  return { client, sent }
}

test('the client puts each field where its endpoint has it', async () => {
  const { client, sent } = givenClient(200, '{"data":[]}')
  const reply = await client.getRolePrincipals({
    role_id: 'cld::role::folder::viewer',
    verbose: true,
    param_key: ['folder_id'],
    param_value: ['a&b'],
  })
  assert.deepEqual(reply, { data: [] })
  assert.deepEqual(sent, [
    {
      url:
        'http://host:1/base/v2/accounts/acc%201/permissions/roles/cld%3A%3Arole%3A%3Afolder%3A%3Aviewer/principals' +
        '?verbose=true&param_key=folder_id&param_value=a%26b',
      method: 'GET',
      headers: { accept: 'application/json', authorization: `Basic ${Buffer.from('PK:Pä').toString('base64')}` },
      body: undefined,
    },
  ])
})

test('the client sends a body as JSON', async () => {
  const { client, sent } = givenClient(201, '{"data":{}}')
  await client.createRole({ name: 'R', permission_type: 'global', scope_type: 'account', account_id: 'other' })
  assert.equal(sent[0]?.url, 'http://host:1/base/v2/accounts/other/permissions/roles')
  assert.deepEqual(JSON.parse(String(sent[0].body)), { permission_type: 'global', scope_type: 'account', name: 'R' })
})

test('the client gives nothing for an answer without a body', async () => {
  const { client } = givenClient(204, null)
  assert.equal(await client.deleteRole({ role_id: 'r', force: true }), undefined)
})

test('the client throws any other answer whole', async () => {
  const { client } = givenClient(200, '{"error":{}}')
  await assert.rejects(
    client.createRole({ name: 'R', permission_type: 'global', scope_type: 'account' }),
    new CallFailed('createRole', 200, { error: {} }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId, apiKeyId } from '../../src/domain/ids.ts'
import { createAuthenticate } from '../../src/server/authenticate.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import type { Attribution } from '../../src/store/store.ts'
import { basic, givenServer, type GivenServer } from './given.ts'

const masters = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']
const file = {
  account: {
    id: 'acc1',
    name: 'Acme',
    management_keys: [
      { name: 'main', key: 'PK', secret: 'PS', roles: masters },
      { name: 'off', key: 'OFF', secret: 'OS', enabled: false, roles: masters },
      { name: 'wide', key: 'WIDE', secret: 'pä:ss wörd', roles: masters },
    ],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      api_keys: [
        { name: 'root', key: 'K', secret: 'S', roles: ['cld::role::prodenv::master_admin'] },
        { name: 'off', key: 'KOFF', secret: 'S', enabled: false, roles: ['cld::role::prodenv::master_admin'] },
      ],
    },
  ],
}

const roles = '/v2/accounts/acc1/permissions/roles?permission_type=global'
const question = {
  principal: { type: 'apiKey', id: 'K' },
  action: 'read',
  resource: { type: 'Asset', folder: null },
  scope: { type: 'prodenv', id: 'env1' },
}

type Headers = Readonly<Record<string, string | string[]>>

async function list({ app }: GivenServer, headers: Headers, url = roles) {
  const { statusCode, body } = await app.inject({ method: 'GET', url, headers })
  return { statusCode, body }
}

async function ask({ app }: GivenServer, headers: Headers) {
  const { statusCode } = await app.inject({ method: 'POST', url: '/api/decisions', headers, payload: question })
  return statusCode
}

test('good credentials sign in, however their header is spelled', async (context) => {
  const server = await givenServer(context, file)
  const encoded = basic('PK', 'PS').slice('Basic '.length)
  for (const authorization of [`Basic ${encoded}`, `basic ${encoded}`, `BASIC   ${encoded}`, ` Basic ${encoded} `]) {
    assert.equal((await list(server, { authorization, cookie: '' })).statusCode, 200, authorization)
  }
  assert.equal((await list(server, { authorization: basic('WIDE', 'pä:ss wörd') })).statusCode, 200)
})

test('credentials that are not good are refused with one and the same answer', async (context) => {
  const server = await givenServer(context, file)
  const good = basic('PK', 'PS')
  const encoded = good.slice('Basic '.length)
  // Remembered from here on, so that both ways of finding a key are tried below.
  assert.equal((await list(server, { authorization: good })).statusCode, 200)
  const cases: Readonly<Record<string, Headers>> = {
    'no header': {},
    'an empty header': { authorization: '' },
    'an unknown key': { authorization: basic('NOBODY', 'PS') },
    'a wrong secret': { authorization: basic('PK', 'PX') },
    'a secret that is longer': { authorization: basic('PK', 'PSS') },
    'a key in other capitals': { authorization: basic('pk', 'PS') },
    'an empty secret': { authorization: basic('PK', '') },
    'an empty key': { authorization: basic('', 'PS') },
    'a disabled key': { authorization: basic('OFF', 'OS') },
    'an API key': { authorization: basic('K', 'S') },
    'another scheme': { authorization: `Bearer ${encoded}` },
    'no scheme': { authorization: encoded },
    'no colon': { authorization: `Basic ${Buffer.from('PKPS').toString('base64')}` },
    'no base64': { authorization: 'Basic PK:PS' },
    'no UTF-8': { authorization: `Basic ${Buffer.from([0x50, 0x4b, 0x3a, 0xff]).toString('base64')}` },
    'a control character': { authorization: basic('PK', 'PS\u0000') },
    'two headers': { authorization: [good, good] },
    'two headers in one': { authorization: `${good}, ${good}` },
    'a header that is too long': { authorization: basic('PK', 'PS'.padEnd(4000, 'x')) },
    'the key inside the secret that seals nothing': { authorization: basic('decoy', '') },
  }
  const answers = new Map<string, string>()
  for (const [name, headers] of Object.entries(cases)) {
    const { statusCode, body } = await list(server, headers)
    assert.equal(statusCode, 401, name)
    answers.set(name, body)
  }
  assert.deepEqual(
    [...new Set(answers.values())],
    ['{"error":{"category":"user_error","code":"ACCOUNTS_00006","message":"invalid credentials"}}'],
  )
})

test('a key of one account is unknown in every other', async (context) => {
  const server = await givenServer(context, file)
  const wrongSecret = await list(server, { authorization: basic('PK', 'PX') })
  for (const account of ['acc2', 'ACC1', '%61cc2']) {
    const url = roles.replace('acc1', account)
    assert.deepEqual(await list(server, { authorization: basic('PK', 'PS') }, url), wrongSecret, account)
  }
})

test('decisions take keys of the account and of its environments', async (context) => {
  const server = await givenServer(context, file)
  assert.equal(await ask(server, { authorization: basic('PK', 'PS') }), 200)
  assert.equal(await ask(server, { authorization: basic('K', 'S') }), 200)
  assert.equal(await ask(server, { authorization: basic('KOFF', 'S') }), 401)
  assert.equal(await ask(server, { authorization: basic('K', 'PS') }), 401)
})

test('a key that was good is refused from the moment it is disabled, and for ever when it is deleted', async (context) => {
  const server = await givenServer(context, file)
  const { store, accounts } = server.house
  const account = accountId('acc1')
  const key = { accountId: account, id: apiKeyId('K') }
  const attribution: Attribution = { by: { type: 'operator', id: 'test' }, operation: 'test', requestId: null, at: 1 }
  const headers = { authorization: basic('K', 'S') }
  const enable = async (isEnabled: boolean): Promise<void> => {
    await store.transact(account, attribution, async (transaction) => {
      const record = await transaction.find('api_key', key)
      if (record !== undefined) await transaction.put('api_key', { ...record, isEnabled })
    })
    await accounts.follow()
  }
  const remove = async (): Promise<void> => {
    await store.transact(account, attribution, (transaction) => deleteCascade(transaction, 'api_key', key))
    await accounts.follow()
  }

  assert.equal(await ask(server, headers), 200)
  await enable(false)
  assert.equal(await ask(server, headers), 401)
  await enable(true)
  assert.equal(await ask(server, headers), 200)
  await remove()
  assert.equal(await ask(server, headers), 401)
})

test('a key is recognised once its secret was right, in its own account and as what it is', async (t) => {
  const { house } = await givenServer(t, file)
  const authenticate = createAuthenticate(house)
  const sent = (secret: string, socket: object = connection) => ({
    ...{ rawHeaders: ['authorization', basic('PK', secret)], socket },
  })
  const connection = {}
  const request = sent('PS')
  const own = { kinds: ['account_key'], accountId: accountId('acc1') } as const
  const found = { accountId: 'acc1', by: { type: 'account_key', id: 'PK' } }
  assert.equal(authenticate.recognise(request, own), null)
  assert.deepEqual(await authenticate(request, own), found)
  assert.deepEqual(authenticate.recognise(request, own), found)
  assert.deepEqual(authenticate.recognise(request, { ...own, accountId: null }), found)
  assert.equal(authenticate.recognise(request, { ...own, accountId: accountId('acc2') }), null)
  assert.equal(authenticate.recognise(request, { ...own, kinds: ['api_key'] }), null)
  assert.equal(authenticate.recognise(sent('P'), own), null)
})

test('a connection that has shown a good secret lends it to no other one', async (t) => {
  const { house } = await givenServer(t, file)
  const authenticate = createAuthenticate(house)
  const own = { kinds: ['account_key'], accountId: null } as const
  const [connection, other] = [{}, {}]
  const sent = (id: string, secret: string, socket: object) => ({
    rawHeaders: ['Authorization', basic(id, secret)],
    socket,
  })
  await authenticate(sent('PK', 'PS', connection), own)
  for (let time = 0; time < 2; time++) {
    assert.equal(authenticate.recognise(sent('PK', 'PS', connection), own)?.by.id, 'PK')
    for (const secret of ['PT', 'P', 'PSS', 'pS']) {
      assert.equal(authenticate.recognise(sent('PK', secret, connection), own), null, secret)
      assert.equal(authenticate.recognise(sent('PK', secret, other), own), null, secret)
    }
    assert.equal(authenticate.recognise(sent('OFF', 'OS', connection), own), null)
    assert.equal(authenticate.recognise({ rawHeaders: [], socket: connection }, own), null)
    const twice = [...sent('PK', 'PS', connection).rawHeaders, ...sent('PK', 'PS', connection).rawHeaders]
    assert.equal(authenticate.recognise({ rawHeaders: twice, socket: connection }, own), null)
    assert.equal(authenticate.recognise(sent('PK', 'PS', connection), { ...own, kinds: ['api_key'] }), null)
    assert.equal(authenticate.recognise(sent('PK', 'PS', connection), { ...own, accountId: accountId('acc2') }), null)
  }
  assert.equal(authenticate.recognise(sent('PK', 'PS', other), own)?.by.id, 'PK')
})

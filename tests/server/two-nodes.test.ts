import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { accountId, apiKeyId } from '../../src/domain/ids.ts'
import { WrongSecretKey } from '../../src/server/compose.ts'
import { makeDatabase, startPostgres, type PostgresServer } from '../contract/postgres-server.ts'
import { basic, givenServer, until, type GivenServer } from './given.ts'

const account = accountId('acc1')
const master = { authorization: basic('PK', 'PS') }
const file = {
  account: {
    id: account,
    name: 'Acme',
    management_keys: [
      {
        name: 'main',
        key: 'PK',
        secret: 'PS',
        roles: ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin'],
      },
    ],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      folders: [{ path: 'brand', id: 'c1' }],
      api_keys: [{ name: 'uploader', key: 'K', secret: 'S', roles: ['cld::role::prodenv::ml_user'] }],
    },
  ],
}
const secretKey = randomBytes(32).toString('base64')

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres.stop())

async function askToUpload({ app }: GivenServer): Promise<{ readonly status: number; readonly outcome: unknown }> {
  const payload = {
    principal: { type: 'apiKey', id: 'K' },
    action: 'create',
    resource: { type: 'Asset', folder: 'c1' },
    scope: { type: 'prodenv', id: 'env1' },
  }
  const headers = { authorization: basic('K', 'S') }
  const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/decisions', headers, payload })
  const { outcome } = JSON.parse(body) as { readonly outcome?: string }
  return { status: statusCode, outcome }
}

/** Waits until a node has followed the change log that far, without being asked to. */
const untilAt = ({ house }: GivenServer, revision: number): Promise<void> =>
  until(async () => (await house.accounts.engineOf(account)).revision >= revision)

describe('two nodes on one PostgreSQL', () => {
  test('see what the other has written', async (context) => {
    const { url: databaseUrl } = await makeDatabase(postgres.url, 'seen')
    const one = await givenServer(context, file, { databaseUrl, secretKey })
    const other = await givenServer(context, file, { databaseUrl, secretKey })
    assert.deepEqual(await askToUpload(other), { status: 200, outcome: 'deny' })

    const answer = await one.app.inject({
      method: 'PUT',
      url: '/v2/accounts/acc1/permissions/roles/cld::role::folder::contributor/principals',
      headers: master,
      payload: {
        operation: 'add',
        principals: [
          { principal_id: 'K', principal_type: 'apiKey', scope_id: 'env1', policy_parameters: { folder_id: 'c1' } },
        ],
      },
    })
    assert.equal(answer.statusCode, 200, answer.body)
    await untilAt(other, Number(answer.headers['x-rolecall-revision']))
    assert.deepEqual(await askToUpload(other), { status: 200, outcome: 'allow' })
  })

  test('refuse a key that the other has disabled', async (context) => {
    const { url: databaseUrl } = await makeDatabase(postgres.url, 'disabled')
    const one = await givenServer(context, file, { databaseUrl, secretKey })
    const other = await givenServer(context, file, { databaseUrl, secretKey })
    assert.equal((await askToUpload(other)).status, 200)

    const attribution = { by: { type: 'operator', id: 'test' }, operation: 'test', requestId: null, at: 1 } as const
    const { entry } = await one.house.store.transact(account, attribution, async (transaction) => {
      const key = await transaction.find('api_key', { accountId: account, id: apiKeyId('K') })
      assert.ok(key !== undefined)
      await transaction.put('api_key', { ...key, isEnabled: false })
    })
    assert.ok(entry !== null)
    await untilAt(other, entry.revision)
    assert.equal((await askToUpload(other)).status, 401)
  })

  test('make one account when both are started with the same file at once', async (context) => {
    const { url: databaseUrl } = await makeDatabase(postgres.url, 'begun')
    const [one, other] = await Promise.all([
      givenServer(context, file, { databaseUrl, secretKey }),
      givenServer(context, file, { databaseUrl, secretKey }),
    ])
    for (const node of [one, other]) {
      assert.equal((await node.house.store.listAccounts()).length, 1)
      assert.equal((await askToUpload(node)).status, 200)
    }
  })

  test('need one secret key: a node with another one does not start', async (context) => {
    const { url: databaseUrl } = await makeDatabase(postgres.url, 'keyed')
    await givenServer(context, file, { databaseUrl, secretKey })
    await assert.rejects(givenServer(context, file, { databaseUrl }), WrongSecretKey)
  })
})

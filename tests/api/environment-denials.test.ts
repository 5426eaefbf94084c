import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../src/server/app.ts'
import { createLog } from '../../src/server/log.ts'
import { DenialRecords, mostDenials } from '../../src/operations/decisions/denial-records.ts'
import { accountId, environmentId, userId } from '../../src/domain/ids.ts'
import { givenHouse } from '../given/house.ts'
import { openHouse } from '../given/open-house.ts'
import { basic } from './given-server.ts'

const master = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']

const file = {
  account: {
    id: 'acc',
    name: 'Acme',
    plan: 'enterprise',
    management_keys: [
      { name: 'main', key: 'PK', secret: 'PS', roles: master },
      { name: 'idle', key: 'IK', secret: 'IS', roles: [] },
    ],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      api_keys: [
        { name: 'root', key: 'K', secret: 'S', roles: ['cld::role::prodenv::master_admin'] },
        { name: 'idle', key: 'K2', secret: 'S2', roles: [] },
        { name: 'other', key: 'K3', secret: 'S3', roles: [] },
      ],
    },
  ],
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
}

async function givenApp(t: TestContext, callsPerHour?: number) {
  const { house, clock } = await givenHouse(file, { test: t })
  let made = 0
  const open = openHouse({ ...house, denials: new DenialRecords(() => `d${++made}`) })
  const settings = { publicUrl: null, localUrl: () => '', mailer: null, trustProxy: false as const }
  const app = createApp(open, createLog('silent'), { ...settings, ...(callsPerHour !== undefined && { callsPerHour }) })
  t.after(() => app.close())
  return { clock, get: (url: string, key: readonly [string, string]) => get(app, url, key) }
}

async function get(app: FastifyInstance, url: string, key: readonly [string, string]): Promise<Answer> {
  const { statusCode: status, headers, body } = await app.inject({ method: 'GET', url, headers: basic(...key) })
  return { status, headers, body: JSON.parse(body) as Answer['body'] }
}

const usage = '/v1_1/demo/usage/2026-01-01'

test('a denial names the environment and the actions, what would help, and an id that explains it', async (t) => {
  const { get: call } = await givenApp(t)
  const { status, headers, body } = await call(usage, ['K2', 'S2'])
  const message = '[prodenv:env1] Request forbidden due to missing permissions (actions=["read"])'
  const { error } = body as { readonly error: Readonly<Record<string, unknown>> }
  assert.deepEqual(Object.keys(error).sort(), ['explain_id', 'lacks', 'message', 'missing', 'reason'])
  assert.deepEqual({ status, message: error.message, id: error.explain_id }, { status: 403, message, id: 'd1' })
  assert.equal(headers['x-rolecall-denial'], `${message}; role cld::role::prodenv::billing has it`)
  assert.equal(headers['content-type'], 'application/json')
  assert.equal(typeof headers['x-request-id'], 'string')
})

test('a denial is explained to whoever was denied, and to who may read that principal; to others there is none', async (t) => {
  const { get: call } = await givenApp(t)
  await call(usage, ['K2', 'S2'])
  const address = '/api/decisions/explanations/d1'
  const own = await call(address, ['K2', 'S2'])
  assert.equal(own.status, 200)
  assert.deepEqual(
    { ...own.body, needs: (own.body.needs as readonly unknown[]).length },
    {
      explain_id: 'd1',
      principal: { type: 'apiKey', id: 'K2' },
      request: `GET ${usage}`,
      at: '2026-11-22T10:00:00.000Z',
      needs: 1,
      revision: own.body.revision,
    },
  )
  const [need] = own.body.needs as readonly {
    readonly action: string
    readonly decision: { readonly outcome: string }
  }[]
  assert.deepEqual([need?.action, need?.decision.outcome], ['read', 'deny'])
  assert.equal((await call(address, ['PK', 'PS'])).status, 200)
  assert.equal((await call(address, ['K', 'S'])).status, 200)
  for (const key of [
    ['K3', 'S3'],
    ['IK', 'IS'],
  ] as const) {
    const { status, body } = await call(address, key)
    assert.deepEqual([status, body], [404, (await call('/api/decisions/explanations/d9', key)).body])
  }
})

test('so many denials are remembered, and the oldest is forgotten first', () => {
  let made = 0
  const denials = new DenialRecords(() => String(++made))
  const by = { type: 'user', id: userId('u') } as const
  const need = {
    action: 'read',
    resource: { type: 'Role', id: null },
    scope: { type: 'environment', environmentId: environmentId('e') },
  } as const
  for (let count = 0; count <= mostDenials; count++) {
    denials.keep({ accountId: accountId('a'), by, at: count, request: 'GET /', denial: { needs: [need], lacks: [] } })
  }
  assert.equal(denials.find('1'), undefined)
  assert.equal(denials.find('2')?.at, 1)
  assert.equal(denials.find(String(mostDenials + 1))?.at, mostDenials)
})

test('calls of the Admin API say what is left of an hour, and are refused with 420 when nothing is', async (t) => {
  const { clock, get: call } = await givenApp(t, 2)
  const first = await call('/v1_1/demo/ping', ['K', 'S'])
  assert.deepEqual(
    ['limit', 'remaining', 'reset'].map((name) => first.headers[`x-featureratelimit-${name}`]),
    ['2', '1', 'Sun, 22 Nov 2026 10:30:00 GMT'],
  )
  await call('/v1_1/demo/ping', ['K', 'S'])
  const { status, body } = await call('/v1_1/demo/ping', ['K', 'S'])
  const message = 'Rate Limit Exceeded. Limit of 2 api operations reached. Try again on Sun, 22 Nov 2026 10:30:00 GMT'
  assert.deepEqual({ status, body }, { status: 420, body: { error: { message } } })
  assert.equal((await call('/v1_1/demo/ping', ['K2', 'S2'])).status, 200)
  clock.now += 30 * 60 * 1000
  assert.equal((await call('/v1_1/demo/ping', ['K', 'S'])).status, 200)
})

test('provisioning and our own families say nothing of limits', async (t) => {
  const { get: call } = await givenApp(t, 2)
  for (const url of ['/v1_1/provisioning/accounts/acc/sub_accounts', '/v2/accounts/acc/permissions/roles']) {
    const { headers } = await call(url, ['PK', 'PS'])
    assert.equal(
      Object.keys(headers).some((name) => name.includes('ratelimit')),
      false,
    )
  }
})

// What is noted of every request whose sender is known.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basic, givenServer, now } from './given-server.ts'

const hour = 3_600_000
const thisHour = now - (now % hour)

test('the last use of keys of both kinds is noted, refused requests included, and of nobody else', async (t) => {
  const { call, close, house } = await givenServer()
  t.after(close)
  await call('GET', '/roles?permission_type=global')
  await call('GET', '/v1_1/provisioning/accounts/acc1/sub_accounts', undefined, { headers: basic('IK', 'IS') })
  await call('POST', '/api/decisions', {}, { headers: basic('K', 'S') })
  await call('POST', '/api/decisions', {}, { headers: basic('K2', 'wrong') })
  await call('GET', '/v2/accounts/permissions/public/schema')
  await house.usage.flush()
  const used = async (kind: 'api_key' | 'account_key', ...ids: readonly string[]) =>
    [...(await house.store.findKeyUses(kind, ids)).values()].map(({ id, at, operation }) => [id, at, operation])
  assert.deepEqual(await used('account_key', 'PK'), [['PK', thisHour, 'role.list']])
  assert.deepEqual(await used('account_key', 'IK'), [['IK', thisHour, 'environment.list']])
  assert.deepEqual(await used('api_key', 'K', 'K2'), [['K', thisHour, 'decision.make']])
  const [account] = await house.store.listAccounts()
  assert.ok(account)
  const counts = await house.store.listUsage(account.id, { from: '2026-11', to: '2026-11' })
  assert.deepEqual(
    counts.map(({ environmentId, metric, value }) => [environmentId, metric, value]),
    [
      [null, 'requests', 2],
      ['env1', 'requests', 1],
    ],
  )
})

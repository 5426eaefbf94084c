// A denial names an environment to whoever may know what it is called, and to nobody else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentId } from '../../src/domain/ids.ts'
import { principal, type Principal } from '../../src/domain/principal.ts'
import { nameEnvironment } from '../../src/server/name-environment.ts'
import { acmeFile, givenAcme } from '../given/acme.ts'
import { basic, givenServer } from './given.ts'

test('an environment is named to those to whom it is open, and to those who may read it', async (t) => {
  const { house, account, clock, principal: named } = await givenAcme({ test: t })
  const engine = await house.accounts.engineOf(account.id)
  const nameFor = (by: Principal, id: string): Promise<string | null> => {
    const scope = { type: 'environment', environmentId: environmentId(id) } as const
    return nameEnvironment(scope, { house, engine, accountId: account.id, by, at: clock.now })
  }
  const both = async (by: Principal) => [await nameFor(by, 'env-demo'), await nameFor(by, 'env-live')]
  assert.deepEqual(await both(principal('api_key', '101')), ['Demo', null])
  assert.deepEqual(await both(principal('api_key', '102')), [null, 'Live'])
  assert.deepEqual(await both(named('Vera')), ['Demo', null])
  assert.deepEqual(await both(named('Otto')), ['Demo', 'Live'])
  assert.deepEqual(await both(principal('account_key', 'KA')), ['Demo', 'Live'])
  assert.deepEqual(await both(principal('account_key', 'KN')), [null, null])
  assert.deepEqual(await both(principal('user', 'nobody at all')), [null, null])
  for (const id of ['all', 'env-none', '']) assert.equal(await nameFor(principal('account_key', 'KM'), id), null, id)
  const inAccount = { house, engine, accountId: account.id, by: principal('account_key', 'KM'), at: clock.now }
  assert.equal(await nameEnvironment({ type: 'account' }, inAccount), null)
})

test('a denial over HTTP says the name, and no name to whom nothing is open', async (t) => {
  const { app } = await givenServer(t, acmeFile)
  const reasonFor = async (url: string, key: string): Promise<unknown> => {
    const { statusCode, body } = await app.inject({ method: 'GET', url, headers: { authorization: basic(key, 's') } })
    assert.equal(statusCode, 403, url)
    return (JSON.parse(body) as { readonly error: { readonly message: string } }).error
  }
  const own = JSON.stringify(await reasonFor('/v1_1/demo/upload_presets/any', '101'))
  assert.match(own, /\[prodenv:env-demo\] Request forbidden due to missing permissions \(actions=\[\\"read\\"\]\)/)
  assert.match(own, /in the environment `Demo`/)
  const foreign = JSON.stringify(
    await reasonFor('/v1_1/provisioning/accounts/acme/sub_accounts/env-live/access_keys', 'KN'),
  )
  assert.match(foreign, /this needs `read` on `APIKey` in all environments/)
  assert.doesNotMatch(foreign, /Live|Demo/)
})

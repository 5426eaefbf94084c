import assert from 'node:assert/strict'
import { givenInstallation, ids } from './given-installation.ts'
import { base, messageOf, send, type Suite } from './provisioning-answers.ts'

/** The shapes of requests that clients send, and the envelope of errors. */
export const provisioningShapesSuite: Suite = {
  'takes booleans, lists and forms in every shape that clients send': async (context) => {
    const { url } = await givenInstallation(context)
    const found = async (query: string) =>
      ((await send(url, 'GET', `${base}/sub_accounts?${query}`)).body.sub_accounts as readonly { id: string }[]).map(
        ({ id }) => id,
      )
    const both = [ids.environment, ids.otherEnvironment]
    for (const query of [
      `ids=${both.join('&ids=')}`,
      `ids=${both.join(',')}`,
      `ids[]=${both.join('&ids[]=')}`,
      `ids=${encodeURIComponent(JSON.stringify(both))}`,
      `ids[0]=${both[0]}&ids[1]=${both[1]}`,
      'enabled=true',
      'enabled=1',
      'enabled=&prefix=&ids=',
    ]) {
      assert.deepEqual((await found(query)).sort(), both, query)
    }
    const form = { body: 'name=Form&enabled=0&cloud_name=', type: 'application/x-www-form-urlencoded' }
    const made = await send(url, 'POST', `${base}/sub_accounts`, form)
    assert.deepEqual([made.body.name, made.body.cloud_name, made.body.enabled], ['Form', 'form', false])
  },

  'has its own envelope for what is no endpoint, no method and no JSON': async (context) => {
    const { url } = await givenInstallation(context)
    assert.deepEqual(messageOf(await send(url, 'GET', `${base}/nothing`)), [404, 'not found'])
    assert.equal((await send(url, 'PUT', `${base}/sub_accounts`, { body: '{}' })).status, 405)
    const broken = await send(url, 'POST', `${base}/sub_accounts`, { body: '{' })
    assert.deepEqual(messageOf(broken), [400, 'invalid request: the body could not be read as what it says it is'])
  },
}

import assert from 'node:assert/strict'
import { givenInstallation, ids } from './given-installation.ts'
import { base, hidden, mayRead, messageOf, refusalOf, send, type Suite } from './provisioning-answers.ts'

/** Access keys, by the official client. */
export const accessKeysSuite: Suite = {
  'are made, listed without secrets, changed and deleted': async (context) => {
    const { client } = await givenInstallation(context)
    const { accessKeys } = client()
    const made = await accessKeys.generate({
      subAccountId: ids.environment,
      accessKeyRequest: { name: 'second_key', enabled: false },
    })
    assert.deepEqual([made.name, made.enabled], ['second_key', false])
    assert.match(made.apiSecret ?? '', /^[\w-]{27}$/)
    const { accessKeys: listed, total } = await accessKeys.list({
      subAccountId: ids.environment,
      sortBy: 'name',
      sortOrder: 'asc',
    })
    assert.deepEqual([listed?.map(({ name }) => name), total], [['empty', 'root', 'second_key'], 3])
    assert.deepEqual([...new Set(listed?.map(({ apiSecret }) => apiSecret))], [hidden])
    const page = await accessKeys.list({ subAccountId: ids.environment, sortBy: 'name', page: 2, pageSize: 2 })
    assert.deepEqual([page.accessKeys?.map(({ name }) => name), page.total], [['empty'], 3])
    const changed = await accessKeys.update({
      subAccountId: ids.environment,
      key: made.apiKey ?? '',
      accessKeyUpdateRequest: { name: 'third_key', enabled: true },
    })
    assert.deepEqual([changed.name, changed.enabled, changed.apiSecret], ['third_key', true, hidden])
    assert.deepEqual(await accessKeys.delete({ subAccountId: ids.environment, key: made.apiKey ?? '' }), {
      message: 'ok',
    })
    assert.deepEqual(await accessKeys.deleteByName({ subAccountId: ids.environment, name: 'empty' }), {
      message: 'ok',
    })
    assert.deepEqual(await refusalOf(accessKeys.deleteByName({ subAccountId: ids.environment, name: 'empty' })), [
      404,
      'not found',
    ])
  },

  'say in words what is wrong with a request': async (context) => {
    const { client, url } = await givenInstallation(context)
    const { accessKeys } = client()
    const taken = [409, 'a key named `root` already exists']
    assert.deepEqual(
      await refusalOf(accessKeys.generate({ subAccountId: ids.environment, accessKeyRequest: { name: 'root' } })),
      taken,
    )
    const path = `${base}/sub_accounts/${ids.environment}/access_keys`
    assert.deepEqual(messageOf(await send(url, 'GET', `${path}?page=0`)), [400, "invalid request: `page` can't be `0`"])
    assert.deepEqual(messageOf(await send(url, 'GET', `${path}?sort_by=size`)), [
      400,
      "invalid request: `sort_by` can't be `size`",
    ])
    assert.deepEqual(messageOf(await send(url, 'DELETE', path)), [400, 'missing fields: `name`'])
    const form = { body: 'name=empty', type: 'application/x-www-form-urlencoded' }
    assert.equal((await send(url, 'DELETE', `${path}?name=root`, form)).status, 400)
    const wrong = { body: JSON.stringify({ dedicated_for: 'uploads' }) }
    assert.deepEqual(messageOf(await send(url, 'PUT', `${path}/K`, wrong)), [
      400,
      "invalid request: `dedicated_for` can't be `uploads`",
    ])
  },

  'work at once, and no more once they are disabled or deleted': async (context) => {
    const { client, url } = await givenInstallation(context)
    const { accessKeys } = client()
    const made = await accessKeys.generate({ subAccountId: ids.environment, accessKeyRequest: {} })
    assert.equal(made.name, 'Untitled')
    const ask = () => mayRead(url, made.apiKey ?? '', made.apiSecret ?? '')
    const before = await ask()
    // A new key may nothing, and is told so.
    assert.deepEqual([before.status, before.body.outcome], [200, 'deny'])
    await accessKeys.update({
      subAccountId: ids.environment,
      key: made.apiKey ?? '',
      accessKeyUpdateRequest: { enabled: false },
    })
    assert.equal((await ask()).status, 401)
  },
}

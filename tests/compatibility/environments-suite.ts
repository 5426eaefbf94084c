import assert from 'node:assert/strict'
import { givenInstallation, ids } from './given-installation.ts'
import { base, hidden, refusalOf, send, type Suite } from './provisioning-answers.ts'

/** Product environments, by the official client. */
export const environmentsSuite: Suite = {
  'are made with one key, shown, listed, changed and deleted': async (context) => {
    const { client } = await givenInstallation(context)
    const { productEnvironments } = client()
    const made = await productEnvironments.create({ name: 'Third Brand', customAttributes: {} })
    assert.deepEqual([made.name, made.cloudName, made.enabled], ['Third Brand', 'third-brand', true])
    assert.match(made.id ?? '', /^[0-9a-f]{30}$/)
    const [key, ...more] = made.apiAccessKeys ?? []
    assert.deepEqual(more, [])
    assert.match(key?.key ?? '', /^\d{15}$/)
    assert.match(key?.secret ?? '', /^[\w-]{27}$/)
    const shown = await productEnvironments.get({ subAccountId: made.id ?? '' })
    assert.deepEqual(shown, { ...made, apiAccessKeys: [{ ...key, secret: hidden }] })
    const changed = await productEnvironments.update({
      subAccountId: made.id ?? '',
      productEnvironmentUpdateRequest: { name: 'Renamed', enabled: false },
    })
    assert.deepEqual([changed.name, changed.enabled, changed.cloudName], ['Renamed', false, 'third-brand'])
    assert.deepEqual(await productEnvironments.delete({ subAccountId: made.id ?? '' }), { message: 'ok' })
    assert.deepEqual(await refusalOf(productEnvironments.get({ subAccountId: made.id ?? '' })), [404, 'not found'])
  },

  'are found by every filter': async (context) => {
    const { client } = await givenInstallation(context)
    const { productEnvironments } = client()
    await productEnvironments.update({
      subAccountId: ids.otherEnvironment,
      productEnvironmentUpdateRequest: { enabled: false },
    })
    const found = async (request: Parameters<typeof productEnvironments.list>[0]) =>
      ((await productEnvironments.list(request)).subAccounts ?? []).map(({ id }) => id).sort()
    assert.deepEqual(await found({}), [ids.environment, ids.otherEnvironment])
    assert.deepEqual(await found({ enabled: true }), [ids.environment])
    assert.deepEqual(await found({ enabled: false }), [ids.otherEnvironment])
    assert.deepEqual(await found({ prefix: 'dEm' }), [ids.environment])
    assert.deepEqual(await found({ cloudNames: ['second', 'none'] }), [ids.otherEnvironment])
    assert.deepEqual(await found({ ids: [ids.environment, 'none'] }), [ids.environment])
  },

  'keep custom attributes that the client sends empty': async (context) => {
    const { client, url } = await givenInstallation(context)
    const path = `${base}/sub_accounts/${ids.environment}`
    await send(url, 'PUT', path, { body: JSON.stringify({ custom_attributes: { stage: 'live' } }) })
    await client().productEnvironments.update({
      subAccountId: ids.environment,
      productEnvironmentUpdateRequest: { name: 'Demo 2', customAttributes: {} },
    })
    assert.deepEqual((await send(url, 'GET', path)).body.custom_attributes, { stage: 'live' })
    const copy = { name: 'Copy', base_sub_account_id: ids.environment }
    const made = await send(url, 'POST', `${base}/sub_accounts`, { body: JSON.stringify(copy) })
    assert.deepEqual(made.body.custom_attributes, { stage: 'live' })
    await send(url, 'PUT', path, { body: JSON.stringify({ custom_attributes: null }) })
    assert.equal((await send(url, 'GET', path)).body.custom_attributes, undefined)
  },

  'say in words what is wrong with a request': async (context) => {
    const { client } = await givenInstallation(context)
    const { productEnvironments } = client()
    const create = (request: object) => refusalOf(productEnvironments.create(request as { name: string }))
    assert.deepEqual(await create({ name: '' }), [400, "invalid request: `name` can't be ``"])
    assert.deepEqual(await create({ name: 'X', cloudName: 'A b' }), [
      400,
      "invalid request: `cloud_name` can't be `A b`",
    ])
    assert.deepEqual(await create({ name: 'X', cloudName: 'second' }), [
      409,
      'the cloud name `second` is in use already',
    ])
    assert.deepEqual(await create({ name: 'X', baseSubAccountId: 'none' }), [
      404,
      'Cannot find sub account with id none',
    ])
    assert.deepEqual(await refusalOf(productEnvironments.delete({ subAccountId: 'none' })), [404, 'not found'])
  },
}

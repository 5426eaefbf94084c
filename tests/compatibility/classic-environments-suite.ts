import assert from 'node:assert/strict'
import { classicAccount, classicFailure } from './classic-account.ts'
import { givenInstallation, ids } from './given-installation.ts'
import { hidden, type Suite } from './provisioning-answers.ts'

/** Environments and access keys, by the classic client. */
export const classicEnvironmentsSuite: Suite = {
  'drives all functions of environments and access keys, with the shapes it compares': async (context) => {
    const { url } = await givenInstallation(context)
    const account = classicAccount(url, ids.account)
    const made = await account.create_sub_account('Classic', 'classic', { team: 'web' }, true, ids.environment)
    assert.deepEqual(
      [made.name, made.cloud_name, made.enabled, made.custom_attributes],
      ['Classic', 'classic', true, { team: 'web' }],
    )
    const { sub_accounts: found } = await account.sub_accounts(true, [], 'class')
    assert.deepEqual(
      found.map(({ id }) => id),
      [made.id],
    )
    assert.equal((await account.sub_accounts()).sub_accounts.length, 3)
    assert.deepEqual(
      (await account.sub_accounts(undefined, [made.id])).sub_accounts.map(({ id }) => id),
      [made.id],
    )
    assert.equal((await account.sub_account(made.id)).name, 'Classic')
    assert.equal((await account.update_sub_account(made.id, 'Renamed', 'classic', undefined, false)).enabled, false)
    await account.update_sub_account(made.id, undefined, undefined, undefined, true)

    const key = await account.generate_access_key(made.id, { name: 'one' })
    const order = ['name', 'api_key', 'api_secret', 'created_at', 'updated_at', 'enabled', 'root']
    assert.deepEqual(Object.keys(key), order)
    assert.match(key.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    const listed = await account.access_keys(made.id, { sort_by: 'name', sort_order: 'asc' })
    assert.deepEqual(Object.keys(listed), ['access_keys', 'total'])
    assert.deepEqual(
      listed.access_keys.map(({ name, root, api_secret }) => [name, root, api_secret]),
      [
        ['Root', true, hidden],
        ['one', false, hidden],
      ],
    )
    const changed = await account.update_access_key(made.id, key.api_key, { name: 'two', dedicated_for: 'webhooks' })
    assert.deepEqual(Object.keys(changed), [...order.slice(0, -1), 'dedicated_for', 'root'])
    assert.deepEqual([changed.name, changed.dedicated_for], ['two', ['webhooks']])
    assert.deepEqual(await account.delete_access_key_by_name(made.id, { name: 'two' }), { message: 'ok' })
    const [root] = made.api_access_keys
    assert.deepEqual(await account.delete_access_key(made.id, root?.key ?? ''), { message: 'ok' })
    assert.equal((await account.access_keys(made.id, {})).total, 0)
    assert.deepEqual(await account.delete_sub_account(made.id), { message: 'ok' })
  },

  'gets the message of every refusal': async (context) => {
    const { url } = await givenInstallation(context)
    const account = classicAccount(url, ids.account)
    assert.deepEqual(await classicFailure(account.sub_account('none')), [404, 'not found'])
    assert.deepEqual(await classicFailure(account.create_sub_account('X', 'second')), [
      409,
      'the cloud name `second` is in use already',
    ])
    const wrong = classicAccount(url, ids.account, 'PK', 'wrong')
    assert.deepEqual(await classicFailure(wrong.sub_accounts()), [401, 'Invalid credentials'])
    const [status, message] = await classicFailure(
      classicAccount(url, ids.account, 'IDLE', 'idle secret').sub_accounts(),
    )
    assert.equal(status, 403)
    assert.match(
      message,
      /^not allowed: this needs `read` on `ProductEnvironment` in the account; any one of these permissions gives it: .*View product environments/,
    )
  },
}

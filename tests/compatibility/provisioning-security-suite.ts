import assert from 'node:assert/strict'
import { otherAccount, prepareTwoAccounts } from './other-account.ts'
import { givenInstallation, ids } from './given-installation.ts'
import { refusalOf, type Suite } from './provisioning-answers.ts'

/** Who gets at nothing of it. */
export const provisioningSecuritySuite: Suite = {
  'another account, its environments or its keys': async (context) => {
    const { client } = await givenInstallation(context, { prepare: prepareTwoAccounts })
    const theirs = client(otherAccount.key, otherAccount.secret, otherAccount.id)
    const unknown = [404, 'not found']
    assert.deepEqual(await refusalOf(theirs.productEnvironments.get({ subAccountId: ids.environment })), unknown)
    assert.deepEqual(
      await refusalOf(
        theirs.productEnvironments.update({
          subAccountId: ids.environment,
          productEnvironmentUpdateRequest: { name: 'Taken' },
        }),
      ),
      unknown,
    )
    assert.deepEqual(await refusalOf(theirs.productEnvironments.delete({ subAccountId: ids.environment })), unknown)
    assert.deepEqual((await theirs.productEnvironments.list({})).subAccounts, [])
    const [status] = await refusalOf(theirs.accessKeys.list({ subAccountId: ids.environment }))
    assert.notEqual(status, 200)
    assert.notEqual((await refusalOf(theirs.accessKeys.delete({ subAccountId: ids.environment, key: 'K' })))[0], 200)
    const foreign = client(otherAccount.key, otherAccount.secret)
    assert.deepEqual(await refusalOf(foreign.productEnvironments.list({})), [401, 'Invalid credentials'])
    assert.deepEqual(await refusalOf(foreign.billingUsage.get()), [401, 'Invalid credentials'])
    assert.equal((await client().accessKeys.list({ subAccountId: ids.environment })).total, 2)
  },

  'anything with an API key, a wrong secret or a key that is switched off': async (context) => {
    const { client } = await givenInstallation(context)
    for (const [key, secret] of [
      ['K', 'S'],
      ['PK', 'wrong'],
      ['OFF', 'off secret'],
    ] as const) {
      const refused = [401, 'Invalid credentials']
      assert.deepEqual(await refusalOf(client(key, secret).productEnvironments.list({})), refused)
      assert.deepEqual(
        await refusalOf(
          client(key, secret).accessKeys.generate({ subAccountId: ids.environment, accessKeyRequest: {} }),
        ),
        refused,
      )
    }
  },

  'more than it has by enabling a key that has more': async (context) => {
    const { client } = await givenInstallation(context)
    await client().accessKeys.update({
      subAccountId: ids.environment,
      key: 'K',
      accessKeyUpdateRequest: { enabled: false },
    })
    const steward = client('STEWARD', 'steward secret').accessKeys
    const [status, message] = await refusalOf(
      steward.update({ subAccountId: ids.environment, key: 'K', accessKeyUpdateRequest: { enabled: true } }),
    )
    assert.equal(status, 403)
    assert.match(message, /^not allowed: this would give what you do not hold there yourself: /)
    assert.equal(
      (await steward.generate({ subAccountId: ids.environment, accessKeyRequest: { name: 'mine' } })).enabled,
      true,
    )
  },

  'the whole API without the plan that has it': async (context) => {
    for (const plan of ['free', 'paid']) {
      const { client } = await givenInstallation(context, {
        account: { plan, assets_advanced: false },
        isWithoutCustomRoles: true,
      })
      const refused = [403, 'not allowed: the Provisioning API not enabled for this account; `enterprise` has it']
      assert.deepEqual(await refusalOf(client().productEnvironments.list({})), refused)
      assert.deepEqual(await refusalOf(client().accessKeys.list({ subAccountId: ids.environment })), refused)
      assert.deepEqual(await refusalOf(client().billingUsage.get()), refused)
    }
  },
}

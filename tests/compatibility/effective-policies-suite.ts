import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invalidField, missingFields, notFound, refusalOf } from './answers.ts'
import { givenInstallation, ids } from './given-installation.ts'

const veraOnBrand = (action: string, type: string, more = '') =>
  `permit(principal == Cloudinary::User::"${ids.vera}", action == Cloudinary::Action::"${action}", resource is Cloudinary::${type}) when { resource.ancestor_ids.contains("${ids.brand}")${more} };`

const vera = {
  principalType: 'user',
  principalId: ids.vera,
  roles: [
    {
      id: 'cld::role::folder::viewer',
      systemPolicies: [
        {
          id: 'cld::policy::content::folder::view_download',
          policyStatement: `${veraOnBrand('read', 'Folder')}\n${veraOnBrand('read', 'Asset')}`,
        },
        {
          id: 'cld::policy::content::folder::download_public_assets',
          policyStatement: veraOnBrand('download', 'Asset', ' && resource.public == true'),
        },
      ],
    },
  ],
}

const creative = {
  principalType: 'group',
  principalId: ids.creative,
  roles: [
    {
      id: 'cld::role::prodenv::ml_user',
      systemPolicies: [
        {
          id: 'cld::policy::global::ml::access',
          policyStatement: `permit(principal in Cloudinary::Group::"${ids.creative}", action, resource == Cloudinary::Feature::"cld::global::ml::access");`,
        },
      ],
    },
  ],
}

const prodenv = { scopeType: 'prodenv', scopeId: ids.environment } as const
const ofVera = { ...prodenv, principalType: 'user', principalId: ids.vera } as const

/** The policies in force. */
export function effectivePoliciesSuite(): void {
  describe('the effective policies', () => {
    test('of a user name it and its folder in each statement, and hold its groups as entries of their own', async (context) => {
      const { effectivePolicies } = (await givenInstallation(context)).client()
      assert.deepEqual(await effectivePolicies.list(ofVera), {
        data: { principals: [vera, creative], customPolicies: [] },
      })
    })

    test('of an environment are of everyone with a role there; of another those of all environments', async (context) => {
      const { effectivePolicies } = (await givenInstallation(context)).client()
      const list = async (scopeId: string) =>
        (await effectivePolicies.list({ ...prodenv, scopeId })).data?.principals?.map(
          ({ principalType, principalId, roles = [] }) => [principalType, principalId, ...roles.map(({ id }) => id)],
        )
      const master = 'cld::role::prodenv::master_admin'
      const everywhere = [
        ['group', ids.creative, 'cld::role::prodenv::ml_user'],
        ['provisioningKey', 'OFF', master],
        ['provisioningKey', 'PK', master],
        ['provisioningKey', 'STEWARD', 'key_steward'],
      ]
      assert.deepEqual(await list(ids.environment), [
        ['user', ids.vera, 'cld::role::folder::viewer'],
        everywhere[0],
        ['apiKey', 'K', master],
        ...everywhere.slice(1),
      ])
      assert.deepEqual(await list(ids.otherEnvironment), everywhere)
      const { data } = await effectivePolicies.list({ scopeType: 'account' })
      assert.deepEqual(
        data?.principals?.map(({ principalId }) => principalId),
        ['OFF', 'PK', 'STEWARD'],
      )
    })

    test('hold the enabled custom policies that may be about the principal', async (context) => {
      const { effectivePolicies, customPolicies } = (await givenInstallation(context)).client()
      const make = async (principal: string, more: object = {}) => {
        const policyStatement = `forbid(${principal}, action, resource is Cloudinary::Asset);`
        const { data } = await customPolicies.create({ name: principal, policyStatement, ...prodenv, ...more })
        return { id: data?.id, policyStatement }
      }
      const policies = {
        anyone: await make('principal'),
        users: await make('principal is Cloudinary::User'),
        vera: await make(`principal == Cloudinary::User::"${ids.vera}"`),
        creative: await make(`principal in Cloudinary::Group::"${ids.creative}"`),
        everywhere: await make('principal == Cloudinary::User::"user1"', { scopeId: 'all' }),
      }
      await make(`principal == Cloudinary::User::"${ids.otto}"`)
      await make('principal is Cloudinary::APIKey')
      await make(`principal in Cloudinary::Group::"other"`)
      await make(`principal in Cloudinary::User::"${ids.vera}"`, { enabled: false })
      await make(`principal is Cloudinary::User in Cloudinary::Group::"${ids.creative}"`, {
        scopeId: ids.otherEnvironment,
      })
      await make('principal is Cloudinary::Group', { scopeType: 'account', scopeId: null })
      const { data } = await effectivePolicies.list(ofVera)
      assert.deepEqual(data?.customPolicies, Object.values(policies))
      const { data: all } = await effectivePolicies.list(prodenv)
      assert.equal(all?.customPolicies?.length, 8)
    })

    test('are refused for fields that lack or are wrong, and for what does not exist', async (context) => {
      const { effectivePolicies } = (await givenInstallation(context)).client()
      const list = (request: object) => refusalOf(effectivePolicies.list(request))
      assert.deepEqual(await list({}), missingFields('scope_type'))
      assert.deepEqual(await list({ scopeType: 'prodenv' }), missingFields('scope_id'))
      assert.deepEqual(await list({ ...prodenv, principalType: 'user' }), missingFields('principal_id'))
      assert.deepEqual(await list({ ...prodenv, principalId: ids.vera }), missingFields('principal_type'))
      const account = { scopeType: 'account', scopeId: ids.environment }
      assert.deepEqual(await list(account), invalidField({ scope_type: 'account' }))
      const odd = types.unrecognized('odd')
      assert.deepEqual(await list({ scopeType: odd }), invalidField({ scope_type: 'odd' }))
      assert.deepEqual(await list({ ...ofVera, principalType: odd }), invalidField({ principal_type: 'odd' }))
      assert.deepEqual(await list({ ...prodenv, scopeId: '55559999333hhx' }), notFound({ scope_id: '55559999333hhx' }))
      assert.deepEqual(await list({ ...ofVera, principalId: 'K' }), notFound({ principal_id: 'K' }))
    })
  })
}

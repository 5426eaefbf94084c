import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { refusalOf } from './answers.ts'
import { givenInstallation, ids } from './given-installation.ts'

const content = { name: 'Drop', permissionType: 'content', scopeType: 'prodenv' } as const
const global = { name: 'Up', permissionType: 'global', scopeType: 'prodenv' } as const

/** What the plan of an account opens. */
export function plansSuite(): void {
  describe('the plan of an account', () => {
    test('opens the Permissions API on Enterprise alone, the public part to everyone', async (context) => {
      for (const plan of ['free', 'paid']) {
        const { client } = await givenInstallation(context, {
          account: { plan, assets_advanced: false },
          isWithoutCustomRoles: true,
        })
        const { roles, principals } = client()
        const { details, ...refused } = await refusalOf(roles.list({ permissionType: 'global' }))
        assert.deepEqual(refused, {
          type: 'PermissionsErrorResponse',
          status: 403,
          category: 'user_error',
          code: 'ACCOUNTS_00006',
          message: 'not allowed',
        })
        assert.deepEqual(details, {
          reason: 'the Permissions API not enabled for this account; `enterprise` has it',
        })
        assert.equal((await refusalOf(principals.inspect({ scopeType: 'account' }))).status, 403)
        assert.equal((await refusalOf(roles.create(global))).status, 403)
        assert.equal((await client().public.validatePolicy({ policy: '' })).valid, false)
        // Who is nobody doesn't learn of the plan.
        assert.equal((await refusalOf(client('PK', 'wrong').roles.list({ permissionType: 'global' }))).status, 401)
      }
    })

    test('opens custom folder roles with Assets Advanced alone', async (context) => {
      const { client } = await givenInstallation(context, { account: { assets_advanced: false } })
      const { roles } = client()
      const { message, status, details } = await refusalOf(roles.create(content))
      assert.equal(status, 403)
      // Clients know a feature that is off by these words.
      assert.match(message, /not enabled/)
      assert.match(message, /custom folder roles/)
      assert.deepEqual(details, {
        reason: 'custom folder roles not enabled for this account; `assets_advanced` has it',
      })
      assert.equal((await roles.create(global)).data?.name, 'Up')
      const principal = { type: 'apiKey', id: 'K2' } as const
      const viewer = {
        id: 'cld::role::folder::viewer',
        scopeId: ids.environment,
        policyParameters: { folder_id: ids.brand },
      }
      // System roles on folders are for everyone.
      assert.equal(await client().principals.updateRoles({ operation: 'add', principal, roles: [viewer] }), undefined)
    })
  })
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { notAllowed, refusalOf } from './answers.ts'
import { givenInstallation, ids } from './given-installation.ts'

const viewer = 'cld::role::folder::viewer'
const onBrand = { scopeId: ids.environment, policyParameters: { folder_id: ids.brand } }
const key = { type: 'apiKey', id: 'K2' } as const

const lacksOnBrand = [
  { actions: ['read'], on: 'Folder', system_policy_id: 'cld::policy::content::folder::view_download' },
  { actions: ['read'], on: 'Asset', system_policy_id: 'cld::policy::content::folder::view_download' },
  { actions: ['download'], on: 'Asset', system_policy_id: 'cld::policy::content::folder::download_public_assets' },
].map((lack) => ({
  ...lack,
  scope_type: 'prodenv',
  scope_id: ids.environment,
  policy_parameters: { folder_id: ids.brand },
}))

const lacking = {
  reason:
    'this would give what you do not hold there yourself: `read` on `Folder`, `read` on `Asset`, `download` on `Asset`',
  missing: [],
  lacks: lacksOnBrand,
}

/** Nobody gives, by any route, what they don't hold; and everyone is told what they lack. */
export function escalationSuite(): void {
  describe('a key without roles', () => {
    test('is told what each operation needs, and which roles would do', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client('IDLE', 'idle secret')
      const create = roles.create({ name: 'n', permissionType: 'global', scopeType: 'account' })
      assert.deepEqual(
        await refusalOf(create),
        notAllowed({
          reason: 'this needs `create` on `Role` in the account',
          missing: [
            {
              action: 'create',
              resource: { type: 'Role', id: null },
              scope: { type: 'account' },
              permissions: ['cld::policy::global::roles::manage'],
              roles: [
                { id: 'cld::role::account::admin', name: 'Admin', size: 11 },
                { id: 'cld::role::account::master_admin', name: 'Master Admin', size: 17 },
              ],
              needs_library_access: false,
            },
          ],
          lacks: [],
        }),
      )
    })

    test('may run no operation of the account', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles, principals, customPolicies, effectivePolicies, systemPolicies } = client('IDLE', 'idle secret')
      const roleId = 'access_steward'
      const policy = {
        name: 'n',
        policyStatement: 'permit(principal, action, resource);',
        scopeType: 'account',
      } as const
      const vera = { principalType: 'user', principalId: ids.vera } as const
      const calls = {
        'roles.list': () => roles.list({ permissionType: 'global' }),
        'roles.get': () => roles.get({ roleId }),
        'roles.update': () => roles.update({ roleId, role: { name: 'n' } }),
        'roles.delete': () => roles.delete({ roleId }),
        'roles.listPrincipals': () => roles.listPrincipals({ roleId }),
        'roles.updatePrincipals': () =>
          roles.updatePrincipals({
            roleId,
            updateRolePrincipalsRequest: { operation: 'add', principals: [vera] },
          }),
        'principals.listRoles': () => principals.listRoles({ ...vera, permissionType: 'global' }),
        'principals.updateRoles': () =>
          principals.updateRoles({ operation: 'add', principal: key, roles: [{ id: viewer, ...onBrand }] }),
        'principals.inspect': () => principals.inspect({ scopeType: 'account' }),
        'principals.inspectMultiple': () =>
          principals.inspectMultiple({ scopeType: 'account', principals: [{ type: 'user', id: ids.vera }] }),
        'systemPolicies.list': () => systemPolicies.list({}),
        'customPolicies.list': () => customPolicies.list({}),
        'customPolicies.create': () => customPolicies.create(policy),
        'customPolicies.get': () => customPolicies.get({ policyId: 'p' }),
        'customPolicies.update': () => customPolicies.update({ policyId: 'p', updateCustomPolicy: policy }),
        'customPolicies.delete': () => customPolicies.delete({ policyId: 'p' }),
        'effectivePolicies.list': () => effectivePolicies.list({ scopeType: 'account' }),
      }
      for (const [name, call] of Object.entries(calls)) {
        const refused = await refusalOf(call())
        assert.deepEqual({ ...refused, details: {} }, { ...notAllowed({}), type: refused.type }, name)
        const { missing, lacks } = refused.details as {
          readonly missing: readonly object[]
          readonly lacks: readonly object[]
        }
        assert.ok(missing.length > 0 && lacks.length === 0, name)
      }
      const { data } = await client().roles.list({ permissionType: 'global', managementType: 'custom' })
      assert.equal(data?.length, 2)
    })

    test('can not tell what is absent from what is forbidden', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles, principals } = client('IDLE', 'idle secret')
      const without = async (call: Promise<unknown>, name: string) =>
        JSON.stringify(await refusalOf(call)).replaceAll(name, 'ID')
      assert.equal(
        await without(roles.get({ roleId: 'absent' }), 'absent'),
        await without(roles.get({ roleId: 'access_steward' }), 'access_steward'),
      )
      const list = (id: string) =>
        without(principals.listRoles({ principalType: 'user', principalId: id, permissionType: 'global' }), id)
      assert.equal(await list('nobody'), await list(ids.vera))
    })
  })

  describe('a key that manages people, roles and policies', () => {
    test('gives no role that holds more than it has itself, by either address', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles, principals } = client('STEWARD', 'steward secret')
      const updateRoles = principals.updateRoles({
        operation: 'add',
        principal: key,
        roles: [{ id: viewer, ...onBrand }],
      })
      assert.deepEqual(await refusalOf(updateRoles), notAllowed(lacking))
      const updatePrincipals = roles.updatePrincipals({
        roleId: 'cld::role::content::folder::viewer',
        updateRolePrincipalsRequest: {
          operation: 'add',
          principals: [{ principalType: 'apiKey', principalId: 'K2', ...onBrand }],
        },
      })
      assert.deepEqual(await refusalOf(updatePrincipals), notAllowed(lacking))
      // What it holds it may give, and anything it may take away.
      const own = [{ id: 'key_steward', scopeId: ids.environment }]
      await principals.updateRoles({ operation: 'add', principal: key, roles: own })
      const vera = { type: 'user', id: ids.vera } as const
      await principals.updateRoles({ operation: 'remove', principal: vera, roles: [{ id: viewer, ...onBrand }] })
      const { data } = await principals.listRoles({
        principalType: 'apiKey',
        principalId: 'K2',
        permissionType: 'global',
      })
      assert.deepEqual(
        data?.map(({ id }) => id),
        ['key_steward'],
      )
    })

    test('puts no permission into a role that somebody has already', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles, principals } = client('STEWARD', 'steward secret')
      await roles.create({ id: 'empty', name: 'Empty', permissionType: 'content', scopeType: 'prodenv' })
      await principals.updateRoles({ operation: 'add', principal: key, roles: [{ id: 'empty', ...onBrand }] })
      const systemPolicyIds = [
        'cld::policy::content::folder::view_download',
        'cld::policy::content::folder::download_public_assets',
      ]
      const update = (role: string) => roles.update({ roleId: role, role: { name: role, systemPolicyIds } })
      assert.deepEqual(await refusalOf(update('empty')), notAllowed(lacking))
      assert.deepEqual((await roles.get({ roleId: 'empty' })).data?.policies, [])
      // A role that nobody has gives nobody anything.
      await roles.create({ id: 'unused', name: 'Unused', permissionType: 'content', scopeType: 'prodenv' })
      assert.equal((await update('unused')).data?.policies?.length, 2)
    })

    test('permits nothing by a policy that it may not do itself, and lifts no such forbid', async (context) => {
      const { client } = await givenInstallation(context)
      const { customPolicies } = client('STEWARD', 'steward secret')
      const statement = (effect: string) => `${effect}(principal, action, resource is Cloudinary::Asset);`
      const policy = { name: 'n', scopeType: 'prodenv', scopeId: ids.environment } as const
      const permit = { ...policy, policyStatement: statement('permit') }
      const refused = await refusalOf(customPolicies.create(permit))
      assert.deepEqual({ ...refused, details: {} }, notAllowed({}))
      const { lacks } = refused.details as {
        readonly lacks: readonly { readonly on: string; readonly scope_id: string }[]
      }
      assert.ok(lacks.length > 0)
      assert.ok(lacks.every(({ on, scope_id: scopeId }) => on === 'Asset' && scopeId === ids.environment))
      assert.equal((await customPolicies.create({ ...permit, enabled: false })).data?.enabled, false)
      const { data: forbid } = await customPolicies.create({ ...policy, policyStatement: statement('forbid') })
      const policyId = forbid?.id ?? ''
      assert.equal((await refusalOf(customPolicies.delete({ policyId }))).status, 403)
      const disable = { ...policy, policyStatement: statement('forbid'), enabled: false }
      assert.equal((await refusalOf(customPolicies.update({ policyId, updateCustomPolicy: disable }))).status, 403)
      // The main key holds it all.
      await client().customPolicies.delete({ policyId })
    })
  })
}

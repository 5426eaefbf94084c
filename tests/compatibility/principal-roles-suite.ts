import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnswer, invalidField, missingFields, notFound, recent, refusalOf, withoutInstants } from './answers.ts'
import { givenInstallation, ids, type GivenInstallation } from './given-installation.ts'

const viewer = 'cld::role::folder::viewer'
const reports = 'cld::role::prodenv::reports'

const viewerShown = {
  id: viewer,
  name: 'Viewer',
  description: 'See what the folder and the folders below it hold, and download what is public.',
  managementType: 'system',
  permissionType: 'content',
  scopeType: 'prodenv',
  scopeId: ids.environment,
  ...recent,
}

type Principals = ReturnType<GivenInstallation['client']>['principals']

const key = { type: 'apiKey', id: 'K2' } as const
const ofKey = { principalType: 'apiKey', principalId: 'K2' } as const
const onFolder = (id: string) => ({ id: viewer, scopeId: ids.environment, policyParameters: { folder_id: id } })

const add = (principals: Principals, roles: Parameters<Principals['updateRoles']>[0]['roles']) =>
  principals.updateRoles({ operation: 'add', principal: key, ...(roles && { roles }) })

/** The roles of one principal. */
export function principalRolesSuite(): void {
  describe('the roles of a principal', () => {
    test('show where it has them: content roles with a map, account roles without a scope', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const otto = { type: 'user', id: ids.otto } as const
      await principals.updateRoles({
        operation: 'add',
        principal: otto,
        roles: [
          onFolder(ids.brand),
          { id: 'cld::role::account::reports' },
          {
            id: 'cld::role::collection::viewer',
            scopeId: ids.environment,
            policyParameters: { collection_id: ids.launch },
          },
        ],
      })
      const list = async (permissionType: 'global' | 'content', more: object = {}) => {
        const request = { principalType: 'user', principalId: ids.otto, permissionType, ...more } as const
        return (await principals.listRoles(request)).data ?? []
      }
      const [folder] = await list('content', { folderId: ids.brand })
      assert.deepEqual(withoutInstants(folder), { ...viewerShown, policyParameters: { folder_id: ids.brand } })
      const [collection] = await list('content', { collectionId: ids.launch })
      assert.deepEqual(
        [collection?.id, collection?.policyParameters],
        ['cld::role::collection::viewer', { collection_id: ids.launch }],
      )
      const [account, ...others] = await list('global')
      const { description, ...shown } = account ?? {}
      assert.deepEqual(others, [])
      assert.ok(typeof description === 'string')
      assert.deepEqual(withoutInstants(shown), {
        id: 'cld::role::account::reports',
        name: 'Reports',
        managementType: 'system',
        permissionType: 'global',
        scopeType: 'account',
        ...recent,
      })
    })

    test('are its own, not those of its groups', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const vera = { principalType: 'user', principalId: ids.vera } as const
      assert.deepEqual(await principals.listRoles({ ...vera, permissionType: 'global' }), { data: [] })
      const { data = [] } = await principals.listRoles({ ...vera, permissionType: 'content' })
      assert.deepEqual(
        data.map(({ id }) => id),
        [viewer],
      )
    })

    test('are filtered by management, scope and parameters', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      await add(principals, [
        onFolder(ids.brand),
        onFolder(ids.summer),
        { id: 'key_steward', scopeId: ids.environment },
        { id: reports, scopeId: ids.environment },
      ])
      const list = async (request: object) => {
        const { data = [] } = await principals.listRoles({ ...ofKey, permissionType: 'global', ...request })
        return data.map(({ id, policyParameters }) => String(policyParameters?.folder_id ?? id)).sort()
      }
      const content = { permissionType: 'content' }
      assert.deepEqual(await list({}), [reports, 'key_steward'])
      assert.deepEqual(await list({ managementType: 'custom' }), ['key_steward'])
      assert.deepEqual(await list({ managementType: 'system' }), [reports])
      assert.deepEqual(await list({ ...content, managementType: 'custom' }), [])
      assert.deepEqual(await list({ scopeType: 'account' }), [])
      assert.deepEqual(await list({ scopeType: 'prodenv', scopeId: ids.environment }), [reports, 'key_steward'])
      assert.deepEqual(await list({ scopeId: ids.environment }), [reports, 'key_steward'])
      assert.deepEqual(await list({ scopeType: 'prodenv', scopeId: ids.otherEnvironment }), [])
      assert.deepEqual(await list({ scopeId: 'all' }), [])
      assert.deepEqual(await list(content), [ids.brand, ids.summer])
      assert.deepEqual(await list({ ...content, folderId: ids.summer }), [ids.summer])
      assert.deepEqual(await list({ ...content, paramKey: ['folder_id'], paramValue: [ids.brand] }), [ids.brand])
      assert.deepEqual(await list({ ...content, folderId: ids.logos }), [])
      assert.deepEqual(await list({ ...content, assetId: 'any' }), [ids.brand, ids.summer])
    })

    test('in all environments count in each', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const creative = { principalType: 'group', principalId: ids.creative, permissionType: 'global' } as const
      for (const scopeId of [ids.environment, ids.otherEnvironment, 'all']) {
        const { data = [] } = await principals.listRoles({ ...creative, scopeType: 'prodenv', scopeId })
        assert.deepEqual(
          data.map(({ id, scopeId: shown }) => [id, shown]),
          [['cld::role::prodenv::ml_user', 'all']],
        )
      }
    })

    test('are refused for fields that lack or are wrong, and for principals and scopes that do not exist', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { principals } = client()
      const lacking = await call('GET', '/principal_roles')
      assertAnswer(lacking, missingFields('principal_type', 'principal_id', 'permission_type'))
      const list = (request: object) =>
        refusalOf(principals.listRoles({ ...ofKey, permissionType: 'global', ...request }))
      const odd = types.unrecognized('odd')
      assert.deepEqual(await list({ principalType: odd }), invalidField({ principal_type: 'odd' }))
      assert.deepEqual(await list({ permissionType: odd }), invalidField({ permission_type: 'odd' }))
      assert.deepEqual(await list({ managementType: odd }), invalidField({ management_type: 'odd' }))
      const contradiction = { scopeType: 'account', scopeId: ids.environment }
      assert.deepEqual(await list(contradiction), invalidField({ scope_type: 'account' }))
      assert.deepEqual(await list({ principalId: 'xyz098ppb' }), notFound({ principal_id: 'xyz098ppb' }))
      assert.deepEqual(await list({ principalType: 'user' }), notFound({ principal_id: 'K2' }))
      assert.deepEqual(
        await list({ scopeType: 'prodenv', scopeId: '55559999333hhx' }),
        notFound({ scope_id: '55559999333hhx' }),
      )
    })
  })

  describe('a change of the roles of a principal', () => {
    test('is one of the four documented: account, environments, folders, removal', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const list = async (permissionType: 'global' | 'content') =>
        ((await principals.listRoles({ principalType: 'user', principalId: ids.otto, permissionType })).data ?? [])
          .map(({ id, scopeId, policyParameters }) => [id, scopeId, policyParameters?.folder_id].join(' ').trim())
          .sort()
      const otto = { type: 'user', id: ids.otto } as const
      const change = (operation: 'add' | 'remove', roles: Parameters<typeof add>[1]) =>
        principals.updateRoles({ operation, principal: otto, ...(roles && { roles }) })
      await change('add', [{ id: 'cld::role::account::reports' }])
      await change(
        'add',
        [ids.environment, ids.otherEnvironment].map((scopeId) => ({ id: reports, scopeId })),
      )
      await change('add', [onFolder(ids.brand), onFolder(ids.summer)])
      assert.deepEqual(await list('global'), [
        'cld::role::account::reports',
        `${reports} ${ids.environment}`,
        `${reports} ${ids.otherEnvironment}`,
      ])
      assert.deepEqual(await list('content'), [
        `${viewer} ${ids.environment} ${ids.brand}`,
        `${viewer} ${ids.environment} ${ids.summer}`,
      ])
      await change('remove', [onFolder(ids.brand), { id: reports, scopeId: ids.environment }])
      assert.deepEqual(await list('global'), ['cld::role::account::reports', `${reports} ${ids.otherEnvironment}`])
      assert.deepEqual(await list('content'), [`${viewer} ${ids.environment} ${ids.summer}`])
    })

    test('removes just what it names: `all` and one environment are two assignments', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const creative = { type: 'group', id: ids.creative } as const
      const roles = [{ id: 'cld::role::prodenv::ml_user', scopeId: ids.environment }]
      await principals.updateRoles({ operation: 'remove', principal: creative, roles })
      const request = { principalType: 'group', principalId: ids.creative, permissionType: 'global' } as const
      assert.deepEqual(
        (await principals.listRoles(request)).data?.map(({ scopeId }) => scopeId),
        ['all'],
      )
    })

    test('is refused for fields that lack or are wrong', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { principals } = client()
      const update = (request: Parameters<Principals['updateRoles']>[0]) => refusalOf(principals.updateRoles(request))
      assert.deepEqual(await update({}), missingFields('operation', 'principal', 'roles'))
      assert.deepEqual(await update({ operation: 'add', roles: [] }), missingFields('principal'))
      const bare = { operation: 'add', principal: {}, roles: [{}] }
      const lacking = await call('PUT', '/principal_roles', { body: bare })
      assertAnswer(lacking, missingFields('principal_type', 'principal_id', 'role_id'))
      const subtract = { operation: 'subtract', principal: key, roles: [] }
      const answer = await call('PUT', '/principal_roles', { body: subtract })
      assertAnswer(answer, invalidField({ operation: 'subtract' }))
    })

    test('is refused for roles, principals, scopes and folders that do not exist, and then nothing is stored', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const good = { id: reports, scopeId: ids.environment }
      const tryRole = (role: Parameters<Principals['updateRoles']>[0]['roles'] & object) =>
        refusalOf(add(principals, [good, ...role]))
      assert.deepEqual(await tryRole([{ id: 'r', scopeId: ids.environment }]), notFound({ role_id: 'r' }))
      assert.deepEqual(await tryRole([{ id: reports, scopeId: 'e' }]), notFound({ scope_id: 'e' }))
      assert.deepEqual(await tryRole([onFolder('f')]), notFound({ folder_id: 'f' }))
      assert.deepEqual(await tryRole([{ id: reports }]), missingFields('scope_id'))
      const nobody = { type: 'group', id: 'g' } as const
      assert.deepEqual(
        await refusalOf(principals.updateRoles({ operation: 'add', principal: nobody, roles: [good] })),
        notFound({ principal_id: 'g' }),
      )
      assert.deepEqual(await principals.listRoles({ ...ofKey, permissionType: 'global' }), { data: [] })
    })
  })
}

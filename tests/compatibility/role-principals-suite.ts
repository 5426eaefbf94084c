import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  conflict,
  invalidField,
  missingFields,
  notFound,
  recent,
  refusalOf,
  undeclared,
  withoutInstants,
} from './answers.ts'
import { givenInstallation, ids, type GivenInstallation } from './given-installation.ts'

const viewer = 'cld::role::folder::viewer'
const moderator = 'cld::role::prodenv::moderator'
const collaborator = 'cld::role::collection::collaborator'
const accountReports = 'cld::role::account::reports'

type Roles = ReturnType<GivenInstallation['client']>['roles']
type Change = NonNullable<Parameters<Roles['updatePrincipals']>[0]['updateRolePrincipalsRequest']>

const user = { principalType: 'user', principalId: ids.otto } as const
const key = { principalType: 'apiKey', principalId: 'K2' } as const
const group = { principalType: 'group', principalId: ids.creative } as const
const accountKey = { principalType: 'provisioningKey', principalId: 'IDLE' } as const
const onFolder = (id: string) => ({ scopeId: ids.environment, policyParameters: { folder_id: id } })

/** Gives a role to principals, or takes it away. */
const change = (roles: Roles, roleId: string, operation: 'add' | 'remove', principals: Change['principals']) =>
  roles.updatePrincipals({ roleId, updateRolePrincipalsRequest: { operation, ...(principals && { principals }) } })

/** The principals of one role. */
export function rolePrincipalsSuite(): void {
  describe('the principals of a role', () => {
    test('are given it and lose it, whatever kind they are', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const scopeId = ids.environment
      const all = [user, group, key, accountKey].map((one) => ({ ...one, scopeId }))
      assert.equal(await change(roles, moderator, 'add', all), undefined)
      const shown = [
        { type: 'user', id: ids.otto },
        { type: 'group', id: ids.creative },
        { type: 'apiKey', id: 'K2' },
        { type: 'provisioningKey', id: 'IDLE' },
      ]
      assert.deepEqual(await roles.listPrincipals({ roleId: moderator }), { data: shown })
      await change(
        roles,
        moderator,
        'remove',
        [all[0], all[3]].filter((one) => one !== undefined),
      )
      assert.deepEqual(await roles.listPrincipals({ roleId: moderator }), { data: shown.slice(1, 3) })
    })

    test('show as an id and a type; with `verbose` as whole assignments', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const onTwo = [ids.brand, ids.summer].map((id) => ({ ...key, ...onFolder(id) }))
      await change(roles, viewer, 'add', onTwo)
      const vera = { id: ids.vera, type: 'user' }
      const short = { data: [vera, { id: 'K2', type: 'apiKey' }] }
      assert.deepEqual(await roles.listPrincipals({ roleId: viewer }), short)
      assert.deepEqual(await roles.listPrincipals({ roleId: viewer, verbose: false }), short)
      const place = (id: string) => ({
        roleId: viewer,
        scopeType: 'prodenv',
        scopeId: ids.environment,
        policyParameters: { folder_id: id },
        ...recent,
      })
      const { data = [] } = await roles.listPrincipals({ roleId: viewer, verbose: true })
      assert.deepEqual(withoutInstants(data[0]), { ...vera, ...place(ids.brand) })
      const ofKey = data
        .slice(1)
        .sort((one, other) => (JSON.stringify(one.policyParameters) < JSON.stringify(other.policyParameters) ? -1 : 1))
      assert.deepEqual(
        withoutInstants(ofKey),
        [ids.brand, ids.summer].map((id) => ({ id: 'K2', type: 'apiKey', ...place(id) })),
      )
    })

    test('of an account role have no environment', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      await change(roles, accountReports, 'add', [user, { ...accountKey, scopeId: null }])
      const { data } = await roles.listPrincipals({ roleId: accountReports, verbose: true })
      const whole = (type: string, id: string) => ({
        type,
        id,
        roleId: accountReports,
        scopeType: 'account',
        ...recent,
      })
      assert.deepEqual(withoutInstants(data), [whole('user', ids.otto), whole('provisioningKey', 'IDLE')])
    })

    test('are filtered by scope and by folder; `all` counts in every environment', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      await change(roles, moderator, 'add', [
        { ...user, scopeId: 'all' },
        { ...group, scopeId: ids.environment },
        { ...accountKey, scopeId: ids.otherEnvironment },
      ])
      await change(roles, viewer, 'add', [{ ...key, ...onFolder(ids.summer) }])
      const idsOf = async (request: Parameters<Roles['listPrincipals']>[0]) =>
        (await roles.listPrincipals(request)).data?.map(({ id }) => id)
      assert.deepEqual(await idsOf({ roleId: moderator }), [ids.otto, ids.creative, 'IDLE'])
      assert.deepEqual(await idsOf({ roleId: moderator, scopeType: 'prodenv' }), [ids.otto, ids.creative, 'IDLE'])
      assert.deepEqual(await idsOf({ roleId: moderator, scopeType: 'account' }), [])
      const of = (scopeId: string) => idsOf({ roleId: moderator, scopeType: 'prodenv', scopeId })
      assert.deepEqual(await of(ids.environment), [ids.otto, ids.creative])
      assert.deepEqual(await of(ids.otherEnvironment), [ids.otto, 'IDLE'])
      assert.deepEqual(await of('all'), [ids.otto])
      const on = (request: object) => idsOf({ roleId: viewer, ...request })
      assert.deepEqual(await on({ folderId: ids.summer }), ['K2'])
      assert.deepEqual(await on({ paramKey: ['folder_id'], paramValue: [ids.brand] }), [ids.vera])
      assert.deepEqual(await on({ folderId: ids.logos }), [])
      assert.deepEqual(await on({ collectionId: ids.brand }), [])
      assert.deepEqual(await on({ assetId: 'any' }), [ids.vera, 'K2'])
    })

    test('are refused for a role or a scope that does not exist', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      assert.deepEqual(await refusalOf(roles.listPrincipals({ roleId: 'r' })), notFound({ role_id: 'r' }))
      const request = { roleId: viewer, scopeType: 'prodenv', scopeId: 'nowhere' } as const
      assert.deepEqual(await refusalOf(roles.listPrincipals(request)), notFound({ scope_id: 'nowhere' }))
      const contradiction = { roleId: viewer, scopeType: 'account', scopeId: ids.environment } as const
      assert.deepEqual(
        await refusalOf(roles.listPrincipals(contradiction)),
        undeclared(invalidField({ scope_type: 'account' })),
      )
    })
  })

  describe('a change of the principals of a role', () => {
    test('that is there already, or was never there, changes nothing and succeeds', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { roles } = client()
      const principals = [{ ...key, ...onFolder(ids.brand) }]
      await change(roles, viewer, 'add', principals)
      const before = await roles.listPrincipals({ roleId: viewer, verbose: true })
      await change(roles, viewer, 'add', principals)
      await change(roles, viewer, 'add', [...principals, ...principals])
      await change(roles, viewer, 'remove', [{ ...key, ...onFolder(ids.summer) }])
      await change(roles, 'cld::role::content::folder::viewer', 'add', principals)
      await change(roles, viewer, 'add', [])
      assert.deepEqual(await roles.listPrincipals({ roleId: viewer, verbose: true }), before)
      const body = { operation: 'add', principals: [] }
      const answer = await call('PUT', `/roles/${viewer}/principals`, { body })
      assert.deepEqual([answer.status, answer.body], [200, {}])
    })

    test('is made whole or not at all', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const two = [
        { ...key, scopeId: ids.environment },
        { ...user, principalId: 'nobody', scopeId: ids.environment },
      ]
      assert.deepEqual(await refusalOf(change(roles, moderator, 'add', two)), notFound({ principal_id: 'nobody' }))
      assert.deepEqual(await roles.listPrincipals({ roleId: moderator }), { data: [] })
    })

    test('is refused for fields that lack', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const update = (request: Change) =>
        refusalOf(roles.updatePrincipals({ roleId: moderator, updateRolePrincipalsRequest: request }))
      assert.deepEqual(await update({}), missingFields('operation', 'principals'))
      assert.deepEqual(await update({ operation: 'add' }), missingFields('principals'))
      assert.deepEqual(await update({ operation: 'add', principals: [key] }), missingFields('scope_id'))
    })

    test('is refused for what does not exist', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const add = (roleId: string, one: NonNullable<Change['principals']>[number]) =>
        refusalOf(change(roles, roleId, 'add', [one]))
      const scopeId = ids.environment
      assert.deepEqual(await add('r', { ...key, scopeId }), notFound({ role_id: 'r' }))
      assert.deepEqual(await add(moderator, { ...key, scopeId: 'nowhere' }), notFound({ scope_id: 'nowhere' }))
      // An id must be of a principal of that type.
      const crossed = { principalType: 'user', principalId: 'K2', scopeId } as const
      assert.deepEqual(await add(moderator, crossed), notFound({ principal_id: 'K2' }))
      assert.deepEqual(await add(viewer, { ...key, ...onFolder('f') }), notFound({ folder_id: 'f' }))
      const elsewhere = { ...user, ...onFolder(ids.brand), scopeId: ids.otherEnvironment }
      assert.deepEqual(await add(viewer, elsewhere), notFound({ folder_id: ids.brand }))
      const collection = { ...key, scopeId, policyParameters: { collection_id: ids.brand } }
      assert.deepEqual(await add(collaborator, collection), notFound({ collection_id: ids.brand }))
    })

    test('is refused when scope or parameters do not fit the role', async (context) => {
      const { roles } = (await givenInstallation(context)).client()
      const scopeId = ids.environment
      const add = (roleId: string, place: object) => refusalOf(change(roles, roleId, 'add', [{ ...user, ...place }]))
      assert.deepEqual(await add(accountReports, { scopeId }), invalidField({ scope_id: scopeId }))
      assert.deepEqual(await add(accountReports, { scopeId: 'all' }), invalidField({ scope_id: 'all' }))
      const unfit = (actual: object, required: readonly string[]) =>
        invalidField({ policy_parameters: actual }, { actual, required })
      const folder = { folder_id: ids.brand }
      assert.deepEqual(await add(viewer, { scopeId }), unfit({}, ['folder_id']))
      const cases = [
        { collection_id: ids.launch },
        { ...folder, x: 1 },
        { folder_id: 5 },
        { folder_id: '' },
        { FOLDER_ID: 'x' },
      ]
      for (const policyParameters of cases) {
        assert.deepEqual(await add(viewer, { scopeId, policyParameters }), unfit(policyParameters, ['folder_id']))
      }
      assert.deepEqual(await add(collaborator, { scopeId, policyParameters: folder }), unfit(folder, ['collection_id']))
      assert.deepEqual(await add(moderator, { scopeId, policyParameters: folder }), unfit(folder, []))
      const odd = { principalType: types.unrecognized('key') }
      assert.deepEqual(await add(moderator, { ...odd, scopeId }), invalidField({ principal_type: 'key' }))
    })

    test('never takes the last active Master Admin from the account', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      const master = 'cld::role::account::master_admin'
      const main = { principalType: 'provisioningKey', principalId: 'PK' } as const
      const refused = await refusalOf(change(roles, master, 'remove', [main]))
      assert.deepEqual(refused, undeclared(conflict('this would leave the account without an active Master Admin')))
      await change(roles, master, 'add', [user])
      await change(roles, master, 'remove', [main])
      assert.equal((await refusalOf(roles.list({ permissionType: 'global' }))).status, 403)
    })
  })
}

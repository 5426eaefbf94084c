import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnswer, invalidField, missingFields, notFound, recent, refusalOf, withoutInstants } from './answers.ts'
import { givenInstallation, ids, type GivenInstallation } from './given-installation.ts'

const viewer = {
  id: 'cld::role::folder::viewer',
  name: 'Viewer',
  description: 'See what the folder and the folders below it hold, and download what is public.',
  managementType: 'system',
  permissionType: 'content',
  scopeType: 'prodenv',
  scopeId: ids.environment,
  policyParameters: { folder_id: ids.brand },
  ...recent,
}

const mlUser = {
  id: 'cld::role::prodenv::ml_user',
  name: 'Media Library User',
  description: 'Enter the Media Library; folder and collection roles say what is found inside.',
  managementType: 'system',
  permissionType: 'global',
  scopeType: 'prodenv',
  scopeId: 'all',
  ...recent,
}

type Principals = ReturnType<GivenInstallation['client']>['principals']
type Inspection = Awaited<ReturnType<Principals['inspect']>>

const idsOf = ({ data }: Inspection): readonly string[] => data?.principals?.map(({ id }) => id) ?? []

/** Who has which roles where. */
export function inspectSuite(): void {
  describe('an inspection', () => {
    test('shows the principals with roles in a scope, users first, each with all its roles there', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const { data, nextCursor } = await principals.inspect({ scopeType: 'prodenv', scopeId: ids.environment })
      assert.equal(nextCursor, undefined)
      const found = data?.principals ?? []
      assert.deepEqual(
        found.map(({ type, id, roles }) => [type, id, ...roles.map((role) => role.id)]),
        [
          ['user', ids.vera, viewer.id],
          ['group', ids.creative, mlUser.id],
          ['apiKey', 'K', 'cld::role::prodenv::master_admin'],
          ['provisioningKey', 'OFF', 'cld::role::prodenv::master_admin'],
          ['provisioningKey', 'PK', 'cld::role::prodenv::master_admin'],
          ['provisioningKey', 'STEWARD', 'key_steward'],
        ],
      )
      assert.deepEqual(withoutInstants(found.slice(0, 2)), [
        { type: 'user', id: ids.vera, roles: [viewer] },
        { type: 'group', id: ids.creative, roles: [mlUser] },
      ])
    })

    test('is narrowed by scope, principal and parameters', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const find = async (request: Parameters<Principals['inspect']>[0]) => idsOf(await principals.inspect(request))
      assert.deepEqual(await find({ scopeType: 'account' }), ['OFF', 'PK', 'STEWARD'])
      const everywhere = [ids.creative, 'OFF', 'PK', 'STEWARD']
      assert.deepEqual(await find({ scopeType: 'prodenv', scopeId: ids.otherEnvironment }), everywhere)
      assert.deepEqual(await find({ scopeType: 'prodenv', scopeId: 'all' }), everywhere)
      assert.equal((await find({ scopeType: 'prodenv' })).length, 6)
      const prodenv = { scopeType: 'prodenv', scopeId: ids.environment } as const
      assert.deepEqual(await find({ ...prodenv, folderId: ids.brand }), [ids.vera])
      assert.deepEqual(await find({ ...prodenv, paramKey: ['folder_id'], paramValue: [ids.brand] }), [ids.vera])
      assert.deepEqual(await find({ ...prodenv, folderId: ids.logos }), [])
      assert.deepEqual(await find({ ...prodenv, collectionId: ids.launch }), [])
      assert.equal((await find({ ...prodenv, assetId: 'any' })).length, 6)
      const vera = { principalType: 'user', principalId: ids.vera } as const
      assert.deepEqual(await find({ ...prodenv, ...vera }), [ids.vera])
    })

    test('of one principal without roles there shows it without roles', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const otto = { principalType: 'user', principalId: ids.otto } as const
      const { data } = await principals.inspect({ scopeType: 'prodenv', ...otto })
      assert.deepEqual(data, { principals: [{ type: 'user', id: ids.otto, roles: [] }] })
    })

    test('pages through many principals by an opaque cursor, each once', async (context) => {
      const number = 130
      const { client } = await givenInstallation(context, { users: manyUsers(number) })
      const { principals } = client()
      const request = { scopeType: 'prodenv', folderId: ids.summer } as const
      const first = await principals.inspect(request)
      assert.equal(idsOf(first).length, 100)
      assert.equal(typeof first.nextCursor, 'string')
      const second = await principals.inspect({ ...request, cursor: first.nextCursor })
      assert.equal(second.nextCursor, undefined)
      const found = [...idsOf(first), ...idsOf(second)]
      assert.deepEqual(
        found.toSorted(),
        manyUsers(number)
          .map(({ id }) => id)
          .toSorted(),
      )
      const named = found.map((id) => ({ type: 'user', id }) as const)
      const multiple = { scopeType: 'prodenv', principals: named, policyParameters: { folder_id: ids.summer } } as const
      const firstNamed = await principals.inspectMultiple({ ...multiple, principals: named })
      assert.deepEqual(firstNamed.data, first.data)
      const secondNamed = await principals.inspectMultiple({
        ...multiple,
        principals: named,
        cursor: firstNamed.nextCursor,
      })
      assert.deepEqual([secondNamed.data, secondNamed.nextCursor], [second.data, undefined])
      for (const cursor of [
        '3',
        'x',
        first.nextCursor?.slice(1) ?? '',
        Buffer.from('["user"]').toString('base64url'),
      ]) {
        assert.deepEqual(await refusalOf(principals.inspect({ ...request, cursor })), invalidField({ cursor }))
      }
    })

    test('is refused for fields that lack or are wrong, and for what does not exist', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { principals } = client()
      const lacking = await call('GET', '/principal_roles/inspect')
      assertAnswer(lacking, missingFields('scope_type'))
      const inspect = (request: object) => refusalOf(principals.inspect({ scopeType: 'prodenv', ...request }))
      const odd = types.unrecognized('odd')
      assert.deepEqual(await inspect({ scopeType: odd }), invalidField({ scope_type: 'odd' }))
      assert.deepEqual(await inspect({ principalType: odd, principalId: 'x' }), invalidField({ principal_type: 'odd' }))
      assert.deepEqual(await inspect({ principalId: ids.vera }), missingFields('principal_type'))
      assert.deepEqual(await inspect({ scopeId: 'e' }), notFound({ scope_id: 'e' }))
      const nobody = { principalType: 'user', principalId: 'u' }
      assert.deepEqual(await inspect(nobody), notFound({ principal_id: 'u' }))
      const contradiction = { scopeType: 'account', scopeId: ids.environment }
      assert.deepEqual(await inspect(contradiction), invalidField({ scope_type: 'account' }))
      assert.deepEqual(await inspect({ folderId: 'a', collectionId: 'b' }), invalidField({ collection_id: 'b' }))
    })
  })

  describe('an inspection of named principals', () => {
    test('shows those and no others, also ones without roles', async (context) => {
      const { principals } = (await givenInstallation(context)).client()
      const named = [
        { type: 'apiKey', id: 'K2' },
        { type: 'group', id: ids.creative },
        { type: 'user', id: ids.vera },
        { type: 'user', id: ids.vera },
      ] as const
      const request = { scopeType: 'prodenv', scopeId: ids.environment, principals: [...named] } as const
      assert.deepEqual(withoutInstants(await principals.inspectMultiple({ ...request, principals: [...named] })), {
        data: {
          principals: [
            { type: 'user', id: ids.vera, roles: [viewer] },
            { type: 'group', id: ids.creative, roles: [mlUser] },
            { type: 'apiKey', id: 'K2', roles: [] },
          ],
        },
      })
      const onBrand = { ...request, principals: [...named], policyParameters: { folder_id: ids.brand } }
      const { data } = await principals.inspectMultiple(onBrand)
      assert.deepEqual(
        data?.principals?.map(({ id, roles }) => [id, roles.length]),
        [
          [ids.vera, 1],
          [ids.creative, 0],
          ['K2', 0],
        ],
      )
      assert.deepEqual(await principals.inspectMultiple({ scopeType: 'account', principals: [] }), {
        data: { principals: [] },
      })
    })

    test('is refused for fields that lack or are wrong, and for what does not exist', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { principals } = client()
      const lacking = await call('POST', '/principal_roles/inspect', { body: {} })
      assertAnswer(lacking, missingFields('scope_type', 'principals'))
      const inspect = (request: object) =>
        refusalOf(principals.inspectMultiple({ scopeType: 'prodenv', principals: [], ...request }))
      const odd = types.unrecognized('odd')
      assert.deepEqual(await inspect({ scopeType: odd }), invalidField({ scope_type: 'odd' }))
      assert.deepEqual(await inspect({ principals: [{ type: odd, id: 'x' }] }), invalidField({ principal_type: 'odd' }))
      assert.deepEqual(await inspect({ principals: [{ type: 'user', id: 'u' }] }), notFound({ principal_id: 'u' }))
      assert.deepEqual(await inspect({ scopeId: 'e' }), notFound({ scope_id: 'e' }))
      for (const map of [{ odd: 'x' }, { folder_id: 'a', collection_id: 'b' }, { folder_id: 5 }]) {
        assert.deepEqual(await inspect({ policyParameters: map }), invalidField({ policy_parameters: map }))
      }
    })
  })
}

/** Users with a role on the folder `summer`. */
const manyUsers = (number: number) =>
  Array.from({ length: number }, (_, position) => ({
    id: `many${position}`,
    name: `User ${position}`,
    email: `many${position}@example.com`,
    pending: false,
    environments: ['demo'],
    roles: [{ role: 'cld::role::folder::viewer', environment: 'demo', folder: 'summer' }],
  }))

import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { invalidField, missingFields, notFound, predefined, refusalOf, undeclared } from './answers.ts'
import { givenInstallation, ids } from './given-installation.ts'

const viewer = {
  id: 'cld::role::folder::viewer',
  name: 'Viewer',
  description: 'See what the folder and the folders below it hold, and download what is public.',
  managementType: 'system',
  permissionType: 'content',
  policyParameters: ['folder_id'],
  scopeType: 'prodenv',
  ...predefined,
}

const statementsOf = (folder: string): readonly string[] => [
  [
    `permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains(${folder}) };`,
    `permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains(${folder}) };`,
  ].join('\n'),
  `permit(principal, action == Cloudinary::Action::"download", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains(${folder}) && resource.public == true };`,
]

/** Listing roles and showing one. */
export function readRolesSuite(): void {
  describe('the list of roles', () => {
    test('holds system roles before custom ones, of the type that is asked for', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      await roles.create({ id: 'drop', name: 'Drop', permissionType: 'content', scopeType: 'prodenv' })
      const idsOf = async (request: Parameters<typeof roles.list>[0]) =>
        ((await roles.list(request)).data ?? []).map(({ id }) => id.replace('cld::role::', ''))
      const account = ['master_admin', 'admin', 'tech_admin', 'billing', 'reports'].map((name) => `account::${name}`)
      assert.deepEqual(await idsOf({ permissionType: 'global', scopeType: 'account' }), [...account, 'access_steward'])
      assert.deepEqual(
        await idsOf({ permissionType: 'global', scopeType: 'account', managementType: 'system' }),
        account,
      )
      const custom = { permissionType: 'global', managementType: 'custom' } as const
      assert.deepEqual(await idsOf(custom), ['access_steward', 'key_steward'])
      assert.equal((await idsOf({ permissionType: 'global' })).length, 16 + 2)
      const folder = ['viewer', 'contributor', 'editor', 'manager', 'distributor'].map((name) => `folder::${name}`)
      const collection = ['viewer', 'collaborator', 'manager', 'distributor'].map((name) => `collection::${name}`)
      const sorted = async (request: Parameters<typeof roles.list>[0]) => (await idsOf(request)).sort()
      assert.deepEqual(await sorted({ permissionType: 'content' }), [...folder, ...collection, 'drop'].sort())
      const ofFolders = await sorted({ permissionType: 'content', policyParameters: ['folder_id'] })
      assert.deepEqual(ofFolders, [...folder, 'drop'].sort())
      const ofBoth = ['folder_id', 'collection_id']
      assert.equal((await idsOf({ permissionType: 'content', policyParameters: ofBoth })).length, 10)
      assert.deepEqual(await idsOf({ permissionType: 'content', policyParameters: ['asset_id'] }), [])
      assert.deepEqual(await idsOf({ permissionType: 'content', scopeType: 'account' }), [])
      assert.deepEqual(await idsOf({ permissionType: 'global', policyParameters: ['folder_id'] }), [])
    })

    test('shows roles whole, without their policies', async (context) => {
      const { client } = await givenInstallation(context)
      const { data = [] } = await client().roles.list({ permissionType: 'content' })
      assert.deepEqual(
        data.find(({ id }) => id === viewer.id),
        viewer,
      )
      const { data: global = [] } = await client().roles.list({ permissionType: 'global' })
      const { description, ...reports } = global.find(({ id }) => id === 'cld::role::prodenv::reports') ?? {}
      assert.ok(typeof description === 'string')
      assert.deepEqual(reports, {
        id: 'cld::role::prodenv::reports',
        name: 'Reports',
        managementType: 'system',
        permissionType: 'global',
        scopeType: 'prodenv',
        ...predefined,
      })
    })

    test('needs a type, and refuses words it does not know', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { roles } = client()
      const { details } = missingFields('permission_type')
      for (const query of ['', '?permission_type=', '?permission_type']) {
        const { status, body } = await call('GET', `/roles${query}`)
        assert.deepEqual([status, (body as { error: { details: unknown } }).error.details], [400, details])
      }
      const list = (request: object) => refusalOf(roles.list({ permissionType: 'global', ...request }))
      const odd = types.unrecognized('odd')
      assert.deepEqual(await list({ permissionType: odd }), undeclared(invalidField({ permission_type: 'odd' })))
      assert.deepEqual(await list({ scopeType: odd }), undeclared(invalidField({ scope_type: 'odd' })))
      assert.deepEqual(await list({ managementType: odd }), undeclared(invalidField({ management_type: 'odd' })))
      assert.deepEqual(
        await list({ policyParameters: ['odd'] }),
        undeclared(invalidField({ policy_parameters: 'odd' })),
      )
    })
  })

  describe('one role', () => {
    test('shows placeholders in its policies, and in their place the folder that is named', async (context) => {
      const { client } = await givenInstallation(context)
      const show = async (request: object) => {
        const { data } = await client().roles.get({ roleId: viewer.id, ...request })
        const { policies = [], ...role } = data ?? {}
        assert.deepEqual(role, viewer)
        return policies.map(({ policyStatement }) => policyStatement)
      }
      const placeholder = statementsOf('"<folder_id>"')
      const filled = statementsOf(JSON.stringify(ids.brand))
      assert.deepEqual(await show({}), placeholder)
      assert.deepEqual(await show({ folderId: ids.brand }), filled)
      assert.deepEqual(await show({ paramKey: ['folder_id'], paramValue: [ids.brand] }), filled)
      const both = { folderId: ids.brand, paramKey: ['folder_id'], paramValue: [ids.brand] }
      assert.deepEqual(await show(both), filled)
      // Assets are no parameter, and a collection is not this role's.
      assert.deepEqual(await show({ assetId: 'a' }), placeholder)
      assert.deepEqual(await show({ collectionId: ids.launch }), placeholder)
      // A folder that isn't there is filled in, too; no text leaves its quotes.
      assert.deepEqual(await show({ folderId: 'a"b\\c' }), statementsOf(String.raw`"a\"b\\c"`))
    })

    test('of collections is filled with a collection', async (context) => {
      const { client } = await givenInstallation(context)
      const show = async (request: object) => {
        const { data } = await client().roles.get({ roleId: 'cld::role::collection::viewer', ...request })
        return data?.policies?.[0]?.policyStatement
      }
      const statement = (id: string) =>
        `permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("${id}") };`
      assert.equal(await show({}), statement('<collection_id>'))
      assert.equal(await show({ collectionId: ids.launch }), statement(ids.launch))
      assert.equal(await show({ paramKey: ['collection_id'], paramValue: [ids.launch] }), statement(ids.launch))
    })

    test('goes by other spellings of its id, and shows its own', async (context) => {
      const { client } = await givenInstallation(context)
      const spellings = {
        'cld::role::content::folder::viewer': 'cld::role::folder::viewer',
        'cld::role::content::collection::manager': 'cld::role::collection::manager',
        'cld::role::account::technical_admin': 'cld::role::account::tech_admin',
        'cld::role::prodenv::media_library_user': 'cld::role::prodenv::ml_user',
      }
      for (const [roleId, id] of Object.entries(spellings)) {
        assert.equal((await client().roles.get({ roleId })).data?.id, id)
      }
    })

    test('is found under an id with any characters, percent-encoded or not', async (context) => {
      const { client, call } = await givenInstallation(context)
      const id = 'a/b?c#d%e::f+ü'
      await client().roles.create({ id, name: 'Odd', permissionType: 'global', scopeType: 'prodenv' })
      assert.equal((await client().roles.get({ roleId: id })).data?.id, id)
      for (const path of ['cld::role::folder::viewer', 'cld%3A%3Arole%3A%3Afolder%3A%3Aviewer']) {
        const { body } = await call('GET', `/roles/${path}`)
        assert.equal((body as { data: { id: string } }).data.id, viewer.id)
      }
    })

    test('is refused for an id that names none, and for parameters that contradict each other', async (context) => {
      const { client } = await givenInstallation(context)
      const get = (request: object) => refusalOf(client().roles.get({ roleId: viewer.id, ...request }))
      assert.deepEqual(
        await get({ roleId: 'Cld::role::folder::viewer' }),
        notFound({ role_id: 'Cld::role::folder::viewer' }),
      )
      assert.deepEqual(
        await get({ folderId: 'a', collectionId: 'b' }),
        undeclared(invalidField({ collection_id: 'b' })),
      )
      assert.deepEqual(await get({ paramKey: ['folder_id'] }), undeclared(missingFields('param_value')))
      assert.deepEqual(await get({ paramValue: ['x'] }), undeclared(missingFields('param_key')))
      assert.deepEqual(
        await get({ paramKey: ['odd'], paramValue: ['x'] }),
        undeclared(invalidField({ param_key: 'odd' })),
      )
    })
  })
}

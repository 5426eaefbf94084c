import { types } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { assertAnswer, conflict, invalidField, missingFields, recent, refusalOf, withoutInstants } from './answers.ts'
import { givenInstallation } from './given-installation.ts'
import { addAssets, dropBox, uploadAssets, uploader } from './role-examples.ts'

/** Making custom roles. */
export function rolesSuite(): void {
  describe('a custom role', () => {
    test('is made under the id that the caller chose, and read back the same', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      const made = await roles.create({ ...uploader, id: 'upload_manager_12334565' })
      assert.deepEqual(withoutInstants(made), {
        data: {
          id: 'upload_manager_12334565',
          name: 'Upload manager',
          description: 'Uploads.',
          managementType: 'custom',
          permissionType: 'global',
          scopeType: 'prodenv',
          ...recent,
          policies: [uploadAssets],
        },
      })
      assert.deepEqual(await roles.get({ roleId: 'upload_manager_12334565' }), made)
    })

    test('of folders says which parameter it takes; without an id it gets one, without permissions it has none', async (context) => {
      const { client } = await givenInstallation(context)
      const { data: content } = await client().roles.create(dropBox)
      assert.match(content?.id ?? '', /^drop_box_[a-z0-9]+$/)
      assert.deepEqual(withoutInstants({ ...content, id: '' }), {
        id: '',
        name: 'Drop box',
        description: null,
        managementType: 'custom',
        permissionType: 'content',
        policyParameters: ['folder_id'],
        scopeType: 'prodenv',
        ...recent,
        policies: [addAssets],
      })
      const { data: empty } = await client().roles.create({ name: 'Ø', permissionType: 'global', scopeType: 'account' })
      assert.notEqual(empty?.id, '')
      assert.deepEqual(empty?.policies, [])
      assert.equal(empty.scopeType, 'account')
    })

    test('takes ids of permissions without the word `policy`, each once, in any order', async (context) => {
      const { client } = await givenInstallation(context)
      const { data } = await client().roles.create({
        name: 'People',
        permissionType: 'global',
        scopeType: 'account',
        systemPolicyIds: ['cld::global::users_and_groups::manage', 'cld::policy::global::users_and_groups::manage'],
      })
      assert.deepEqual(
        data?.policies?.map(({ id }) => id),
        ['cld::policy::global::users_and_groups::manage'],
      )
    })

    test('is refused for permissions that do not exist, or of another level or kind, the first one named', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      const unfit = (systemPolicyIds: readonly string[], shape: object = {}) =>
        refusalOf(roles.create({ ...uploader, ...shape, systemPolicyIds: [...systemPolicyIds] }))
      const sample = 'cld::global::upload_presets::sample'
      assert.deepEqual(await unfit([uploadAssets.id, sample, 'x']), invalidField({ system_policy_ids: sample }))
      assert.deepEqual(await unfit([addAssets.id]), invalidField({ system_policy_ids: addAssets.id }))
      const ofAccount = 'cld::policy::global::roles::manage'
      assert.deepEqual(await unfit([ofAccount]), invalidField({ system_policy_ids: ofAccount }))
      const collection = 'cld::policy::content::collection::view'
      const content = { permissionType: 'content' }
      assert.deepEqual(await unfit([collection], content), invalidField({ system_policy_ids: collection }))
      assert.deepEqual(await unfit([''], content), invalidField({ system_policy_ids: '' }))
    })

    test('is refused for words that the API does not know', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      const folder = types.unrecognized('folder')
      assert.deepEqual(
        await refusalOf(roles.create({ ...uploader, scopeType: folder })),
        invalidField({ scope_type: 'folder' }),
      )
      assert.deepEqual(
        await refusalOf(roles.create({ ...uploader, permissionType: 'folder' })),
        invalidField({ permission_type: 'folder' }),
      )
      // There are no folders in an account as a whole.
      assert.deepEqual(
        await refusalOf(roles.create({ ...dropBox, scopeType: 'account', systemPolicyIds: [] })),
        invalidField({ scope_type: 'account' }),
      )
      for (const name of ['', ' ', 'n'.repeat(256), 'a\0b', 'a\nb']) {
        assert.deepEqual(
          await refusalOf(roles.create({ ...uploader, name })),
          invalidField({ name }),
          JSON.stringify(name),
        )
      }
      for (const id of ['', 'with blank', 'i'.repeat(256), 'cld::role::prodenv::mine', 'a\0']) {
        assert.deepEqual(await refusalOf(roles.create({ ...uploader, id })), invalidField({ id }), JSON.stringify(id))
      }
      assert.deepEqual((await roles.list({ permissionType: 'global', managementType: 'custom' })).data?.length, 2)
    })

    test('is refused for fields that lack, all of them named', async (context) => {
      const { call } = await givenInstallation(context)
      for (const body of [{}, { name: null, scope_type: null }, '']) {
        const answer = await call('POST', '/roles', { body })
        assertAnswer(answer, missingFields('permission_type', 'scope_type', 'name'))
      }
      const one = await call('POST', '/roles', { body: { permission_type: 'global', scope_type: 'account' } })
      assertAnswer(one, missingFields('name'))
    })

    test('has an id and a name of its own', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      await roles.create({ ...uploader, id: 'mine' })
      const again = (more: object) => roles.create({ ...uploader, ...more })
      assert.deepEqual(
        await refusalOf(again({ id: 'mine', name: 'Other' })),
        conflict('already exists', { id: 'mine' }),
      )
      assert.deepEqual(await refusalOf(again({})), conflict('already exists', { name: 'Upload manager' }))
      // Case counts, and roles of another level or kind are others.
      await again({ id: 'Mine', name: 'upload manager' })
      await again({ scopeType: 'account', systemPolicyIds: [] })
      await again({ permissionType: 'content', systemPolicyIds: [] })
      // One text in two Unicode forms is one id.
      await again({ id: 'caf\u00e9', name: 'Café' })
      assert.deepEqual(
        await refusalOf(again({ id: 'cafe\u0301', name: 'Second' })),
        conflict('already exists', { id: 'caf\u00e9' }),
      )
      assert.equal((await roles.get({ roleId: 'cafe\u0301' })).data?.id, 'caf\u00e9')
    })
  })
}

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { conflict, invalidField, notAllowed, notFound, refusalOf, undeclared, withoutInstants } from './answers.ts'
import { givenInstallation } from './given-installation.ts'
import { addAssets, dropBox, uploadAssets, uploader } from './role-examples.ts'

/** Changing and deleting custom roles. */
export function changeRolesSuite(): void {
  describe('an update of a role', () => {
    test('replaces all that is sent and clears what is not', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      const { data: before } = await roles.create({ ...uploader, id: 'r' })
      const { data: full } = await roles.update({
        roleId: 'r',
        role: { name: 'Renamed', description: 'New.', systemPolicyIds: ['cld::policy::global::assets::moderate'] },
      })
      const { policies, ...rest } = full ?? {}
      assert.deepEqual(
        policies?.map(({ id }) => id),
        ['cld::policy::global::assets::moderate'],
      )
      const expected = { ...before, name: 'Renamed', description: 'New.', policies: [] }
      assert.deepEqual(withoutInstants({ ...rest, policies: [] }), withoutInstants(expected))
      assert.equal(full?.createdAt, before?.createdAt)
      assert.ok((full?.updatedAt ?? 0) >= (before?.updatedAt ?? 0))
      const { data: bare } = await roles.update({ roleId: 'r', role: { name: 'Renamed' } })
      assert.deepEqual([bare?.name, bare?.description, bare?.policies], ['Renamed', null, []])
      assert.deepEqual((await roles.get({ roleId: 'r' })).data, bare)
    })

    test('changes neither the id nor the level nor the kind', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { data: before } = await client().roles.create({ ...dropBox, id: 'r' })
      const body = {
        id: 'other',
        name: 'Drop box',
        permission_type: 'global',
        scope_type: 'account',
        management_type: 'system',
        system_policy_ids: [addAssets.id],
      }
      assert.equal((await call('PUT', '/roles/r', { body })).status, 200)
      const { data: after } = await client().roles.get({ roleId: 'r' })
      assert.deepEqual(withoutInstants(after), withoutInstants(before))
      assert.deepEqual(
        await refusalOf(
          client().roles.update({ roleId: 'r', role: { name: 'x', systemPolicyIds: [uploadAssets.id] } }),
        ),
        invalidField({ system_policy_ids: uploadAssets.id }),
      )
    })

    test('is refused for a name that is taken, but not for its own', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      await roles.create({ ...uploader, id: 'a', name: 'A' })
      await roles.create({ ...uploader, id: 'b', name: 'B' })
      const update = (name: string) => roles.update({ roleId: 'b', role: { name } })
      assert.deepEqual(await refusalOf(update('A')), conflict('already exists', { name: 'A' }))
      assert.equal((await update('B')).data?.name, 'B')
      assert.deepEqual(await refusalOf(update('')), invalidField({ name: '' }))
    })

    test('is refused for system roles, and for roles that do not exist', async (context) => {
      const { client, call } = await givenInstallation(context)
      const { roles } = client()
      const system = 'cld::role::prodenv::reports'
      const reason = "`cld::role::prodenv::reports` is a system role and can't be changed; copy it to a custom role"
      assert.deepEqual(
        await refusalOf(roles.update({ roleId: system, role: { name: 'x' } })),
        notAllowed({ fields: [{ role_id: system }], reason }),
      )
      assert.deepEqual(
        await refusalOf(roles.update({ roleId: 'nothing', role: { name: 'x' } })),
        notFound({ role_id: 'nothing' }),
      )
      const lacking = await call('PUT', '/roles/nothing', { body: {} })
      assert.equal(lacking.status, 400)
    })
  })

  describe('deleting a role', () => {
    test('leaves nothing of it but its id, which nobody gets again', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles } = client()
      await roles.create({ ...uploader, id: 'gone' })
      assert.equal(await roles.delete({ roleId: 'gone' }), undefined)
      assert.deepEqual(await refusalOf(roles.get({ roleId: 'gone' })), notFound({ role_id: 'gone' }))
      assert.deepEqual(await refusalOf(roles.delete({ roleId: 'gone' })), notFound({ role_id: 'gone' }))
      assert.deepEqual(
        await refusalOf(roles.create({ ...uploader, id: 'gone' })),
        conflict('already exists', { id: 'gone' }),
      )
      // Its name is free.
      assert.equal((await roles.create(uploader)).data?.name, uploader.name)
    })

    test('that principals have needs `force`, and takes it from them', async (context) => {
      const { client } = await givenInstallation(context)
      const { roles, principals } = client()
      await roles.create({ ...uploader, id: 'held' })
      const principal = { type: 'apiKey', id: 'K2' } as const
      await principals.updateRoles({ operation: 'add', principal, roles: [{ id: 'held', scopeId: 'env1' }] })
      const inUse = undeclared(conflict('role has associated principals', { role_id: 'held' }))
      assert.deepEqual(await refusalOf(roles.delete({ roleId: 'held' })), inUse)
      assert.deepEqual(await refusalOf(roles.delete({ roleId: 'held', force: false })), inUse)
      await roles.delete({ roleId: 'held', force: true })
      const left = await principals.listRoles({ principalType: 'apiKey', principalId: 'K2', permissionType: 'global' })
      assert.deepEqual(left, { data: [] })
    })

    test('is refused for system roles', async (context) => {
      const { client } = await givenInstallation(context)
      const refused = await refusalOf(client().roles.delete({ roleId: 'cld::role::folder::viewer', force: true }))
      assert.deepEqual({ ...refused, details: {} }, notAllowed({}))
    })
  })
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme } from '../given/acme.ts'

const short = (id: string): string => id.replace(/^cld::policy::(?:global|content)::/, '')

test('a permission to change something is shown with what it takes to see it', async (t) => {
  const acme = await givenAcme({ test: t })
  const { tasks, prerequisites, libraryPermissionIds } = await acme.perform('nobody', 'task.list', {})
  assert.deepEqual(
    prerequisites.map(({ permissionId, needs }) => `${short(permissionId)} > ${short(needs)}`),
    [
      'assets::moderate > moderation::access',
      'assets::moderate > folder_and_asset_management::view',
      'collections::manage > folder_and_asset_management::view',
      'collections::manage > collections::view',
      'assets::relate > folder_and_asset_management::view',
      'folder_and_asset_management::update > folder_and_asset_management::view',
      'proofs::create > folder_and_asset_management::view',
      'public_links::manage > folder_and_asset_management::view',
      'folder::moderate_assets > folder::view_download',
      'collection::add_assets > collection::view',
      'collection::remove_assets > collection::view',
      'folder::move_assets > folder::view_download',
      'folder::manage_public_links > folder::view_download',
      'folder::move_folder > folder::view_download',
    ],
  )
  assert.deepEqual(prerequisites[0]?.taskIds, ['moderate_assets'])
  assert.deepEqual(libraryPermissionIds.map(short), ['ml::access'])
  assert.equal(tasks.length, 8)
})

test('a plan is shown with all that it opens and does not open', async (t) => {
  const acme = await givenAcme({ test: t }, { account: { plan: 'paid', assets_advanced: true } })
  const shown = await acme.perform('nobody', 'plan.describe', {})
  assert.deepEqual([shown.plan, shown.plans, shown.assetsAdvanced], ['paid', ['free', 'paid', 'enterprise'], true])
  assert.deepEqual(
    shown.features.map(({ id, opens, isOpen }) => [id, opens, isOpen]),
    [
      ['permissions_api', 'enterprise', false],
      ['provisioning_api', 'enterprise', false],
      ['custom_global_roles', 'enterprise', false],
      ['custom_policies', 'enterprise', false],
      ['custom_folder_roles', 'assets_advanced', true],
    ],
  )
})

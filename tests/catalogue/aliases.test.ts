import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalPermissionId, canonicalRoleId } from '../../src/domain/catalogue/aliases.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { roleId } from '../../src/domain/ids.ts'

test('a permission may be named without the word policy', () => {
  for (const { id } of systemCatalogue.permissions) {
    assert.equal(canonicalPermissionId(id), id)
    assert.equal(canonicalPermissionId(id.replace('cld::policy::', 'cld::')), id)
  }
  console.log(`looked at two spellings of ${systemCatalogue.permissions.length} permissions`)
})

test('a folder or collection role may be named with the word content', () => {
  const roles = systemCatalogue.roles.filter(({ kind }) => kind !== 'global')
  for (const { id } of roles) {
    assert.equal(canonicalRoleId(id), id)
    assert.equal(canonicalRoleId(id.replace('cld::role::', 'cld::role::content::')), id)
  }
  console.log(`looked at two spellings of ${roles.length} roles`)
})

test('three role names have a long form', () => {
  const spellings: readonly (readonly [string, string])[] = [
    ['cld::role::account::technical_admin', 'cld::role::account::tech_admin'],
    ['cld::role::prodenv::technical_admin', 'cld::role::prodenv::tech_admin'],
    ['cld::role::prodenv::media_library_admin', 'cld::role::prodenv::ml_admin'],
    ['cld::role::prodenv::media_library_user', 'cld::role::prodenv::ml_user'],
  ]
  for (const [written, canonical] of spellings) assert.equal(canonicalRoleId(written), canonical)
})

test('what is no spelling of anything in the catalogue stays as it was written', () => {
  const roles = [
    'upload_manager_12334565',
    'tech_admin',
    'cld::role::account::ml_user',
    'CLD::role::folder::viewer',
    '',
  ]
  for (const text of roles) assert.equal(canonicalRoleId(text), text)
  const permissions = ['cld::global::nothing::view', 'cld::policy::folder::share', 'ml::access', 'cld::global::']
  for (const text of permissions) assert.equal(canonicalPermissionId(text), text)
})

test('an imported catalogue decides which spelling is canonical', () => {
  const roles = systemCatalogue.roles.map((role) => ({
    ...role,
    id: roleId(role.id.replace('tech_admin', 'technical_admin').replace('::folder::', '::content::folder::')),
  }))
  const imported = { ...systemCatalogue, roles }
  assert.equal(canonicalRoleId('cld::role::account::tech_admin', imported), 'cld::role::account::technical_admin')
  assert.equal(canonicalRoleId('cld::role::account::technical_admin', imported), 'cld::role::account::technical_admin')
  assert.equal(canonicalRoleId('cld::role::folder::editor', imported), 'cld::role::content::folder::editor')
  assert.equal(canonicalRoleId('cld::role::content::collection::viewer', imported), 'cld::role::collection::viewer')
})

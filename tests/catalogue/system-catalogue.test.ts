import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionId, roleId } from '../../src/domain/ids.ts'
import { roleConfidence } from '../../src/domain/catalogue/roles.ts'
import {
  findPermission,
  findRole,
  inCatalogueOrder,
  namedByRules,
  systemCatalogue,
} from '../../src/domain/catalogue/system-catalogue.ts'
import { accessBundles } from '../../src/domain/catalogue/bundles.ts'
import { legacyMapping, legacyRoles } from '../../src/domain/catalogue/legacy-mapping.ts'
import { tasks } from '../../src/domain/catalogue/tasks.ts'
import { faultsOf } from './oracle.ts'

const { permissions, roles } = systemCatalogue

const kindsOf = (
  of: readonly { readonly kind: string; readonly level: string }[],
): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { kind, level } of of) counts[`${level} ${kind}`] = (counts[`${level} ${kind}`] ?? 0) + 1
  return counts
}

test('the catalogue holds 85 permissions and 25 roles, each id once', () => {
  assert.equal(permissions.length, 85)
  assert.equal(new Set(permissions.map(({ id }) => id)).size, 85)
  assert.deepEqual(kindsOf(permissions), {
    'account global': 17,
    'environment global': 47,
    'environment folder': 14,
    'environment collection': 7,
  })
  assert.equal(roles.length, 25)
  assert.equal(new Set(roles.map(({ id }) => id)).size, 25)
  assert.deepEqual(kindsOf(roles), {
    'account global': 5,
    'environment global': 11,
    'environment folder': 5,
    'environment collection': 4,
  })
  console.log(`looked at ${permissions.length} permissions and ${roles.length} roles`)
})

test('every permission is described in one sentence that no other permission has', () => {
  assert.equal(new Set(permissions.map(({ description }) => description)).size, 85)
  for (const { id, description } of permissions) assert.match(description, /^[A-Z][^.]+\.$/u, id)
  for (const { id, description } of roles) assert.match(description ?? '', /^[A-Z][^.]+\.$/u, id)
})

test('15 ids, 29 names and 11 statements were seen, the others are inferred', () => {
  const seen = (fact: 'id' | 'name' | 'statement'): number =>
    permissions.filter(({ confidence }) => confidence[fact] === 'seen').length
  assert.deepEqual([seen('id'), seen('name'), seen('statement')], [15, 29, 11])
})

test('a statement holds the placeholder of its kind and no other', () => {
  const marks = { global: [], folder: ['<folder_id>'], collection: ['<collection_id>'] }
  let looked = 0
  for (const { id, kind, statements } of permissions) {
    assert.ok(statements.length > 0, id)
    for (const statement of statements) {
      assert.match(statement, /^permit\(principal, action\b[^;]*;$/u, id)
      assert.deepEqual(statement.match(/<\w+>/gu) ?? [], marks[kind], id)
      looked += 1
    }
  }
  assert.equal(looked, 151)
})

test('every statement passes the official validator in strict mode, its placeholder in place', () => {
  const statements = permissions.flatMap(({ id, statements: own }) => own.map((text) => ({ id, text })))
  for (const { id, text } of statements) assert.deepEqual(faultsOf(text), [], id)
  console.log(`validated ${statements.length} statements of ${permissions.length} permissions`)
})

test('a role holds existing permissions of its own kind and level, each once, in catalogue order', () => {
  let looked = 0
  for (const role of roles) {
    assert.equal(role.management, 'system')
    assert.ok(role.permissionIds.length > 0, role.id)
    assert.deepEqual(role.permissionIds, inCatalogueOrder(systemCatalogue, role.permissionIds), role.id)
    for (const id of role.permissionIds) {
      const permission = findPermission(systemCatalogue, id)
      assert.equal(permission?.kind, role.kind, `${role.id} ${id}`)
      assert.equal(permission.level, role.level, `${role.id} ${id}`)
      looked += 1
    }
  }
  console.log(`looked at ${looked} permissions named by ${roles.length} roles`)
})

test('what is known of each role is kept: 10 ids and 3 compositions were seen', () => {
  assert.deepEqual(
    [...roleConfidence.keys()],
    roles.map(({ id }) => id),
  )
  const all = [...roleConfidence.values()]
  assert.equal(all.filter(({ id }) => id === 'seen').length, 10)
  assert.equal(all.filter(({ composition }) => composition === 'seen').length, 3)
  assert.equal(all.filter(({ composition }) => composition === 'partly seen').length, 1)
})

test('objects of the catalogue are found by id, and only by canonical id', () => {
  const reports = findRole(systemCatalogue, roleId('cld::role::prodenv::reports'))
  assert.deepEqual(reports?.permissionIds, [
    'cld::policy::global::reports::delivery::view',
    'cld::policy::global::reports::errors::view',
    'cld::policy::global::reports::usage::view',
  ])
  assert.equal(findRole(systemCatalogue, roleId('cld::role::prodenv::Reports')), undefined)
  assert.equal(findPermission(systemCatalogue, permissionId('cld::global::ml::access')), undefined)
  assert.equal(findPermission(systemCatalogue, namedByRules.mediaLibraryAccess)?.name, 'Access the Media Library')
  assert.equal(findRole(systemCatalogue, namedByRules.accountMasterAdmin)?.permissionIds.length, 17)
  assert.equal(findRole(systemCatalogue, namedByRules.environmentMasterAdmin)?.permissionIds.length, 47)
})

test('each catalogue is looked up in itself alone', () => {
  const empty = { permissions: [], roles: [], at: 0 }
  assert.equal(findRole(empty, namedByRules.accountMasterAdmin), undefined)
  assert.equal(findPermission(empty, namedByRules.mediaLibraryAccess), undefined)
})

test('ids are put in catalogue order, each once, strangers last', () => {
  const ids = ['cld::policy::x', 'cld::policy::global::ml::access', 'cld::policy::global::roles::view'].map(
    permissionId,
  )
  assert.deepEqual(inCatalogueOrder(systemCatalogue, [...ids, ...ids]), [
    'cld::policy::global::roles::view',
    'cld::policy::global::ml::access',
    'cld::policy::x',
  ])
})

test('bundles, the legacy mapping and tasks name only roles and permissions of the catalogue', () => {
  const bundled = accessBundles.flatMap(({ accountRoleIds, environmentRoleIds }) => [
    ...accountRoleIds.map((id) => ({ id, level: 'account' })),
    ...environmentRoleIds.map((id) => ({ id, level: 'environment' })),
  ])
  const { users, libraryFlags, folders, collections, shareCollection, keys } = legacyMapping
  const mapped = [
    ...Object.values(users).flatMap(({ account, environment }) => [
      ...(account === null ? [] : [{ id: account, level: 'account' }]),
      ...(environment === null ? [] : [{ id: environment, level: 'environment' }]),
    ]),
    ...[libraryFlags, folders, collections, shareCollection].flatMap((part) =>
      Object.values(part).map((id) => ({ id, level: 'environment' })),
    ),
    { id: keys.apiKey, level: 'environment' },
    { id: keys.accountKey, level: 'account' },
  ]
  assert.deepEqual(Object.keys(users), [...legacyRoles])
  for (const { id, level } of [...bundled, ...mapped]) assert.equal(findRole(systemCatalogue, id)?.level, level, id)
  const needs = tasks.flatMap(({ everywhere, perContent }) => [...everywhere, ...perContent])
  for (const { permissionId: id, on } of needs) {
    const place = on.endsWith('folder') ? 'folder' : on
    const kind = findPermission(systemCatalogue, id)?.kind
    assert.equal(kind === 'global' ? 'environment' : kind, place, id)
  }
  console.log(
    `looked at ${bundled.length} + ${mapped.length} role ids and ${needs.length} needs of ${tasks.length} tasks`,
  )
})

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { accessBundles } from '../../src/domain/catalogue/bundles.ts'
import { legacyMapping } from '../../src/domain/catalogue/legacy-mapping.ts'
import { roleConfidence } from '../../src/domain/catalogue/roles.ts'
import { inCatalogueOrder, systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { tasks } from '../../src/domain/catalogue/tasks.ts'
import type { TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { PermissionId } from '../../src/domain/ids.ts'

const folder = join(import.meta.dirname, '../../../shared/catalog')

/** Compares one research file with the data; where the folder is absent, says so and compares nothing. */
function compare<Facts>(file: string, comparison: (facts: Facts) => string): void {
  const path = join(folder, file)
  if (!existsSync(path)) return console.log(`../shared/catalog/${file} is absent: nothing was compared`)
  const looked = comparison(JSON.parse(readFileSync(path, 'utf8')) as Facts)
  console.log(`compared ${looked} with ../shared/catalog/${file}`)
}

interface PolicyFacts {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly sub_category: string
  readonly scope_type: string
  readonly permission_type: string
  readonly policy_parameters?: readonly string[]
  readonly statements: readonly string[]
  readonly confidence: object
}

interface RoleFacts {
  readonly id: string
  readonly name: string
  readonly scope_type: string
  readonly permission_type: string
  readonly policy_parameters?: readonly string[]
  readonly system_policy_ids: readonly PermissionId[]
  readonly confidence: object
}

/** Statements that we add to those of the research, each a decision in docs/decisions. */
const added: Readonly<Record<string, readonly string[]>> = {
  'cld::policy::global::public_links::manage': ['Folder', 'Asset', 'Collection'].map(
    (type) =>
      `permit(principal, action == Cloudinary::Action::"manage_public_links", resource is Cloudinary::${type});`,
  ),
}

/** Descriptions are our own and not compared. */
const ownWords = 'in our own words'

const levelOf = (scope: string): string => (scope === 'prodenv' ? 'environment' : scope)
const kindOf = (facts: { permission_type: string; policy_parameters?: readonly string[] }): string =>
  facts.permission_type === 'content' ? String(facts.policy_parameters).replace('_id', '') : facts.permission_type

test('permissions and roles equal the research fact by fact', () => {
  compare<{ system_policies: readonly PolicyFacts[]; system_roles: readonly RoleFacts[] }>(
    'system-policies-and-roles.json',
    (facts) => {
      const permissions = systemCatalogue.permissions.map((permission) => ({ ...permission, description: ownWords }))
      const expectedPermissions = facts.system_policies.map((policy) => ({
        id: policy.id,
        name: policy.name,
        description: ownWords,
        category: policy.category,
        subCategory: policy.sub_category,
        statements: [...policy.statements, ...(added[policy.id] ?? [])],
        confidence: policy.confidence,
        kind: kindOf(policy),
        level: levelOf(policy.scope_type),
      }))
      assert.deepEqual(permissions, expectedPermissions)
      const roles = systemCatalogue.roles.map((role) => ({
        ...role,
        description: ownWords,
        confidence: roleConfidence.get(role.id),
      }))
      const expectedRoles = facts.system_roles.map((role) => ({
        id: role.id,
        name: role.name,
        description: ownWords,
        management: 'system',
        kind: kindOf(role),
        level: levelOf(role.scope_type),
        permissionIds: inCatalogueOrder(systemCatalogue, role.system_policy_ids),
        confidence: role.confidence,
      }))
      assert.deepEqual(roles, expectedRoles)
      return `${permissions.length} permissions and ${roles.length} roles`
    },
  )
})

interface BundleFacts {
  readonly name: string
  readonly account_roles: readonly string[]
  readonly environment_roles: readonly string[]
}

test('access bundles equal the research', () => {
  compare<{ access_bundles: readonly BundleFacts[] }>('access-bundles.json', (facts) => {
    assert.deepEqual(
      accessBundles.map((bundle) => ({
        name: bundle.name,
        account_roles: bundle.accountRoleIds,
        environment_roles: bundle.environmentRoleIds,
      })),
      facts.access_bundles,
    )
    return `${accessBundles.length} bundles`
  })
})

interface MappingFacts {
  readonly users: Readonly<Record<string, { account: string | null; environment: string | null }>>
  readonly library_toggles: Readonly<Record<string, string>>
  readonly folder_permissions: Readonly<Record<string, string>>
  readonly collection_permissions: Readonly<Record<string, string>>
  readonly special: readonly string[]
  readonly keys: Readonly<Record<string, string>>
}

test('the legacy mapping equals the research', () => {
  compare<MappingFacts>('legacy-mapping.json', (facts) => {
    const { users, accountSettingsAndReports, libraryFlags, folders, collections, shareCollection, keys } =
      legacyMapping
    const custom = { 'custom: modify_account_settings & view_reports': accountSettingsAndReports }
    assert.deepEqual({ ...users, ...custom }, facts.users)
    assert.deepEqual(libraryFlags, facts.library_toggles)
    assert.deepEqual(folders, facts.folder_permissions)
    assert.deepEqual(collections, facts.collection_permissions)
    assert.ok(facts.special[0]?.includes(shareCollection.managedFolder))
    assert.ok(facts.special[1]?.includes(shareCollection.ownedCollection))
    assert.equal(keys.apiKey, facts.keys.product_environment_api_key)
    assert.equal(keys.accountKey, facts.keys.account_management_key)
    return `${Object.keys(facts.users).length} user roles, flags, folder and collection levels, keys`
  })
})

interface TaskFacts {
  readonly global: readonly string[]
  readonly content: readonly { permission: string; on?: string; when?: string }[]
}

test('tasks equal the research once what we added ourselves is left out', () => {
  compare<{ tasks: readonly TaskFacts[] }>('tasks.json', (facts) => {
    const seen = (needs: readonly TaskNeed[]): readonly TaskNeed[] =>
      needs.filter(({ confidence }) => confidence === 'seen')
    assert.deepEqual(
      tasks.map(({ everywhere, perContent }) => ({
        global: seen(everywhere).map((need) => need.permissionId),
        content: seen(perContent).map((need) => ({
          permission: need.permissionId,
          ...(need.on.includes(' ') ? { on: need.on } : {}),
          ...(need.fixedFoldersOnly ? { when: 'fixed-folder mode' } : {}),
        })),
      })),
      facts.tasks.map(({ global, content }) => ({ global, content })),
    )
    return `${tasks.length} tasks`
  })
})

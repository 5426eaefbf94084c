import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { readCatalogue } from '../../src/domain/catalogue/import.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { faulty } from './faulty-catalogues.ts'
import { splitWithCedar } from './oracle.ts'
import { folderPolicy, folderRole, given, wirePolicy, wireRole } from './wire-catalogue.ts'
import type { Json } from './wire-catalogue.ts'

const seen = { id: 'seen', name: 'seen', statement: 'seen' } as const
const expected = {
  catalogue: {
    ...systemCatalogue,
    permissions: systemCatalogue.permissions.map((permission) => ({ ...permission, confidence: seen })),
  },
}

test('the system catalogue survives the way over the wire', () => {
  const policies = systemCatalogue.permissions.map(wirePolicy)
  const inner = { system_policies: policies, system_roles: systemCatalogue.roles.map(wireRole) }
  assert.deepEqual(readCatalogue({ catalog: inner }, splitWithCedar), expected)
  assert.deepEqual(readCatalogue(inner, splitWithCedar), expected)
  const renamed = policies.map(({ policy, ...rest }) => ({ ...rest, policy_statement: policy }))
  assert.deepEqual(readCatalogue({ ...inner, system_policies: renamed }, splitWithCedar), expected)
  console.log(`read ${policies.length} policies and ${inner.system_roles.length} roles three times`)
})

test('roles may name permissions without the word policy and in any order', () => {
  const roles = systemCatalogue.roles.map((role) => ({
    ...wireRole(role),
    system_policy_ids: role.permissionIds.map((id) => id.replace('cld::policy::', 'cld::')).reverse(),
  }))
  const json = { system_policies: systemCatalogue.permissions.map(wirePolicy), system_roles: roles }
  assert.deepEqual(readCatalogue(json, splitWithCedar), expected)
})

test('the kind of content is taken from the parameter, the placeholder or the id, whichever is there', () => {
  const policy = { ...folderPolicy(), id: 'cld::policy::content::look' }
  const role = { ...folderRole(), id: 'cld::role::looker', system_policy_ids: [policy.id] }
  for (const parameters of [{}, { policy_parameters: null }, { policy_parameters: ['folder_id'] }]) {
    const answer = readCatalogue(
      { system_policies: [{ ...policy, ...parameters }], system_roles: [{ ...role, ...parameters }] },
      splitWithCedar,
    )
    assert.ok('catalogue' in answer)
    assert.equal(answer.catalogue.permissions[0]?.kind, 'folder')
    assert.equal(answer.catalogue.roles[0]?.kind, 'folder')
  }
})

test('what a catalogue may leave out is read as empty', () => {
  const policy = without(folderPolicy(), ['description', 'category', 'sub_category'])
  const role = without(folderRole(), ['description'])
  const answer = readCatalogue({ system_policies: [policy], system_roles: [role] }, splitWithCedar)
  assert.ok('catalogue' in answer)
  const [permission] = answer.catalogue.permissions
  assert.deepEqual([permission?.description, permission?.category, permission?.subCategory], ['', '', ''])
  assert.equal(answer.catalogue.roles[0]?.description, null)
})

test('every fault of a faulty catalogue is named with its path', () => {
  for (const [title, json, faults] of faulty) {
    const answer = readCatalogue(json, splitWithCedar)
    assert.deepEqual(answer, { faults: faults.map(([path, message]) => ({ path, message })) }, title)
  }
  assert.deepEqual(Object.keys(readCatalogue(given({}), splitWithCedar)), ['catalogue'])
  const faultCount = faulty.flatMap(([, , faults]) => faults).length
  console.log(`looked at ${faulty.length} faulty catalogues with ${faultCount} faults`)
})

const contract = join(import.meta.dirname, '../../../shared/contract/permissions.openapi.yml')

interface Contract {
  readonly components: {
    readonly schemas: {
      readonly SystemRolesAndPoliciesCatalogResponse: {
        readonly properties: {
          readonly catalog: {
            readonly example: { readonly system_policies: readonly Json[]; readonly system_roles: readonly Json[] }
          }
        }
      }
    }
  }
}

test('the example in the vendor’s OpenAPI is accepted, but for the permissions that it names and leaves out', () => {
  if (!existsSync(contract)) return console.log('../shared/contract is absent: its example was not read')
  const { components } = parse(readFileSync(contract, 'utf8')) as Contract
  const { example } = components.schemas.SystemRolesAndPoliciesCatalogResponse.properties.catalog
  const missing = ['folder_and_asset_management::view', 'api_keys::manage'].map(
    (ending) => `cld::policy::global::${ending}`,
  )
  missing.push('cld::policy::content::folder::download_public_assets')
  const paths = ['[0].system_policy_ids[1]', '[0].system_policy_ids[2]', '[1].system_policy_ids[1]']
  assert.deepEqual(readCatalogue({ catalog: example }, splitWithCedar), {
    faults: missing.map((id, position) => ({
      path: `catalog.system_roles${paths[position] ?? ''}`,
      message: `\`${id}\` is no permission of this catalogue`,
    })),
  })
  const added = systemCatalogue.permissions.filter(({ id }) => missing.includes(id)).map(wirePolicy)
  const completed = { ...example, system_policies: [...example.system_policies, ...added] }
  const answer = readCatalogue({ catalog: completed }, splitWithCedar)
  assert.ok('catalogue' in answer)
  assert.deepEqual(
    answer.catalogue.permissions.slice(0, 2).map(({ id, kind, level }) => [id, kind, level]),
    [
      ['cld::policy::global::ml::access', 'global', 'environment'],
      ['cld::policy::content::folder::view_download', 'folder', 'environment'],
    ],
  )
  assert.deepEqual(
    answer.catalogue.roles.map(({ id, kind, permissionIds }) => [id, kind, permissionIds.length]),
    [
      ['cld::role::prodenv::master_admin', 'global', 3],
      ['cld::role::folder::viewer', 'folder', 2],
    ],
  )
  console.log(`read the example: ${example.system_policies.length} policies, ${example.system_roles.length} roles`)
})

function without(json: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))
}

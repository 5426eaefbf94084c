import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  customAccess,
  emptyContent,
  isAdjusted,
  rolesOfBundle,
  toFields,
  type InviteContent,
} from './invite-content.ts'

const people = [{ name: 'Ann', email: 'ann@x.example' }]
const reports: InviteContent = { ...emptyContent, bundleId: 'reports', roles: rolesOfBundle('reports') }

test('a bundle as it is goes by its name', () => {
  assert.equal(isAdjusted(reports), false)
  assert.deepEqual(toFields(people, reports), {
    people,
    groups: [],
    environments: ['all'],
    access_bundle: 'reports',
  })
})

test('a bundle that was adjusted goes as the roles that are left', () => {
  const adjusted = { ...reports, roles: { ...reports.roles, rows: [] }, access: { isAll: false, ids: ['live'] } }
  assert.equal(isAdjusted(adjusted), true)
  assert.deepEqual(toFields(people, adjusted), {
    people,
    groups: [],
    environments: ['live'],
    account_roles: ['cld::role::account::reports'],
    environment_roles: [],
  })
})

test('custom access goes as roles, each with where it counts', () => {
  const rows = [{ key: 0, environmentId: 'live', roleIds: ['moderator'] }]
  const custom = { ...emptyContent, bundleId: customAccess, roles: { accountRoleIds: [], rows }, groupIds: ['g'] }
  const { environment_roles, groups } = toFields(people, custom)
  assert.deepEqual(environment_roles, [{ role_id: 'moderator', environment_id: 'live' }])
  assert.deepEqual(groups, ['g'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeBetween, choiceOf, findMismatches, placedRoles, type RoleChoice } from './choices.ts'

const held = [
  { role_id: 'billing', scope_type: 'account' },
  { role_id: 'moderator', scope_type: 'prodenv', scope_id: 'live' },
  { role_id: 'viewer', scope_type: 'prodenv', scope_id: 'all' },
  { role_id: 'uploader', scope_type: 'prodenv', scope_id: 'live' },
] as const

test('what somebody has is shown by environment, all of them first', () => {
  assert.deepEqual(choiceOf(held), {
    accountRoleIds: ['billing'],
    rows: [
      { key: 0, environmentId: 'all', roleIds: ['viewer'] },
      { key: 1, environmentId: 'live', roleIds: ['moderator', 'uploader'] },
    ],
  })
})

test('a choice gives each role once, and nothing where no environment is chosen yet', () => {
  const choice: RoleChoice = {
    accountRoleIds: [],
    rows: [
      { key: 0, environmentId: 'live', roleIds: ['viewer'] },
      { key: 1, environmentId: 'live', roleIds: ['viewer', 'moderator'] },
      { key: 2, environmentId: '', roleIds: ['viewer'] },
    ],
  }
  assert.deepEqual(placedRoles(choice), [
    { roleId: 'viewer', environmentId: 'live' },
    { roleId: 'moderator', environmentId: 'live' },
  ])
})

test('a change gives and takes only what differs', () => {
  const after: RoleChoice = { accountRoleIds: ['billing', 'reports'], rows: choiceOf(held).rows.slice(1) }
  assert.deepEqual(changeBetween(choiceOf(held), after), {
    add: [{ roleId: 'reports', environmentId: null }],
    remove: [{ roleId: 'viewer', environmentId: 'all' }],
  })
})

test('roles without access and access without roles are found as the server finds them', () => {
  const inLive = [{ roleId: 'viewer', environmentId: 'live' }]
  const everywhere = [{ roleId: 'viewer', environmentId: 'all' }]
  const none = { withoutAccess: [], withoutRole: [] }
  assert.deepEqual(findMismatches(inLive, { isAll: false, ids: ['demo'] }), {
    withoutAccess: ['live'],
    withoutRole: ['demo'],
  })
  assert.deepEqual(findMismatches(inLive, { isAll: true, ids: [] }), none)
  assert.deepEqual(findMismatches(everywhere, { isAll: false, ids: ['demo'] }), none)
  assert.deepEqual(findMismatches(everywhere, { isAll: false, ids: [] }), { withoutAccess: ['all'], withoutRole: [] })
  assert.deepEqual(findMismatches([], { isAll: true, ids: [] }), { withoutAccess: [], withoutRole: ['all'] })
  assert.deepEqual(findMismatches([{ roleId: 'billing', environmentId: null }], { isAll: false, ids: [] }), none)
})

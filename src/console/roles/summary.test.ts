import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TaskTable } from './draft.ts'
import type { ListedPermission } from './role.ts'
import { summaryOf } from './summary.ts'

const permission = (name: string, category: string, enforced_by: 'rolecall' | 'applications' = 'rolecall') =>
  ({
    ...{ id: name, name, description: null, scope_type: 'prodenv', permission_type: 'global', policy_statement: '' },
    ...{ category, sub_category: category, enforced_by, created_at: 0, updated_at: 0 },
  }) satisfies ListedPermission

const available = [
  permission('View assets', 'Library'),
  permission('Upload assets', 'Library'),
  permission('Move assets', 'Library'),
  permission('Manage webhooks', 'Settings', 'applications'),
  permission('API limits', 'Settings'),
]
const need = (policy_id: string) => ({ policy_id, on: 'environment', fixed_folders_only: false }) as const
const table: TaskTable = {
  tasks: [
    { id: 'up', title: 'Upload pictures', everywhere: [need('Upload assets'), need('View assets')], per_content: [] },
  ],
  prerequisites: [{ policy_id: 'Upload assets', needs: 'View assets', task_ids: ['up'] }],
  library_policy_ids: [],
}

const summed = (...chosen: readonly string[]) => summaryOf(available, new Set(chosen), { table, tab: 'global' })

describe('what a role can do, in words', () => {
  test('is told by category: what it permits, and what else there is', () => {
    assert.deepEqual(summed('View assets', 'Move assets').areas, [
      { category: 'Library', may: ['view assets', 'move assets'], mayNot: ['upload assets'] },
    ])
    assert.deepEqual(summed('Manage webhooks', 'API limits').areas, [
      { category: 'Settings', may: ['manage webhooks', 'API limits'], mayNot: [] },
    ])
    assert.deepEqual(summed().areas, [])
  })

  test('names what is of little use, and what it lacks', () => {
    assert.deepEqual(summed('Upload assets').gaps, [{ may: 'upload assets', without: ['view assets'] }])
    assert.deepEqual(summed('Upload assets', 'View assets').gaps, [])
  })

  test('names the tasks that it is enough for', () => {
    assert.deepEqual(summed('Upload assets', 'View assets').tasks, ['upload pictures'])
    assert.deepEqual(summed('Upload assets').tasks, [])
  })

  test('says what applications have to see to', () => {
    assert.deepEqual(summed('Manage webhooks').byApplications, ['manage webhooks'])
    assert.deepEqual(summed('View assets').byApplications, [])
  })
})

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isSameDraft, emptyDraft, metFor, missingFor, offeredTasks, withIds, type TaskTable } from './draft.ts'
import type { ListedPermission } from './role.ts'

const permission = (id: string): ListedPermission => ({
  ...{ id, name: id, description: null, scope_type: 'prodenv', permission_type: 'global', policy_statement: '' },
  ...{ category: 'Things', sub_category: 'Things', enforced_by: 'rolecall', created_at: 0, updated_at: 0 },
})

const need = (policy_id: string) => ({ policy_id, on: 'environment', fixed_folders_only: false }) as const

const table: TaskTable = {
  tasks: [
    { id: 'move', title: 'Move things', everywhere: [need('move'), need('see')], per_content: [need('move here')] },
    { id: 'relate', title: 'Relate things', everywhere: [need('relate'), need('see')], per_content: [need('relate')] },
  ],
  prerequisites: [
    { policy_id: 'move', needs: 'see', task_ids: ['move'] },
    { policy_id: 'relate', needs: 'see', task_ids: ['relate'] },
    { policy_id: 'move', needs: 'something of another kind', task_ids: ['move'] },
  ],
  library_policy_ids: [],
}

const available = ['move', 'see', 'relate'].map(permission)

describe('a draft of a role', () => {
  test('says what a chosen permission is of little use without, and why', () => {
    const missing = missingFor(new Set(['move']), available, table)
    const said = [...missing].map(([id, all]) => [id, all.map((one) => [one.permission.id, one.tasks])])
    assert.deepEqual(said, [['move', [['see', ['Move things']]]]])
    assert.equal(missingFor(new Set(['move', 'see']), available, table).size, 0)
    assert.deepEqual([...metFor(new Set(['move', 'see']), available, table).keys()], ['move'])
    assert.equal(metFor(new Set(['move']), available, table).size, 0)
  })

  test('offers the tasks that its kind of role can give something to', () => {
    const global = offeredTasks(new Set(['move', 'see']), available, table, 'global')
    assert.deepEqual(
      global.map(({ id, isDone }) => [id, isDone]),
      [
        ['move', true],
        ['relate', false],
      ],
    )
    const folder = offeredTasks(new Set(), [permission('move here')], table, 'folder')
    assert.deepEqual(folder, [
      { id: 'move', title: 'Move things', permissionIds: ['move here'], isDone: false, elsewhere: [] },
    ])
  })

  test('is unchanged when what was chosen is taken out again', () => {
    const begun = emptyDraft('global')
    const chosen = { ...begun, permissionIds: withIds(begun.permissionIds, ['a', 'b'], true) }
    assert.equal(isSameDraft(begun, chosen), false)
    assert.equal(
      isSameDraft(begun, { ...chosen, permissionIds: withIds(chosen.permissionIds, ['a', 'b'], false) }),
      true,
    )
  })
})

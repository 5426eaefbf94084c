import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import * as Ids from '../domain/ids.ts'
import { openTemporaryAccess } from './access.ts'
import { assignmentClauses } from './filters.ts'
import type { Clause } from './row.ts'
import { allOf, columnList, isAfter, isEqual, rowsOf, text } from './row.ts'
import type { AssignmentFilter } from './store.ts'

const access = await openTemporaryAccess()
after(() => access.close())

/** How SQLite goes about a statement, one line a step. */
async function pathOf(statement: Clause): Promise<readonly string[]> {
  const steps = await rowsOf(access.reading, sql`explain query plan ${statement}`)
  return steps.map((row) => text(row, 'detail'))
}

const inAccount = isEqual('account_id', 'a')
const byPrincipal = columnList(['principal_type', 'principal_id', 'id'])
const user = (id: string) => ({ type: 'user', id: Ids.userId(id) }) as const
const group = (id: string) => ({ type: 'group', id: Ids.groupId(id) }) as const

const filters: readonly (readonly [string, AssignmentFilter, RegExp])[] = [
  [
    'one principal',
    { principals: [user('u')] },
    /\(account_id=\? AND (environment_id=\? AND )?principal_type=\? AND principal_id=\?\)$/,
  ],
  [
    'a user and its groups',
    { principals: [user('u'), group('g'), group('h')], coveringEnvironment: Ids.environmentId('e') },
    /\(account_id=\? AND (environment_id=\? AND )?principal_type=\? AND principal_id=\?\)$/,
  ],
  ['one role', { roleIds: [Ids.roleId('r')] }, /assignments_role \(account_id=\? AND role_id=\?\)$/],
  [
    'some roles in an environment',
    { roleIds: ['r', 's'].map(Ids.roleId), coveringEnvironment: Ids.environmentId('e') },
    /assignments_role \(account_id=\? AND role_id=\?\)$/,
  ],
  [
    'one folder',
    { parameter: { type: 'folder', id: Ids.folderId('f') } },
    /assignments_parameter \(account_id=\? AND parameter_id=\?\)$/,
  ],
  [
    'some folders',
    { parameters: ['f', 'g'].map((id) => ({ type: 'folder', id: Ids.folderId(id) }) as const) },
    /assignments_parameter \(account_id=\? AND parameter_id=\?\)$/,
  ],
  ['one reach', { reach: { type: 'account' } }, /assignments_reach \(account_id=\? AND environment_id=\?\)$/],
]

for (const [what, filter, path] of filters) {
  test(`the assignments of ${what} are found without reading the others`, async () => {
    const where = allOf([inAccount, ...assignmentClauses(filter)])
    const steps = await pathOf(sql`select * from assignments where ${where} order by ${byPrincipal}`)
    const searches = steps.filter((step) => /SEARCH|SCAN/.test(step))
    assert.ok(searches.length > 0)
    for (const step of searches) assert.match(step, path)
  })
}

const pages: readonly (readonly [string, readonly string[], string])[] = [
  ['assignments', ['principal_type', 'principal_id', 'id'], 'INDEX assignments_principal'],
  ['roles', ['created_at', 'id'], 'INDEX roles_creation'],
  ['custom_policies', ['created_at', 'id'], 'INDEX custom_policies_creation'],
  ['memberships', ['group_id', 'user_id'], 'PRIMARY KEY'],
  ['folders', ['id'], 'PRIMARY KEY'],
]

for (const [table, order, index] of pages) {
  test(`a page of ${table} begins where the page before ended, and is read in order`, async () => {
    const where = allOf([
      inAccount,
      isAfter(
        order,
        order.map(() => 'x'),
      ),
    ])
    const steps = await pathOf(
      sql`select * from ${sql.table(table)} where ${where} order by ${columnList(order)} limit 5`,
    )
    const [column] = order
    const position =
      order.length === 1 ? `${column ?? ''}>?` : `(${order.join(',')})>(${order.map(() => '?').join(',')})`
    assert.deepEqual(steps, [`SEARCH ${table} USING ${index} (account_id=? AND ${position})`])
  })
}

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { ChangeFilter, ChangePage } from '../../src/operations/changes/list-changes.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import type { GivenHouse } from '../given/house.ts'

const everything: ChangeFilter = { by: null, about: null, operation: null, from: null, to: null }

const list = (acme: GivenHouse, filter: Partial<ChangeFilter>, before: number | null = null, limit = 50) =>
  acme.perform('master', 'change.list', { ...everything, ...filter, before, limit })

const operationsOf = ({ entries }: ChangePage): readonly string[] => entries.map(({ operation }) => operation)

const hour = 3_600_000

/** The account after a role was given to Vera and taken again, and a group was made. */
async function givenHistory(test: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test })
  const reports = assigning(acme, 'Vera', systemRole('account::reports'))
  acme.clock.now += 1000
  await acme.perform('master', 'assignment.change', adding(reports))
  acme.clock.now += hour
  await acme.perform('admin', 'group.create', { name: 'New' })
  acme.clock.now += hour
  await acme.perform('master', 'assignment.change', removing(reports))
  return acme
}

test('changes are listed newest first, with what was before and after, and with names', async (t) => {
  const acme = await givenHistory(t)
  const page = await list(acme, {})
  assert.deepEqual(operationsOf(page).slice(0, 3), ['assignment.change', 'group.create', 'assignment.change'])
  assert.deepEqual(page.entries[0]?.changes[0]?.after, null)
  assert.deepEqual(page.entries[2]?.changes[0]?.before, null)
  const vera = acme.principal('Vera').id
  assert.deepEqual(
    [page.names.get(`user:${vera}`), page.names.get(`role:${systemRole('account::reports')}`), page.before],
    ['Vera', 'Reports', null],
  )
  assert.equal(page.names.get('account_key:KM'), 'master')
  assert.equal(JSON.stringify([...page.entries]).includes('"s"'), false)
})

test('entries name what their fields speak of: permissions of roles, and who made something', async (t) => {
  const acme = await givenHistory(t)
  const permissionIds = ['cld::policy::global::roles::view']
  await acme.perform('master', 'role.create', {
    ...{ id: 'watcher', name: 'Watcher', description: null, isContent: false, level: 'account' },
    permissionIds,
  })
  const { entries, names } = await list(acme, { operation: 'role' })
  assert.equal(entries.length, 1)
  const named = [...names].filter(([id]) => id.startsWith('permission:'))
  assert.equal(named.length, 1)
  assert.equal(named[0]?.[1], 'View roles')
})

test('a filter by who, about what, by which operation and when keeps exactly those', async (t) => {
  const acme = await givenHistory(t)
  const admin = await list(acme, { by: { type: 'account_key', id: 'KA' } })
  assert.deepEqual(operationsOf(admin), ['group.create'])
  assert.deepEqual(operationsOf(await list(acme, { by: { type: 'user', id: null } })), [])
  const vera = { noun: 'user', id: acme.principal('Vera').id } as const
  assert.deepEqual(operationsOf(await list(acme, { about: vera })).slice(0, 2), [
    'assignment.change',
    'assignment.change',
  ])
  assert.deepEqual(operationsOf(await list(acme, { operation: 'group' })), ['group.create'])
  assert.deepEqual(operationsOf(await list(acme, { operation: 'group.create' })), ['group.create'])
  assert.deepEqual(operationsOf(await list(acme, { operation: 'gro' })), [])
  const from = acme.clock.now - hour
  assert.deepEqual(operationsOf(await list(acme, { from })), ['assignment.change', 'group.create'])
  assert.deepEqual(operationsOf(await list(acme, { from: from + 1 })), ['assignment.change'])
  assert.deepEqual(operationsOf(await list(acme, { from, to: from })), ['group.create'])
})

test('pages follow one another without a gap or a repetition, whatever is written between them', async (t) => {
  const acme = await givenHistory(t)
  const all = (await list(acme, {})).entries.map(({ revision }) => revision)
  const seen: number[] = []
  let before: number | null = null
  let turn = 0
  do {
    const page: ChangePage = await list(acme, {}, before, 1)
    seen.push(...page.entries.map(({ revision }) => revision))
    await acme.perform('master', 'group.create', { name: `Group ${turn++}` })
    before = page.before
  } while (before !== null)
  assert.deepEqual(seen, all)
})

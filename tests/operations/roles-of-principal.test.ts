import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning, type NamedAssignment } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const mlUser = systemRole('prodenv::ml_user')
const reports = systemRole('account::reports')
const billing = systemRole('account::billing')
const viewer = systemRole('folder::viewer')

/** A change of the roles of one principal, each role as `role` or `role in environment`. */
function changing(
  acme: GivenHouse,
  who: string,
  {
    add = [],
    remove = [],
  }: { readonly add?: readonly NamedAssignment[]; readonly remove?: readonly NamedAssignment[] },
): InputOf<'principal.change-roles'> {
  const bare = ({ roleId, environmentId, parameters }: NamedAssignment) => ({ roleId, environmentId, parameters })
  return { principal: acme.principal(who), add: add.map(bare), remove: remove.map(bare) }
}

async function rolesOf(acme: GivenHouse, name: string): Promise<readonly string[]> {
  const found = await acme.house.store.listAssignments(acme.account.id, { principals: [acme.principal(name)] })
  return found.map(({ roleId }) => roleId).sort()
}

const linesOf = ({ principals }: OutputOf<'principal.preview-roles'>) =>
  principals.flatMap(({ name, effects }) =>
    effects.map(({ place, gained, lost }) => [name, place.environment?.name ?? 'account', gained.length, lost.length]),
  )

test('several roles are given and taken away as one change, with one entry in the log', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', billing)))
  const before = await acme.revision()
  const done = await acme.perform(
    'master',
    'principal.change-roles',
    changing(acme, 'Otto', {
      add: [assigning(acme, 'Otto', reports), assigning(acme, 'Otto', mlUser, { in: 'demo' })],
      remove: [assigning(acme, 'Otto', billing), assigning(acme, 'Otto', mlUser, { in: 'live' })],
    }),
  )
  assert.deepEqual(done, { added: 2, removed: 1 })
  assert.deepEqual(await rolesOf(acme, 'Otto'), [reports, mlUser])
  assert.equal(await acme.revision(), before + 1)
})

test('where one role is refused, none is given and none is taken away', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', billing)))
  const change = changing(acme, 'Otto', {
    add: [assigning(acme, 'Otto', reports), { ...assigning(acme, 'Otto', mlUser), environmentId: 'nowhere' }],
    remove: [assigning(acme, 'Otto', billing)],
  })
  await assertRefused(acme, 'master', 'principal.change-roles', change, {
    code: 'not_found',
    fields: [{ name: 'environmentId', value: 'nowhere' }],
  })
  assert.deepEqual(await rolesOf(acme, 'Otto'), [billing])
})

test('whoever does not hold what a role gives may not give it so, and may take it away', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', billing)))
  const keeper = await givenKey(acme, { account: ['users_and_groups::manage', 'roles::view'] })
  const watcher = { id: 'watcher', name: 'Watcher', description: null, isContent: false, level: 'account' } as const
  await acme.perform('master', 'role.create', {
    ...watcher,
    permissionIds: [permission('global::product_environments::view')],
  })
  const both = changing(acme, 'Otto', {
    add: [assigning(acme, 'Otto', 'watcher')],
    remove: [assigning(acme, 'Otto', billing)],
  })
  const before = await acme.revision()
  const { code, denial } = await refusalOf(acme.perform(keeper, 'principal.change-roles', both))
  const lacking = new Set(denial?.lacks.map(({ permissionId }) => permissionId))
  assert.deepEqual([code, [...lacking]], ['denied', [permission('global::product_environments::view')]])
  assert.deepEqual([await acme.revision(), await rolesOf(acme, 'Otto')], [before, [billing]])
  const taking = changing(acme, 'Otto', { remove: [assigning(acme, 'Otto', billing)] })
  assert.deepEqual(await acme.perform(keeper, 'principal.change-roles', taking), { added: 0, removed: 1 })
})

test('whoever may not change a principal changes none of its roles, and asks for no preview', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const name of ['principal.change-roles', 'principal.preview-roles'] as const) {
    await assertRefused(acme, 'nobody', name, changing(acme, 'Otto', {}), { code: 'denied', needs: ['update User'] })
    await assertRefused(acme, 'nobody', name, changing(acme, 'bare', {}), { code: 'denied', needs: ['update APIKey'] })
  }
})

test('the last Master Admin keeps the role, also when another one is given in the same change', async (t) => {
  const acme = await givenAcme({ test: t })
  const master = systemRole('account::master_admin')
  await assertRefused(
    acme,
    'master',
    'principal.change-roles',
    changing(acme, 'master', {
      add: [assigning(acme, 'master', reports)],
      remove: [assigning(acme, 'master', master)],
    }),
    { code: 'last_master_admin' },
  )
})

test('a role that is to be given and taken away at once is refused, and so are too many', async (t) => {
  const acme = await givenAcme({ test: t })
  const one = assigning(acme, 'Otto', reports)
  await assertRefused(acme, 'master', 'principal.change-roles', changing(acme, 'Otto', { add: [one], remove: [one] }), {
    code: 'invalid_fields',
    fields: [{ name: 'remove', value: reports }],
    more: { reason: 'a role can’t be given and taken away at once' },
  })
  const many = Array.from({ length: 1001 }, () => one)
  await assertRefused(acme, 'master', 'principal.change-roles', changing(acme, 'Otto', { add: many }), {
    code: 'invalid_fields',
    fields: [{ name: 'add', value: 1001 }],
    more: { reason: 'at most 1000 roles can be changed at once' },
  })
})

test('a preview says what a principal and the users of a group would gain and lose, and changes nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const change = changing(acme, 'Creative', {
    add: [assigning(acme, 'Creative', reports)],
    remove: [assigning(acme, 'Creative', mlUser, { in: 'all' })],
  })
  const revision = await acme.revision()
  const found = await acme.perform('master', 'principal.preview-roles', change)
  assert.deepEqual([found.added, found.removed, found.more, found.isComplete], [1, 1, 0, true])
  assert.deepEqual(found.counts, [
    { type: 'group', gaining: 1, losing: 1 },
    { type: 'user', gaining: 1, losing: 1 },
  ])
  assert.deepEqual(
    linesOf(found).filter(([name]) => name === 'Creative'),
    [
      ['Creative', 'Demo', 0, 1],
      ['Creative', 'Live', 0, 1],
      ['Creative', 'account', 3, 0],
    ],
  )
  assert.equal(await acme.revision(), revision)
  // Only Demo is open to Vera.
  assert.deepEqual(
    linesOf(found)
      .flatMap(([name, where]) => (name === 'Vera' ? [where] : []))
      .sort(),
    // Her role on the folder no longer counts either, as the Media Library is closed to her.
    ['Demo', 'Demo', 'account'],
  )
  assert.deepEqual(await rolesOf(acme, 'Creative'), [mlUser])
})

test('a preview tells nothing of folders on which the caller could give nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const keeper = await givenKey(acme, { account: ['users_and_groups::manage', 'users_and_groups::view'] })
  const there = assigning(acme, 'Otto', viewer, { in: 'demo', folder: 'demo:brand' })
  const absent = { ...there, parameters: { folder_id: 'none' } }
  const asked = [there, absent].map((one) =>
    acme.perform(keeper, 'principal.preview-roles', changing(acme, 'Otto', { add: [one] })),
  )
  const [known, unknown] = await Promise.all(asked)
  assert.deepEqual(known, unknown)
  assert.deepEqual([known?.added, known?.principals], [0, []])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning, removing, store, type NamedAssignment } from '../given/assigning.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused, type SaidRefusal } from '../given/refusals.ts'

const mlUser = systemRole('prodenv::ml_user')
const viewer = systemRole('folder::viewer')
const onBrand = { in: 'demo', folder: 'demo:brand' }

/** Every assignment of a principal, as `role reach parameter`. */
async function assignmentsOf(acme: GivenHouse, name: string): Promise<readonly string[]> {
  const found = await acme.house.store.listAssignments(acme.account.id, { principals: [acme.principal(name)] })
  return found.map(({ roleId, reach, parameter }) =>
    [roleId, reach.type === 'account' ? 'account' : reach.environmentId, ...(parameter ? [parameter.id] : [])].join(
      ' ',
    ),
  )
}

test('roles of every kind are given to principals of every type', async (t) => {
  const acme = await givenAcme({ test: t })
  const manager = systemRole('collection::manager')
  const reports = systemRole('account::reports')
  const change = adding(
    assigning(acme, 'Otto', mlUser, { in: 'demo' }),
    assigning(acme, 'Idle', reports),
    assigning(acme, 'bare', viewer, onBrand),
    assigning(acme, 'nobody', manager, { in: 'live', collection: 'live:Archive' }),
  )
  assert.equal(await acme.perform('master', 'assignment.change', change), undefined)
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), [`${mlUser} env-demo`])
  assert.deepEqual(await assignmentsOf(acme, 'Idle'), [`${reports} account`])
  assert.deepEqual(await assignmentsOf(acme, 'bare'), [`${viewer} env-demo ${acme.folder('demo:brand')}`])
  assert.deepEqual(await assignmentsOf(acme, 'nobody'), [`${manager} env-live ${acme.collection('live:Archive')}`])
})

test('an assignment that cannot take effect is accepted', async (t) => {
  const acme = await givenAcme({ test: t })
  const change = adding(
    assigning(acme, 'bare', systemRole('account::reports')),
    assigning(acme, 'bare', mlUser, { in: 'live' }),
  )
  await acme.perform('master', 'assignment.change', change)
  assert.deepEqual((await assignmentsOf(acme, 'bare')).length, 2)
})

test('giving what stands and taking what does not succeed silently and change nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const one = assigning(acme, 'Otto', mlUser, { in: 'demo' })
  await acme.perform('master', 'assignment.change', adding(one, one))
  const before = await acme.revision()
  await acme.perform('master', 'assignment.change', adding(one))
  await acme.perform('master', 'assignment.change', removing(assigning(acme, 'Otto', viewer, onBrand)))
  assert.equal(await acme.revision(), before)
  await acme.perform('master', 'assignment.change', removing(one, one))
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), [])
  assert.equal(await acme.revision(), before + 1)
})

test('an empty change is no change, and takes the right to change', async (t) => {
  const acme = await givenAcme({ test: t })
  const before = await acme.revision()
  await acme.perform('master', 'assignment.change', adding())
  await acme.perform('master', 'assignment.change', { ...removing(), about: { principal: acme.principal('Vera') } })
  for (const about of [undefined, { principal: acme.principal('Vera') }, { roleId: mlUser }]) {
    const change = { ...removing(), ...(about && { about }) }
    await assert.rejects(acme.perform('nobody', 'assignment.change', change), { code: 'denied' })
  }
  const gone = { ...adding(), about: { roleId: 'gone' } }
  await assert.rejects(acme.perform('master', 'assignment.change', gone), { code: 'not_found' })
  assert.equal(await acme.revision(), before)
})

test('a role is taken away where it was given and nowhere else', async (t) => {
  const acme = await givenAcme({ test: t })
  const places = [{ in: 'demo' }, { in: 'live' }, { in: 'all' }].map((where) => assigning(acme, 'Otto', mlUser, where))
  await acme.perform('master', 'assignment.change', adding(...places))
  await acme.perform('master', 'assignment.change', removing(assigning(acme, 'Otto', mlUser, { in: 'demo' })))
  assert.deepEqual((await assignmentsOf(acme, 'Otto')).toSorted(), [`${mlUser} all`, `${mlUser} env-live`])
})

test('every spelling of a role is understood and its own id is stored', async (t) => {
  const acme = await givenAcme({ test: t })
  const spellings = [systemRole('content::folder::viewer'), systemRole('folder::viewer')]
  const change = adding(...spellings.map((role) => assigning(acme, 'Otto', role, onBrand)))
  await acme.perform('master', 'assignment.change', change)
  const stored = [`${viewer} env-demo ${acme.folder('demo:brand')}`]
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), stored)
  await acme.perform('master', 'assignment.change', removing(assigning(acme, 'Otto', spellings[0] ?? '', onBrand)))
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), [])
})

test('a content role may be given for all environments; its folder lies in one', async (t) => {
  const acme = await givenAcme({ test: t })
  const change = adding(assigning(acme, 'Otto', viewer, { in: 'all', folder: 'live:press' }))
  await acme.perform('master', 'assignment.change', change)
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), [`${viewer} all ${acme.folder('live:press')}`])
})

test('an assignment that has ended is made anew, without an end', async (t) => {
  const acme = await givenAcme({ test: t })
  const one = assigning(acme, 'Otto', mlUser, { in: 'demo' })
  await store(acme, one, acme.clock.now + 10)
  await acme.perform('master', 'assignment.change', adding(one))
  const principals = { principals: [one.principal] }
  assert.equal((await acme.house.store.listAssignments(acme.account.id, principals))[0]?.expiresAt, acme.clock.now + 10)
  acme.clock.now += 10
  await acme.perform('master', 'assignment.change', adding(one))
  const found = await acme.house.store.listAssignments(acme.account.id, principals)
  assert.deepEqual(
    found.map(({ expiresAt, createdAt }) => ({ expiresAt, createdAt })),
    [{ expiresAt: null, createdAt: acme.clock.now }],
  )
})

const faulty: readonly (readonly [string, (acme: GivenHouse) => Partial<NamedAssignment>, SaidRefusal])[] = [
  [
    'an unknown principal',
    () => ({ principal: { type: 'user', id: 'nope' as never } }),
    { code: 'not_found', fields: [{ name: 'principalId', value: 'nope' }] },
  ],
  [
    'a principal of another type',
    (acme) => ({ principal: { ...acme.principal('Vera'), type: 'group' } as never }),
    { code: 'not_found' },
  ],
  [
    'an unknown key',
    () => ({ principal: { type: 'api_key', id: '999' as never } }),
    { code: 'not_found', fields: [{ name: 'principalId', value: '999' }] },
  ],
  ['an unknown role', () => ({ roleId: 'nope' }), { code: 'not_found', fields: [{ name: 'roleId', value: 'nope' }] }],
  [
    'an unknown environment',
    () => ({ environmentId: 'nope' }),
    { code: 'not_found', fields: [{ name: 'environmentId', value: 'nope' }] },
  ],
  ['no environment', () => ({ environmentId: null }), { code: 'missing_fields', fields: [{ name: 'environmentId' }] }],
  [
    'an environment for a role of the account',
    () => ({ roleId: systemRole('account::reports'), parameters: null }),
    { code: 'invalid_fields', fields: [{ name: 'environmentId', value: 'env-demo' }] },
  ],
  [
    'no parameter for a folder role',
    () => ({ parameters: null }),
    {
      code: 'invalid_fields',
      fields: [{ name: 'parameters', value: {} }],
      more: { actual: {}, required: ['folder_id'] },
    },
  ],
  [
    'a parameter for a global role',
    () => ({ roleId: mlUser, parameters: { folder_id: 'f' } }),
    {
      code: 'invalid_fields',
      fields: [{ name: 'parameters', value: { folder_id: 'f' } }],
      more: { actual: { folder_id: 'f' }, required: [] },
    },
  ],
  [
    'a collection for a folder role',
    () => ({ parameters: { collection_id: 'c' } }),
    {
      code: 'invalid_fields',
      fields: [{ name: 'parameters', value: { collection_id: 'c' } }],
      more: { actual: { collection_id: 'c' }, required: ['folder_id'] },
    },
  ],
  [
    'two parameters',
    () => ({ parameters: { folder_id: 'f', collection_id: 'c' } }),
    {
      code: 'invalid_fields',
      fields: [{ name: 'parameters', value: { folder_id: 'f', collection_id: 'c' } }],
      more: { actual: { folder_id: 'f', collection_id: 'c' }, required: ['folder_id'] },
    },
  ],
  [
    'a parameter that is no text',
    () => ({ parameters: { folder_id: 7 } }),
    {
      code: 'invalid_fields',
      fields: [{ name: 'parameters', value: { folder_id: 7 } }],
      more: { actual: { folder_id: 7 }, required: ['folder_id'] },
    },
  ],
  [
    'an unknown folder',
    () => ({ parameters: { folder_id: 'nope' } }),
    { code: 'not_found', fields: [{ name: 'folderId', value: 'nope' }] },
  ],
  [
    'an unknown collection',
    () => ({ roleId: systemRole('collection::viewer'), parameters: { collection_id: 'nope' } }),
    { code: 'not_found', fields: [{ name: 'collectionId', value: 'nope' }] },
  ],
]

for (const [what, but, expected] of faulty) {
  for (const change of ['add', 'remove'] as const) {
    test(`a change (${change}) is refused for ${what}`, async (t) => {
      const acme = await givenAcme({ test: t })
      const fine = assigning(acme, 'Otto', mlUser, { in: 'demo' })
      const one = { ...assigning(acme, 'Otto', viewer, onBrand), ...but(acme) }
      const id = expected.fields ?? [{ name: 'principalId', value: one.principal.id }]
      await assertRefused(
        acme,
        'master',
        'assignment.change',
        { change, assignments: [fine, one] },
        { ...expected, fields: id },
      )
    })
  }
}

test('a folder in another environment is not found', async (t) => {
  const acme = await givenAcme({ test: t })
  const press = acme.folder('live:press')
  const one = assigning(acme, 'Otto', viewer, { in: 'demo', folder: 'live:press' })
  const refusal = { code: 'not_found', fields: [{ name: 'folderId', value: press }] } as const
  await assertRefused(acme, 'master', 'assignment.change', adding(one), refusal)
})

test('a custom role is given as system roles are', async (t) => {
  const acme = await givenAcme({ test: t })
  const permissionIds = [permission('content::folder::add_assets')]
  const draft = { id: 'drop', name: 'Drop box', description: null, isContent: true, level: 'environment' } as const
  await acme.perform('master', 'role.create', { ...draft, permissionIds })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'drop', onBrand)))
  assert.deepEqual(await assignmentsOf(acme, 'Otto'), [`drop env-demo ${acme.folder('demo:brand')}`])
})

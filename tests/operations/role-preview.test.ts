import assert from 'node:assert/strict'
import { test } from 'node:test'
import { permissionId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, store } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const global = (ending: string) => permissionId(`cld::policy::global::${ending}`)
const ofFolder = (ending: string) => permissionId(`cld::policy::content::folder::${ending}`)
const [presets, transformations, library] = [
  global('upload_presets::manage'),
  global('transformations::manage'),
  global('ml::access'),
]

const makeRole = (acme: GivenHouse, permissionIds: readonly string[], isContent = false) =>
  acme.perform('master', 'role.create', {
    ...{ id: 'maker', name: 'Maker', description: null, isContent, level: 'environment', permissionIds },
  })
const preview = (
  acme: GivenHouse,
  permissionIds: readonly string[],
  who: Parameters<GivenHouse['perform']>[0] = 'master',
) => acme.perform(who, 'role.preview-change', { roleId: 'maker', permissionIds })

/** Says it in lines: who gains (+) and loses (-) what, where. */
const linesOf = ({ principals }: OutputOf<'role.preview-change'>) =>
  principals.flatMap(({ name, groups, effects }) =>
    effects.map(({ place: { environment, content }, gained, lost }) => {
      const where = content === null ? environment?.name : `${content.type} ${content.name} in ${environment?.name}`
      const what = [...gained.map((id) => `+${id}`), ...lost.map((id) => `-${id}`)]
      return [name, ...groups.map((group) => `by ${group.name}`), where, ...what]
        .join(' | ')
        .replaceAll(/cld::policy::(global|content)::/g, '')
    }),
  )

test('who has a role gains what comes in and loses what goes out, where they have it', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [presets])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'maker', { in: 'all' })))
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'bare', 'maker', { in: 'demo' })))
  const found = await preview(acme, [transformations])
  assert.deepEqual(found.added, [transformations])
  assert.deepEqual(found.removed, [presets])
  assert.deepEqual(linesOf(found), [
    'Otto | Demo | +transformations::manage | -upload_presets::manage',
    'Otto | Live | +transformations::manage | -upload_presets::manage',
    'bare | Demo | +transformations::manage | -upload_presets::manage',
  ])
  assert.deepEqual(found.counts, [
    { type: 'user', gaining: 1, losing: 1 },
    { type: 'api_key', gaining: 1, losing: 1 },
  ])
  assert.deepEqual(
    found.places.map(({ environment }) => environment?.name),
    ['Demo', 'Live'],
  )
  assert.deepEqual([found.holders, found.more, found.isComplete], [2, 0, true])
})

test('what somebody holds by another way is neither gained nor lost', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [presets])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'maker', { in: 'all' })))
  const admin = assigning(acme, 'Otto', systemRole('prodenv::tech_admin'), { in: 'live' })
  await acme.perform('master', 'assignment.change', adding(admin))
  assert.deepEqual(linesOf(await preview(acme, [])), ['Otto | Demo | -upload_presets::manage'])
  assert.deepEqual(linesOf(await preview(acme, [presets, transformations])), ['Otto | Demo | +transformations::manage'])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'master', 'maker', { in: 'all' })))
  assert.deepEqual((await preview(acme, [])).counts, [{ type: 'user', gaining: 0, losing: 1 }])
})

test('users of a group are counted, where an environment is open to them', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Creative', 'maker', { in: 'all' })))
  assert.deepEqual(linesOf(await preview(acme, [presets])), [
    'Creative | Demo | +upload_presets::manage',
    'Creative | Live | +upload_presets::manage',
    'Vera | by Creative | Demo | +upload_presets::manage',
  ])
})

test('roles on folders begin to count where the Media Library is opened', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [])
  const own = [
    assigning(acme, 'Otto', 'maker', { in: 'all' }),
    assigning(acme, 'Otto', systemRole('folder::viewer'), { in: 'demo', folder: 'demo:brand' }),
  ]
  await acme.perform('operator', 'assignment.change', adding(...own))
  const viewing = ['download_public_assets', 'view_download'].map((ending) => `+folder::${ending}`)
  const lines = linesOf(await preview(acme, [library]))
  assert.deepEqual(lines.slice(0, 2), ['Otto | Demo | +ml::access', 'Otto | Live | +ml::access'])
  assert.match(lines[2] ?? '', /^Otto \| folder brand in Demo \| /)
  assert.ok(
    viewing.some((one) => lines[2]?.includes(one)),
    lines[2],
  )
  assert.equal(lines.length, 3)
})

test('a role on a folder is asked about in that folder', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [ofFolder('add_assets')], true)
  const [there, noLibrary] = ['Vera', 'Otto'].map((name) =>
    assigning(acme, name, 'maker', { in: 'demo', folder: 'demo:brand/logos' }),
  )
  await acme.perform('operator', 'assignment.change', adding(there!, noLibrary!))
  const found = await preview(acme, [ofFolder('view_download'), ofFolder('move_assets')])
  // Vera may see it already, in the folder above; to Otto the Media Library is closed, so that nothing counts.
  assert.deepEqual(linesOf(found), ['Vera | folder brand/logos in Demo | +folder::move_assets | -folder::add_assets'])
  assert.deepEqual([found.holders, found.counts], [2, [{ type: 'user', gaining: 1, losing: 1 }]])
})

test('roles that have ended, and principals that are disabled, gain and lose nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [presets])
  await store(acme, assigning(acme, 'Otto', 'maker', { in: 'all' }), acme.clock.now)
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'bare', 'maker', { in: 'demo' })))
  const key = { environmentId: 'env-demo', keyId: '101', name: null, dedicatedFor: null, ownerId: undefined }
  await acme.perform('master', 'api-key.update', { ...key, isEnabled: false })
  const found = await preview(acme, [])
  assert.deepEqual([linesOf(found), found.holders], [[], 1])
})

test('whoever may not read some principals is told of none of them, and no names of places', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [presets])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'maker', { in: 'live' })))
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'bare', 'maker', { in: 'demo' })))
  const roles = await givenKey(acme, { account: ['roles::manage', 'roles::view'] })
  const nothing = await preview(acme, [], roles)
  assert.deepEqual([nothing.principals, nothing.holders, nothing.places, nothing.removed], [[], 0, [], [presets]])
  const people = await givenKey(acme, { account: ['roles::manage', 'users_and_groups::view'] })
  const found = await preview(acme, [], people)
  assert.deepEqual(found.places, [{ environment: { id: 'env-live', name: null }, content: null }])
  assert.deepEqual(
    found.principals.map(({ name }) => name),
    ['Otto'],
  )
})

test('nothing is changed by asking', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [presets])
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'Otto', 'maker', { in: 'all' })))
  const [revision, saved] = [await acme.revision(), (await acme.engine()).save()]
  await preview(acme, [transformations])
  assert.equal(await acme.revision(), revision)
  assert.deepEqual((await acme.engine()).save(), saved)
})

test('a system role, a role that is not there, and permissions that do not fit are refused', async (t) => {
  const acme = await givenAcme({ test: t })
  await makeRole(acme, [])
  const id = systemRole('account::admin')
  const fields = [{ name: 'roleId', value: id }]
  await assertRefused(
    acme,
    'master',
    'role.preview-change',
    { roleId: id, permissionIds: [] },
    { code: 'system_role_is_fixed', fields },
  )
  await assertRefused(
    acme,
    'master',
    'role.preview-change',
    { roleId: 'none', permissionIds: [] },
    { code: 'not_found', fields: [{ name: 'roleId', value: 'none' }] },
  )
  const wrong = ofFolder('add_assets')
  await assertRefused(
    acme,
    'master',
    'role.preview-change',
    { roleId: 'maker', permissionIds: [wrong] },
    { code: 'invalid_fields', fields: [{ name: 'permissionIds', value: wrong }] },
  )
  await assertRefused(
    acme,
    'nobody',
    'role.preview-change',
    { roleId: 'maker', permissionIds: [] },
    { code: 'denied', needs: ['update Role'] },
  )
})

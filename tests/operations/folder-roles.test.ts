// Sharing folders: who may, what, with whom, and what of it is shown (settled decision 5; facts 7.7; field 5.C 21).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiKeyId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, store } from '../given/assigning.ts'
import { givenLibraryKey, giveExactly } from '../given/content-callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

const environmentId = 'env-demo'
const viewer = systemRole('folder::viewer')
const contributor = systemRole('folder::contributor')
const manager = systemRole('folder::manager')

const show = (acme: GivenHouse, who: string | Principal, place: string, withPermitted = false) =>
  acme.perform(who, 'folder-role.list', { environmentId, folderId: acme.folder(place), withPermitted })

const sharing = (acme: GivenHouse, place: string, principal: Principal, ...roleIds: readonly string[]) =>
  ({ environmentId, folderId: acme.folder(place), change: 'add', principal, roleIds }) as const

const share = (acme: GivenHouse, who: string | Principal, ...rest: readonly [string, Principal, ...string[]]) =>
  acme.perform(who, 'folder-role.change', sharing(acme, ...rest))

async function givenManager(acme: GivenHouse): Promise<Principal> {
  const key = await givenLibraryKey(acme, {})
  await store(acme, assigning(acme, key, manager, { in: 'demo', folder: 'demo:brand' }))
  return key
}

test('a folder shows what was given on it and on those above, and where', async (t) => {
  const acme = await givenAcme({ test: t })
  const otto = acme.principal('Otto')
  await share(acme, 'root', 'demo:brand/logos', otto, contributor, viewer)
  const { sharedWith, folderId } = await show(acme, 'root', 'demo:brand/logos')
  const spelled = sharedWith.map((one) => [
    one.principal,
    one.parameter.id === folderId,
    one.roles.map(({ name }) => name),
  ])
  assert.deepEqual(spelled, [
    [otto, true, ['Contributor', 'Viewer']],
    [acme.principal('Vera'), false, ['Viewer']],
  ])
})

test('what is shared is what the Permissions API assigns, and the other way round', async (t) => {
  const acme = await givenAcme({ test: t })
  const otto = acme.principal('Otto')
  await share(acme, 'root', 'demo:brand', otto, viewer)
  const assigned = await acme.perform('master', 'assignment.list', {
    ...{ principal: otto, isContent: true, parameter: { type: 'folder', id: acme.folder('demo:brand') } },
  })
  assert.deepEqual(
    assigned.map(({ role }) => role.id),
    [viewer],
  )
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'Otto', contributor, { in: 'demo', folder: 'demo:brand' })),
  )
  const { sharedWith } = await show(acme, 'root', 'demo:brand')
  assert.deepEqual(
    sharedWith.find(({ principal }) => principal.id === otto.id)?.roles.map(({ id }) => id),
    [contributor, viewer],
  )
})

test('sharing and looking at it take the right to share, on that folder', async (t) => {
  const acme = await givenAcme({ test: t })
  const editor = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download', 'update_folder', 'add_assets'] } })
  const sharer = await givenManager(acme)
  const otto = acme.principal('Otto')
  const needs = { code: 'denied', needs: ['share Folder'] } as const
  for (const [who, place] of [
    [editor, 'demo:brand'],
    [sharer, 'demo:campaigns'],
  ] as const) {
    await assertRefused(acme, who, 'folder-role.change', sharing(acme, place, otto, viewer), needs)
    await assertRefused(
      acme,
      who,
      'folder-role.list',
      { environmentId, folderId: acme.folder(place), withPermitted: false },
      needs,
    )
  }
  const absent = { environmentId, folderId: 'c'.repeat(34), withPermitted: false }
  await assertRefused(acme, sharer, 'folder-role.list', absent, needs)
  assert.equal((await refusalOf(acme.perform('root', 'folder-role.list', absent))).code, 'folder_unknown')
  await share(acme, sharer, 'demo:brand/logos', otto, viewer)
})

test('only roles may be given of which the sharer holds everything there', async (t) => {
  const acme = await givenAcme({ test: t })
  const sharer = await givenManager(acme)
  const otto = acme.principal('Otto')
  const { permitted } = await show(acme, sharer, 'demo:brand', true)
  assert.deepEqual(
    permitted?.map(({ name }) => name),
    ['Viewer', 'Contributor', 'Editor', 'Manager'],
  )
  await assertRefused(
    acme,
    sharer,
    'folder-role.change',
    sharing(acme, 'demo:brand', otto, viewer, systemRole('folder::distributor')),
    { code: 'denied', lacks: ['manage_public_links on Folder', 'manage_public_links on Asset'] },
  )
  const viewing = await givenLibraryKey(acme, {
    on: { 'demo:brand': ['view_download', 'download_public_assets', 'share'] },
  })
  assert.deepEqual(
    (await show(acme, viewing, 'demo:brand', true)).permitted?.flatMap(({ name, management }) =>
      management === 'system' ? [name] : [],
    ),
    ['Viewer'],
  )
  for (const role of [contributor, manager])
    assert.equal((await refusalOf(share(acme, viewing, 'demo:brand', otto, role))).code, 'denied')
  await share(acme, viewing, 'demo:brand', otto, viewer)
  const all = (await show(acme, 'root', 'demo:brand', true)).permitted?.filter(
    ({ management }) => management === 'system',
  )
  assert.equal(all?.length, 5)
})

test('custom folder roles are given by id, where the plan has them; of others nobody learns that they exist', async (t) => {
  const acme = await givenAcme({ test: t })
  const sharer = await givenManager(acme)
  await acme.perform('master', 'role.create', {
    ...{ id: 'reader', name: 'Reader', description: null, isContent: true, level: 'environment' },
    permissionIds: ['cld::policy::content::folder::view_download'],
  })
  await acme.perform('master', 'role.create', {
    ...{ id: 'publisher', name: 'Publisher', description: null, isContent: true, level: 'environment' },
    permissionIds: ['cld::policy::content::folder::manage_public_links'],
  })
  const otto = acme.principal('Otto')
  await share(acme, sharer, 'demo:brand', otto, 'reader')
  assert.ok((await show(acme, sharer, 'demo:brand', true)).permitted?.some(({ id }) => id === 'reader'))
  for (const role of ['publisher', 'absent', 'cld::role::folder::no_such'])
    await assertRefused(acme, sharer, 'folder-role.change', sharing(acme, 'demo:brand', otto, role), {
      code: 'role_beyond_own',
    })
  await acme.perform('operator', 'folder-role.change', sharing(acme, 'demo:brand', otto, 'publisher'))
  await acme.change(async (transaction) => transaction.put('account', { ...acme.account, assetsAdvanced: false }))
  const refused = await refusalOf(share(acme, sharer, 'demo:brand/logos', otto, 'reader'))
  assert.equal(refused.code, 'plan_lacks')
  const { permitted } = await show(acme, sharer, 'demo:brand', true)
  assert.ok(permitted?.every(({ management }) => management === 'system'))
  await share(acme, sharer, 'demo:brand/logos', otto, viewer)
})

test('a folder is shared with users, groups and API keys of its environment, and with nobody else', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const who of ['Otto', 'Idle', 'bare']) await share(acme, 'root', 'demo:brand', acme.principal(who), viewer)
  const unknown = { type: 'api_key', id: apiKeyId('555') } as const
  for (const one of [acme.principal('liveKey'), unknown])
    await assertRefused(acme, 'root', 'folder-role.change', sharing(acme, 'demo:brand', one, viewer), {
      code: 'not_found',
      fields: [{ name: 'principalId', value: one.id }],
    })
  const steward = acme.principal('nobody')
  assert.equal((await refusalOf(share(acme, 'root', 'demo:brand', steward, viewer))).code, 'invalid_fields')
  const { sharedWith } = await show(acme, 'root', 'demo:brand')
  assert.deepEqual(sharedWith.map(({ principal: { type } }) => type).sort(), ['api_key', 'group', 'user', 'user'])
})

test('ten roles at most, folder roles alone, at least one', async (t) => {
  const acme = await givenAcme({ test: t })
  const otto = acme.principal('Otto')
  const eleven = Array.from({ length: 11 }, () => viewer)
  const codes = await Promise.all(
    [eleven, [], [systemRole('prodenv::ml_user')], [systemRole('collection::viewer')]].map(
      async (roles) => say(await refusalOf(share(acme, 'root', 'demo:brand', otto, ...roles))).code,
    ),
  )
  assert.deepEqual(codes, ['invalid_fields', 'missing_fields', 'invalid_fields', 'invalid_fields'])
})

test('taking a role away takes the right to share alone, and takes what was given on that very folder', async (t) => {
  const acme = await givenAcme({ test: t })
  const sharer = await givenLibraryKey(acme, { on: { 'demo:brand': ['share'] } })
  const vera = acme.principal('Vera')
  const take = (place: string) =>
    acme.perform(sharer, 'folder-role.change', { ...sharing(acme, place, vera, viewer), change: 'remove' })
  const isShared = async () =>
    (await show(acme, sharer, 'demo:brand')).sharedWith.some(({ principal: { id } }) => id === vera.id)
  await take('demo:brand/logos')
  assert.ok(await isShared())
  await take('demo:brand')
  await take('demo:brand')
  assert.ok(!(await isShared()))
})

test('the list shows ids of principals that the sharer may not read, and nothing else of them', async (t) => {
  const acme = await givenAcme({ test: t })
  const sharer = await givenLibraryKey(acme, { on: { 'demo:brand': ['share'] } })
  const [one] = (await show(acme, sharer, 'demo:brand')).sharedWith
  assert.deepEqual(Object.keys(one ?? {}), ['principal', 'parameter', 'roles'])
  assert.deepEqual(one?.principal, acme.principal('Vera'))
})

test('a share counts at once, and ends at once', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, {})
  const list = async () =>
    (await acme.perform(key, 'folder.list', { environmentId, path: '', cursor: null, limit: null })).total
  assert.equal(await list(), 0)
  await share(acme, 'root', 'demo:brand', key, viewer)
  assert.equal(await list(), 1)
  await acme.perform('root', 'folder-role.change', { ...sharing(acme, 'demo:brand', key, viewer), change: 'remove' })
  assert.equal(await list(), 0)
  await giveExactly(acme, key, { on: { 'demo:campaigns': ['view_download'] } })
  assert.equal(await list(), 1)
})

// Folders of a media library: who sees, makes, renames and deletes which.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenAcme } from '../given/acme.ts'
import { givenLibraryKey } from '../given/content-callers.ts'
import type { GivenHouse } from '../given/house.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { assertRefused } from '../given/refusals.ts'

const environmentId = 'env-demo'

const list = (
  acme: GivenHouse,
  who: string | Principal,
  path = '',
  limit: number | null = null,
  cursor: string | null = null,
) => acme.perform(who, 'folder.list', { environmentId, path, cursor, limit })

const make = (acme: GivenHouse, who: string | Principal, path: string) =>
  acme.perform(who, 'folder.create', { environmentId, path })

const move = (acme: GivenHouse, who: string | Principal, from: string, to: string) =>
  acme.perform(who, 'folder.move', { environmentId, from, to, assetLimit: null })

const paths = async (acme: GivenHouse): Promise<readonly string[]> => {
  const found = await acme.perform('root', 'folder.search', {
    environmentId,
    expression: '',
    order: [{ by: 'path', isDescending: false }],
    limit: 500,
    cursor: null,
  })
  return found.folders.map(({ path }) => path)
}

test('a list shows the folders that the caller may see, and counts no others', async (t: TestContext) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download'] } })
  assert.deepEqual(
    (await list(acme, 'root')).folders.map(({ path }) => path),
    ['brand', 'campaigns'],
  )
  const seen = await list(acme, key)
  assert.deepEqual([seen.total, seen.nextCursor], [1, null])
  assert.deepEqual(
    seen.folders.map(({ path, name, id }) => ({ path, name, id })),
    [{ path: 'brand', name: 'brand', id: acme.folder('demo:brand') }],
  )
  assert.deepEqual(
    (await list(acme, key, 'brand')).folders.map(({ path }) => path),
    ['brand/logos'],
  )
})

test('an absent folder and one that may not be seen are refused alike, but to those who may see all', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download'] } })
  for (const path of ['campaigns', 'campaigns/absent', 'absent'])
    await assertRefused(
      acme,
      key,
      'folder.list',
      { environmentId, path, cursor: null, limit: null },
      {
        code: 'denied',
        needs: ['read Folder'],
      },
    )
  await assertRefused(
    acme,
    'root',
    'folder.list',
    { environmentId, path: 'absent', cursor: null, limit: null },
    {
      code: 'folder_unknown',
      fields: [{ name: 'path', value: 'absent' }],
    },
  )
  // Of what it may see it learns what is not in it only where nothing could be hidden from it.
  await assertRefused(
    acme,
    key,
    'folder.list',
    { environmentId, path: 'brand/absent', cursor: null, limit: null },
    {
      code: 'denied',
      needs: ['read Folder'],
    },
  )
})

test('pages of a list go by names, skip nothing when a folder comes between, and their cursors are sealed', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const name of ['a', 'c', 'e']) await make(acme, 'root', name)
  const first = await list(acme, 'root', '', 2)
  assert.deepEqual([first.folders.map(({ name }) => name), first.total], [['a', 'brand'], 5])
  assert.ok(first.nextCursor !== null)
  assert.doesNotMatch(Buffer.from(first.nextCursor, 'base64url').toString(), /brand/)
  await make(acme, 'root', 'b2')
  await make(acme, 'root', 'bz')
  const rest = await list(acme, 'root', '', 9, first.nextCursor)
  assert.deepEqual(
    rest.folders.map(({ name }) => name),
    ['bz', 'c', 'campaigns', 'e'],
  )
  await assertRefused(
    acme,
    'root',
    'folder.list',
    { environmentId, path: 'brand', cursor: first.nextCursor, limit: 2 },
    { code: 'invalid_fields', fields: [{ name: 'cursor', value: first.nextCursor }] },
  )
})

test('making a folder makes those above it, and needs the right where the first new one will lie', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['create_subfolders'] } })
  const made = await make(acme, key, 'brand/logos/old/2020')
  assert.deepEqual([made.name, made.path], ['2020', 'brand/logos/old/2020'])
  assert.match(made.id, /^c[0-9a-f]{33}$/)
  for (const path of ['new', 'campaigns/new'])
    await assertRefused(
      acme,
      key,
      'folder.create',
      { environmentId, path },
      { code: 'denied', needs: ['create Folder'] },
    )
  assert.deepEqual(await paths(acme), [
    ...['brand', 'brand/logos', 'brand/logos/old', 'brand/logos/old/2020', 'campaigns', 'campaigns/summer'],
  ])
})

test('names are unique in a folder, and compared in NFC', async (t) => {
  const acme = await givenAcme({ test: t })
  await make(acme, 'root', 'caf\u00E9')
  for (const path of ['brand', 'cafe\u0301'])
    await assertRefused(acme, 'root', 'folder.create', { environmentId, path }, { code: 'folder_name_taken' })
  await make(acme, 'root', 'Brand')
})

test('a folder made twice at the same time is made once', async (t) => {
  const acme = await givenAcme({ test: t })
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => make(acme, 'root', 'race/there')))
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.deepEqual(
    (await paths(acme)).filter((path) => path.startsWith('race')),
    ['race', 'race/there'],
  )
})

test('a rename keeps the id, the folders beneath and the roles given there', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['update_folder', 'view_download'] } })
  const moved = await move(acme, key, 'brand', 'label')
  assert.deepEqual(
    [moved.from, moved.to],
    [
      { name: 'brand', path: 'brand' },
      { name: 'label', path: 'label' },
    ],
  )
  const { folders } = await list(acme, key)
  assert.deepEqual(
    folders.map(({ id, path }) => [id, path]),
    [[acme.folder('demo:brand'), 'label']],
  )
  assert.deepEqual(
    (await list(acme, key, 'label')).folders.map(({ id }) => id),
    [acme.folder('demo:brand/logos')],
  )
})

test('a rename takes the right to update the folder, and no more in a dynamic library', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, {
    on: { 'demo:brand': ['view_download', 'move_folder', 'create_subfolders'] },
  })
  await assertRefused(
    acme,
    key,
    'folder.move',
    { environmentId, from: 'brand', to: 'label', assetLimit: null },
    {
      code: 'denied',
      needs: ['update Folder'],
    },
  )
})

test('a folder is never moved into itself or one beneath, nor onto a name that is taken', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const to of ['brand/brand', 'brand/logos/brand'])
    await assertRefused(
      acme,
      'root',
      'folder.move',
      { environmentId, from: 'brand', to, assetLimit: null },
      {
        code: 'folder_into_itself',
      },
    )
  await assertRefused(
    acme,
    'root',
    'folder.move',
    { environmentId, from: 'brand', to: 'campaigns', assetLimit: null },
    {
      code: 'folder_name_taken',
      fields: [{ name: 'to', value: 'campaigns' }],
    },
  )
  assert.deepEqual((await move(acme, 'root', 'brand', 'brand')).to.path, 'brand')
})

test('two moves at the same time never make a cycle', async (t) => {
  const acme = await givenAcme({ test: t })
  await Promise.allSettled([
    move(acme, 'root', 'brand', 'campaigns/brand'),
    move(acme, 'root', 'campaigns', 'brand/campaigns'),
  ])
  const engine = await acme.engine()
  for (const place of ['demo:brand', 'demo:campaigns', 'demo:brand/logos']) {
    const chain = await acme.house.store.listFolderChain({ accountId: acme.account.id, id: acme.folder(place) })
    assert.equal(chain.at(-1)?.parentId, null, place)
    assert.ok(
      engine.snapshot.folders.chainInto(new Int32Array(200), engine.snapshot.folders.number(acme.folder(place))) > 0,
    )
  }
})

test('a folder goes with those beneath and the roles given there; one of the same name inherits nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const vera = acme.principal('Vera')
  assert.deepEqual(
    (await list(acme, vera)).folders.map(({ path }) => path),
    ['brand'],
  )
  assert.deepEqual(await acme.perform('root', 'folder.delete', { environmentId, path: 'brand' }), [
    'brand',
    'brand/logos',
  ])
  await make(acme, 'root', 'brand')
  assert.deepEqual((await list(acme, vera)).folders, [])
})

test('deleting a folder takes the right to delete every folder beneath', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download', 'delete_folder'] } })
  await acme.perform('master', 'custom-policy.create', {
    ...{ name: 'keep logos', description: null, level: 'environment', environmentId, isEnabled: true },
    statement: `forbid(principal, action == Cloudinary::Action::"delete", resource == Cloudinary::Folder::"${acme.folder('demo:brand/logos')}");`,
  })
  await assertRefused(
    acme,
    key,
    'folder.delete',
    { environmentId, path: 'brand' },
    { code: 'denied', needs: ['delete Folder'] },
  )
  await assertRefused(
    acme,
    key,
    'folder.delete',
    { environmentId, path: 'campaigns/summer' },
    { code: 'denied', needs: ['delete Folder'] },
  )
})

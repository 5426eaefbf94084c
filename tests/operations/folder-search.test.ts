// Showing and searching folders: what expressions find, and that nothing else is found, counted, sorted or paged.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme } from '../given/acme.ts'
import { givenLibraryKey } from '../given/content-callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const environmentId = 'env-demo'

const make = (acme: GivenHouse, who: string, path: string) =>
  acme.perform(who, 'folder.create', { environmentId, path })

test('a folder is shown by id or path, in any case when asked, with those above that may be seen', async (t) => {
  const acme = await givenAcme({ test: t })
  const key = await givenLibraryKey(acme, { on: { 'demo:brand/logos': ['view_download'] } })
  const id = acme.folder('demo:brand/logos')
  const byId = await acme.perform(key, 'folder.get', { environmentId, folder: { type: 'id', id } })
  assert.deepEqual(
    [byId.folder.path, byId.ancestors, byId.assets],
    ['brand/logos', [], { count: 0, lastUploadedAt: null }],
  )
  const byPath = await acme.perform('root', 'folder.get', {
    environmentId,
    folder: { type: 'path', path: 'BRAND/Logos', isCaseSensitive: false },
  })
  assert.deepEqual([byPath.folder.id, byPath.ancestors.map(({ path }) => path)], [id, ['brand']])
  await assertRefused(
    acme,
    'root',
    'folder.get',
    { environmentId: 'env-live', folder: { type: 'id', id } },
    {
      code: 'denied',
      needs: ['read Folder'],
    },
  )
})

test('what lies beneath a folder is listed as far as it may be seen', async (t) => {
  const acme = await givenAcme({ test: t })
  await make(acme, 'root', 'brand/logos/old')
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download'] } })
  const folderId = acme.folder('demo:brand')
  const beneath = async (isInclusive: boolean, only: readonly string[] | null) =>
    (await acme.perform(key, 'folder.list-descendants', { environmentId, folderId, isInclusive, only })).map(
      ({ path }) => path,
    )
  assert.deepEqual(await beneath(false, null), ['brand/logos', 'brand/logos/old'])
  assert.deepEqual(await beneath(true, [folderId, acme.folder('demo:campaigns')]), ['brand'])
})

const searches: readonly (readonly [string, readonly string[]])[] = [
  ['', ['brand', 'brand/logos', 'campaigns', 'campaigns/summer']],
  ['name=b*', ['brand']],
  ['name=LOGOS', ['brand/logos']],
  ['name:summ*', ['campaigns/summer']],
  ['summer', ['campaigns/summer']],
  ['path="brand/logos"', ['brand/logos']],
  ['path=brand*', ['brand', 'brand/logos']],
  ['path:campaigns', ['campaigns', 'campaigns/summer']],
  ['path:campaigns AND NOT name=campaigns', ['campaigns/summer']],
  ['brand OR (path=campaigns* -summer)', ['brand', 'campaigns']],
  ['created_at>1d', ['brand', 'brand/logos', 'campaigns', 'campaigns/summer']],
  ['created_at<2026-11-22', []],
  ['name=absent', []],
]

test('folders are found by name, path and age', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const [expression, expected] of searches) {
    const order = [{ by: 'path', isDescending: false }] as const
    const found = await acme.perform('root', 'folder.search', {
      environmentId,
      expression,
      order,
      limit: 50,
      cursor: null,
    })
    assert.deepEqual([found.folders.map(({ path }) => path), found.total], [expected, expected.length], expression)
  }
})

test('a search finds, counts, sorts and pages nothing that the caller may not see', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const name of ['a1', 'a2', 'a3']) await make(acme, 'root', `brand/${name}`)
  for (const name of ['a0', 'a2x', 'a9']) await make(acme, 'root', `campaigns/${name}`)
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download'] } })
  const search = (cursor: string | null) =>
    acme.perform(key, 'folder.search', {
      ...{ environmentId, expression: 'name=a*', order: [{ by: 'name', isDescending: true }], limit: 2, cursor },
    })
  const first = await search(null)
  assert.deepEqual([first.folders.map(({ name }) => name), first.total], [['a3', 'a2'], 3])
  const rest = await search(first.nextCursor)
  assert.deepEqual([rest.folders.map(({ name }) => name), rest.total, rest.nextCursor], [['a1'], 3, null])
})

const brokenExpressions: readonly (readonly [string, number])[] = [
  ['name=', 6],
  ['name="open', 6],
  ['(brand', 7],
  ['brand)', 6],
  ['colour=red', 1],
  ['name>a', 5],
  ['created_at>soon', 12],
  ['AND', 1],
  ['a OR', 5],
]

test('a search expression that can not be read says where', async (t) => {
  const acme = await givenAcme({ test: t })
  for (const [expression, position] of brokenExpressions) {
    const work = acme.perform('root', 'folder.search', { environmentId, expression, order: [], limit: 9, cursor: null })
    await assert.rejects(work, new RegExp(`at character ${position}:`), expression)
  }
})

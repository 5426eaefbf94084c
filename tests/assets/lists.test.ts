// Lists, searches, counts and tags hold what the caller may read, and tell nothing of anything else.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { customPolicyId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { AssetListChoice } from '../../src/operations/assets/list-assets.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

type Who = string | Principal

const listing = (choice: AssetListChoice = { by: 'all' }, but: Partial<InputOf<'asset.list'>> = {}) => ({
  environmentId: demo,
  resourceKind: 'image' as const,
  delivery: null,
  choice,
  startAt: null,
  order: { by: 'public_id', isDescending: false } as const,
  counts: true,
  limit: null,
  cursor: null,
  ...but,
})

const searching = (expression: string, but: Partial<InputOf<'asset.search'>> = {}) => ({
  environmentId: demo,
  expression,
  order: [{ field: 'public_id', isDescending: false }],
  aggregate: [],
  limit: null,
  cursor: null,
  ...but,
})

/** Four assets: at the top, in a folder, beneath it, and in another one. */
async function given(t: TestContext) {
  const library = await givenLibrary(t)
  await library.upload('top', { tags: ['red', 'top-only'] })
  await library.upload('mine', { asset_folder: 'brand', tags: ['red', 'Summer'], context: { alt: 'a dot' } })
  await library.upload('inner', { asset_folder: 'brand/logos', tags: ['blue'], context: { alt: 'dots' } })
  await library.upload('hidden', {
    asset_folder: 'campaigns/summer',
    tags: ['red', 'secret'],
    context: { alt: 'a dot' },
  })
  const [reader, blind] = [await library.key({ on: { brand: ['view_download'] } }), await library.key({})]
  const all = await library.key({ everywhere: ['folder_and_asset_management::view'] })
  return { library, reader, blind, all }
}

const list = async ({ acme }: GivenLibrary, who: Who, ...input: Parameters<typeof listing>) => {
  const { assets, total } = await acme.perform(who, 'asset.list', listing(...input))
  assert.equal(total, assets.length)
  return assets.map(({ asset }) => asset.publicId)
}

const search = async ({ acme }: GivenLibrary, who: Who, expression: string) => {
  const { assets, total } = await acme.perform(who, 'asset.search', searching(expression))
  assert.equal(total, assets.length)
  return assets.map(({ asset }) => asset.publicId)
}

const choices: readonly (readonly [AssetListChoice, readonly string[], readonly string[]])[] = [
  [{ by: 'all' }, ['inner', 'mine'], ['hidden', 'inner', 'mine', 'top']],
  [{ by: 'tag', tag: 'red' }, ['mine'], ['hidden', 'mine', 'top']],
  [{ by: 'prefix', prefix: 'hid' }, [], ['hidden']],
  [{ by: 'names', publicIds: ['hidden', 'mine', 'absent'] }, ['mine'], ['hidden', 'mine']],
  [{ by: 'context', key: 'alt', value: 'a dot' }, ['mine'], ['hidden', 'mine']],
  [{ by: 'context', key: 'alt', value: null }, ['inner', 'mine'], ['hidden', 'inner', 'mine']],
  [{ by: 'moderation', kind: 'manual', status: 'pending' }, [], []],
  [{ by: 'folder', path: 'brand' }, ['mine'], ['mine']],
  [{ by: 'folder', path: 'campaigns/summer' }, [], ['hidden']],
  [{ by: 'folder', path: '' }, [], ['top']],
]

for (const [choice, some, all] of choices) {
  test(`a list by ${JSON.stringify(choice)} holds what the caller may read`, async (t) => {
    const { library, reader, blind, all: viewer } = await given(t)
    assert.deepEqual(await list(library, reader, choice), some)
    assert.deepEqual(await list(library, viewer, choice), all)
    assert.deepEqual(await list(library, 'operator', choice), all)
    assert.deepEqual(await list(library, blind, choice), [])
  })
}

test('a list by ids leaves out what the caller may not read', async (t) => {
  const { library, reader } = await given(t)
  const assetIds = [(await library.find('mine'))!.id, (await library.find('hidden'))!.id, 'absent']
  assert.deepEqual(await list(library, reader, { by: 'ids', assetIds }), ['mine'])
  assert.deepEqual(await list(library, 'operator', { by: 'ids', assetIds }), ['hidden', 'mine'])
})

const expressions: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['', ['inner', 'mine'], ['hidden', 'inner', 'mine', 'top']],
  ['tags:red', ['mine'], ['hidden', 'mine', 'top']],
  ['tags=summer', ['mine'], ['mine']],
  ['dots', ['inner'], ['inner']],
  ['dot', ['mine'], ['hidden', 'mine']],
  ['dot*', ['inner', 'mine'], ['hidden', 'inner', 'mine']],
  ['folder:brand', ['mine'], ['mine']],
  ['folder:brand/*', ['inner', 'mine'], ['inner', 'mine']],
  ['folder="Campaigns/Summer"', [], ['hidden']],
  ['folder:nowhere', [], []],
  ['NOT folder=""', ['inner', 'mine'], ['hidden', 'inner', 'mine']],
  ['tags:secret OR tags:blue', ['inner'], ['hidden', 'inner']],
  ['uploaded_at>1d AND width=1', ['inner', 'mine'], ['hidden', 'inner', 'mine', 'top']],
]

for (const [expression, some, all] of expressions) {
  test(`a search for ${expression === '' ? 'anything' : expression} finds what the caller may read`, async (t) => {
    const { library, reader, blind, all: viewer } = await given(t)
    assert.deepEqual(await search(library, reader, expression), some)
    assert.deepEqual(await search(library, viewer, expression), all)
    assert.deepEqual(await search(library, blind, expression), [])
  })
}

test('tags, kinds and counts are those of the assets that the caller may read', async (t) => {
  const { library, reader, blind } = await given(t)
  const tags = async (who: Who, prefix: string | null = null) => {
    const input = { environmentId: demo, resourceKind: 'image', prefix, limit: 100, cursor: null } as const
    return (await library.acme.perform(who, 'asset.list-tags', input)).tags
  }
  assert.deepEqual(await tags(reader), ['Summer', 'blue', 'red'])
  assert.deepEqual(await tags(reader, 'se'), [])
  assert.deepEqual(await tags('operator'), ['Summer', 'blue', 'red', 'secret', 'top-only'])
  assert.deepEqual(await tags(blind), [])
  const kinds = (who: Who) => library.acme.perform(who, 'asset.list-kinds', { environmentId: demo })
  assert.deepEqual([await kinds(reader), await kinds(blind)], [['image'], []])
  const aggregate = [{ field: 'format' }, { field: 'bytes', ranges: [{ key: 'any', from: 0, to: null }] }] as const
  const counts = async (who: Who) => {
    const found = await library.acme.perform(who, 'asset.search', searching('', { aggregate, limit: 0 }))
    assert.deepEqual(found.assets, [])
    return [found.total, ...found.aggregations.map((one) => one.counts)]
  }
  assert.deepEqual(await counts(reader), [2, [{ value: 'png', count: 2 }], [{ value: 'any', count: 2 }]])
  assert.deepEqual(await counts(blind), [0, [], [{ value: 'any', count: 0 }]])
})

/** Puts a custom policy in force. */
const putPolicy = ({ acme }: GivenLibrary, statement: string) =>
  acme.change((transaction) =>
    transaction.put('custom_policy', {
      ...{ id: customPolicyId('policy'), accountId: acme.account.id, name: 'policy', description: null },
      ...{ reach: { type: 'environment', environmentId: demo }, statement, isEnabled: true },
      ...{ createdAt: 1, updatedAt: 1 },
    }),
  )

test('where a policy looks at single assets, each is decided: in lists, searches, counts and tags', async (t) => {
  const { library, reader, all } = await given(t)
  await library.upload('closed', { asset_folder: 'brand', tags: ['closed-only', 'red'], access_mode: 'authenticated' })
  assert.deepEqual(await list(library, reader), ['closed', 'inner', 'mine'])
  await putPolicy(
    library,
    'forbid(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { !resource.public };',
  )
  assert.deepEqual(await list(library, reader), ['inner', 'mine'])
  assert.deepEqual(await search(library, all, 'tags:red'), ['hidden', 'mine', 'top'])
  const input = { environmentId: demo, resourceKind: 'image', prefix: null, limit: 100, cursor: null } as const
  assert.deepEqual((await library.acme.perform(reader, 'asset.list-tags', input)).tags, ['Summer', 'blue', 'red'])
  const found = await library.acme.perform(
    reader,
    'asset.search',
    searching('', { aggregate: [{ field: 'type' }], limit: 0 }),
  )
  assert.deepEqual([found.total, found.aggregations], [2, [{ field: 'type', counts: [{ value: 'upload', count: 2 }] }]])
})

test('a policy that permits single assets adds them to lists', async (t) => {
  const { library, blind } = await given(t)
  await putPolicy(
    library,
    'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.resource_type == "image" };',
  )
  assert.deepEqual(await list(library, blind), ['hidden', 'inner', 'mine', 'top'])
})

for (const isSingled of [false, true]) {
  test(`pages are whole, each asset once, ${isSingled ? 'also where each is decided' : 'by roles'}`, async (t) => {
    const { library, reader } = await given(t)
    for (let number = 0; number < 12; number++) {
      const folder = number % 3 === 0 ? 'campaigns/summer' : 'brand/logos'
      await library.upload(`many-${String(number).padStart(2, '0')}`, { asset_folder: folder })
    }
    if (isSingled)
      await putPolicy(
        library,
        'forbid(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.resource_type == "video" };',
      )
    const found: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 20; page++) {
      const input: InputOf<'asset.list'> = listing({ by: 'all' }, { limit: 3, cursor })
      const part = await library.acme.perform(reader, 'asset.list', input)
      assert.equal(part.total, 10)
      found.push(...part.assets.map(({ asset }) => asset.publicId))
      if (part.nextCursor !== null) assert.equal(part.assets.length, 3)
      cursor = part.nextCursor
      if (cursor === null) break
    }
    const many = [1, 2, 4, 5, 7, 8, 10, 11].map((number) => `many-${String(number).padStart(2, '0')}`)
    assert.deepEqual(found, ['inner', ...many, 'mine'])
  })
}

test('a cursor is good for its own list alone', async (t) => {
  const { library, all } = await given(t)
  const { nextCursor } = await library.acme.perform(all, 'asset.list', listing({ by: 'all' }, { limit: 1 }))
  assert.ok(nextCursor !== null)
  for (const cursor of [nextCursor, 'nonsense']) {
    const other = library.acme.perform(all, 'asset.list', listing({ by: 'tag', tag: 'red' }, { cursor }))
    assert.equal((await refusalOf(other)).code, 'invalid_fields')
  }
})

test('who sees every folder learns that one is absent; anyone else finds nothing in it', async (t) => {
  const { library, reader, all } = await given(t)
  const absent = { by: 'folder', path: 'absent' } as const
  assert.equal((await refusalOf(list(library, all, absent))).code, 'folder_unknown')
  assert.deepEqual(await list(library, reader, absent), [])
  assert.deepEqual(await list(library, reader, { by: 'folder-id', folderId: 'absent' }), [])
  const brand = library.acme.folder('demo:brand')
  assert.deepEqual(await list(library, reader, { by: 'folder-id', folderId: brand }), ['mine'])
})

test('a search expression with an error is refused, and the place is named', async (t) => {
  const { library, blind } = await given(t)
  const wrong = await refusalOf(library.acme.perform(blind, 'asset.search', searching('tags:red AND (bytes>big)')))
  assert.equal(wrong.code, 'expression_invalid')
  assert.match(wrong.message, /at character 21: expected a size such as 2000 or 100kb, not big/)
  const order = [{ field: 'colour', isDescending: false }]
  assert.equal(
    (await refusalOf(library.acme.perform(blind, 'asset.search', searching('', { order })))).code,
    'invalid_fields',
  )
})

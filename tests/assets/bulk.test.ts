// Bulk changes do what is allowed, say what isn't, and are silent about what the caller may not see.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { OperationName } from '../../src/operations/index.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

const of = { resourceKind: 'image', delivery: 'upload' } as const
const all = ['mine', 'seen', 'hidden', 'absent']
const listed = { environmentId: demo, of, publicIds: all } as const
const chosen = { environmentId: demo, choice: { by: 'names', of, publicIds: all }, cursor: null } as const

const bulk = [
  { name: 'asset.change-tags', input: { ...listed, command: 'add', settings: { tags: ['x'] } } },
  { name: 'asset.change-context', input: { ...listed, command: 'add', settings: { context: { k: 'v' } } } },
  { name: 'asset.change-metadata', input: { ...listed, settings: { metadata: {} } } },
  { name: 'asset.change-access-mode', input: { ...chosen, accessMode: 'authenticated' } },
  { name: 'asset.delete-many', input: { ...chosen, keepsOriginals: false } },
] as const satisfies readonly { readonly name: OperationName; readonly input: InputOf<OperationName> }[]

/** The key sees `seen` and may change nothing. */
async function given(t: TestContext) {
  const library = await givenLibrary(t)
  await library.upload('mine', { asset_folder: 'brand' })
  await library.upload('seen', { asset_folder: 'brand/logos' })
  await library.upload('hidden', { asset_folder: 'campaigns/summer', tags: ['x'] })
  const holder = await library.key({ on: { 'brand/logos': ['view_download'] } })
  return { library, holder }
}

for (const { name, input } of bulk) {
  test(`${name} changes what it may, and takes what can't be seen for absent`, async (t) => {
    const { library } = await given(t)
    const holder = await library.key({ on: { brand: ['view_download', 'update_assets', 'delete_assets'] } })
    const output = await library.acme.perform(holder, name, input)
    const changed = 'deleted' in output ? output.deleted : output.changed
    assert.deepEqual(changed.map(({ publicId }) => publicId).sort(), ['mine', 'seen'])
    assert.deepEqual(output.unauthorized, [])
  })

  test(`${name} says which of the assets that the caller can see it may not change`, async (t) => {
    const { library, holder } = await given(t)
    const before = await library.acme.revision()
    const output = await library.acme.perform(holder, name, input)
    assert.deepEqual(
      output.unauthorized.map(({ publicId }) => publicId),
      ['seen'],
    )
    assert.equal(await library.acme.revision(), before, 'nothing was changed')
  })
}

test('tags are added, removed, replaced, made exclusive and cleared', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  await upload('a', { tags: ['red'] })
  await upload('b', { tags: ['red', 'blue'] })
  const change = (command: InputOf<'asset.change-tags'>['command'], publicIds: readonly string[], tags: string[]) =>
    acme.perform('operator', 'asset.change-tags', { environmentId: demo, of, publicIds, command, settings: { tags } })
  const tags = async () => [(await find('a'))?.tags, (await find('b'))?.tags]
  await change('add', ['a', 'b'], ['green', 'red'])
  assert.deepEqual(await tags(), [
    ['red', 'green'],
    ['red', 'blue', 'green'],
  ])
  await change('remove', ['b'], ['red'])
  assert.deepEqual(await tags(), [
    ['red', 'green'],
    ['blue', 'green'],
  ])
  await change('set_exclusive', ['a'], ['green', 'best'])
  assert.deepEqual(await tags(), [['red', 'green', 'best'], ['blue']])
  await change('replace', ['a'], ['one'])
  assert.deepEqual(await tags(), [['one'], ['blue']])
  await change('remove_all', ['a', 'b'], [])
  assert.deepEqual(await tags(), [[], []])
})

test('a tag is made exclusive only as far as the caller may update', async (t) => {
  const { upload, acme, find, key } = await givenLibrary(t)
  await upload('mine', { asset_folder: 'brand' })
  await upload('near', { asset_folder: 'brand', tags: ['best'] })
  await upload('far', { asset_folder: 'campaigns/summer', tags: ['best'] })
  const holder = await key({ on: { brand: ['update_assets'] } })
  await acme.perform(holder, 'asset.change-tags', {
    ...{ environmentId: demo, of, publicIds: ['mine'] },
    ...{ command: 'set_exclusive', settings: { tags: ['best'] } },
  })
  const tags = await Promise.all(['mine', 'near', 'far'].map(async (name) => (await find(name))?.tags))
  assert.deepEqual(tags, [['best'], [], ['best']])
})

test('context is merged, an empty value takes its key away, and all of it can go', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  await upload('a', { context: { alt: 'x', caption: 'y' } })
  const change = (command: 'add' | 'remove_all', context: object) =>
    acme.perform('operator', 'asset.change-context', {
      ...{ environmentId: demo, of, publicIds: ['a'] },
      ...{ command, settings: { context } },
    })
  await change('add', { alt: '', owner: 'z' })
  assert.deepEqual((await find('a'))?.context, { caption: 'y', owner: 'z' })
  await change('remove_all', {})
  assert.deepEqual((await find('a'))?.context, {})
})

test('deleting by prefix and by tag deletes what the caller may, and nothing beside it', async (t) => {
  const { upload, acme, find, key } = await givenLibrary(t)
  await upload('set/one', { asset_folder: 'brand', tags: ['old'] })
  await upload('set/two', { asset_folder: 'campaigns/summer', tags: ['old'] })
  await upload('other', { asset_folder: 'brand', tags: ['old'] })
  await upload('older', { asset_folder: 'brand', tags: ['OLD'] })
  const holder = await key({ on: { brand: ['delete_assets'] } })
  const remove = async (choice: InputOf<'asset.delete-many'>['choice']) => {
    const input = { environmentId: demo, choice, cursor: null, keepsOriginals: false }
    const { deleted, unauthorized, nextCursor } = await acme.perform(holder, 'asset.delete-many', input)
    return { deleted: deleted.map(({ publicId }) => publicId), unauthorized, nextCursor }
  }
  const nothingElse = { unauthorized: [], nextCursor: null }
  assert.deepEqual(await remove({ by: 'prefix', of, prefix: 'set/' }), { deleted: ['set/one'], ...nothingElse })
  assert.deepEqual(await remove({ by: 'tag', of, tag: 'old' }), { deleted: ['other'], ...nothingElse })
  assert.deepEqual(await remove({ by: 'all', of }), { deleted: ['older'], ...nothingElse })
  assert.equal((await find('set/two'))?.publicId, 'set/two')
})

test('more than a thousand assets are deleted in parts, each once', async (t) => {
  const { upload, acme } = await givenLibrary(t)
  const like = await upload('like')
  await acme.change(async (transaction) => {
    const copies = Array.from({ length: 1200 }, (_, number) => ({
      ...like,
      id: acme.house.ids.asset(),
      publicId: `many/${number}`,
      file: { ...like.file, blobId: acme.house.ids.blob(), thumbnailId: null },
    }))
    await transaction.putAll('asset', copies)
  })
  const choice = { by: 'prefix', of, prefix: 'many/' } as const
  const remove = (cursor: string | null) =>
    acme.perform('operator', 'asset.delete-many', { environmentId: demo, choice, cursor, keepsOriginals: false })
  const first = await remove(null)
  assert.equal(first.deleted.length, 1000)
  assert.ok(first.nextCursor)
  const { nextCursor: cursor } = first
  const elsewhere = { by: 'all', of } as const
  const other = { environmentId: demo, choice: elsewhere, cursor, keepsOriginals: false }
  assert.equal((await refusalOf(acme.perform('operator', 'asset.delete-many', other))).code, 'invalid_fields')
  const second = await remove(first.nextCursor)
  assert.equal(second.deleted.length, 200)
  assert.equal(second.nextCursor, null)
})

test('publishing opens private assets, and leaves one whose name is taken', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  await upload('a', { type: 'private' })
  await upload('b', { type: 'authenticated' })
  await upload('b')
  const choice = { by: 'names', of: { resourceKind: 'image', delivery: null }, publicIds: ['a', 'b'] } as const
  const output = await acme.perform('operator', 'asset.publish', { environmentId: demo, choice, cursor: null })
  assert.deepEqual(
    [output.changed.map(({ publicId }) => publicId), output.failed.map(({ delivery }) => delivery)],
    [['a'], ['authenticated']],
  )
  assert.equal((await find('a'))?.delivery, 'upload')
  assert.equal((await find('b', 'authenticated'))?.delivery, 'authenticated')
})

test('a cursor that nobody was given is refused', async (t) => {
  const { acme } = await givenLibrary(t)
  const choice = { by: 'all', of } as const
  const input = { environmentId: demo, choice, cursor: 'made up', keepsOriginals: false }
  assert.equal((await refusalOf(acme.perform('operator', 'asset.delete-many', input))).code, 'invalid_fields')
})

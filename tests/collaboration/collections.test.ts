// Collections: what it takes to fill and to share them, what they show, and to whom.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { systemRole } from '../given/acme.ts'
import type { InputOf, OutputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const launch = ({ acme }: GivenLibrary) => ({ environmentId: demo, collectionId: acme.collection('demo:Launch') })
const fresh = ({ acme }: GivenLibrary) => ({ environmentId: demo, collectionId: acme.collection('demo:Fresh') })
const holding = (library: GivenLibrary, ...assets: readonly AssetRecord[]) => ({
  ...launch(library),
  assetIds: assets.map(({ id }) => id),
})
const members = async (library: GivenLibrary, who: Principal | 'operator' = 'operator') => {
  const { members: found } = await library.acme.perform(who, 'collection.list-assets', {
    ...{ ...launch(library), limit: 50, cursor: null },
  })
  return found.map(({ asset }) => asset.publicId)
}

const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::(?:folder|collection))::/, '')

/** Where the permissions of the table are held here: the asset lies in `brand`. */
function rightsOf(needs: readonly TaskNeed[]): Rights {
  const held = (...places: readonly TaskNeed['on'][]) => needs.filter(({ on }) => places.includes(on)).map(endingOf)
  return { everywhere: held('environment'), on: { brand: held('folder') }, of: { Launch: held('collection') } }
}

for (const { id, title, everywhere, perContent } of tasks.filter((task) => /_collection$/.test(task.id))) {
  const name = id.startsWith('add') ? 'collection.add-assets' : 'collection.remove-assets'
  for (const [way, needs] of [
    ['everywhere', everywhere],
    ['on the content', perContent],
  ] as const) {
    test(`${title}: what the table says suffices, held ${way}`, async (t) => {
      const library = await givenLibrary(t)
      const asset = await library.upload('a', { asset_folder: 'brand' })
      if (name === 'collection.remove-assets')
        await library.acme.perform('operator', 'collection.add-assets', holding(library, asset))
      await library.acme.perform(await library.key(rightsOf(needs)), name, holding(library, asset))
      assert.deepEqual(await members(library), name === 'collection.add-assets' ? ['a'] : [])
    })

    for (const left of needs) {
      test(`${title}: denied without ${endingOf(left)} ${way}`, async (t) => {
        const library = await givenLibrary(t)
        const asset = await library.upload('a', { asset_folder: 'brand' })
        const holder = await library.key(rightsOf(needs.filter((one) => one !== left)))
        const { code } = await refusalOf(library.acme.perform(holder, name, holding(library, asset)))
        assert.equal(code, 'denied')
      })
    }
  }
}

test('the table has two tasks about collections', () => {
  assert.equal(tasks.filter((task) => /_collection$/.test(task.id)).length, 2)
})

test('whoever makes a collection manages it, and nobody else sees it', async (t) => {
  const library = await givenLibrary(t)
  const maker = await library.key({ everywhere: ['collections::create'] })
  const other = await library.key({ everywhere: ['collections::create'] })
  const making = { environmentId: demo, name: 'Mine', description: null, expression: null }
  const { collection } = await library.acme.perform(maker, 'collection.create', making)
  const mine = { environmentId: demo, collectionId: collection.id }
  const seen = async (who: Principal) =>
    (await library.acme.perform(who, 'collection.list', { environmentId: demo, limit: 50, cursor: null })).collections
  assert.deepEqual([(await seen(maker)).map((one) => one.collection.name), await seen(other)], [['Mine'], []])
  await library.acme.perform(maker, 'collection.update', { ...mine, name: 'Ours', description: 'All of us' })
  const denied = { code: 'denied', needs: ['update Collection'] } as const
  await assertRefused(library.acme, other, 'collection.update', { ...mine, name: 'Theirs' }, denied)
  await library.acme.perform(maker, 'collection.delete', mine)
  assert.deepEqual(await seen(maker), [])
  const maker2 = await library.key({})
  const create = { code: 'denied', needs: ['create Collection'] } as const
  await assertRefused(library.acme, maker2, 'collection.create', making, create)
})

test('whoever sees a collection sees its members, and nothing of them outside it', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const asset = await library.upload('a', { asset_folder: 'brand', tags: 'secret' })
  await acme.perform('operator', 'collection.add-assets', holding(library, asset))
  const viewer = await library.key({ of: { Launch: ['view'] } })
  const page = await acme.perform(viewer, 'collection.list-assets', { ...launch(library), limit: 50, cursor: null })
  assert.deepEqual(
    page.members.map(({ asset: { publicId }, isReadable }) => [publicId, isReadable]),
    [['a', false]],
  )
  const picture = await acme.perform(viewer, 'collection.show-thumbnail', { ...launch(library), assetId: asset.id })
  assert.equal(picture.type, 'file')
  const direct = { environmentId: demo, asset: { by: 'id', assetId: asset.id } } as const
  const denied = { code: 'denied', needs: ['read Asset'] } as const
  await assertRefused(acme, viewer, 'asset.get', { ...direct, withVersions: false }, denied)
  await assertRefused(acme, viewer, 'asset.show-thumbnail', direct, denied)
  await assertRefused(acme, viewer, 'asset.download', direct, { code: 'denied', needs: ['download Asset'] })
  const outside = await library.upload('b', { asset_folder: 'brand' })
  const other = { ...launch(library), assetId: outside.id }
  const { code } = await refusalOf(acme.perform(viewer, 'collection.show-thumbnail', other))
  assert.equal(code, 'not_found')
  const stranger = await library.key({})
  const hidden = { code: 'denied', needs: ['read Collection'] } as const
  await assertRefused(acme, stranger, 'collection.show-thumbnail', { ...launch(library), assetId: asset.id }, hidden)
})

test('a dynamic collection shows each viewer what that viewer may read, and takes no assets by hand', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const near = await library.upload('near', { asset_folder: 'brand', tags: 'new' })
  await library.upload('far', { asset_folder: 'campaigns/summer', tags: 'new' })
  await acme.perform('operator', 'collection.update', { ...fresh(library), expression: 'tags=new' })
  const shown = async (rights: Rights) => {
    const who = await library.key(rights)
    const page = await acme.perform(who, 'collection.list-assets', { ...fresh(library), limit: 50, cursor: null })
    return page.members.map(({ asset }) => asset.publicId).sort()
  }
  assert.deepEqual(await shown({ of: { Fresh: ['view'] } }), [])
  assert.deepEqual(await shown({ of: { Fresh: ['view'] }, on: { brand: ['view_download'] } }), ['near'])
  assert.deepEqual(await shown({ everywhere: ['dynamic_collections::view', 'folder_and_asset_management::view'] }), [
    'far',
    'near',
  ])
  const adding = { ...fresh(library), assetIds: [near.id] }
  const all = ['collections::manage', 'collections::view', 'folder_and_asset_management::view']
  const forHandPicked = await library.key({ everywhere: all })
  assert.equal((await refusalOf(acme.perform(forHandPicked, 'collection.add-assets', adding))).code, 'denied')
  const manager = { of: { Fresh: ['view', 'add_assets'] }, on: { brand: ['view_download'] } }
  const dynamic = { code: 'collection_is_dynamic' } as const
  await assertRefused(acme, await library.key(manager), 'collection.add-assets', adding, dynamic)
})

test('permissions of hand-picked collections do not reach dynamic ones, nor the reverse', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const handPicked = await library.key({ everywhere: ['collections::view', 'collections::manage'] })
  const dynamic = await library.key({ everywhere: ['dynamic_collections::view', 'dynamic_collections::manage'] })
  await acme.perform(handPicked, 'collection.get', launch(library))
  await acme.perform(dynamic, 'collection.get', fresh(library))
  const hidden = { code: 'denied', needs: ['read Collection'] } as const
  await assertRefused(acme, handPicked, 'collection.get', fresh(library), hidden)
  await assertRefused(acme, dynamic, 'collection.get', launch(library), hidden)
  await acme.perform(dynamic, 'collection.update', { ...fresh(library), name: 'Fresher' })
  const fixed = { code: 'denied', needs: ['update Collection'] } as const
  await assertRefused(acme, handPicked, 'collection.update', { ...fresh(library), name: 'Stale' }, fixed)
})

test('teammates are given roles at or below the sharer’s own, and no others', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const manager = ['view', 'add_assets', 'remove_assets', 'update', 'delete', 'share']
  const sharer = await library.key({ of: { Launch: manager } })
  const { permitted } = await acme.perform(sharer, 'collection-role.list', launch(library))
  assert.deepEqual(
    permitted.map(({ name }) => name),
    ['Viewer', 'Collaborator', 'Manager'],
  )
  const teammate = await library.key({})
  const sharing = { ...launch(library), change: 'add', principal: teammate } as const
  const viewer = systemRole('collection::viewer')
  await acme.perform(sharer, 'collection-role.change', { ...sharing, roleIds: [viewer] })
  assert.deepEqual(await members(library, teammate), [])
  const { sharedWith } = await acme.perform(sharer, 'collection-role.list', launch(library))
  const shown = sharedWith.find(({ principal }) => principal.id === teammate.id)
  assert.deepEqual(
    shown?.roles.map(({ id }) => id),
    [viewer],
  )
  const beyond = { ...sharing, roleIds: [systemRole('collection::distributor')] }
  const { denial } = await refusalOf(acme.perform(sharer, 'collection-role.change', beyond))
  assert.deepEqual(
    denial?.lacks.map(({ actions, on }) => [actions, on]),
    [[['manage_public_links'], 'Collection']],
  )
  const asViewer = { ...sharing, principal: sharer, roleIds: [viewer] }
  const notSharing = { code: 'denied', needs: ['share Collection'] } as const
  await assertRefused(acme, teammate, 'collection-role.change', asViewer, notSharing)
  await acme.perform(sharer, 'collection-role.change', { ...sharing, change: 'remove', roleIds: [viewer] })
  const gone = { code: 'denied', needs: ['read Collection'] } as const
  await assertRefused(acme, teammate, 'collection.get', launch(library), gone)
})

test('what is named wrongly changes nothing and says what was wrong', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const asset = await library.upload('a')
  await assertRefused(acme, 'operator', 'collection.add-assets', holding(library), {
    ...{ code: 'missing_fields', fields: [{ name: 'assetIds' }] },
  })
  const unknown = { ...launch(library), assetIds: [asset.id, 'nothing'] }
  await assertRefused(acme, 'operator', 'collection.add-assets', unknown, { code: 'asset_unknown' })
  const cover = { ...launch(library), coverAssetId: asset.id }
  assert.equal((await refusalOf(acme.perform('operator', 'collection.update', cover))).code, 'not_found')
  const search = { ...fresh(library), expression: 'tags=(' }
  assert.equal((await refusalOf(acme.perform('operator', 'collection.update', search))).code, 'expression_invalid')
  const byHand = { ...launch(library), expression: 'tags=new' }
  assert.equal((await refusalOf(acme.perform('operator', 'collection.update', byHand))).code, 'invalid_fields')
  const live = { environmentId: 'env-live', collectionId: launch(library).collectionId }
  assert.equal((await refusalOf(acme.perform('operator', 'collection.get', live))).code, 'not_found')
})

test('pages of a collection follow one another; a cover that is taken out is no cover any more', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const assets = [await library.upload('a'), await library.upload('b'), await library.upload('c')]
  for (const asset of assets) {
    await acme.perform('operator', 'collection.add-assets', holding(library, asset))
    acme.clock.now += 1
  }
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: InputOf<'collection.list-assets'> = { ...launch(library), limit: 2, cursor }
    const part: OutputOf<'collection.list-assets'> = await acme.perform('operator', 'collection.list-assets', page)
    const { members: found, nextCursor } = part
    seen.push(...found.map(({ asset }) => asset.publicId))
    cursor = nextCursor
  } while (cursor !== null)
  assert.deepEqual(seen, ['a', 'b', 'c'])
  const [first] = assets
  await acme.perform('operator', 'collection.update', { ...launch(library), coverAssetId: first?.id ?? '' })
  await acme.perform('operator', 'collection.remove-assets', { ...launch(library), assetIds: [first?.id ?? ''] })
  const { collection, size } = await acme.perform('operator', 'collection.get', launch(library))
  assert.deepEqual([collection.coverAssetId, size], [null, 2])
})

test('assets are searched by a collection that the searcher sees, and by no other', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const held = await library.upload('held', { asset_folder: 'brand' })
  await library.upload('other', { asset_folder: 'brand' })
  await acme.perform('operator', 'collection.add-assets', holding(library, held))
  const found = async (rights: Rights, negated = '') => {
    const expression = `${negated}collection=${launch(library).collectionId}`
    const search = { environmentId: demo, expression, order: [], aggregate: [], limit: null, cursor: null }
    const { assets } = await acme.perform(await library.key(rights), 'asset.search', search)
    return assets.map(({ asset }) => asset.publicId).sort()
  }
  const reader = { everywhere: ['folder_and_asset_management::view'] }
  assert.deepEqual(await found({ ...reader, of: { Launch: ['view'] } }), ['held'])
  assert.deepEqual(await found({ ...reader, of: { Launch: ['view'] } }, 'NOT '), ['other'])
  assert.deepEqual(await found(reader), [])
  assert.deepEqual(await found(reader, 'NOT '), ['held', 'other'])
})

test('one asset added twice at once is in the collection once', async (t) => {
  const library = await givenLibrary(t)
  const asset = await library.upload('a')
  const adding = holding(library, asset)
  await Promise.all([1, 2, 3].map(() => library.acme.perform('operator', 'collection.add-assets', adding)))
  assert.deepEqual(await members(library), ['a'])
})

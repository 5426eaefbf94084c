// Assets searched by what people do together on them: each term finds what its subject would show, and tells nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary } from '../given/library.ts'
import { asReviewer, givenUser } from '../given/proofs.ts'
import { assertRefused } from '../given/refusals.ts'

const viewing = { brand: ['view_download'] } as const

const searching = (expression: string): InputOf<'asset.search'> => ({
  ...{ environmentId: demo, expression, order: [], aggregate: [{ field: 'format' }], limit: 50, cursor: null },
})

/** What the search of the Admin API and the one of screens find, which are to be the same. */
async function found({ acme }: GivenLibrary, who: Principal | 'operator', expression: string) {
  const { assets, total, aggregations } = await acme.perform(who, 'asset.search', searching(expression))
  const names = assets.map(({ asset }) => asset.publicId).sort()
  assert.equal(total, names.length)
  const counted = aggregations[0]?.counts?.reduce((sum, { count }) => sum + count, 0)
  assert.equal(counted, names.length)
  const page = { environmentId: demo, folderId: null, expression, limit: 50, cursor: null }
  const shown = await acme.perform(who, 'asset.list-for-screen', page)
  assert.deepEqual(shown.assets.map(({ asset }) => asset.publicId).sort(), names)
  return names
}

async function givenPictures(library: GivenLibrary) {
  const near = await library.upload('near', { asset_folder: 'brand', tags: 'new' })
  const other = await library.upload('other', { asset_folder: 'brand/logos' })
  const far = await library.upload('far', { asset_folder: 'campaigns/summer', tags: 'new' })
  return { near, other, far }
}

const relate = ({ acme }: GivenLibrary, asset: AssetRecord, ...others: readonly AssetRecord[]) =>
  acme.perform('operator', 'asset.relate', {
    ...{ environmentId: demo, asset: { by: 'id', assetId: asset.id } },
    others: others.map(({ id }) => ({ sent: id, asset: { by: 'id', assetId: id } })),
  })

test('assets are found by what they are related to, where both ends may be seen', async (t) => {
  const library = await givenLibrary(t)
  const { near, other, far } = await givenPictures(library)
  await relate(library, near, other, far)
  assert.deepEqual(await found(library, 'operator', `related_to=${near.id}`), ['far', 'other'])
  const viewer = await library.key({ on: viewing })
  assert.deepEqual(await found(library, viewer, `related_to=${near.id}`), ['other'])
  assert.deepEqual(await found(library, viewer, `related_to:${other.id} AND tags=new`), ['near'])
  const nothing = ['nothing', far.id].map((id) => found(library, viewer, `related_to=${id}`))
  assert.deepEqual(await Promise.all(nothing), [[], []], 'an asset out of sight is as one that isn’t there')
  const all = ['nothing', far.id].map((id) => found(library, viewer, `NOT related_to=${id}`))
  assert.deepEqual(await Promise.all(all), [
    ['near', 'other'],
    ['near', 'other'],
  ])
})

test('assets are found by a proof that the caller sees, and are no more than it may read', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const { near, far } = await givenPictures(library)
  const reviewer = await givenUser(library, 'Rita')
  const { proof } = await acme.perform('operator', 'proof.create', {
    ...{ environmentId: demo, title: 'Summer', assetIds: [near.id, far.id], reviewers: [asReviewer(reviewer)] },
  })
  const expression = `proof=${proof.id}`
  assert.deepEqual(await found(library, 'operator', expression), ['far', 'near'])
  const manager = await library.key({ everywhere: ['proofs::manage'], on: viewing })
  assert.deepEqual(await found(library, manager, expression), ['near'])
  const viewer = await library.key({ on: viewing })
  assert.deepEqual(await found(library, viewer, expression), [])
  assert.deepEqual(await found(library, reviewer, expression), [], 'who only reviews searches nothing')
})

test('assets are found by public links that the caller knows of: by one, or by any that opens', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const { near, other, far } = await givenPictures(library)
  const links = { everywhere: ['public_links::manage', 'folder_and_asset_management::view'] } as const
  const maker = await library.key(links)
  const make = async (type: 'asset' | 'folder', id: string, expiresAt: number | null = null) => {
    const input = { environmentId: demo, title: null, allowsDownload: false, password: null, expiresAt }
    return (await acme.perform(maker, 'public-link.create', { ...input, target: { type, id } })).link.id
  }
  const ofFar = await make('asset', far.id, acme.clock.now + 1000)
  const ofLogos = await make('folder', acme.folder('demo:brand/logos'))
  assert.deepEqual(await found(library, maker, `public_link=${ofFar}`), ['far'])
  assert.deepEqual(await found(library, maker, `public_link=${ofLogos}`), ['other'])
  assert.deepEqual(await found(library, maker, 'public_link:*'), ['far', 'other'])
  assert.deepEqual(await found(library, maker, '-public_link:*'), ['near'])
  const viewer = await library.key({ on: viewing })
  assert.deepEqual(await found(library, viewer, `public_link=${ofLogos}`), [])
  assert.deepEqual(await found(library, viewer, 'public_link:*'), [], 'what is shared isn’t told by a search')
  const distributor = await library.key({ on: { brand: ['view_download', 'manage_public_links'] } })
  assert.deepEqual(await found(library, distributor, 'public_link:*'), ['other'])
  acme.clock.now += 1000
  assert.deepEqual(await found(library, maker, 'public_link:*'), ['other'], 'a link that has ended opens nothing')
  assert.deepEqual(await found(library, maker, `public_link=${ofFar}`), ['far'])
  await make('folder', acme.folder('demo:brand'))
  assert.deepEqual(await found(library, distributor, 'public_link:*'), ['near', 'other'])
  assert.deepEqual([near.publicId, other.publicId], ['near', 'other'])
})

test('a link to a collection tells who doesn’t see the collection nothing of what is in it', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const { near, far } = await givenPictures(library)
  const collectionId = acme.collection('demo:Launch')
  await acme.perform('operator', 'collection.add-assets', {
    ...{ environmentId: demo, collectionId, assetIds: [near.id, far.id] },
  })
  const maker = await library.key({ of: { Launch: ['view', 'manage_public_links'] } })
  const { link } = await acme.perform(maker, 'public-link.create', {
    ...{ environmentId: demo, title: null, allowsDownload: false, password: null, expiresAt: null },
    target: { type: 'collection', id: collectionId },
  })
  const knowing = await library.key({ everywhere: ['public_links::manage'], on: viewing })
  assert.deepEqual(await found(library, knowing, `public_link=${link.id}`), [])
  const seeing = await library.key({ everywhere: ['public_links::manage'], on: viewing, of: { Launch: ['view'] } })
  assert.deepEqual(await found(library, seeing, `public_link=${link.id}`), ['near'])
  assert.deepEqual(await found(library, seeing, 'public_link:*'), ['near'])
})

test('a dynamic collection is searched by as it fills itself for the caller; one within itself finds nothing', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  await givenPictures(library)
  const id = acme.collection('demo:Fresh')
  const fill = (expression: string) =>
    acme.perform('operator', 'collection.update', { environmentId: demo, collectionId: id, expression })
  await fill('tags=new')
  const viewer = await library.key({ on: viewing, of: { Fresh: ['view'] } })
  assert.deepEqual(await found(library, viewer, `collection=${id}`), ['near'])
  assert.deepEqual(await found(library, 'operator', `collection=${id} NOT folder:brand`), ['far'])
  assert.deepEqual(await found(library, await library.key({ on: viewing }), `collection=${id}`), [])
  await fill(`tags=new OR collection=${id}`)
  assert.deepEqual(await found(library, viewer, `collection=${id}`), ['near'])
  await fill('public_link:*')
  assert.deepEqual(await found(library, viewer, `collection=${id}`), [], 'it searches with the viewer’s rights')
})

test('what a search can’t be asked is refused at its place, and never passed over', async (t) => {
  const library = await givenLibrary(t)
  const cases: readonly (readonly [string, number, string])[] = [
    ['related_to:*', 12, 'expected the id of an asset, behind = or :'],
    ['proof>x', 7, 'expected the id of a proof, behind = or :'],
    ['public_link=x*', 13, 'expected the id of a public link, or *, behind = or :'],
  ]
  for (const [expression, position, why] of cases) {
    const fields = [{ name: 'expression', value: expression }]
    const { message } = await assertRefused(library.acme, 'operator', 'asset.search', searching(expression), {
      ...{ code: 'expression_invalid', fields },
    })
    assert.match(message, new RegExp(`\\b${position}\\b.*${why.replaceAll(/[*|]/g, String.raw`\$&`)}`))
  }
  for (const field of ['collection', 'related_to', 'proof', 'public_link']) {
    const sorted = { ...searching('*'), order: [{ field, isDescending: false }] }
    await assertRefused(library.acme, 'operator', 'asset.search', sorted, {
      ...{ code: 'invalid_fields', fields: [{ name: 'sort_by', value: field }] },
    })
  }
  const collectionId = library.acme.collection('demo:Fresh')
  const change = { environmentId: demo, collectionId, expression: 'colour=red' }
  const fields = [{ name: 'expression', value: 'colour=red' }]
  await assertRefused(library.acme, 'operator', 'collection.update', change, { code: 'expression_invalid', fields })
})

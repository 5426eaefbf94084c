// Public links live on the rights of their makers: nobody else steers what these show to get it that way (field class 38).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiKeyId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenLinks, type GivenLinks } from '../collaboration/given-links.ts'
import { demo } from '../given/library.ts'
import type { OutputOf } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'

/** Holds everything in the environment. */
const master = { type: 'api_key', id: apiKeyId('100') } as const

/** Makes a collection, and a link to it by who holds everything, by which visitors may download. */
async function givenCollection({ acme, make }: GivenLinks, maker: Principal, expression: string | null) {
  const made: OutputOf<'collection.create'> = await acme.perform(maker, 'collection.create', {
    ...{ environmentId: demo, name: 'Press', description: null, expression },
  })
  const { id } = made.collection
  return { id, link: await make(master, { target: { type: 'collection', id }, allowsDownload: true }) }
}

const statusOf = async (links: GivenLinks, ...asked: Parameters<GivenLinks['visit']>): Promise<number> =>
  (await links.visit(...asked)).statusCode

test('the search of a collection that a link of somebody else shows is changed by who may see everything alone', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const secret = await links.upload('secret', { asset_folder: 'campaigns' })
  await links.upload('harmless', { asset_folder: 'brand', tags: 'press' })
  const alice = await links.key({ everywhere: ['collections::create'], on: { brand: ['view_download'] } })
  const { id, link } = await givenCollection(links, alice, 'tags=press')
  const widen = (who: Principal) =>
    acme.perform(who, 'collection.update', { environmentId: demo, collectionId: id, expression: '*' })
  assert.equal((await refusalOf(widen(alice))).code, 'not_permitted_here')
  assert.equal(await statusOf(links, link, `/download/${secret.id}`), 404)
  await acme.perform(alice, 'collection.update', { environmentId: demo, collectionId: id, name: 'Renamed' })
  await acme.perform(alice, 'collection.update', { environmentId: demo, collectionId: id, expression: 'tags=press' })
  const viewer = await links.key({ everywhere: ['folder_and_asset_management::view', 'dynamic_collections::manage'] })
  assert.equal((await refusalOf(widen(viewer))).code, 'not_permitted_here', 'it may see everything, and not download')
  await acme.perform(master, 'public-link.delete', { environmentId: demo, linkId: link.link.id })
  await widen(alice)
})

test('what others let visitors download is put into a collection by who may download it alone', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const { id: asset } = await links.upload('a', { asset_folder: 'campaigns' })
  const viewing = { everywhere: ['collections::create'], on: { campaigns: ['view_download'] } }
  const alice = await links.key(viewing)
  const { id, link } = await givenCollection(links, alice, null)
  const adding = { environmentId: demo, collectionId: id, assetIds: [asset] }
  const refused = await refusalOf(acme.perform(alice, 'collection.add-assets', adding))
  assert.deepEqual([refused.code, say(refused).needs], ['denied', ['download Asset']])
  assert.equal(await statusOf(links, link, `/download/${asset}`), 404)
  await acme.perform(master, 'public-link.update', {
    ...{ environmentId: demo, linkId: link.link.id, allowsDownload: false },
  })
  await acme.perform(alice, 'collection.add-assets', adding)
  assert.equal(await statusOf(links, link, `/thumbnail/${asset}`), 200)
})

test('a collection that another one fills itself with is as that one', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const { id: asset } = await links.upload('a', { asset_folder: 'campaigns' })
  const alice = await links.key({ everywhere: ['collections::create'], on: { campaigns: ['view_download'] } })
  const made = async (name: string, expression: string | null): Promise<string> => {
    const { collection }: OutputOf<'collection.create'> = await acme.perform(alice, 'collection.create', {
      ...{ environmentId: demo, name, description: null, expression },
    })
    return collection.id
  }
  const inner = await made('Inner', null)
  const middle = await made('Middle', `collection=${inner}`)
  const outer = await made('Outer', `collection="${middle.slice(0, 3)}\\${middle.slice(3)}"`)
  const link = await links.make(master, { target: { type: 'collection', id: outer }, allowsDownload: true })
  const adding = { environmentId: demo, collectionId: inner, assetIds: [asset] }
  assert.deepEqual(say(await refusalOf(acme.perform(alice, 'collection.add-assets', adding))).needs, ['download Asset'])
  const widened = acme.perform(alice, 'collection.update', {
    ...{ environmentId: demo, collectionId: middle, expression: '*' },
  })
  assert.equal((await refusalOf(widened)).code, 'not_permitted_here')
  assert.equal(await statusOf(links, link, `/download/${asset}`), 404)
  await acme.perform(master, 'collection.add-assets', adding)
  assert.equal(await statusOf(links, link), 200)
})

test('an asset and a folder are moved beneath what links of others show by who may see and download them alone', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const { id } = await links.upload('a', { asset_folder: 'campaigns/summer' })
  const link = await links.make(master, { allowsDownload: true })
  const moving = ['view_download', 'move_assets', 'move_folder']
  const inBrand = { brand: ['add_assets', 'create_subfolders'] }
  const mover = await links.key({ on: { campaigns: moving, ...inBrand } })
  const asset = { environmentId: demo, asset: { by: 'id', assetId: id }, settings: { asset_folder: 'brand' } } as const
  const folder = { environmentId: demo, from: 'campaigns/summer', to: 'brand/summer', assetLimit: null }
  for (const attempt of [acme.perform(mover, 'asset.update', asset), acme.perform(mover, 'folder.move', folder)]) {
    const refused = await refusalOf(attempt)
    assert.deepEqual([refused.code, say(refused).needs], ['denied', ['download Asset']])
  }
  assert.equal(await statusOf(links, link, `/download/${id}`), 404)
  const downloading = [...moving, 'download_assets', ...inBrand.brand]
  const downloader = await links.key({ on: { campaigns: downloading, ...inBrand } })
  await acme.perform(downloader, 'folder.move', folder)
  assert.equal(await statusOf(links, link, `/download/${id}`), 200)
})

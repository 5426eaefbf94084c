// Through links that others made nobody gets, or gives away, what it doesn't hold (field classes 8, 10 and 29).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenLinks, type GivenLinks, type MadeLink } from '../collaboration/given-links.ts'
import type { InputOf } from '../given/house.ts'
import { demo } from '../given/library.ts'
import { assertRefused } from '../given/refusals.ts'

const shows = async (links: GivenLinks, made: MadeLink, asset: AssetRecord) => {
  const [thumbnail, download] = [
    await links.visit(made, `/thumbnail/${asset.id}`),
    await links.visit(made, `/download/${asset.id}`),
  ]
  return [thumbnail.statusCode, download.statusCode]
}

const everything = {
  everywhere: ['folder_and_asset_management::view', 'folder_and_asset_management::download', 'public_links::manage'],
} as const
const visible = [200, 404]
const downloadable = [200, 200]
const hidden = [404, 404]

const launch = ({ acme }: GivenLinks) => acme.collection('demo:Launch')
const holding = (links: GivenLinks, ...assets: readonly AssetRecord[]) => ({
  ...{ environmentId: demo, collectionId: launch(links), assetIds: assets.map(({ id }) => id) },
})
const toCollection = (links: GivenLinks) => ({ target: { type: 'collection', id: launch(links) } as const })
const moving = (asset: AssetRecord, folder: string) => ({
  ...{ environmentId: demo, asset: { by: 'id', assetId: asset.id } as const, settings: { asset_folder: folder } },
})

test('what is put into a collection that anyone may download from, whoever puts it there may download', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'brand' })
  const maker = await links.key({ ...everything, of: { Launch: ['view'] } })
  const filling = { of: { Launch: ['view', 'add_assets', 'remove_assets'] } }
  const viewer = await links.key({ ...filling, on: { brand: ['view_download'] } })
  const shown = await links.make(maker, toCollection(links))
  await links.acme.perform(viewer, 'collection.add-assets', holding(links, asset))
  assert.deepEqual(await shows(links, shown, asset), visible, 'a link that shows opens nothing more')
  await links.acme.perform(viewer, 'collection.remove-assets', holding(links, asset))
  assert.deepEqual(await shows(links, shown, asset), hidden, 'what was taken out is shown no more')
  const opening = await links.make(maker, { ...toCollection(links), allowsDownload: true })
  const denied = { code: 'denied', needs: ['download Asset'] } as const
  await assertRefused(links.acme, viewer, 'collection.add-assets', holding(links, asset), denied)
  const downloader = await links.key({ ...filling, on: { brand: ['view_download', 'download_assets'] } })
  await links.acme.perform(downloader, 'collection.add-assets', holding(links, asset))
  assert.deepEqual(await shows(links, opening, asset), downloadable)
})

test('an asset is moved to where anyone may download it only by who may download it', async (t) => {
  const links = await givenLinks(t)
  const asset = await links.upload('a', { asset_folder: 'campaigns/summer' })
  const maker = await links.key(everything)
  const there = { 'campaigns/summer': ['view_download', 'move_assets'], brand: ['view_download', 'add_assets'] }
  const mover = await links.key({ on: { ...there, brand: [...there.brand, 'move_assets'] } })
  await links.make(maker, { expiresAt: links.acme.clock.now + 5, allowsDownload: true })
  const denied = { code: 'denied', needs: ['download Asset'] } as const
  for (const folder of ['brand', 'brand/logos'])
    await assertRefused(links.acme, mover, 'asset.update', moving(asset, folder), denied)
  links.acme.clock.now += 5
  await links.acme.perform(mover, 'asset.update', moving(asset, 'brand'))
  const made = await links.make(maker, { allowsDownload: true })
  await links.acme.perform(mover, 'asset.update', moving(asset, 'brand/logos'))
  assert.deepEqual(await shows(links, made, asset), downloadable, 'within what is shared a move opens nothing')
  await links.acme.perform('operator', 'asset.update', moving(asset, 'campaigns/summer'))
  assert.deepEqual(await shows(links, made, asset), hidden)
  const able = { ...there, 'campaigns/summer': [...there['campaigns/summer'], 'download_assets'] }
  await links.acme.perform(await links.key({ on: able }), 'asset.update', moving(asset, 'brand'))
  assert.deepEqual(await shows(links, made, asset), downloadable)
})

test('in a library of fixed folders a name moves nothing to where anyone may download it, either', async (t) => {
  const links = await givenLinks(t)
  await links.acme.perform('operator', 'library-settings.update', {
    ...{ environmentId: demo, folderMode: 'fixed', keepsBackups: null },
  })
  await links.upload('campaigns/summer/a')
  await links.make(await links.key(everything), { allowsDownload: true })
  const origin = ['view_download', 'move_assets', 'update_assets']
  const renaming: InputOf<'asset.rename'> = {
    ...{ environmentId: demo, resourceKind: 'image', delivery: 'upload' },
    ...{ fromPublicId: 'campaigns/summer/a', toPublicId: 'brand/a', toDelivery: null, overwrites: false },
  }
  const mover = await links.key({ on: { 'campaigns/summer': origin, brand: ['add_assets'] } })
  await assertRefused(links.acme, mover, 'asset.rename', renaming, { code: 'denied', needs: ['download Asset'] })
  const able = await links.key({ on: { 'campaigns/summer': [...origin, 'download_assets'], brand: ['add_assets'] } })
  await links.acme.perform(able, 'asset.rename', renaming)
})

test('a collection names no picture that is gone, and none that it doesn’t hold', async (t) => {
  const links = await givenLinks(t)
  const { acme } = links
  const [a, outside] = [await links.upload('a', { asset_folder: 'brand' }), await links.upload('b')]
  await acme.perform('operator', 'collection.add-assets', holding(links, a))
  const named = { environmentId: demo, collectionId: launch(links) }
  const editor = await links.key({ of: { Launch: ['view', 'update'] } })
  const cover = async (who: Principal | 'operator' = editor) =>
    (await acme.perform(who, 'collection.get', named)).collection.coverAssetId
  for (const { id } of [outside, { id: 'nothing' }]) {
    await assertRefused(
      acme,
      editor,
      'collection.update',
      { ...named, coverAssetId: id },
      {
        ...{ code: 'not_found', fields: [{ name: 'coverAssetId', value: id }] },
      },
    )
  }
  await acme.perform(editor, 'collection.update', { ...named, coverAssetId: a.id })
  assert.equal(await cover(), a.id)
  await acme.perform('operator', 'asset.delete', { environmentId: demo, asset: { by: 'id', assetId: a.id } })
  assert.equal(await cover(), null)
})

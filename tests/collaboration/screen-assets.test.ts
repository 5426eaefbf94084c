// Assets for screens: what may be read, and the address of delivery only for who may see that.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { assertRefused } from '../given/refusals.ts'
import { givenServedLibrary } from '../given/asset-clients.ts'
import { giveSecret } from '../given/content-callers.ts'

const list = async (
  { acme, key }: GivenLibrary,
  rights: Rights,
  asked: Partial<InputOf<'asset.list-for-screen'>> = {},
) => {
  const whole = { environmentId: demo, folderId: null, expression: null, limit: 50, cursor: null, ...asked }
  const { assets } = await acme.perform(await key(rights), 'asset.list-for-screen', whole)
  return assets.map(({ asset, hasDeliveryUrl }) => [asset.publicId, hasDeliveryUrl] as const).sort()
}

test('lists for screens hold what the caller may read, of a folder or a search', async (t) => {
  const library = await givenLibrary(t)
  await library.upload('near', { asset_folder: 'brand', tags: 'red' })
  await library.upload('nearer', { asset_folder: 'brand/logos', tags: 'blue' })
  await library.upload('far', { asset_folder: 'campaigns', tags: 'red' })
  const viewer = { on: { brand: ['view_download'] } }
  const brand = library.acme.folder('demo:brand')
  assert.deepEqual(await list(library, viewer), [
    ['near', false],
    ['nearer', false],
  ])
  assert.deepEqual(await list(library, viewer, { folderId: brand }), [['near', false]])
  assert.deepEqual(await list(library, viewer, { expression: 'tags=red' }), [['near', false]])
  assert.deepEqual(await list(library, viewer, { folderId: library.acme.folder('demo:campaigns') }), [])
  assert.deepEqual(await list(library, viewer, { folderId: 'nothing' }), [])
  assert.deepEqual(await list(library, {}), [])
})

test('the address of delivery is shown with its permission, and left out without it', async (t) => {
  const library = await givenLibrary(t)
  const { id } = await library.upload('a', { asset_folder: 'brand' })
  const viewer = { on: { brand: ['view_download'] } }
  assert.deepEqual(await list(library, { ...viewer, everywhere: ['delivery_urls::view'] }), [['a', true]])
  const named = { environmentId: demo, asset: { by: 'id', assetId: id } } as const
  const shown = async (rights: Rights) =>
    (await library.acme.perform(await library.key(rights), 'asset.get-for-screen', named)).hasDeliveryUrl
  assert.deepEqual(
    [await shown(viewer), await shown({ ...viewer, everywhere: ['delivery_urls::view'] })],
    [false, true],
  )
  const alone = await library.key({ everywhere: ['delivery_urls::view'] })
  await assertRefused(library.acme, alone, 'asset.get-for-screen', named, { code: 'denied', needs: ['read Asset'] })
})

test('over HTTP the address is in the answer, or not in it at all', async (t) => {
  const { url, upload, key, acme } = await givenServedLibrary(t)
  const { id, version } = await upload('a', { asset_folder: 'brand' })
  const get = async (who: string): Promise<Readonly<Record<string, unknown>>> => {
    const authorization = `Basic ${Buffer.from(`${who}:s`).toString('base64')}`
    const response = await fetch(`${url}/api/environments/demo/assets/${id}`, { headers: { authorization } })
    assert.equal(response.status, 200)
    return (await response.json()) as Readonly<Record<string, unknown>>
  }
  assert.equal((await get('100')).delivery_url, `${url}/demo/image/upload/v${version}/a.png`)
  const viewer = await key({ on: { brand: ['view_download'] } })
  await giveSecret(acme, viewer)
  assert.equal('delivery_url' in (await get(viewer.id)), false)
})

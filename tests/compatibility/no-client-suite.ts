// Operations of the vendor's documents that no published client in use here sends: asked as the documents spell them.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { giveSecret } from '../given/content-callers.ts'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'

async function given(t: TestContext) {
  const served = await givenServedLibrary(t)
  const viewer = await served.key({ on: { brand: ['view_download'] } })
  await giveSecret(served.acme, viewer)
  const ask = async (
    method: string,
    path: string,
    { body, key = '100' }: { readonly body?: object; readonly key?: string } = {},
  ): Promise<readonly [number, Answer]> => {
    const answer = await fetch(`${served.url}/v1_1/demo/${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:s`).toString('base64')}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
    return [answer.status, isJson ? ((await answer.json()) as Answer) : {}]
  }
  return { ...served, ask, viewer: viewer.id }
}

const idsOf = ({ resources }: Answer): readonly unknown[] =>
  (resources as readonly Answer[]).map(({ public_id: publicId }) => publicId).sort()

test('assets are listed by their external ids, which are their ids, and by the id of their folder', async (t) => {
  const { ask, upload, viewer, acme } = await given(t)
  const a = await upload('a', { asset_folder: 'brand' })
  const b = await upload('b')
  const byIds = `resources/by_external_ids?external_ids=${a.id},${b.id},${'0'.repeat(32)}`
  assert.deepEqual(idsOf((await ask('GET', byIds))[1]), ['a', 'b'])
  assert.deepEqual(idsOf((await ask('GET', byIds, { key: viewer }))[1]), ['a'])
  assert.deepEqual(idsOf((await ask('GET', `resources/by_external_ids?asset_ids=${b.id}`))[1]), ['b'])
  const [status, { error }] = await ask('GET', 'resources/by_external_ids')
  assert.deepEqual([status, (error as Answer).message], [400, 'Missing required parameter - external_ids'])
  const inFolder = `resources/by_container_id/${acme.folder('demo:brand')}?max_results=10`
  assert.deepEqual(idsOf((await ask('GET', inFolder))[1]), ['a'])
  assert.deepEqual(idsOf((await ask('GET', inFolder, { key: viewer }))[1]), ['a'])
})

test('an asset is shown, changed and downloaded by what a body names', async (t) => {
  const { ask, upload, viewer, find } = await given(t)
  const { id } = await upload('a', { asset_folder: 'brand' })
  const names = { public_id: 'a', resource_type: 'image', kind: 'upload' }
  const [status, shown] = await ask('POST', 'resources/get_resource', { body: names })
  assert.deepEqual([status, shown.asset_id, shown.public_id], [200, id, 'a'])
  assert.equal((await ask('POST', 'resources/get_resource', { body: names, key: viewer }))[0], 200)
  const change = { ...names, tags: ['x'] }
  const [refused, denied] = await ask('POST', 'resources/update', { body: change, key: viewer })
  assert.deepEqual(
    [refused, (denied.error as Answer).message],
    [403, '[prodenv:env-demo] Request forbidden due to missing permissions (actions=["update"])'],
  )
  assert.deepEqual((await ask('POST', 'resources/update', { body: change }))[1].tags, ['x'])
  assert.deepEqual((await find('a'))?.tags, ['x'])
  assert.equal((await ask('GET', `asset/download?asset_id=${id}`))[0], 200)
  assert.equal((await ask('GET', `asset/download?asset_id=${id}`, { key: '101' }))[0], 403)
})

test('nothing derived is invalidated by addresses, and videos are not put together', async (t) => {
  const { ask } = await given(t)
  const urls = ['https://res.cloudinary.com/demo/image/upload/w_100/sample.jpg']
  assert.deepEqual(await ask('DELETE', 'derived_resources/invalidate_by_urls', { body: { urls } }), [
    200,
    { cdn_invalidated: false, took: 0, urls: [], unauthorized_urls: [] },
  ])
  assert.equal((await ask('DELETE', 'derived_resources/invalidate_by_urls', { body: {} }))[0], 400)
  assert.deepEqual(await ask('POST', 'video/concat', { body: { public_id: 'a' } }), [
    400,
    { error: { message: 'Rolecall renders no images and analyses none: `concat` is refused' } },
  ])
})

test('a transformation is made, shown, changed and deleted by its name in the address', async (t) => {
  const { ask, viewer } = await given(t)
  const body = { transformation: 'c_scale,w_100' }
  assert.deepEqual(await ask('POST', 'transformations/small', { body }), [200, { message: 'created' }])
  assert.equal((await ask('POST', 'transformations/small', { body }))[0], 409)
  const [, shown] = await ask('GET', 'transformations/small')
  assert.deepEqual([shown.name, shown.info], ['small', [{ crop: 'scale', width: 100 }]])
  assert.equal((await ask('PUT', 'transformations/small', { body: { allowed_for_strict: true } }))[0], 200)
  assert.equal((await ask('GET', 'transformations/small'))[1].allowed_for_strict, true)
  assert.equal((await ask('DELETE', 'transformations/small', { key: viewer }))[0], 403)
  assert.equal((await ask('DELETE', 'transformations/small'))[0], 200)
  assert.equal((await ask('GET', 'transformations/small'))[0], 404)
})

test('fields and their choices are placed, sorted and searched', async (t) => {
  const { ask, viewer } = await given(t)
  const values = [
    { external_id: 'r', value: 'Red' },
    { external_id: 'b', value: 'Blue' },
  ]
  await ask('POST', 'metadata_fields', { body: { external_id: 'title', type: 'string', label: 'Title' } })
  await ask('POST', 'metadata_fields', {
    body: { external_id: 'colour', type: 'enum', label: 'Colour', datasource: { values } },
  })
  const [, placed] = await ask('PUT', 'metadata_fields/colour/reorder', { body: { position: 0 } })
  const order = (placed.metadata_fields as readonly Answer[]).map(({ external_id: id }) => id)
  assert.deepEqual(order, ['colour', 'title'])
  const sorting = { order_by: 'value', direction: 'asc' }
  const [, sorted] = await ask('PUT', 'metadata_fields/colour/datasource/order', { body: sorting })
  assert.deepEqual(
    (sorted.values as readonly Answer[]).map(({ value }) => value),
    ['Blue', 'Red'],
  )
  const [found, choices] = await ask('POST', 'metadata_fields/colour/datasource/search', { body: { term: 'bl' } })
  assert.equal(found, 200)
  assert.match(JSON.stringify(choices), /Blue/)
  assert.equal((await ask('PUT', 'metadata_fields/colour/reorder', { body: { position: 1 }, key: viewer }))[0], 403)
})

test('all upload mappings are replaced at once', async (t) => {
  const { ask, viewer } = await given(t)
  await ask('POST', 'upload_mappings', { body: { folder: 'old', template: 'https://example.com/old/' } })
  const body = { mappings: [{ folder: 'new', template: 'https://example.com/new/' }] }
  assert.equal((await ask('PUT', 'upload_mappings/replace', { body, key: viewer }))[0], 403)
  const [status] = await ask('PUT', 'upload_mappings/replace', { body })
  const [, { mappings }] = await ask('GET', 'upload_mappings')
  assert.deepEqual([status, (mappings as readonly Answer[]).map(({ folder }) => folder)], [200, ['new']])
})

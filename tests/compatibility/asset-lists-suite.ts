// Lists and searches of assets by the vendor's own clients, compared with the vendor's contract where there is one.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'

async function given(t: TestContext) {
  const served = await givenServedLibrary(t)
  await served.upload('a/one', { asset_folder: 'brand', tags: ['red'], context: { alt: 'x' } })
  await served.upload('a/two', { asset_folder: 'brand/logos', tags: ['blue'] })
  await served.upload('b', { tags: ['red'] })
  const key = await served.key({ on: { brand: ['view_download'] } })
  await served.acme.change(async (transaction) => {
    const sealed = served.acme.house.sealer.seal(key.id, 's')
    await transaction.putKeySecret('api_key', key.id as never, sealed)
  })
  return { ...served, reader: served.asKey(key.id), readerId: key.id }
}

const idsOf = ({ resources }: Answer): readonly string[] =>
  (resources as readonly { readonly public_id: string }[]).map((one) => one.public_id).sort()

test('the classic client lists assets in every way it can', async (t) => {
  const { admin, reader, find } = await given(t)
  const lists: readonly (readonly [Promise<Answer>, readonly string[]])[] = [
    [admin.resources!({ resource_type: 'image' }), ['a/one', 'a/two', 'b']],
    [admin.resources!({ resource_type: 'image', type: 'upload', prefix: 'a/' }), ['a/one', 'a/two']],
    [admin.resources!({ resource_type: 'image', ...reader }), ['a/one', 'a/two']],
    [admin.resources!({ resource_type: 'raw' }), []],
    [admin.resources_by_tag!('red', {}), ['a/one', 'b']],
    [admin.resources_by_tag!('red', reader), ['a/one']],
    [admin.resources_by_context!('alt', 'x', {}), ['a/one']],
    [admin.resources_by_context!('alt', null, reader), ['a/one']],
    [admin.resources_by_moderation!('manual', 'pending', {}), []],
    [admin.resources_by_ids!(['a/one', 'b', 'gone'], {}), ['a/one', 'b']],
    [admin.resources_by_ids!(['a/one', 'b', 'gone'], reader), ['a/one']],
    [admin.resources_by_asset_ids!([(await find('b'))?.id ?? ''], {}), ['b']],
    [admin.resources_by_asset_ids!([(await find('b'))?.id ?? ''], reader), []],
    [admin.resources_by_asset_folder!('brand', {}), ['a/one']],
  ]
  for (const [answer, expected] of lists) assert.deepEqual(idsOf(await answer), expected)
  assert.deepEqual((await admin.resource_types!()).resource_types, ['image'])
  assert.deepEqual((await admin.tags!({})).tags, ['blue', 'red'])
  assert.deepEqual((await admin.tags!({ prefix: 'b', ...reader })).tags, ['blue'])
  const folder = await admin.resources_by_asset_folder!('brand', {})
  assert.equal(folder.total_count, 1)
})

test('the classic client pages through a list, and sees no more of each asset than it asked for', async (t) => {
  const { admin } = await given(t)
  const first = await admin.resources!({ max_results: 2, direction: 'asc', tags: true })
  const second = await admin.resources!({ max_results: 2, direction: 'asc', next_cursor: first.next_cursor })
  assert.deepEqual([...idsOf(first), ...idsOf(second)].sort(), ['a/one', 'a/two', 'b'])
  assert.equal(second.next_cursor, undefined)
  assert.ok((first.resources as readonly Answer[]).every((one) => Array.isArray(one.tags)))
  assert.ok((second.resources as readonly Answer[]).every((one) => one.tags === undefined))
  const only = await admin.resources!({ fields: ['tags'] })
  for (const one of only.resources as readonly Answer[])
    assert.deepEqual(Object.keys(one).sort(), ['asset_id', 'folder', 'public_id', 'tags'])
  const wrong = await admin.resources!({ next_cursor: 'nonsense' }).catch((error: unknown) => error)
  assert.equal((wrong as { readonly error?: { readonly http_code?: number } }).error?.http_code, 400)
})

test('the classic client searches, sorts and counts', async (t) => {
  const { url, readerId } = await given(t)
  const search = async (body: Answer, key = '100') => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${key}:s`).toString('base64')}`,
      'content-type': 'application/json',
    }
    const path = `${url}/v1_1/demo/resources%2Fsearch`
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Answer }
  }
  const found = await search({
    expression: 'tags:red',
    sort_by: [{ public_id: 'desc' }],
    with_field: ['tags', 'context'],
    aggregate: ['format', 'resource_type'],
    max_results: 1,
  })
  assert.equal(found.status, 200)
  const { resources, total_count: total, aggregations } = found.body
  assert.deepEqual([idsOf({ resources }), total], [['b'], 2])
  assert.deepEqual(aggregations, {
    format: { values: [{ value: 'png', count: 2 }] },
    resource_type: { values: [{ value: 'image', count: 2 }] },
  })
  const next = await search({
    expression: 'tags:red',
    sort_by: ['{"public_id":"desc"}'],
    with_field: ['context'],
    max_results: 1,
    next_cursor: found.body.next_cursor,
  })
  assert.deepEqual(
    (next.body.resources as readonly Answer[]).map((one) => [one.public_id, one.context]),
    [['a/one', { alt: 'x' }]],
  )
  const mine = await search({ expression: 'resource_type:image' }, readerId)
  assert.deepEqual([idsOf(mine.body), mine.body.total_count], [['a/one', 'a/two'], 2])
  const wrong = await search({ expression: 'tags:' })
  assert.equal(wrong.status, 400)
  assert.match(JSON.stringify(wrong.body), /at character 6/)
})

test('the asset client reads every list and search', async (t) => {
  const { assets, readerId } = await given(t)
  const [all, some] = [assets(), assets(readerId)]
  const ids = (answer: unknown): readonly string[] => {
    const list = answer as { readonly resources?: readonly { readonly publicId?: string }[] }
    return (list.resources ?? []).map(({ publicId }) => publicId ?? '').sort()
  }
  assert.deepEqual(ids(await all.assets.listImages()), ['a/one', 'a/two', 'b'])
  assert.deepEqual(ids(await some.assets.listImages('upload', 'a')), ['a/one', 'a/two'])
  assert.deepEqual(ids(await all.assets.listVideos()), [])
  assert.deepEqual(ids(await some.assets.listResourcesByAssetFolder('brand')), ['a/one'])
  assert.deepEqual(ids(await some.search.searchAssets({ expression: 'tags:red' })), ['a/one'])
})

// What is left of the typed asset client and of the MCP server's tools.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@cloudinary/asset-management/models/errors'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { pixel } from '../given/library.ts'
import { startAssetMcp } from './mcp-client.ts'

const noRendering = (what: string): string => `Rolecall renders no images and analyses none: \`${what}\` is refused`

/** The status and message of a call of the typed client that must be refused. */
async function errorOf(work: Promise<unknown>): Promise<readonly [number, string]> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof ApiError, String(error))
  return [error.statusCode, error.data$.error.message]
}

test('the typed client lists assets and tags in every way it can', async (t) => {
  const { assets, upload } = await givenServedLibrary(t)
  const client = assets()
  const { id } = await upload('a', { tags: ['red'], context: { alt: 'x' }, moderation: 'manual' })
  const namesOf = (list: { readonly resources?: readonly { readonly publicId?: string | undefined }[] | undefined }) =>
    list.resources?.map(({ publicId }) => publicId)
  assert.deepEqual((await client.assets.listResourceTypes({})).resourceTypes, ['image'])
  assert.deepEqual(namesOf(await client.assets.listRawFiles(undefined)), [])
  assert.deepEqual(namesOf(await client.assets.listResourcesByAssetIDs([id])), ['a'])
  assert.deepEqual(namesOf(await client.assets.listResourcesByContext('image', 'alt', 'x')), ['a'])
  const pending = ['image', 'manual', 'pending'] as const
  assert.deepEqual(namesOf(await client.assets.listResourcesByModerationKindAndStatus(...pending)), ['a'])
  assert.deepEqual(namesOf(await client.moderations.listResourcesByModerationKindAndStatus(...pending)), ['a'])
  assert.deepEqual((await client.assets.listResourceTags('image')).tags, ['red'])
  assert.deepEqual((await client.tags.listResourceTags('image')).tags, ['red'])
  assert.deepEqual((await assets('101').tags.listResourceTags('image')).tags, [])
})

test('the typed client is told what is used, and deletes earlier files', async (t) => {
  const { assets, upload } = await givenServedLibrary(t)
  const client = assets()
  const { id } = await upload('a', { backup: true })
  const used = await client.usage.getUsage()
  assert.deepEqual([used.plan, used.resources], ['Enterprise', 1])
  assert.equal((await errorOf(assets('101').usage.getUsage()))[0], 403)
  const none = await client.backups.deleteBackupVersions(id, { versionIds: ['0'.repeat(32)] })
  assert.deepEqual(none.deletedVersionIds, [])
})

test('the typed client is told what Rolecall renders and analyses: nothing', async (t) => {
  const { assets } = await givenServedLibrary(t)
  const client = assets()
  const visual = client.search.visualSearchAssets({ text: 'a cat' })
  assert.deepEqual(await errorOf(visual), [400, noRendering('visual_search')])
  const text = client.upload.text('image', { text: 'hello', publicId: 'text' })
  assert.deepEqual(await errorOf(text), [400, noRendering('text')])
  const explode = client.explode.explodeResource('image', { publicId: 'a', transformation: 'w_10' })
  assert.deepEqual(await errorOf(explode), [400, noRendering('explode')])
})

test('the tools list, search, relate, archive and restore assets', async (t) => {
  const { url, upload, acme, find } = await givenServedLibrary(t)
  const a = await upload('a', { tags: ['red'], backup: true })
  const b = await upload('b')
  const mcp = await startAssetMcp(t, url)
  const bodyOf = async (tool: string, parameters: object): Promise<Answer> => {
    const { isError, body } = await mcp.call(tool, parameters)
    assert.equal(isError, false, `${tool}: ${JSON.stringify(body)}`)
    return body as Answer
  }
  const namesOf = ({ resources }: Answer): readonly unknown[] =>
    (resources as readonly Answer[]).map(({ public_id: publicId }) => publicId).sort()
  assert.deepEqual(namesOf(await bodyOf('list-images', {})), ['a', 'b'])
  assert.deepEqual(namesOf(await bodyOf('list-videos', {})), [])
  assert.deepEqual(namesOf(await bodyOf('list-files', {})), [])
  assert.deepEqual(await bodyOf('list-tags', { resource_type: 'image' }), { tags: ['red'] })
  const request = { expression: 'tags=red', sort_by: [{ created_at: 'desc' }] }
  assert.deepEqual(namesOf(await bodyOf('search-assets', { request })), ['a'])
  assert.equal((await bodyOf('get-usage-details', {})).resources, 2)
  const to = { assets_to_relate: [b.id] }
  const related = await bodyOf('create-asset-relations', { asset_id: a.id, relate_assets_by_asset_id_request: to })
  assert.deepEqual((related.success as readonly Answer[])[0]?.asset, b.id)
  const from = { assets_to_unrelate: [b.id] }
  const ended = await bodyOf('delete-asset-relations', { asset_id: a.id, unrelate_assets_by_asset_id_request: from })
  assert.deepEqual((ended.success as readonly Answer[])[0]?.asset, b.id)
  const RequestBody = { public_ids: ['a'], target_public_id: 'kept', mode: 'create' }
  const stored = await bodyOf('generate-archive', { resource_type: 'image', RequestBody })
  assert.deepEqual([stored.public_id, stored.file_count], ['kept.zip', 1])
  acme.clock.now += 1000
  const backup = await mcp.call('download-asset-backup', { asset_id: a.id, version_id: (await find('a'))?.versionId })
  assert.equal(backup.isError, false)
})

test('the tools that would render, analyse or generate are refused', async (t) => {
  const { url, upload } = await givenServedLibrary(t)
  const mcp = await startAssetMcp(t, url)
  await upload('a')
  const refused: readonly (readonly [string, object, string])[] = [
    ['visual-search-assets', { request: { text: 'a cat' } }, noRendering('visual_search')],
    ['generate-image', { request: { prompt: 'a cat' } }, 'not found'],
    ['get-generation-task', { task_id: 'x' }, 'not found'],
    ['transform-asset', { publicId: 'a', transformations: 'w_10' }, noRendering('eager')],
    ['upload-asset', { resource_type: 'image', upload_request: { file: pixel, eager: 'w_10' } }, noRendering('eager')],
  ]
  for (const [tool, parameters, message] of refused) {
    const { isError, body } = await mcp.call(tool, parameters)
    assert.equal(isError, true, tool)
    assert.ok(JSON.stringify(body).includes(message), `${tool}: ${JSON.stringify(body)}`)
  }
})

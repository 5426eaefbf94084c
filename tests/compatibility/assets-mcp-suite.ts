// Assets by the tools of the vendor's MCP server: JSON bodies with lists and objects, Basic on every call.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metadataFieldId } from '../../src/domain/ids.ts'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { demo, pixel } from '../given/library.ts'
import { startAssetMcp, type Mcp } from './mcp-client.ts'

/** Calls a tool that must succeed. */
async function bodyOf(mcp: Mcp, tool: string, parameters: object): Promise<Answer> {
  const { isError, body } = await mcp.call(tool, parameters)
  assert.equal(isError, false, `${tool}: ${JSON.stringify(body)}`)
  return body as Answer
}

test('the tools upload, show, change, rename, mark and delete assets', async (t) => {
  const { url, acme, find } = await givenServedLibrary(t)
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  const field = { id: metadataFieldId('price'), accountId: acme.account.id, environmentId: demo, label: 'Price' }
  const kind = { type: 'integer', isMandatory: false, defaultValue: null, validation: null, choices: [] } as const
  await acme.change((transaction) => transaction.put('metadata_field', { ...field, ...kind, position: 0, ...dated }))
  const mcp = await startAssetMcp(t, url)
  const call = (tool: string, parameters: object) => bodyOf(mcp, tool, parameters)
  const upload = { file: pixel, public_id: 'a', asset_folder: 'brand', tags: ['red', 'blue'], metadata: { price: 5 } }
  const made = await call('upload-asset', { resource_type: 'auto', upload_request: upload })
  const id = String(made.asset_id)
  assert.deepEqual([made.public_id, made.tags, made.metadata], ['a', ['red', 'blue'], { price: 5 }])

  const changes = { tags: ['green'], access_control: [{ access_type: 'token' }], asset_folder: 'campaigns' }
  await call('asset-update', { asset_id: id, ResourceUpdateRequest: { ...changes, metadata: { price: 7 } } })
  const shown = await call('get-asset-details', { asset_id: id })
  assert.deepEqual(
    [shown.tags, shown.access_control, shown.asset_folder, shown.metadata],
    [['green'], [{ access_type: 'token' }], 'campaigns', { price: 7 }],
  )
  const marking = {
    resource_type: 'image',
    tags_update_request: { command: 'add', tags: ['x'], public_ids: ['a', 'no'] },
  }
  assert.deepEqual(await call('manage-asset-tags', marking), { public_ids: ['a'] })
  const saying = { command: 'add', context: 'alt=A dot', public_ids: ['a'] }
  await call('manage-asset-context', { resource_type: 'image', context_update_request: saying })
  const pricing = { metadata: { price: 9 }, public_ids: ['a'] }
  await call('manage-asset-metadata', { resource_type: 'image', metadata_update_request: pricing })
  const stored = await find('a')
  assert.deepEqual([stored?.tags, stored?.context, stored?.metadata], [['green', 'x'], { alt: 'A dot' }, { price: 9 }])

  const renaming = { from_public_id: 'a', to_public_id: 'sub/b' }
  const renamed = await call('asset-rename', { resource_type: 'image', RequestBody: renaming })
  assert.deepEqual([renamed.asset_id, renamed.public_id, renamed.context], [id, 'sub/b', undefined])
  const derived = { request: { derived_resource_ids: ['x'] } }
  assert.deepEqual(await call('delete-derived-assets', derived), { deleted: { x: 'not_found' } })
  const deletion = { request: { asset_id: id } }
  assert.deepEqual(await call('delete-asset', deletion), { result: 'ok', asset_folder: 'campaigns' })
  assert.deepEqual(await call('delete-asset', deletion), { result: 'not found' })
})

test('a key without roles is told what it lacks', async (t) => {
  const { url } = await givenServedLibrary(t)
  const mcp = await startAssetMcp(t, url, '101')
  const { isError, body } = await mcp.call('upload-asset', { resource_type: 'image', upload_request: { file: pixel } })
  assert.equal(isError, true)
  assert.match(JSON.stringify(body), /Request forbidden due to missing permissions \(actions=\[\\*"create\\*"\]\)/)
})

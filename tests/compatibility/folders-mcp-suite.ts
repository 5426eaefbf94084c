// Folders by the vendor's MCP server for assets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { giveSecret } from '../given/content-callers.ts'
import { startAssetMcp } from './mcp-client.ts'

test('the folder tools make, find, move and delete a folder', async (t) => {
  const { url, acme } = await givenServedLibrary(t)
  const mcp = await startAssetMcp(t, url)
  const made = await mcp.call('create-folder', { folder: 'brand/by mcp' })
  assert.deepEqual([made.isError, (made.body as Answer).path], [false, 'brand/by mcp'])
  const found = await mcp.call('search-folders', { expression: 'name="by mcp"', max_results: 5 })
  const { folders, total_count: total } = found.body as { folders: readonly Answer[]; total_count: number }
  assert.deepEqual([folders.map(({ path }) => path), total], [['brand/by mcp'], 1])
  const moved = await mcp.call('move-folder', {
    folder: 'brand/by mcp',
    move_folder_request: { to_folder: 'campaigns/moved' },
  })
  assert.deepEqual(moved.body, {
    from: { name: 'by mcp', path: 'brand/by mcp' },
    to: { name: 'moved', path: 'campaigns/moved' },
  })
  assert.deepEqual((await mcp.call('delete-folder', { folder: 'campaigns/moved' })).body, {
    deleted: ['campaigns/moved'],
  })
  assert.ok((await acme.engine()).snapshot.folders.number(acme.folder('demo:brand')) > 0)
})

test('a tool of a key without the right says which one is missing', async (t) => {
  const { url, acme, key } = await givenServedLibrary(t)
  const viewer = await key({ on: { brand: ['view_download'] } })
  await giveSecret(acme, viewer)
  const mcp = await startAssetMcp(t, url, viewer.id)
  for (const [tool, parameters, action] of [
    ['create-folder', { folder: 'brand/x' }, 'create'],
    ['delete-folder', { folder: 'brand' }, 'delete'],
    ['move-folder', { folder: 'brand', move_folder_request: { to_folder: 'label' } }, 'update'],
  ] as const) {
    const { isError, body } = await mcp.call(tool, parameters)
    assert.deepEqual([isError, JSON.stringify(body).includes(action)], [true, true], tool)
  }
})

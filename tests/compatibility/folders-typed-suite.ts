// Folders by the vendor's typed asset client, which reads answers strictly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError } from '@cloudinary/asset-management/models/errors'
import { giveSecret } from '../given/content-callers.ts'
import { givenServedLibrary } from '../given/asset-clients.ts'

test('folders are listed, made, searched, moved and deleted', async (t) => {
  const { assets, acme } = await givenServedLibrary(t)
  const { folders } = assets()
  const root = await folders.listRootFolders('demo')
  assert.deepEqual(
    [root.folders.map(({ path, externalId }) => [path, externalId]), root.totalCount, root.nextCursor],
    [
      [
        ['brand', acme.folder('demo:brand')],
        ['campaigns', acme.folder('demo:campaigns')],
      ],
      2,
      null,
    ],
  )
  const made = await folders.createFolder('brand/new one')
  assert.deepEqual([made.success, made.path, made.name], [true, 'brand/new one', 'new one'])
  const shown = await folders.showFolder('brand')
  assert.deepEqual(
    shown.folders.map(({ name }) => name),
    ['logos', 'new one'],
  )
  const found = await folders.searchFolders('name=new*', ['name'], 10)
  assert.deepEqual([found.totalCount, found.folders.map(({ path }) => path)], [1, ['brand/new one']])
  const posted = await folders.searchFoldersPost({ expression: 'path="brand/new one"' })
  assert.equal(posted.folders[0]?.path, 'brand/new one')
  const moved = await folders.updateFolder('brand/new one', { toFolder: 'campaigns/new' })
  assert.deepEqual(moved, {
    from: { name: 'new one', path: 'brand/new one' },
    to: { name: 'new', path: 'campaigns/new' },
  })
  assert.deepEqual(await folders.destroyFolder('campaigns/new'), { deleted: ['campaigns/new'] })
})

test('a denial and an absent folder are errors that the client knows', async (t) => {
  const { assets, key, acme } = await givenServedLibrary(t)
  const viewer = await key({ on: { brand: ['view_download'] } })
  await giveSecret(acme, viewer)
  const errorOf = async (work: Promise<unknown>): Promise<readonly [number, string]> => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown,
    )
    assert.ok(error instanceof ApiError)
    return [error.statusCode, error.message]
  }
  assert.deepEqual(await errorOf(assets().folders.showFolder('absent')), [404, "Can't find folder with path absent"])
  assert.deepEqual(await errorOf(assets(viewer.id).folders.createFolder('brand/x')), [
    403,
    '[prodenv:env-demo] Request forbidden due to missing permissions (actions=["create"])',
  ])
  assert.deepEqual((await assets(viewer.id).folders.listRootFolders('demo')).totalCount, 1)
})

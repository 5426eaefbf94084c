// What uploads come to: names, folders, files, versions, presets; and what is left behind when they fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demo, givenLibrary } from '../given/library.ts'

test('an upload makes an asset of what its bytes tell', async (t) => {
  const { upload, acme } = await givenLibrary(t)
  const asset = await upload('brand/logo', { asset_folder: 'brand', tags: ['red', 'blue'], context: { alt: 'A dot' } })
  const { id, versionId, file, ...rest } = asset
  assert.match(id, /^[0-9a-f]{32}$/)
  assert.match(versionId, /^[0-9a-f]{32}$/)
  assert.deepEqual(
    { bytes: file.bytes, format: file.format, width: file.width, height: file.height, type: file.mediaType },
    { bytes: 70, format: 'png', width: 1, height: 1, type: 'image/png' },
  )
  assert.deepEqual(rest, {
    accountId: 'acme',
    environmentId: demo,
    resourceKind: 'image',
    delivery: 'upload',
    publicId: 'brand/logo',
    folderId: acme.folder('demo:brand'),
    displayName: 'logo',
    version: Math.floor(acme.clock.now / 1000),
    originalFilename: null,
    tags: ['red', 'blue'],
    context: { alt: 'A dot' },
    metadata: {},
    accessMode: 'public',
    accessControl: null,
    moderation: null,
    keepsBackups: false,
    createdBy: 'operator:test',
    createdAt: acme.clock.now,
    updatedAt: acme.clock.now,
    uploadedAt: acme.clock.now,
  })
})

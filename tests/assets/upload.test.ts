// What uploads come to: names, folders, files, versions, presets; and what is left behind when they fail.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FolderMode, UploadSettings } from '../../src/domain/library-records.ts'
import { sweepStrays } from '../../src/operations/blobs/staging.ts'
import { demo, givenLibrary, named, otherPixel, pixel, uploading, type GivenLibrary } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

const setMode = ({ acme }: GivenLibrary, folderMode: FolderMode, keepsBackups = false): Promise<void> =>
  acme.change((transaction) =>
    transaction.put('library_settings', {
      ...{ accountId: acme.account.id, environmentId: demo, folderMode, keepsBackups },
      ...{ createdAt: acme.clock.now, updatedAt: acme.clock.now },
    }),
  )

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

test('public ids are made of prefixes, folders and file names as the parameters say', async (t) => {
  const { acme } = await givenLibrary(t)
  const name = async (settings: UploadSettings, resourceKind: 'image' | 'raw' = 'image') => {
    const file = { type: 'text', text: resourceKind === 'raw' ? 'data:text/plain;base64,aGVsbG8=' : pixel } as const
    const input = { environmentId: demo, resourceKind, file, preset: null, settings }
    const { asset, folderPath } = await acme.perform('operator', 'asset.upload', input)
    return [asset.publicId, folderPath, asset.displayName]
  }
  const [drawn = '', top] = await name({})
  assert.match(drawn, /^[a-z0-9]{20}$/)
  assert.equal(top, '')
  assert.deepEqual(await name({ public_id: 'x/a' }), ['x/a', '', 'a'])
  assert.deepEqual(await name({ public_id: 'b', folder: 'brand' }), ['brand/b', 'brand', 'b'])
  assert.deepEqual(await name({ public_id: 'c', asset_folder: 'brand', public_id_prefix: 'p/' }), ['p/c', 'brand', 'c'])
  const prefixed = { public_id: 'd', asset_folder: 'brand', use_asset_folder_as_public_id_prefix: true }
  assert.deepEqual(await name(prefixed), ['brand/d', 'brand', 'd'])
  assert.deepEqual(await name({ public_id: 'e', folder: 'p', asset_folder: 'brand' }), ['p/e', 'brand', 'e'])
  const named = { filename_override: 'Summer day.PNG', use_filename: true, unique_filename: false }
  assert.deepEqual(await name(named), ['Summer_day', '', 'Summer_day'])
  const [unlike = ''] = await name({ ...named, unique_filename: true })
  assert.match(unlike, /^Summer_day_[a-z0-9]{6}$/)
  const shown = { public_id: 'f', filename_override: 'Summer day.PNG', use_filename_as_display_name: true }
  assert.deepEqual(await name(shown), ['f', '', 'Summer day'])
  assert.deepEqual(await name({ ...named, filename_override: 'notes.txt' }, 'raw'), ['notes.txt', '', 'notes.txt'])
  const [rawName = ''] = await name({ filename_override: 'notes.txt' }, 'raw')
  assert.match(rawName, /^[a-z0-9]{20}\.txt$/)
})

test('in fixed folder mode the folder is what stands before the last slash', async (t) => {
  const library = await givenLibrary(t)
  const { acme, upload, find } = library
  await setMode(library, 'fixed')
  const asset = await upload('brand/new/a', {})
  const { folderPath } = await acme.perform('operator', 'asset.get', { ...named('brand/new/a'), withVersions: false })
  assert.equal(folderPath, 'brand/new')
  assert.equal((await upload('b', { folder: 'brand' })).publicId, 'brand/b')
  assert.equal((await upload('c', { asset_folder: 'brand' })).publicId, 'brand/c')
  const moved = { ...named('brand/c'), settings: { asset_folder: 'campaigns' } }
  const refused = await refusalOf(acme.perform('operator', 'asset.update', moved))
  assert.equal(refused.message, '`asset_folder` is part of the public id in this environment: rename the asset')
  const renaming = { environmentId: demo, resourceKind: 'image', delivery: 'upload', toDelivery: null } as const
  const to = { fromPublicId: 'brand/new/a', toPublicId: 'campaigns/a', overwrites: false }
  await acme.perform('operator', 'asset.rename', { ...renaming, ...to })
  assert.deepEqual(
    [(await find('campaigns/a'))?.id, (await find('campaigns/a'))?.folderId],
    [asset.id, acme.folder('demo:campaigns')],
  )
})

test('in fixed folder mode a renaming into another folder takes what a move takes', async (t) => {
  const library = await givenLibrary(t)
  await setMode(library, 'fixed')
  await library.upload('brand/a')
  const kind = { resourceKind: 'image', delivery: 'upload', toDelivery: null } as const
  const names = { fromPublicId: 'brand/a', toPublicId: 'campaigns/a', overwrites: false }
  const input = { environmentId: demo, ...kind, ...names }
  const held = { brand: ['update_assets', 'move_assets', 'view_download'], campaigns: ['add_assets'] }
  for (const [path, endings] of Object.entries(held)) {
    for (const name of endings) {
      const on = { ...held, [path]: endings.filter((one) => one !== name) }
      const refused = await refusalOf(library.acme.perform(await library.key({ on }), 'asset.rename', input))
      assert.equal(refused.code, 'denied', name)
    }
  }
  await library.acme.perform(await library.key({ on: held }), 'asset.rename', input)
  assert.ok(await library.find('campaigns/a'))
})

test('an upload over an asset keeps its id, its tags and its place, and has a later version', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  const first = await upload('a', { asset_folder: 'brand', tags: ['red'], context: { alt: 'x' }, display_name: 'One' })
  const files = acme.files().length
  const { asset: second } = await acme.perform('operator', 'asset.upload', {
    ...uploading('a'),
    file: { type: 'text', text: otherPixel },
  })
  assert.equal(second.version, first.version + 1, 'in the same second')
  assert.deepEqual(
    { ...second, file: null, version: 0, versionId: '' },
    { ...first, file: null, version: 0, versionId: '' },
  )
  assert.notEqual(second.file.etag, first.file.etag)
  await sweepStrays(acme.house)
  assert.equal(acme.files().length, files, 'the first file is gone')
  assert.deepEqual(await acme.house.store.listVersions(second), [])
  assert.equal((await find('a'))?.id, first.id)
})

test('replaced and deleted files are kept where the asset or the library asks for it', async (t) => {
  const library = await givenLibrary(t)
  const { upload, acme } = library
  const first = await upload('a', { backup: true })
  await acme.perform('operator', 'asset.upload', { ...uploading('a'), file: { type: 'text', text: otherPixel } })
  const kept = await acme.house.store.listVersions(first)
  assert.deepEqual(
    kept.map(({ id, asset }) => [id, asset.file.etag]),
    [[first.versionId, first.file.etag]],
  )
  await acme.perform('operator', 'asset.delete', named('a'))
  assert.equal((await acme.house.store.listVersions(first)).length, 2)
  await setMode(library, 'dynamic', true)
  const plain = await upload('b')
  await acme.perform('operator', 'asset.delete', named('b'))
  await sweepStrays(acme.house)
  assert.equal((await acme.house.store.listVersions(plain)).length, 1)
  assert.ok(acme.files().some((name) => name.includes(plain.file.blobId)))
})

test('without overwriting, what is there is shown as it is, and the sent bytes go', async (t) => {
  const { upload, acme } = await givenLibrary(t)
  const first = await upload('a')
  const input = { ...uploading('a', { overwrite: false }), file: { type: 'text', text: otherPixel } } as const
  const { asset, isExisting } = await acme.perform('operator', 'asset.upload', input)
  assert.deepEqual([asset, isExisting], [first, true])
  await sweepStrays(acme.house)
  assert.equal(acme.files().length, 2)
})

test('an asset that was looked at is looked at again once its file is another', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  await upload('a', { moderation: 'manual' })
  assert.equal((await find('a'))?.moderation?.status, 'pending')
  await acme.perform('root', 'asset.update', { ...named('a'), settings: { moderation_status: 'approved' } })
  assert.deepEqual((await find('a'))?.moderation, {
    kind: 'manual',
    status: 'approved',
    at: acme.clock.now,
    by: 'api_key:100',
    note: null,
  })
  await upload('a')
  assert.equal((await find('a'))?.moderation?.status, 'pending')
})

test('a display name that must be unlike others gets an ending, always where the caller sees none', async (t) => {
  const { upload, key } = await givenLibrary(t)
  const settings = { asset_folder: 'brand', display_name: 'Logo', unique_display_name: true }
  assert.equal((await upload('a', settings)).displayName, 'Logo')
  assert.match((await upload('b', settings)).displayName, /^Logo_[0-9a-f]{6}$/)
  const blind = await key({ on: { 'brand/logos': ['add_assets'] } })
  const unseen = await upload('c', { ...settings, asset_folder: 'brand/logos' }, blind)
  assert.match(unseen.displayName, /^Logo_[0-9a-f]{6}$/)
})

test('what asks for rendering or analysis is refused, and nothing is left', async (t) => {
  const { upload, acme } = await givenLibrary(t)
  const asked = { eager: 'w_100', transformation: 'c_fill', format: 'webp', detection: 'captioning', raw_convert: 'x' }
  for (const [name, value] of Object.entries(asked)) {
    const refused = await refusalOf(upload('a', { [name]: value }))
    assert.equal(refused.message, `Rolecall renders no images and analyses none: \`${name}\` is refused`)
  }
  const formats = await refusalOf(upload('a', { allowed_formats: ['gif', 'jpg'] }))
  assert.equal(formats.message, 'file format png not allowed')
  assert.deepEqual(acme.files(), [])
})

test('wrong values of parameters are named', async (t) => {
  const { upload } = await givenLibrary(t)
  const wrong: readonly UploadSettings[] = [
    { tags: ['a', 5] },
    { tags: Array.from({ length: 1001 }, (_, number) => `tag ${number}`) },
    { context: 'no pairs' },
    { context: { long: 'x'.repeat(1025) } },
    { display_name: 'a/b' },
    { access_control: '[{"access_type":"everyone"}]' },
    { access_control: 'not json' },
    { moderation: 'aws_rek' },
    { overwrite: 'maybe' },
    { asset_folder: '../up' },
    { public_id: '../up' },
    { public_id: 'a%2Fb' },
    { type: 'fetch' },
  ]
  for (const settings of wrong) {
    const refused = await refusalOf(upload('a', settings))
    assert.equal(refused.kind, 'invalid', JSON.stringify(settings))
    assert.equal(refused.fields.length, 1, JSON.stringify(settings))
  }
})

test('two uploads to one name at once make one asset with two versions of it', async (t) => {
  const { acme, find } = await givenLibrary(t)
  const texts = [pixel, otherPixel]
  const made = await Promise.all(
    texts.map((text) => acme.perform('operator', 'asset.upload', { ...uploading('a'), file: { type: 'text', text } })),
  )
  const [one, other] = made.map(({ asset }) => asset)
  assert.equal(one?.id, other?.id)
  assert.deepEqual([one?.version, other?.version].sort(), [one!.version, other!.version].sort())
  assert.notEqual(one?.version, other?.version)
  await sweepStrays(acme.house)
  assert.equal(acme.files().length, 2, 'a file and its thumbnail')
  assert.equal((await find('a'))?.version, Math.max(one!.version, other!.version))
})

test('an asset that is moved while it is deleted is gone, or moved and then gone', async (t) => {
  const { upload, acme, find } = await givenLibrary(t)
  await upload('a', { asset_folder: 'brand' })
  const outcomes = await Promise.allSettled([
    acme.perform('operator', 'asset.update', { ...named('a'), settings: { asset_folder: 'campaigns' } }),
    acme.perform('operator', 'asset.delete', named('a')),
    acme.perform('operator', 'asset.delete', named('a')),
  ])
  const found = outcomes
    .slice(1)
    .map((one) => (one.status === 'fulfilled' && 'isFound' in one.value ? one.value.isFound : null))
  assert.deepEqual(found.toSorted(), [false, true], 'one of two deletes it')
  assert.equal(await find('a'), undefined)
  await sweepStrays(acme.house)
  assert.deepEqual(acme.files(), [])
})

// Upload presets fill in what a request leaves open; an unsigned one adds to its own folder, and does nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UploadPresetRecord, UploadSettings } from '../../src/domain/library-records.ts'
import type { Caller } from '../../src/operations/operation.ts'
import { demo, givenLibrary, uploading, type GivenLibrary } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

async function putPreset(
  { acme }: GivenLibrary,
  settings: UploadSettings,
  but: Partial<UploadPresetRecord> = {},
): Promise<UploadPresetRecord> {
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  const place = { accountId: acme.account.id, environmentId: demo, folderId: null }
  const kind = { name: 'web', isUnsigned: false, disallowsPublicId: false }
  const preset = { ...place, ...kind, ...dated, settings, ...but }
  await acme.change((transaction) => transaction.put('upload_preset', preset))
  return preset
}

/** Whoever uploads unsigned. */
const anyone = ({ acme }: GivenLibrary, { name, folderId }: UploadPresetRecord): Caller => ({
  accountId: acme.account.id,
  by: { type: 'preset', id: name },
  preset: { environmentId: demo, folderId },
  requestId: null,
})

test('a preset fills in what the request leaves open', async (t) => {
  const library = await givenLibrary(t)
  await putPreset(library, { tags: ['web'], asset_folder: 'brand', access_mode: 'authenticated' })
  const { acme } = library
  const input = { ...uploading('a', { tags: ['mine'] }), preset: 'web' }
  const { asset } = await acme.perform('operator', 'asset.upload', input)
  assert.deepEqual(
    [asset.tags, asset.folderId, asset.accessMode],
    [['mine'], acme.folder('demo:brand'), 'authenticated'],
  )
  const elsewhere = { ...uploading('b', { asset_folder: 'campaigns' }), preset: 'web' }
  const other = await acme.perform('operator', 'asset.upload', elsewhere)
  assert.equal(other.folderPath, 'campaigns')
})

test('a preset gives a signed upload no rights', async (t) => {
  const library = await givenLibrary(t)
  await putPreset(library, { asset_folder: 'brand' })
  const holder = await library.key({ on: { campaigns: ['add_assets'] } })
  const refused = await refusalOf(library.acme.perform(holder, 'asset.upload', { ...uploading('a'), preset: 'web' }))
  assert.equal(refused.code, 'denied')
})

test('a preset that does not exist, and a name where it allows none, are refused', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const unknown = await refusalOf(acme.perform('operator', 'asset.upload', { ...uploading('a'), preset: 'web' }))
  assert.equal(unknown.message, 'Upload preset not found')
  await putPreset(library, {}, { disallowsPublicId: true })
  const named = await refusalOf(acme.perform('operator', 'asset.upload', { ...uploading('a'), preset: 'web' }))
  assert.equal(named.message, 'the upload preset allows no `public_id`')
  assert.deepEqual(acme.files(), [])
})

test('an unsigned upload goes to the folder of its preset, wherever that lies by now', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const preset = await putPreset(
    library,
    { tags: ['web'] },
    { isUnsigned: true, folderId: acme.folder('demo:brand/logos') },
  )
  const upload = () => acme.perform(anyone(library, preset), 'asset.upload', uploading('a', {}))
  const { asset, signature } = await upload()
  assert.deepEqual(
    [asset.folderId, asset.tags, asset.createdBy, signature],
    [acme.folder('demo:brand/logos'), ['web'], 'preset:web', null],
  )
  const again = await refusalOf(upload())
  assert.equal(again.code, 'denied', 'it replaces nothing, and shows nothing')
})

test('an unsigned upload adds nowhere else, makes no folders, and says nothing but what presets leave open', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const preset = await putPreset(library, {}, { isUnsigned: true, folderId: acme.folder('demo:brand') })
  const upload = (settings: UploadSettings) => {
    const input = { ...uploading('a'), settings }
    return refusalOf(acme.perform(anyone(library, preset), 'asset.upload', input))
  }
  for (const path of ['campaigns', 'brand/logos', 'brand/new', 'new', '']) {
    assert.equal((await upload({ asset_folder: path })).code, 'denied', path)
  }
  const said = { overwrite: true, type: 'private', access_mode: 'public', backup: true, public_id_prefix: 'x' }
  for (const [name, value] of Object.entries(said)) {
    assert.equal(
      (await upload({ [name]: value })).message,
      `not allowed in an unsigned upload, whose preset decides: \`${name}\``,
    )
  }
  assert.deepEqual(acme.files(), [])
})

test('a preset that is unsigned no longer lets nobody upload', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const preset = await putPreset(library, {}, { isUnsigned: true, folderId: acme.folder('demo:brand') })
  await putPreset(library, {}, { isUnsigned: false })
  const input = uploading('a', { asset_folder: 'brand' })
  const refused = await refusalOf(acme.perform(anyone(library, preset), 'asset.upload', input))
  assert.equal(refused.message, 'Upload preset must be whitelisted for unsigned uploads')
})

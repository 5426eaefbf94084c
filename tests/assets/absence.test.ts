// Nobody learns from a refusal whether an asset exists that they could not see.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OperationName } from '../../src/operations/index.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, named } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

const byId = (assetId: string) => ({ environmentId: demo, asset: { by: 'id', assetId } }) as const
const renaming = (fromPublicId: string) =>
  ({
    ...{ environmentId: demo, resourceKind: 'image', delivery: 'upload' },
    ...{ fromPublicId, toPublicId: 'new', toDelivery: null, overwrites: false },
  }) as InputOf<'asset.rename'>

const asked: Readonly<Record<string, readonly [OperationName, (publicId: string, id: string) => unknown]>> = {
  'get by name': ['asset.get', (publicId) => ({ ...named(publicId), withVersions: false })],
  'get by id': ['asset.get', (_, id) => ({ ...byId(id), withVersions: false })],
  update: ['asset.update', (publicId) => ({ ...named(publicId), settings: { tags: ['x'] } })],
  move: ['asset.update', (publicId) => ({ ...named(publicId), settings: { asset_folder: 'brand' } })],
  moderate: ['asset.update', (_, id) => ({ ...byId(id), settings: { moderation_status: 'approved' } })],
  rename: ['asset.rename', renaming],
  delete: ['asset.delete', (_, id) => byId(id)],
}

for (const [what, [name, input]] of Object.entries(asked)) {
  test(`${what}: an asset out of sight is refused like one that isn't there`, async (t) => {
    const { upload, acme, key } = await givenLibrary(t)
    const hidden = await upload('hidden', { asset_folder: 'campaigns/summer' })
    const everything = [
      'view_download',
      'add_assets',
      'update_assets',
      'move_assets',
      'delete_assets',
      'moderate_assets',
    ]
    const holder = await key({ on: { brand: everything } })
    const refusal = async (publicId: string, id: string) => {
      const { code, message, denial, fields, more } = await refusalOf(
        acme.perform(holder, name, input(publicId, id) as never),
      )
      return { code, message, denial, fields, more }
    }
    const seen = await refusal('hidden', hidden.id)
    assert.equal(seen.code, 'denied')
    assert.deepEqual(seen, await refusal('absent', '0'.repeat(32)))
  })

  test(`${what}: who may do it to all assets learns that there is none`, async (t) => {
    const { acme } = await givenLibrary(t)
    const work = acme.perform('root', name, input('absent', '0'.repeat(32)) as never)
    if (name === 'asset.delete') assert.deepEqual(await work, { isFound: false, folderPath: '' })
    else assert.match((await refusalOf(work)).message, /^Resource not found - (?:absent|0{32})$/)
  })
}

test('an asset of another environment is as none', async (t) => {
  const { upload, acme } = await givenLibrary(t)
  const { id } = await upload('here')
  const elsewhere = { ...byId(id), environmentId: acme.environment('live') }
  const refused = await refusalOf(acme.perform('operator', 'asset.get', { ...elsewhere, withVersions: false }))
  assert.equal(refused.code, 'asset_unknown')
})

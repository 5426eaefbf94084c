// Moderation: who sees the queue, who decides, and what happens when two people do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { AssetRecord, ModerationStatus } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const deciding = (
  { id }: AssetRecord,
  status: 'approved' | 'rejected',
  expected: ModerationStatus | null = null,
): InputOf<'moderation.decide'> => ({
  environmentId: demo,
  asset: { by: 'id', assetId: id },
  status,
  note: null,
  expected,
})

const queue = async ({ acme }: GivenLibrary, who: Principal | 'operator', status: ModerationStatus = 'pending') => {
  const { assets } = await acme.perform(who, 'moderation.list', {
    ...{ environmentId: demo, status, limit: 50, cursor: null },
  })
  return assets.map(({ publicId }) => publicId)
}

const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::folder)::/, '')

const rightsOf = (needs: readonly TaskNeed[]): Rights => ({
  everywhere: needs.filter(({ on }) => on === 'environment').map(endingOf),
  on: { brand: needs.filter(({ on }) => on === 'folder').map(endingOf) },
})

const waiting = { asset_folder: 'brand', moderation: 'manual' }

for (const { title, everywhere, perContent } of tasks.filter(({ id }) => id === 'moderate_assets')) {
  for (const [way, needs] of [
    ['everywhere', everywhere],
    ['on the folder', perContent],
  ] as const) {
    test(`${title}: what the table says suffices, held ${way}`, async (t) => {
      const library = await givenLibrary(t)
      const asset = await library.upload('a', waiting)
      const holder = await library.key(rightsOf(needs))
      assert.deepEqual(await queue(library, holder), ['a'])
      await library.acme.perform(holder, 'moderation.decide', { ...deciding(asset, 'approved'), note: 'Fine' })
      const { moderation } = (await library.find('a')) ?? assert.fail()
      assert.deepEqual(moderation, {
        ...{ kind: 'manual', status: 'approved', at: library.acme.clock.now },
        ...{ by: `api_key:${holder.id}`, note: 'Fine' },
      })
      assert.deepEqual([await queue(library, holder), await queue(library, holder, 'approved')], [[], ['a']])
    })

    for (const left of needs) {
      test(`${title}: denied without ${endingOf(left)} ${way}`, async (t) => {
        const library = await givenLibrary(t)
        const asset = await library.upload('a', waiting)
        const holder = await library.key(rightsOf(needs.filter((one) => one !== left)))
        const { code } = await refusalOf(library.acme.perform(holder, 'moderation.decide', deciding(asset, 'approved')))
        assert.equal(code, 'denied')
      })
    }
  }
}

test('the queue shows what the caller may read, and nobody who may not open the page', async (t) => {
  const library = await givenLibrary(t)
  await library.upload('near', waiting)
  await library.upload('far', { ...waiting, asset_folder: 'campaigns/summer' })
  await library.upload('calm', { asset_folder: 'brand' })
  const moderator = await library.key({ everywhere: ['moderation::access'], on: { brand: ['view_download'] } })
  assert.deepEqual(await queue(library, moderator), ['near'])
  assert.deepEqual((await queue(library, 'operator')).sort(), ['far', 'near'])
  const reader = await library.key({ on: { brand: ['view_download'] } })
  const closed = { code: 'denied', needs: ['read Feature'] } as const
  const asked = { environmentId: demo, status: 'pending', limit: 50, cursor: null } as const
  await assertRefused(library.acme, reader, 'moderation.list', asked, closed)
})

test('of two who decide at once, the second one is told what stands', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const asset = await library.upload('a', waiting)
  const tried = await Promise.allSettled([
    acme.perform('operator', 'moderation.decide', deciding(asset, 'approved', 'pending')),
    acme.perform('operator', 'moderation.decide', deciding(asset, 'rejected', 'pending')),
  ])
  assert.deepEqual(tried.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  const stands = (await library.find('a'))?.moderation?.status
  const late = await refusalOf(acme.perform('operator', 'moderation.decide', deciding(asset, 'rejected', 'pending')))
  assert.deepEqual([late.code, late.more?.status], ['moderation_decided', stands])
  await acme.perform('operator', 'moderation.decide', deciding(asset, 'rejected'))
  assert.equal((await library.find('a'))?.moderation?.status, 'rejected')
})

test('an asset that nobody was asked to look at is not moderated; notes have an end', async (t) => {
  const library = await givenLibrary(t)
  const calm = await library.upload('calm')
  await assertRefused(library.acme, 'operator', 'moderation.decide', deciding(calm, 'approved'), {
    code: 'not_moderated',
  })
  const asset = await library.upload('a', waiting)
  const long = { ...deciding(asset, 'approved'), note: 'x'.repeat(2001) }
  assert.equal((await refusalOf(library.acme.perform('operator', 'moderation.decide', long))).code, 'invalid_fields')
})

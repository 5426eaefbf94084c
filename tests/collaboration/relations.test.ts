// Relations between assets: both ends are asked about, and neither tells of the other.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const byId = ({ id }: AssetRecord) => ({ by: 'id', assetId: id }) as const
const of = (asset: AssetRecord) => ({ environmentId: demo, asset: byId(asset) })
const relating = (asset: AssetRecord, ...others: readonly AssetRecord[]) => ({
  ...of(asset),
  others: others.map((other) => ({ sent: other.publicId, asset: byId(other) })),
})

const outcomes = (list: readonly { readonly sent: string; readonly outcome: string }[]) =>
  list.map(({ sent, outcome }) => `${sent} ${outcome}`)

const related = async ({ acme }: GivenLibrary, asset: AssetRecord, who: Principal | 'operator' = 'operator') =>
  (await acme.perform(who, 'asset.list-related', of(asset))).map(({ publicId }) => publicId).sort()

const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::folder)::/, '')

const rightsOf = (needs: readonly TaskNeed[]): Rights => ({
  everywhere: needs.filter(({ on }) => on === 'environment').map(endingOf),
  on: { brand: needs.filter(({ on }) => on === 'folder').map(endingOf) },
})

for (const { title, everywhere, perContent } of tasks.filter(({ id }) => id === 'relate_assets')) {
  for (const [way, needs] of [
    ['everywhere', everywhere],
    ['on the folder', perContent],
  ] as const) {
    test(`${title}: what the table says suffices, held ${way}`, async (t) => {
      const library = await givenLibrary(t)
      const [a, b] = [
        await library.upload('a', { asset_folder: 'brand' }),
        await library.upload('b', { asset_folder: 'brand' }),
      ]
      const done = await library.acme.perform(await library.key(rightsOf(needs)), 'asset.relate', relating(a, b))
      assert.deepEqual(outcomes(done), ['b done'])
      assert.deepEqual([await related(library, a), await related(library, b)], [['b'], ['a']])
    })

    for (const left of needs) {
      test(`${title}: denied without ${endingOf(left)} ${way}`, async (t) => {
        const library = await givenLibrary(t)
        const a = await library.upload('a', { asset_folder: 'brand' })
        const holder = await library.key(rightsOf(needs.filter((one) => one !== left)))
        assert.equal((await refusalOf(library.acme.perform(holder, 'asset.relate', relating(a, a)))).code, 'denied')
      })
    }
  }
}

test('of the other end nobody learns more than it may read', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const near = await library.upload('near', { asset_folder: 'brand' })
  const far = await library.upload('far', { asset_folder: 'campaigns/summer' })
  const holder = await library.key({ everywhere: ['assets::relate'], on: { brand: ['view_download'] } })
  const absent = { sent: 'nothing', asset: { by: 'id', assetId: 'nothing' } } as const
  const malformed = { sent: 'x', asset: null }
  const input = relating(near, far, near)
  const tried = await acme.perform(holder, 'asset.relate', { ...input, others: [...input.others, absent, malformed] })
  assert.deepEqual(outcomes(tried), ['far absent', 'near itself', 'nothing absent', 'x malformed'])
  await acme.perform('operator', 'asset.relate', relating(near, far))
  assert.deepEqual([await related(library, near, holder), await related(library, near)], [[], ['far']])
  const ended = await acme.perform(holder, 'asset.unrelate', relating(near, far))
  assert.deepEqual(outcomes(ended), ['far absent'])
  await assertRefused(acme, holder, 'asset.relate', relating(far, near), { code: 'denied', needs: ['read Asset'] })
})

test('relating twice and ending twice say what stood', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const [a, b] = [await library.upload('a'), await library.upload('b')]
  await acme.perform('operator', 'asset.relate', relating(a, b))
  assert.deepEqual(outcomes(await acme.perform('operator', 'asset.relate', relating(b, a))), ['a stands_already'])
  assert.deepEqual(outcomes(await acme.perform('operator', 'asset.unrelate', relating(b, a))), ['a done'])
  assert.deepEqual(outcomes(await acme.perform('operator', 'asset.unrelate', relating(a, b))), ['b does_not_stand'])
  await assertRefused(acme, 'operator', 'asset.relate', relating(a), {
    ...{ code: 'missing_fields', fields: [{ name: 'others' }] },
  })
  const many = relating(a, ...Array.from({ length: 11 }, () => b))
  assert.equal((await refusalOf(acme.perform('operator', 'asset.relate', many))).code, 'invalid_fields')
})

test('a relation goes with either of its assets', async (t) => {
  const library = await givenLibrary(t)
  const [a, b] = [await library.upload('a'), await library.upload('b')]
  await library.acme.perform('operator', 'asset.relate', relating(a, b))
  await library.acme.perform('operator', 'asset.delete', { ...of(b) })
  assert.deepEqual(await related(library, a), [])
})

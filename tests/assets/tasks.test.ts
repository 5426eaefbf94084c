// The table of tasks that take several permissions, held against what the library really asks for: both ways of holding
// them open the task, and each permission left out closes it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { UploadSettings } from '../../src/domain/library-records.ts'
import { givenLibrary, named, type Rights } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'

/** The tasks of the table that are done to one asset alone, and how. */
const deeds: Readonly<Record<string, UploadSettings>> = {
  moderate_assets: { moderation_status: 'approved' },
  move_assets: { asset_folder: 'campaigns/summer' },
}

/** Where the permissions of the table are held here; the asset lies in `brand`. */
const paths: Readonly<Partial<Record<TaskNeed['on'], string>>> = {
  folder: 'brand',
  'origin folder': 'brand',
  'destination folder': 'campaigns/summer',
}

const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::folder)::/, '')

function rightsOf(needs: readonly TaskNeed[]): Rights {
  const everywhere = needs.filter(({ on }) => on === 'environment').map(endingOf)
  const byPath = Map.groupBy(
    needs.filter(({ on }) => on !== 'environment'),
    ({ on }) => paths[on] ?? assert.fail(`no path for ${on}`),
  )
  return { everywhere, on: Object.fromEntries([...byPath].map(([path, held]) => [path, held.map(endingOf)])) }
}

for (const { id, title, everywhere, perContent } of tasks.filter((task) => task.id in deeds)) {
  for (const [way, needs] of [
    ['everywhere', everywhere],
    ['on the folders', perContent],
  ] as const) {
    test(`${title}: what the table says suffices, held ${way}`, async (t) => {
      const { upload, acme, key } = await givenLibrary(t)
      await upload('a', { asset_folder: 'brand' })
      await acme.perform(await key(rightsOf(needs)), 'asset.update', { ...named('a'), settings: deeds[id] ?? {} })
    })

    for (const left of needs) {
      test(`${title}: denied without ${endingOf(left)} ${way}`, async (t) => {
        const { upload, acme, key } = await givenLibrary(t)
        await upload('a', { asset_folder: 'brand' })
        const holder = await key(rightsOf(needs.filter((one) => one !== left)))
        const input = { ...named('a'), settings: deeds[id] ?? {} }
        assert.equal((await refusalOf(acme.perform(holder, 'asset.update', input))).code, 'denied')
      })
    }
  }
}

test('every task about single assets that the library does is tried', () => {
  assert.deepEqual(
    Object.keys(deeds).filter((id) => !tasks.some((task) => task.id === id)),
    [],
  )
})

// What was allowed when it was asked for is judged again when it is written (field class 25), and many at once are judged as
// one by one (26), in a library.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ChangeEntry } from '../../src/domain/change.ts'
import { Random } from '../differential/language-random.ts'
import { operations } from '../../src/operations/index.ts'
import { perform } from '../../src/operations/perform.ts'
import { pixel } from '../given/library.ts'
import { refusalOf } from '../given/refusals.ts'
import { givenLibraryCalls, type GivenLibraryCalls } from './given-library-calls.ts'

const entriesOf = ({ acme }: GivenLibraryCalls, after: number): Promise<readonly ChangeEntry[]> =>
  acme.house.store.changesAfter(acme.account.id, after, 1000)

async function roleOf(given: GivenLibraryCalls, key: { readonly id: string }) {
  const found = await given.acme.house.store.listAssignments(given.acme.account.id, {
    principals: [{ type: 'api_key', id: key.id as never }],
    parameters: [{ type: 'folder', id: given.acme.folder('demo:brand') }],
  })
  const [assignment] = found
  assert.ok(assignment)
  return assignment
}

test('nothing is added after the right to add was taken, however it was asked for before', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send, key } = await given.holding({ on: { brand: ['view_download', 'add_assets'] } })
  const assignment = await roleOf(given, key)
  const start = await given.acme.revision()
  const uploads = Array.from({ length: 8 }, (_, number) =>
    send('POST', 'image/upload', { file: pixel, public_id: `n${number}`, asset_folder: 'brand' }),
  )
  const revoke = given.acme.change((transaction) => transaction.delete('assignment', assignment))
  const [answers] = await Promise.all([Promise.all(uploads), revoke])
  const entries = await entriesOf(given, start)
  const revoked = entries.findIndex(({ changes }) => changes.some(({ noun }) => noun === 'assignment'))
  const added = entries.map(({ operation }) => operation === 'asset.upload')
  assert.ok(!added.slice(revoked).includes(true), 'no upload stands after the end of the right')
  assert.equal(answers.filter(({ status }) => status === 200).length, added.filter(Boolean).length)
  assert.ok(answers.every(({ status }) => status === 200 || status === 403))
  assert.equal((await send('POST', 'image/upload', { file: pixel, asset_folder: 'brand' })).status, 403)
  assert.equal(given.acme.files().length, 2 * added.filter(Boolean).length, 'what was refused left no file')
})

test('a file in pieces whose sender lost the right on the way becomes no asset, and leaves nothing', async (t) => {
  const given = await givenLibraryCalls(t)
  const { send, key } = await given.holding({ on: { brand: ['view_download', 'add_assets'] } })
  const piece = (range: string, bytes: string) =>
    send(
      'POST',
      'raw/upload_chunked',
      { file: `data:,${bytes}`, public_id: 'p', asset_folder: 'brand' },
      { headers: { 'content-range': range, 'x-unique-upload-id': 'u' } },
    )
  assert.equal((await piece('bytes 0-3/8', 'abcd')).status, 200)
  const assignment = await roleOf(given, key)
  await given.acme.change((transaction) => transaction.delete('assignment', assignment))
  assert.equal((await piece('bytes 4-7/8', 'efgh')).status, 403)
  assert.equal(await given.find('p'), undefined)
  assert.ok(given.acme.files().length <= 1, 'the first piece alone waits, and goes in an hour')
})

test('an archive that is packed while the right to download goes is neither stored nor sent', async (t) => {
  const given = await givenLibraryCalls(t)
  const { acme } = given
  await given.upload('a', { asset_folder: 'brand' })
  for (const upload of [null, 'stored'] as const) {
    const { key } = await given.holding({
      on: { brand: ['view_download', 'download_assets'], campaigns: ['add_assets'] },
    })
    const assignment = await roleOf(given, key)
    const archiving = operations['asset.archive']
    const late = {
      ...archiving,
      prepare: async (input: never, preparing: never): Promise<unknown> => {
        const prepared = await archiving.prepare?.(input, preparing)
        await acme.change((transaction) => transaction.delete('assignment', assignment))
        return prepared
      },
    }
    const caller = { accountId: acme.account.id, by: key, requestId: null }
    const input = {
      choice: {
        ...{ environmentId: 'env-demo', resourceKind: 'image', delivery: 'upload' },
        ...{ publicIds: ['a'], names: [], tags: [], prefixes: [], folders: [] },
      },
      ...{
        naming: { isFlat: false, usesOriginalNames: false },
        allowsMissing: true,
        expiresAt: null,
        filename: 'a.zip',
      },
      upload:
        upload === null
          ? null
          : {
              ...{ environmentId: 'env-demo', resourceKind: 'raw', file: { type: 'text', text: '' }, preset: null },
              settings: { public_id: 'a.zip', asset_folder: 'campaigns' },
            },
    }
    const start = await acme.revision()
    const refused = await refusalOf(perform(acme.house, caller, late as never, input as never))
    assert.equal(refused.code, 'archive_empty')
    assert.equal(await acme.revision(), start + 1, 'the right went, and nothing came')
  }
})

test('what a folder’s move opens and closes is judged where the asset lies when it is asked for', async (t) => {
  const given = await givenLibraryCalls(t)
  const master = given.by('100')
  const { id } = await given.upload('a', { asset_folder: 'brand/logos' })
  const { send } = await given.holding({ on: { brand: ['view_download', 'delete_assets'] } })
  const start = await given.acme.revision()
  const [moved, deleted] = await Promise.all([
    master('PUT', 'folders/brand/logos', { to_folder: 'campaigns/logos' }),
    send('POST', 'asset/destroy', { asset_id: id }),
  ])
  assert.equal(moved.status, 200)
  const order = (await entriesOf(given, start)).map(({ operation }) => operation)
  const isDeletedFirst =
    order.indexOf('asset.delete') !== -1 && order.indexOf('asset.delete') < order.indexOf('folder.move')
  assert.deepEqual([deleted.status === 200, order.includes('asset.delete')], [isDeletedFirst, isDeletedFirst])
  assert.equal((await send('GET', `resources/${id}`)).status, 403)
  const later = await given.upload('b', { asset_folder: 'campaigns/logos' })
  assert.equal(
    (await send('GET', `resources/${later.id}`)).status,
    403,
    'what is added after the move is not seen either',
  )
})

test('a bulk change does to each asset what a single one would', async (t) => {
  const seed = 20261122
  console.log(`seed ${seed}`)
  const random = new Random(seed)
  const given = await givenLibraryCalls(t)
  const folders = ['', 'brand', 'brand/logos', 'campaigns/summer']
  const names = Array.from({ length: 16 }, (_, number) => `n${number}`)
  for (const name of names) await given.upload(name, { asset_folder: random.pick(folders) })
  for (let round = 0; round < 3; round++) {
    const some = (all: readonly string[]) => all.filter(() => random.chance(0.6))
    const { send } = await given.holding({
      on: {
        brand: some(['view_download', 'update_assets']),
        'brand/logos': some(['view_download', 'update_assets', 'delete_assets']),
        'campaigns/summer': some(['view_download', 'update_assets']),
      },
    })
    const asked = [...names, 'absent']
      .map((name) => [random.fraction(), name] as const)
      .sort(([one], [other]) => one - other)
      .map(([, name]) => name)
    const singles = new Map<string, number>()
    const seen = new Set<string>()
    for (const name of asked) {
      const path = `resources/image/upload/${name}`
      singles.set(name, (await send('POST', path, { context: `round=${round}` })).status)
      if ((await send('GET', path)).status === 200) seen.add(name)
    }
    const { body } = await send('POST', 'image/tags', { public_ids: asked, command: 'add', tag: `r${round}` })
    const allowed = asked.filter((name) => singles.get(name) === 200)
    const refused = asked.filter((name) => singles.get(name) !== 200 && seen.has(name))
    assert.deepEqual([...(body.public_ids as readonly string[])].sort(), allowed.sort())
    assert.deepEqual([...((body.unauthorized ?? []) as readonly string[])].sort(), refused.sort())
    const { body: listed } = await send('GET', 'resources/image?max_results=100')
    const shown = (listed.resources as readonly { readonly public_id: string }[]).map(({ public_id: name }) => name)
    assert.deepEqual(shown.sort(), [...seen].sort(), 'a list shows what can be shown one by one')
  }
})

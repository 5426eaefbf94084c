import assert from 'node:assert/strict'
import type { AssetRecord } from '../../src/domain/library-records.ts'
import { nameCell } from '../../src/store/cells.ts'
import type { AssetPosition } from '../../src/store/library.ts'
import type { Store } from '../../src/store/store.ts'
import { Random } from '../differential/language-random.ts'
import { attribution, givenAccount, givenRecords } from './given.ts'
import { chosen, ordered, type Held } from './naive-assets.ts'
import { RandomLibrary } from './random-assets.ts'
import type { Contract, ContractSetting } from './setting.ts'

const seed = 20_261_122
/** More than the store looks at one by one, so that every way of finding is gone. */
const manyAssets = 15_000

async function givenLibrary(store: Store, count: number, folders: number, libraryRandom: Random) {
  const given = givenRecords()
  const [environment, other] = [given.environment(), given.environment()]
  const library = new RandomLibrary(libraryRandom, given, environment, folders)
  const assets = Array.from({ length: count }, () => library.asset())
  const members = library.fill(assets)
  await givenAccount(
    store,
    async (tx) => {
      await tx.putAll('environment', [environment, other])
      await tx.putAll('folder', library.folders)
      await tx.putAll('asset', assets)
      await tx.putAll('collection', library.collections)
      await tx.putAll('collection_asset', members)
      await tx.putAll('asset', [given.asset(other), given.asset(other)])
    },
    given,
  )
  const held: Held = new Map(
    [...Map.groupBy(members, ({ assetId }) => assetId)].map(([id, of]) => [
      id,
      of.map(({ collectionId }) => collectionId),
    ]),
  )
  return { given, environment, other, library, assets, held }
}

/** Asks random questions of a random library, and compares with what one asset at a time comes to. */
async function asksAtRandom({ store }: ContractSetting, count: number, folders: number, questions: number) {
  const random = new Random(seed + count)
  console.log(`${count} assets, ${questions} questions, seed ${seed + count}`)
  const { given, library, assets, held } = await givenLibrary(store(), count, folders, random)
  let answered = 0
  for (let question = 0; question < questions; question++) {
    const [filter, order] = [library.filter(assets), library.order()]
    const expected = ordered(chosen(assets, filter, held), order)
    if (expected.length > 0 && expected.length < assets.length) answered++
    const says = JSON.stringify({ filter, order }).slice(0, 3_000)
    const limit = 1 + random.below(60)
    let after: AssetPosition | undefined
    for (let page = 0; page < 3; page++) {
      const found = await store().listAssets(given.accountId, filter, { order, limit, ...(after && { after }) })
      const wanted = expected.slice(page * limit, (page + 1) * limit)
      assert.deepEqual(idsOf(found), idsOf(wanted), says)
      if (question % 20 === 0) assert.deepEqual(found, wanted)
      const last = found.at(-1)
      if (last === undefined) break
      after = store().positionOf(last, order)
    }
    const atMost = random.chance(0.3) ? random.below(50) : undefined
    const total = await store().countAssets(given.accountId, filter, atMost)
    assert.equal(total, Math.min(expected.length, atMost ?? Number.POSITIVE_INFINITY), says)
    if (question % 5 === 0) await countsAndTags(store(), given.accountId, filter, expected, says)
  }
  assert.ok(answered > questions / 3, `only ${answered} questions have an answer that is neither none nor all`)
  console.log(`${answered} answers are neither none nor all`)
}

const idsOf = (assets: readonly AssetRecord[]) => assets.map(({ id }) => id)

const inBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))

async function countsAndTags(
  store: Store,
  accountId: AssetRecord['accountId'],
  filter: Parameters<Store['listTags']>[1],
  expected: readonly AssetRecord[],
  says: string,
) {
  const tags = [...new Set(expected.flatMap((asset) => asset.tags))].toSorted(inBytes)
  assert.deepEqual(await store.listTags(accountId, filter, { limit: 100 }), tags, says)
  const page = { limit: 2, prefix: 'c', after: 'c' }
  const some = tags.filter((tag) => tag.startsWith('c') && inBytes(tag, 'c') > 0).slice(0, 2)
  assert.deepEqual(await store.listTags(accountId, filter, page), some, says)
  const kinds = counted(expected.map(({ resourceKind }) => resourceKind))
  assert.deepEqual(await store.countByValue(accountId, filter, 'resource_type', 10), kinds, says)
  const tagCounts = counted(expected.flatMap((asset) => asset.tags)).slice(0, 3)
  assert.deepEqual(await store.countByValue(accountId, filter, 'tags', 3), tagCounts, says)
  const alts = counted(expected.flatMap(({ context }) => (context.alt === undefined ? [] : [nameCell(context.alt)])))
  assert.deepEqual(await store.countByValue(accountId, filter, 'context.alt', 5), alts.slice(0, 5), says)
}

function counted(values: readonly string[]): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((one, other) => other.count - one.count || inBytes(one.value, other.value))
}

/** Lists, counts, tags: what a library is asked. */
export const libraryContract: Contract = {
  'a small library answers random questions as one asset at a time would': (setting) =>
    asksAtRandom(setting, 200, 12, 400),

  'a library of thousands answers random questions as one asset at a time would': (setting) =>
    asksAtRandom(setting, manyAssets, 300, 50),

  'a changed asset is found by what it is now, and by nothing that it was': async ({ store }) => {
    const { given, environment, assets } = await givenLibrary(store(), 3, 2, new Random(1))
    const asset = given.asset(environment, { id: assets[0]!.id, tags: ['new'], context: { k: 'fresh words' } })
    const find = (value: string) =>
      store().listAssets(
        given.accountId,
        { environmentId: environment.id, where: { type: 'text', value, isPrefix: false } },
        { order: [{ field: 'created_at', isDescending: true }], limit: 10 },
      )
    await store().transact(given.accountId, attribution(), (tx) => tx.put('asset', asset))
    assert.deepEqual(await find('fresh'), [asset])
    const changed = { ...asset, tags: ['newer'], context: {} }
    await store().transact(given.accountId, attribution(), (tx) => tx.put('asset', changed))
    assert.deepEqual(await find('fresh'), [])
    assert.deepEqual(await find('newer'), [changed])
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.deleteAll('collection_asset', await tx.listCollectionsHolding(changed))
      await tx.delete('asset', changed)
    })
    assert.deepEqual(await find('newer'), [])
    const tags = await store().listTags(given.accountId, { environmentId: environment.id }, { limit: 99 })
    assert.ok(!tags.includes('new') && !tags.includes('newer'))
  },

  'the folder of an asset is one of its environment, and stays while assets lie in it': async ({ store }) => {
    const { given, environment, other, library } = await givenLibrary(store(), 0, 1, new Random(2))
    const [folder] = library.folders
    assert.ok(folder !== undefined)
    const put = (asset: AssetRecord) => store().transact(given.accountId, attribution(), (tx) => tx.put('asset', asset))
    await assert.rejects(put(given.asset(other, { folderId: folder.id })), { constraint: 'reference' })
    const asset = given.asset(environment, { folderId: folder.id })
    await put(asset)
    const remove = store().transact(given.accountId, attribution(), (tx) => tx.delete('folder', folder))
    await assert.rejects(remove, { constraint: 'reference' })
    await assert.rejects(put(given.asset(environment, { publicId: asset.publicId })), { constraint: 'asset_name' })
    await put(given.asset(environment, { publicId: asset.publicId, delivery: 'private' }))
    const { environmentId, resourceKind, delivery, publicId } = asset
    const name = { environmentId, resourceKind, delivery, publicId }
    assert.deepEqual(await store().findAssetByName(given.accountId, name), asset)
    assert.equal(await store().findAssetByName(given.accountId, { ...name, resourceKind: 'video' }), undefined)
  },
}

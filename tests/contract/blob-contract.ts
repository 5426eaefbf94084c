import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import type { AssetCondition } from '../../src/domain/asset-condition.ts'
import type { Change } from '../../src/domain/change.ts'
import type { AssetRecord, MetadataFieldRecord, MetadataRuleRecord } from '../../src/domain/library-records.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import type { Store, Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { attribution, collect, fresh, givenAccount, givenFile, givenRecords } from './given.ts'
import type { Contract } from './setting.ts'

const never = 2_000_000_000_000

/** The blobs that should go, of those that a test knows. */
async function strays(store: Store, known: readonly Ids.BlobId[], before = 0): Promise<readonly Ids.BlobId[]> {
  const all = await store.listStrayBlobs(before, 10_000)
  return all.filter((id) => known.includes(id))
}

const newBlobs = (count: number) => Array.from({ length: count }, () => Ids.blobId(fresh('blob')))

/** A library of two folders (one under the other) with an asset in each, one at the top, and a version. */
async function givenLibrary(store: Store) {
  const given = givenRecords()
  const environment = given.environment()
  const top = given.folder(environment, { name: 'brand' })
  const inner = given.folder(environment, { name: 'Übersicht logos', parentId: top.id })
  const asset = (publicId: string, folderId: Ids.FolderId | null) =>
    given.asset(environment, {
      publicId,
      folderId,
      displayName: 'x',
      tags: ['logos'],
      file: givenFile({ thumbnailId: null }),
    })
  const assets = [
    asset('loose', null),
    asset('brand/one', top.id),
    asset('brand/Übersicht logos/brand two', inner.id),
  ] as const
  const version = given.version(assets[2], { asset: { ...assets[2], file: givenFile({ thumbnailId: null }) } })
  await givenAccount(
    store,
    async (tx) => {
      await tx.put('environment', environment)
      await tx.putAll('folder', [top, inner])
      await tx.putAll('asset', assets)
      await tx.put('asset_version', version)
      await tx.put('library_settings', settingsOf(given, environment.id))
    },
    given,
  )
  const blobs = [...assets, version.asset].map(({ file }) => file.blobId)
  return { given, environment, top, inner, assets, version, blobs }
}

const settingsOf = (given: Given, environmentId: Ids.EnvironmentId) =>
  ({
    accountId: given.accountId,
    environmentId,
    folderMode: 'fixed',
    keepsBackups: true,
    createdAt: 1,
    updatedAt: 1,
  }) as const

const change = async (store: Store, given: Given, work: (tx: Transaction) => Promise<unknown>) =>
  (await store.transact(given.accountId, attribution(), work)).entry?.changes.map(nounOf)

const nounOf = ({ noun }: Change): string => noun

/** Bytes and records keep step; what is deleted takes its library along. */
export const blobContract: Contract = {
  'a staged blob is astray until it is adopted, and a doomed one until it is forgotten': async ({ store }) => {
    const given = await givenAccount(store())
    const [kept, lost] = newBlobs(2) as [Ids.BlobId, Ids.BlobId]
    await store().stageBlobs([kept, lost], 1_000)
    assert.deepEqual(await strays(store(), [kept, lost], 1_000), [])
    await store().transact(given.accountId, attribution(), (tx) => tx.adoptBlobs([kept]))
    assert.deepEqual(await strays(store(), [kept, lost], 1_001), [lost])
    await store().transact(given.accountId, attribution(), (tx) => tx.doomBlobs([kept], 5_000))
    assert.deepEqual(await strays(store(), [kept, lost]), [lost, kept])
    await store().forgetBlobs([kept, lost])
    assert.deepEqual(await strays(store(), [kept, lost], never), [])
  },

  'a blob that was swept away, or never staged, is adopted by nobody': async ({ store }) => {
    const given = await givenAccount(store())
    const [swept, unknown] = newBlobs(2) as [Ids.BlobId, Ids.BlobId]
    await store().stageBlobs([swept], 1_000)
    assert.deepEqual(await strays(store(), [swept], 1_001), [swept])
    for (const id of [swept, unknown]) {
      const adopt = store().transact(given.accountId, attribution(), async (tx) => {
        await tx.put('group', given.group())
        await tx.adoptBlobs([id])
      })
      await assert.rejects(adopt, { constraint: 'reference' })
    }
    await store().forgetBlobs([swept])
  },

  'what a transaction that throws adopted or doomed stays as it was': async ({ store }) => {
    const given = await givenAccount(store())
    const [staged, held] = newBlobs(2) as [Ids.BlobId, Ids.BlobId]
    await store().stageBlobs([staged], 1_000)
    const bug = new Error('a bug')
    const attempt = store().transact(given.accountId, attribution(), async (tx) => {
      await tx.adoptBlobs([staged])
      await tx.doomBlobs([held], 2_000)
      throw bug
    })
    await assert.rejects(attempt, bug)
    assert.deepEqual(await strays(store(), [staged, held], 1_001), [staged])
    await store().forgetBlobs([staged])
  },

  'an asset takes its versions along, and all their blobs are doomed': async ({ store }) => {
    const { given, assets, blobs } = await givenLibrary(store())
    const [, , last] = assets
    assert.deepEqual(await change(store(), given, (tx) => deleteCascade(tx, 'asset', last)), ['asset_version', 'asset'])
    assert.deepEqual(new Set(await strays(store(), blobs)), new Set(blobs.slice(2)))
    assert.deepEqual(await store().listVersions(last), [])
  },

  'a deleted asset that left versions is found by its name, newest first': async ({ store }) => {
    const { given, assets, version } = await givenLibrary(store())
    const [, , last] = assets
    const { environmentId, resourceKind, delivery, publicId } = last
    const name = { environmentId, resourceKind, delivery, publicId }
    const older = { ...version, id: Ids.versionId(fresh('version')), createdAt: 1 }
    await change(store(), given, (tx) => tx.put('asset_version', older))
    assert.deepEqual(await store().listVersionsByName(given.accountId, name), [])
    await change(store(), given, (tx) => tx.delete('asset', last))
    assert.deepEqual(await store().listVersionsByName(given.accountId, name), [version, older])
    assert.deepEqual(await store().listVersions(last), [version, older])
  },

  'a folder takes the assets beneath it along': async ({ store }) => {
    const { given, top, assets, blobs, environment } = await givenLibrary(store())
    assert.deepEqual(await change(store(), given, (tx) => deleteCascade(tx, 'folder', top)), [
      ...['asset_version', 'asset', 'folder', 'asset', 'folder'],
    ])
    assert.deepEqual(new Set(await strays(store(), blobs)), new Set(blobs.slice(1)))
    const measured = await store().measureLibrary(given.accountId, environment.id)
    assert.deepEqual(measured, { assets: 1, bytes: assets[0].file.bytes, versionBytes: 0 })
  },

  'an environment takes its library along, without a change for each asset': async ({ store }) => {
    const { given, environment, blobs } = await givenLibrary(store())
    const measured = await store().measureLibrary(given.accountId, environment.id)
    assert.deepEqual(measured, { assets: 3, bytes: 3 * 1_234, versionBytes: 1_234 })
    const nouns = await change(store(), given, (tx) => deleteCascade(tx, 'environment', environment))
    assert.deepEqual(nouns, ['folder', 'folder', 'environment'])
    assert.deepEqual(new Set(await strays(store(), blobs)), new Set(blobs))
    for (const noun of ['asset', 'asset_version', 'library_settings'] as const)
      assert.deepEqual(await store().list(noun, given.accountId), [])
    assert.deepEqual(await store().listTags(given.accountId, { environmentId: environment.id }, { limit: 9 }), [])
  },

  'a folder that is renamed in fixed mode changes the public ids beneath, and the words that find them': async ({
    store,
  }) => {
    const { given, environment, assets } = await givenLibrary(store())
    const { accountId } = given
    const moved = await store().transact(accountId, attribution(), (tx) =>
      tx.rebasePublicIds(accountId, environment.id, 'brand/Übersicht logos/', '\u{1F600} neu/'),
    )
    assert.equal(moved.result, 1)
    const [loose, one, two] = assets
    const now: AssetRecord = { ...two, publicId: '\u{1F600} neu/brand two' }
    assert.deepEqual(await store().find('asset', two), now)
    assert.deepEqual(await store().find('asset', one), one)
    const find = async (value: string, field?: 'public_id') => {
      const where: AssetCondition = field
        ? { type: 'word', field, value, isPrefix: false }
        : { type: 'text', value, isPrefix: false }
      const filter = { environmentId: environment.id, where }
      const order = [{ field: 'public_id', isDescending: false }] as const
      return (await store().listAssets(accountId, filter, { order, limit: 9 })).map(({ id }) => id)
    }
    assert.deepEqual(await find('übersicht'), [])
    assert.deepEqual(await find('neu'), [now.id])
    assert.deepEqual(await find('brand'), [one.id, now.id])
    assert.deepEqual(await find('logos'), [one.id, loose.id, now.id])
    assert.deepEqual(await find('logos', 'public_id'), [])
    const onto = store().transact(accountId, attribution(), async (tx) => {
      await tx.put('asset', given.asset(environment, { publicId: 'other/one' }))
      await tx.rebasePublicIds(accountId, environment.id, 'brand/', 'other/')
    })
    await assert.rejects(onto, { constraint: 'asset_name' })
  },

  'settings are listed by name, fields and rules by position, folders searched without regard to case': async ({
    store,
  }) => {
    const { given, environment, top, inner } = await givenLibrary(store())
    const place = { accountId: given.accountId, environmentId: environment.id, createdAt: 1, updatedAt: 1 }
    const mappings = ['b', 'a', 'c'].map((name) => ({ ...place, name, template: 't' }))
    const field = (id: string, position: number): MetadataFieldRecord => ({
      ...{ ...place, id: Ids.metadataFieldId(id), label: id, type: 'string', isMandatory: false },
      ...{ defaultValue: null, validation: null, choices: [], position },
    })
    await change(store(), given, async (tx) => {
      await tx.putAll('upload_mapping', mappings)
      await tx.putAll('metadata_field', [field('z', 0), field('b', 1), field('a', 1)])
    })
    const listed = await store().listUploadMappings(given.accountId, environment.id)
    assert.deepEqual(
      listed.map(({ name }) => name),
      ['a', 'b', 'c'],
    )
    const rest = await store().listUploadMappings(given.accountId, environment.id, { limit: 1, after: listed[0]! })
    assert.deepEqual(rest, [mappings[0]])
    const fields = await store().listMetadataFields(given.accountId, environment.id)
    assert.deepEqual(
      fields.map(({ id }) => id),
      ['z', 'a', 'b'],
    )
    const rule = (id: string, position: number): MetadataRuleRecord => ({
      ...{ ...place, id: Ids.metadataRuleId(id), fieldId: Ids.metadataFieldId('a'), name: id, position },
      ...{ condition: { type: 'or', of: [] }, result: { isMandatory: true }, isActive: true },
    })
    const rules = [rule('y', 0), rule('d', 1), rule('c', 1)] as const
    await change(store(), given, async (tx) => tx.putAll('metadata_rule', rules))
    const sorted = await store().listMetadataRules(given.accountId, environment.id)
    assert.deepEqual(sorted, [rules[0], rules[2], rules[1]])
    const search = (filter: Parameters<Store['searchFolders']>[2], page?: Parameters<Store['searchFolders']>[3]) =>
      store().searchFolders(given.accountId, environment.id, filter, page)
    assert.deepEqual(await search({ startsWith: 'üBER' }), [inner])
    assert.deepEqual(await search({ name: 'Brand' }), [])
    assert.deepEqual(await search({ name: 'brand' }), [top])
    assert.deepEqual(await search({}, { limit: 1, after: top }), [inner])
  },

  'nothing of a library is loaded into engines': async ({ store }) => {
    const { given } = await givenLibrary(store())
    const nouns = (await collect(store().load(given.accountId))).map(({ noun }) => noun)
    assert.deepEqual(nouns, ['account', 'environment', 'folder'])
    const [entry] = await store().changesAfter(given.accountId, 0, 1)
    assert.equal(entry?.changes.filter(({ noun }) => noun === 'asset').length, 3)
  },
}

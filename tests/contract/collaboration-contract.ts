import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import { deleteCascade } from '../../src/store/cascade.ts'
import { StoreConflict } from '../../src/store/errors.ts'
import type { Store, Transaction } from '../../src/store/store.ts'
import { givenLink, givenProof } from './collaboration-samples.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import type { Contract } from './setting.ts'

/** Two collections and three assets of one environment. */
async function givenLibrary(store: Store) {
  const given = givenRecords()
  const environment = given.environment()
  const [summer, autumn] = [given.collection(environment), given.collection(environment)]
  const assets = ['a', 'b', 'c'].map((name) => given.asset(environment, { id: Ids.assetId(fresh(name)) }))
  await givenAccount(
    store,
    async (tx) => {
      await tx.put('environment', environment)
      await tx.putAll('collection', [summer, autumn])
      await tx.putAll('asset', assets)
    },
    given,
  )
  const { accountId } = given
  const change = <T>(work: (tx: Transaction) => Promise<T>) => store.transact(accountId, attribution(), work)
  const [a, b, c] = assets
  if (a === undefined || b === undefined || c === undefined) throw new Error('three assets were made')
  const held = (collection: typeof summer, asset: typeof a, createdAt: number) => ({
    ...{ accountId, collectionId: collection.id, assetId: asset.id, addedBy: 'user:vera', createdAt },
  })
  const related = (one: typeof a, other: typeof a, createdAt: number) => ({
    ...{ accountId, assetId: one.id, relatedId: other.id, createdBy: 'user:vera', createdAt },
  })
  return { given, accountId, environment, summer, autumn, a, b, c, change, held, related }
}

const secretOf = (token: string) => ({
  tokenHash: `hash of ${token}`,
  sealedToken: `sealed ${token}`,
  passwordHash: null,
})

/** What people do together: lists, links with their secrets, what goes with what. */
export const collaborationContract: Contract = {
  'a collection lists what it holds in the order it was added, by pages, and an asset lists its collections': async ({
    store,
  }) => {
    const { change, held, summer, autumn, a, b, c } = await givenLibrary(store())
    await change((tx) =>
      tx.putAll('collection_asset', [held(summer, c, 1), held(summer, a, 2), held(summer, b, 3), held(autumn, a, 1)]),
    )
    const all = await store().listCollectionAssets(summer)
    assert.deepEqual(
      all.map(({ assetId }) => assetId),
      [c.id, a.id, b.id],
    )
    const [first] = all
    assert.ok(first)
    const rest = await store().listCollectionAssets(summer, { limit: 1, after: first })
    assert.deepEqual(
      rest.map(({ assetId }) => assetId),
      [a.id],
    )
    assert.deepEqual([await store().countCollectionAssets(summer), await store().countCollectionAssets(autumn)], [3, 1])
    const { accountId } = a
    const searched = await store().listAssets(
      accountId,
      { environmentId: a.environmentId, where: { type: 'in_collections', of: [autumn.id] } },
      { order: [], limit: 10 },
    )
    assert.deepEqual(
      searched.map(({ id }) => id),
      [a.id],
    )
    const holding = (await store().listCollectionsHolding(a)).map(({ collectionId }) => collectionId)
    assert.deepEqual(holding, [summer.id, autumn.id].sort())
  },

  'a relation is found from either end': async ({ store }) => {
    const { change, related, a, b, c } = await givenLibrary(store())
    await change((tx) => tx.putAll('asset_relation', [related(a, b, 2), related(c, a, 1)]))
    const ends = async (asset: typeof a) =>
      (await store().listRelations(asset)).map(({ assetId, relatedId }) => [assetId, relatedId])
    assert.deepEqual(await ends(a), [
      [c.id, a.id],
      [a.id, b.id],
    ])
    assert.deepEqual([await ends(b), await ends(c)], [[[a.id, b.id]], [[c.id, a.id]]])
  },

  'proofs and links are listed newest first, by pages, and by what they are about': async ({ store }) => {
    const { change, given, accountId, environment, summer, a } = await givenLibrary(store())
    const proofs = [1, 2, 2].map((createdAt) => ({ ...givenProof(given, environment.id), createdAt }))
    const links = [1, 2, 2].map((createdAt) => ({ ...givenLink(given, environment.id, a.id), createdAt }))
    const [closed] = proofs
    const [onCollection] = links
    assert.ok(closed && onCollection)
    await change(async (tx) => {
      await tx.putAll('proof', [{ ...closed, status: 'closed' }, ...proofs.slice(1)])
      const target = { type: 'collection', id: summer.id } as const
      await tx.putAll('public_link', [{ ...onCollection, target, createdBy: 'user:otto' }, ...links.slice(1)])
    })
    const newestFirst = (records: readonly { readonly createdAt: number; readonly id: string }[]) =>
      [...records].sort((x, y) => y.createdAt - x.createdAt || (x.id < y.id ? 1 : -1)).map(({ id }) => id)
    const listed = await store().listProofs(accountId, environment.id)
    assert.deepEqual(
      listed.map(({ id }) => id),
      newestFirst(proofs),
    )
    const [newest] = listed
    assert.ok(newest)
    const second = await store().listProofs(accountId, environment.id, {}, { limit: 1, after: newest })
    assert.deepEqual(
      second.map(({ id }) => id),
      newestFirst(proofs).slice(1, 2),
    )
    const open = await store().listProofs(accountId, environment.id, { isClosed: false })
    assert.equal(open.length, 2)
    const naming = async (id: string) =>
      (await store().listProofs(accountId, environment.id, { naming: id })).map((one) => one.id)
    const [reviewer] = closed.reviewers
    assert.ok(reviewer)
    assert.deepEqual(await naming(reviewer.id), newestFirst(proofs))
    for (const none of ['%', reviewer.id.slice(1), 'nobody']) assert.deepEqual(await naming(none), [], none)
    const linkIds = async (filter: Parameters<Store['listPublicLinks']>[1]) =>
      (await store().listPublicLinks(accountId, filter)).map(({ id }) => id)
    assert.deepEqual(await linkIds({ environmentId: environment.id }), newestFirst(links))
    assert.deepEqual(await linkIds({ targets: [{ type: 'collection', id: summer.id }] }), [onCollection.id])
    assert.deepEqual(await linkIds({ targets: [] }), [])
    assert.deepEqual(await linkIds({ createdBy: 'user:otto' }), [onCollection.id])
  },

  'a link is found by the hash of its token alone, counts visits outside the change log, and loses its secrets when it goes':
    async ({ store }) => {
      const { change, given, environment, a } = await givenLibrary(store())
      const link = givenLink(given, environment.id, a.id)
      await change(async (tx) => {
        await tx.put('public_link', link)
        await tx.putLinkSecret(link, secretOf(link.id))
      })
      assert.deepEqual(await store().findPublicLinkByToken(`hash of ${link.id}`), link)
      assert.equal(await store().findPublicLinkByToken(link.id), undefined)
      const before = (await store().revisions()).get(given.accountId)
      await store().countVisit(link, 77)
      await store().countVisit(link, 78)
      assert.deepEqual(await store().findLinkSecret(link), {
        ...{ sealedToken: `sealed ${link.id}`, passwordHash: null, visits: 2, lastVisitAt: 78 },
      })
      assert.equal((await store().revisions()).get(given.accountId), before)
      await change((tx) => tx.delete('public_link', link))
      assert.equal(await store().findLinkSecret(link), undefined)
      assert.equal(await store().findPublicLinkByToken(`hash of ${link.id}`), undefined)
      await store().countVisit(link, 79)
    },

  'two links never have one token': async ({ store }) => {
    const { change, given, environment, a } = await givenLibrary(store())
    const [one, two] = [givenLink(given, environment.id, a.id), givenLink(given, environment.id, a.id)]
    await change(async (tx) => {
      await tx.putAll('public_link', [one, two])
      await tx.putLinkSecret(one, secretOf(one.id))
    })
    await assert.rejects(
      change((tx) => tx.putLinkSecret(two, secretOf(one.id))),
      (error: unknown) => error instanceof StoreConflict && error.constraint === 'link_token',
    )
  },

  'what is about an asset, a collection, a proof or an environment goes with it': async ({ store }) => {
    const { change, held, related, given, accountId, environment, summer, a, b } = await givenLibrary(store())
    const proof = { ...givenProof(given, environment.id), assetIds: [a.id, b.id] }
    const [onAsset, onCollection] = [givenLink(given, environment.id, a.id), givenLink(given, environment.id, b.id)]
    const comment = {
      ...{ id: Ids.commentId(fresh('comment')), accountId, proofId: proof.id, round: 1, assetId: null, point: null },
      ...{ body: 'Bluer', isResolved: false, createdBy: 'user:vera', createdAt: 1, updatedAt: 1 },
    }
    await change(async (tx) => {
      await tx.putAll('collection_asset', [held(summer, a, 1), held(summer, b, 2)])
      await tx.put('asset_relation', related(a, b, 1))
      await tx.putAll('public_link', [onAsset, { ...onCollection, target: { type: 'collection', id: summer.id } }])
      await tx.put('proof', proof)
      await tx.put('proof_comment', comment)
    })
    const { entry } = await change((tx) => deleteCascade(tx, 'asset', a))
    assert.deepEqual(
      entry?.changes.map(({ noun }) => noun),
      ['collection_asset', 'asset_relation', 'public_link', 'proof', 'asset'],
    )
    assert.deepEqual((await store().find('proof', proof))?.assetIds, [b.id])
    const gone = await change((tx) => deleteCascade(tx, 'collection', summer))
    assert.deepEqual(
      gone.entry?.changes.map(({ noun }) => noun),
      ['public_link', 'collection_asset', 'collection'],
    )
    const ended = await change((tx) => deleteCascade(tx, 'proof', proof))
    assert.deepEqual(
      ended.entry?.changes.map(({ noun }) => noun),
      ['proof_comment', 'proof'],
    )
    await change(async (tx) => {
      await tx.put('proof', { ...proof, id: Ids.proofId(fresh('proof')) })
      const link = givenLink(given, environment.id, b.id)
      await tx.put('public_link', link)
      await tx.putLinkSecret(link, secretOf(link.id))
    })
    await change((tx) => deleteCascade(tx, 'environment', environment))
    assert.equal(await store().find('environment', { accountId, id: environment.id }), undefined)
  },
}

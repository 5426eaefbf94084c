// Creative approval proofs: what it takes to start and to manage them, and what their reviewers see.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tasks, type TaskNeed } from '../../src/domain/catalogue/tasks.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { preview } from '../../src/operations/perform.ts'
import { operations } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { putPolicy } from '../given/asking.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { asReviewer, decide, givenProof, givenUser, noChange, ofProof, startsAll } from '../given/proofs.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

const starting = tasks.find(({ id }) => id === 'start_proofs')
const endingOf = ({ permissionId }: TaskNeed): string =>
  permissionId.replace(/^cld::policy::(?:global|content::folder)::/, '')

/** Where the permissions of the table are held here: the asset lies in `brand`. */
const rightsOf = (needs: readonly TaskNeed[]): Rights => ({
  everywhere: needs.filter(({ on }) => on === 'environment').map(endingOf),
  on: { brand: needs.filter(({ on }) => on === 'folder').map(endingOf) },
})

const codeOf = async (work: Promise<unknown>) => (await refusalOf(work)).code

for (const [way, needs] of [
  ['everywhere', starting?.everywhere ?? []],
  ['on the content', starting?.perContent ?? []],
] as const) {
  test(`Start creative approval proofs: what the table says suffices, held ${way}`, async (t) => {
    const library = await givenLibrary(t)
    const shown = await givenProof(library, { who: await library.key(rightsOf(needs)) })
    assert.deepEqual([shown.proof.status, shown.proof.round, shown.assets.length], ['open', 1, 1])
  })

  for (const left of needs) {
    test(`Start creative approval proofs: denied without ${endingOf(left)} ${way}`, async (t) => {
      const library = await givenLibrary(t)
      await library.upload('poster', { asset_folder: 'brand' })
      const who = await library.key(rightsOf(needs.filter((one) => one !== left)))
      const need = endingOf(left) === 'proofs::create' ? 'create Proof' : 'read Asset'
      assert.deepEqual(say(await refusalOf(givenProof(library, { who }))), { code: 'denied', needs: [need] })
    })
  }
}

test('the table names two permissions each way', () => {
  assert.deepEqual([starting?.everywhere.length, starting?.perContent.length], [2, 2])
})

test('every asset of a proof must be readable by whoever starts it', async (t) => {
  const library = await givenLibrary(t)
  const near = await library.upload('near', { asset_folder: 'brand' })
  const far = await library.upload('far', { asset_folder: 'campaigns/summer' })
  const who = await library.key({ everywhere: ['proofs::create'], on: { brand: ['view_download'] } })
  const input = { environmentId: demo, title: 'Both', assetIds: [near.id, far.id], reviewers: [] }
  await assertRefused(library.acme, who, 'proof.create', input, { code: 'denied', needs: ['read Asset'] })
})

type Managed = 'proof.update' | 'proof.start-round' | 'proof.close' | 'proof.reopen' | 'proof.delete'
const managing: readonly Managed[] = [
  'proof.update',
  'proof.start-round',
  'proof.close',
  'proof.reopen',
  'proof.delete',
]

/** An input that would be fine for the first of them; no operation looks at what isn't its own. */
const anyChange = (shown: Parameters<typeof ofProof>[0]) => ({
  ...ofProof(shown),
  ...noChange,
  title: 'Autumn',
  round: 1,
})

/** Tries every way to manage a proof, each on a proof of its own. @returns what refused it; null: nothing */
async function tryAll(library: GivenLibrary, who: Principal, maker?: Principal): Promise<readonly (string | null)[]> {
  const outcomes: (string | null)[] = []
  for (const name of managing) {
    const shown = await givenProof(library, maker === undefined ? {} : { who: maker })
    if (name === 'proof.reopen') await library.acme.perform('operator', 'proof.close', ofProof(shown))
    const done = library.acme.perform(who, name, anyChange(shown))
    outcomes.push(
      await done.then(
        () => null,
        async () => say(await refusalOf(done)).needs?.join() ?? 'other',
      ),
    )
  }
  return outcomes
}

test('who manages proofs runs anybody’s; who may only start them runs none but their own', async (t) => {
  const library = await givenLibrary(t)
  const manager = await library.key({ everywhere: ['proofs::manage'] })
  const maker = await library.key(startsAll)
  const other = await library.key(startsAll)
  assert.deepEqual(await tryAll(library, manager), [null, null, null, null, null])
  assert.deepEqual(await tryAll(library, maker, maker), [null, null, null, null, null])
  const both = 'read Proof,update Proof'
  assert.deepEqual(await tryAll(library, other, maker), [both, both, both, both, 'delete Proof'])
})

test('who no longer may start proofs sees their own, and manages them no more', async (t) => {
  const library = await givenLibrary(t)
  const maker = await library.key(startsAll)
  const shown = await givenProof(library, { who: maker })
  await library.acme.change(async (transaction) => {
    const given = await transaction.listAssignments(library.acme.account.id, { principals: [maker] })
    await transaction.deleteAll('assignment', given)
  })
  assert.equal((await library.acme.perform(maker, 'proof.get', ofProof(shown))).part.isMaker, true)
  const fixed = { code: 'denied', needs: ['update Proof'] } as const
  await assertRefused(library.acme, maker, 'proof.close', ofProof(shown), fixed)
})

test('a preview says of a proof what the call would say', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const maker = await library.key(startsAll)
  const shown = await givenProof(library, { who: maker, reviewers: [rita] })
  const saying = async (who: Principal, name: 'proof.close' | 'proof.decide') => {
    const operation = operations[name] as unknown as Operation<InputOf<typeof name>, unknown>
    const input = { ...ofProof(shown), round: 1, outcome: 'approved', note: null } as const
    return (await preview(acme.house, acme.as(who), operation, input))?.code ?? 'fine'
  }
  assert.deepEqual(
    [await saying(maker, 'proof.close'), await saying(maker, 'proof.decide')],
    ['fine', 'not_a_reviewer'],
  )
  assert.deepEqual([await saying(rita, 'proof.close'), await saying(rita, 'proof.decide')], ['denied', 'fine'])
})

test('reviewers see the proof and previews of its assets, comment and decide, and nothing else', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const gus = await givenUser(library, 'Gus', { groups: ['Idle'] })
  const stranger = await givenUser(library, 'Sten')
  const shown = await givenProof(library, { reviewers: [rita, acme.principal('Idle')] })
  const other = await givenProof(library)
  const [asset] = shown.assets.map((one) => one.asset)
  const preview = { ...ofProof(shown), assetId: asset?.id ?? '' }
  for (const reviewer of [rita, gus]) {
    const seen = await acme.perform(reviewer, 'proof.get', ofProof(shown))
    assert.deepEqual(
      seen.assets.map(({ asset: { publicId }, isReadable }) => [publicId, isReadable]),
      [['poster', false]],
    )
    assert.equal((await acme.perform(reviewer, 'proof.show-thumbnail', preview)).type, 'file')
    const listed = await acme.perform(reviewer, 'proof.list', {
      environmentId: demo,
      status: null,
      limit: 9,
      cursor: null,
    })
    assert.deepEqual(
      listed.proofs.map(({ proof }) => proof.id),
      [shown.proof.id],
    )
    const direct = { environmentId: demo, asset: { by: 'id', assetId: asset?.id ?? '' } } as const
    assert.equal(await codeOf(acme.perform(reviewer, 'asset.show-thumbnail', direct)), 'denied')
    assert.equal(await codeOf(acme.perform(reviewer, 'asset.download', direct)), 'denied')
    const elsewhere = { ...preview, ...ofProof(other) }
    assert.equal(await codeOf(acme.perform(reviewer, 'proof.show-thumbnail', elsewhere)), 'denied')
    const fixed = { code: 'denied', needs: ['update Proof'] } as const
    await assertRefused(acme, reviewer, 'proof.update', anyChange(shown), fixed)
    await assertRefused(acme, reviewer, 'proof.close', ofProof(shown), fixed)
  }
  await decide(library, gus, shown, 'approved')
  const hidden = { code: 'denied', needs: ['read Proof'] } as const
  await assertRefused(acme, stranger, 'proof.get', ofProof(shown), hidden)
  await assertRefused(acme, stranger, 'proof.show-thumbnail', preview, hidden)
  const outside = await library.upload('outside', { asset_folder: 'brand' })
  const notShown = { ...preview, assetId: outside.id }
  assert.equal(await codeOf(acme.perform(rita, 'proof.show-thumbnail', notShown)), 'not_found')
})

test('inviting is giving: whoever invites, or adds assets, must be able to read what is shown by that', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const far = await library.upload('far', { asset_folder: 'campaigns/summer' })
  const shown = await givenProof(library)
  const inviting = { ...ofProof(shown), ...noChange, addReviewers: [asReviewer(rita)] }
  const unread = { code: 'denied', needs: ['read Asset'] } as const
  const manager = await library.key({ everywhere: ['proofs::manage'] })
  await assertRefused(acme, manager, 'proof.update', inviting, unread)
  const reader = await library.key({ everywhere: ['proofs::manage'], on: { brand: ['view_download'] } })
  const adding = { ...ofProof(shown), ...noChange, addAssetIds: [far.id] }
  await assertRefused(acme, reader, 'proof.update', adding, unread)
  await assertRefused(acme, reader, 'proof.start-round', { ...adding, round: 1 }, unread)
  const { reviewers } = await acme.perform(reader, 'proof.update', inviting)
  assert.deepEqual(
    reviewers.map(({ reviewer }) => reviewer.id),
    [rita.id],
  )
  const leaving = { ...ofProof(shown), ...noChange, removeReviewers: [asReviewer(rita)] }
  await acme.perform(manager, 'proof.update', leaving)
  assert.equal(await codeOf(acme.perform(rita, 'proof.get', ofProof(shown))), 'denied')
})

test('who is disabled, leaves the environment or the group, or is forbidden it, loses a proof at once', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const accountId = acme.account.id
  const [rita, lea, gus, mona] = [
    await givenUser(library, 'Rita'),
    await givenUser(library, 'Lea'),
    await givenUser(library, 'Gus', { groups: ['Idle'] }),
    await givenUser(library, 'Mona'),
  ]
  const outside = await givenUser(library, 'Otis', { enters: false })
  const shown = await givenProof(library, { reviewers: [rita, lea, acme.principal('Idle'), mona, outside] })
  const sees = async (who: Principal) =>
    acme.perform(who, 'proof.get', ofProof(shown)).then(
      () => true,
      () => false,
    )
  const all = async () => [await sees(rita), await sees(lea), await sees(gus), await sees(mona), await sees(outside)]
  assert.deepEqual(await all(), [true, true, true, true, false])
  await acme.change(async (transaction) => {
    const user = await transaction.find('user', { accountId, id: rita.id })
    if (user !== undefined) await transaction.put('user', { ...user, isEnabled: false })
    await transaction.delete('environment_access', { accountId, userId: lea.id, environmentId: demo })
    for (const { id } of await transaction.listGroupsOf({ accountId, id: gus.id }))
      await transaction.delete('membership', { accountId, groupId: id, userId: gus.id })
  })
  const forbidden = `forbid(principal == Cloudinary::User::"${mona.id}", action, resource is Cloudinary::Proof);`
  await putPolicy(acme, forbidden)
  assert.deepEqual(await all(), [false, false, false, false, false])
  assert.equal(await codeOf(decide(library, mona, shown, 'approved')), 'denied')
})

test('a proof is of its environment and its account, and nobody outside learns that it exists', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const shown = await givenProof(library)
  const manager = await library.key({ everywhere: ['proofs::manage', 'folder_and_asset_management::view'] })
  const elsewhere = { ...ofProof(shown), environmentId: acme.environment('live') }
  assert.equal(await codeOf(acme.perform('operator', 'proof.get', elsewhere)), 'not_found')
  assert.equal(await codeOf(acme.perform(manager, 'proof.get', elsewhere)), 'denied')
  const rita = await givenUser(library, 'Rita')
  const absent = { environmentId: demo, proofId: 'nothing' }
  for (const name of ['proof.get', 'proof.close', 'proof.delete'] as const) {
    const there = await refusalOf(acme.perform(rita, name, ofProof(shown)))
    const notThere = await refusalOf(acme.perform(rita, name, absent))
    assert.deepEqual(there.denial, notThere.denial)
  }
  const invitation = { ...noChange, addReviewers: [asReviewer(rita)] }
  const there = await refusalOf(acme.perform(rita, 'proof.update', { ...ofProof(shown), ...invitation }))
  const notThere = await refusalOf(acme.perform(rita, 'proof.update', { ...absent, ...invitation }))
  assert.deepEqual(there.denial, notThere.denial)
  assert.equal(await codeOf(acme.perform(manager, 'proof.get', absent)), 'not_found')
  const foreign = { ...acme.as('operator'), accountId: 'elsewhere' as never }
  assert.equal(await codeOf(acme.perform(foreign, 'proof.get', ofProof(shown))), 'denied')
})

test('assets of another environment are none, and a deleted asset leaves its proofs', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const shown = await givenProof(library)
  const second = await library.upload('second', { asset_folder: 'brand' })
  await acme.perform('operator', 'proof.update', { ...ofProof(shown), ...noChange, addAssetIds: [second.id] })
  const live = { environmentId: acme.environment('live'), title: 'Live', assetIds: [second.id], reviewers: [] }
  assert.equal(await codeOf(acme.perform('operator', 'proof.create', live)), 'asset_unknown')
  const gone = { by: 'name', resourceKind: 'image', delivery: 'upload', publicId: 'poster' } as const
  await acme.perform('operator', 'asset.delete', { environmentId: demo, asset: gone })
  const { proof, assets } = await acme.perform('operator', 'proof.get', ofProof(shown))
  assert.deepEqual([proof.assetIds, assets.map(({ asset }) => asset.publicId)], [[second.id], ['second']])
})

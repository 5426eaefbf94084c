// Comments in proofs: whose they are, what they are pinned to; and what is sent wrongly.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assetId } from '../../src/domain/ids.ts'
import type { InputOf } from '../given/house.ts'
import { demo, givenLibrary } from '../given/library.ts'
import { draft, givenProof, givenUser, noChange, ofProof, speak, startsAll } from '../given/proofs.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

test('comments are pinned to a point, changed by their authors, resolved by anyone there, deleted by managers too', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  const maker = await library.key(startsAll)
  await library.upload('poster', { asset_folder: 'brand' })
  const shown = await givenProof(library, { who: maker, reviewers: [rita, lea] })
  const [id = assetId('')] = shown.proof.assetIds
  const pinned = { ...draft(shown, 'Bluer here'), assetId: id, point: { x: 0, y: 1 } }
  const { comment, authorName } = await acme.perform(rita, 'proof-comment.create', pinned)
  assert.deepEqual([comment.point, comment.assetId, comment.round, authorName], [{ x: 0, y: 1 }, id, 1, 'Rita'])
  const its = { ...ofProof(shown), commentId: comment.id }
  const changed = await acme.perform(rita, 'proof-comment.update', { ...its, body: 'Greener here' })
  assert.equal(changed.comment.body, 'Greener here')
  for (const who of [lea, maker, 'operator']) {
    const editing = acme.perform(who, 'proof-comment.update', { ...its, body: 'Mine' })
    assert.equal((await refusalOf(editing)).code, 'not_own_comment')
  }
  const resolved = await acme.perform(lea, 'proof-comment.resolve', { ...its, isResolved: true })
  assert.equal(resolved.comment.isResolved, true)
  const notHers = { code: 'denied', needs: ['update Proof'] } as const
  await assertRefused(acme, lea, 'proof-comment.delete', its, notHers)
  await acme.perform(maker, 'proof-comment.delete', its)
  const gone = { code: 'not_found', fields: [{ name: 'commentId', value: comment.id }] } as const
  await assertRefused(acme, rita, 'proof-comment.update', { ...its, body: 'Late' }, gone)
  const own = await speak(library, rita, shown, 'Mine')
  await acme.perform(rita, 'proof-comment.delete', { ...ofProof(shown), commentId: own.comment.id })
})

test('a comment is found in its own proof alone; who only reads proofs does not comment', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  const other = await givenProof(library, { reviewers: [rita] })
  const { comment } = await speak(library, rita, shown, 'Here')
  const crossed = { ...ofProof(other), commentId: comment.id, body: 'There' }
  assert.equal((await refusalOf(acme.perform(rita, 'proof-comment.update', crossed))).code, 'not_found')
  const stranger = await givenUser(library, 'Sten')
  const both = { code: 'denied', needs: ['read Proof', 'update Proof'] } as const
  await assertRefused(acme, stranger, 'proof-comment.create', draft(shown, 'Me too'), both)
  const its = { ...ofProof(shown), commentId: comment.id, isResolved: true }
  await assertRefused(acme, stranger, 'proof-comment.resolve', its, both)
})

test('what is sent wrongly is refused by the name of its field, and changes nothing', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const shown = await givenProof(library)
  const [id = assetId('')] = shown.proof.assetIds
  const starting = { environmentId: demo, title: 'Fine', assetIds: [id], reviewers: [] }
  const fieldsOf = async (work: Promise<unknown>) => {
    const { code, fields = [] } = say(await refusalOf(work))
    return [code, ...fields.map(({ name }) => name)].join(' ')
  }
  const start = (but: Partial<InputOf<'proof.create'>>) =>
    fieldsOf(acme.perform('operator', 'proof.create', { ...starting, ...but }))
  const revision = await acme.revision()
  assert.equal(await start({ title: ' \u200b ' }), 'invalid_fields title')
  assert.equal(await start({ title: 'a\nb' }), 'invalid_fields title')
  assert.equal(await start({ title: 'x'.repeat(256) }), 'invalid_fields title')
  assert.equal(await start({ assetIds: [] }), 'missing_fields assetIds')
  assert.equal(await start({ assetIds: Array.from({ length: 101 }, () => id) }), 'invalid_fields assetIds')
  assert.equal(await start({ assetIds: ['nothing'] }), 'asset_unknown')
  assert.equal(await start({ reviewers: [{ type: 'user', id: 'nobody' }] }), 'not_found reviewers')
  const crowd = Array.from({ length: 51 }, (_, number) => ({ type: 'user', id: `u${number}` }) as const)
  assert.equal(await start({ reviewers: crowd }), 'invalid_fields reviewers')
  const comment = (but: Partial<InputOf<'proof-comment.create'>>) =>
    fieldsOf(acme.perform('operator', 'proof-comment.create', { ...draft(shown, 'Fine'), ...but }))
  assert.equal(await comment({ body: '' }), 'invalid_fields body')
  assert.equal(await comment({ body: 'x'.repeat(5001) }), 'invalid_fields body')
  assert.equal(await comment({ assetId: 'other' }), 'not_found assetId')
  assert.equal(await comment({ point: { x: 0.5, y: 0.5 } }), 'missing_fields assetId')
  assert.equal(await comment({ assetId: id, point: { x: 0.5, y: 1.01 } }), 'invalid_fields point.y')
  assert.equal(await comment({ assetId: id, point: { x: Number.NaN, y: 0 } }), 'invalid_fields point.x')
  const update = (but: Partial<InputOf<'proof.update'>>) =>
    fieldsOf(acme.perform('operator', 'proof.update', { ...ofProof(shown), ...noChange, ...but }))
  assert.equal(await update({ removeAssetIds: [id] }), 'invalid_fields removeAssetIds')
  assert.equal(await update({ removeAssetIds: ['other'] }), 'not_found removeAssetIds')
  assert.equal(await update({ addReviewers: [{ type: 'group', id: 'none' }] }), 'not_found addReviewers')
  assert.equal(await acme.revision(), revision)
})

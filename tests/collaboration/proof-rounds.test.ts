// What happens in a proof: words of reviewers, rounds, its end, its history; also at once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InputOf, OutputOf } from '../given/house.ts'
import { demo, givenLibrary, type GivenLibrary } from '../given/library.ts'
import {
  asReviewer,
  decide,
  draft,
  givenProof,
  givenUser,
  noChange,
  ofProof,
  sameAssets,
  speak,
  type WholeProof,
} from '../given/proofs.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const statusOf = async ({ acme }: GivenLibrary, shown: WholeProof) =>
  (await acme.perform('operator', 'proof.get', ofProof(shown))).proof.status

test('every reviewer’s approval approves; one rejection rejects; the last word of each counts', async (t) => {
  const library = await givenLibrary(t)
  const [rita, gus, gina] = [
    await givenUser(library, 'Rita'),
    await givenUser(library, 'Gus', { groups: ['Idle'] }),
    await givenUser(library, 'Gina', { groups: ['Idle'] }),
  ]
  const idle = library.acme.principal('Idle')
  const shown = await givenProof(library, { reviewers: [rita, idle] })
  const after = async (...word: [typeof rita, 'approved' | 'rejected']) =>
    (await decide(library, word[0], shown, word[1])).proof.status
  assert.equal(await after(rita, 'approved'), 'open')
  assert.equal(await after(gus, 'approved'), 'approved')
  assert.equal(await after(gina, 'rejected'), 'rejected')
  assert.equal(await after(gina, 'approved'), 'approved')
  assert.equal(await after(rita, 'rejected'), 'rejected')
  const { reviewers, ownOutcome } = await library.acme.perform(rita, 'proof.get', ofProof(shown))
  assert.deepEqual(
    reviewers.map(({ reviewer, name, outcome }) => [reviewer.type, name, outcome]),
    [
      ['user', 'Rita', 'rejected'],
      ['group', null, 'approved'],
    ],
  )
  assert.equal(ownOutcome, 'rejected')
})

test('who is asked too opens an approved proof again; who is not asked any more is not waited for', async (t) => {
  const library = await givenLibrary(t)
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  const shown = await givenProof(library, { reviewers: [rita] })
  await decide(library, rita, shown, 'approved')
  const change = { ...ofProof(shown), ...noChange }
  const asked = await library.acme.perform('operator', 'proof.update', { ...change, addReviewers: [asReviewer(lea)] })
  assert.equal(asked.proof.status, 'open')
  const left = await library.acme.perform('operator', 'proof.update', { ...change, removeReviewers: [asReviewer(lea)] })
  assert.equal(left.proof.status, 'approved')
  const nobody = { ...change, removeReviewers: [asReviewer(rita)] }
  assert.equal((await library.acme.perform('operator', 'proof.update', nobody)).proof.status, 'open')
})

test('a reviewer who was deleted is not waited for', async (t) => {
  const library = await givenLibrary(t)
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  const shown = await givenProof(library, { reviewers: [rita, lea] })
  await library.acme.perform('operator', 'user.delete', { userId: lea.id })
  assert.equal((await decide(library, rita, shown, 'approved')).proof.status, 'approved')
})

test('the change log finds what was said in a proof by the proof', async (t) => {
  const library = await givenLibrary(t)
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  await decide(library, rita, shown, 'rejected')
  await decide(library, rita, shown, 'approved')
  await speak(library, rita, shown, 'Better')
  const { entries } = await library.acme.perform('master', 'change.list', {
    ...{ by: null, operation: null, from: null, to: null, before: null, limit: 50 },
    about: { noun: 'proof', id: shown.proof.id },
  })
  assert.deepEqual(
    entries.map(({ operation }) => operation),
    ['proof-comment.create', 'proof.decide', 'proof.decide', 'proof.create'],
  )
})

test('only reviewers decide: neither who manages the proof, nor a key', async (t) => {
  const library = await givenLibrary(t)
  const shown = await givenProof(library, { reviewers: [await givenUser(library, 'Rita')] })
  const key = await library.key({ everywhere: ['proofs::manage'] })
  for (const who of [key, 'operator']) {
    assert.equal((await refusalOf(decide(library, who, shown, 'approved'))).code, 'not_a_reviewer')
  }
})

test('a round asks everyone again, keeps what was said, and is where the assets may change', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  const second = await library.upload('second')
  await decide(library, rita, shown, 'rejected')
  const adding = { ...ofProof(shown), ...noChange, addAssetIds: [second.id] }
  const decided = { code: 'proof_round_decided', more: { round: 1 } } as const
  await assertRefused(acme, 'operator', 'proof.update', adding, decided)
  const next = await acme.perform('operator', 'proof.start-round', { ...adding, round: 1 })
  assert.deepEqual([next.proof.round, next.proof.status, next.assets.length, next.ownOutcome], [2, 'open', 2, null])
  const over = { code: 'proof_round_over', more: { round: 2, status: 'open' } } as const
  const late = { ...ofProof(shown), round: 1, outcome: 'approved', note: null } as const
  await assertRefused(acme, rita, 'proof.decide', late, over)
  const again = { ...ofProof(shown), ...sameAssets, round: 1 }
  await assertRefused(acme, 'operator', 'proof.start-round', again, over)
  assert.equal((await decide(library, rita, shown, 'approved', 2)).proof.status, 'approved')
})

test('two reviewers who decide at once are both heard', async (t) => {
  const library = await givenLibrary(t)
  const people = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea'), await givenUser(library, 'Ben')]
  const shown = await givenProof(library, { reviewers: people })
  await Promise.all(people.map((one) => decide(library, one, shown, 'approved')))
  assert.equal(await statusOf(library, shown), 'approved')
})

test('a word against a round that starts at the same moment is said in its round, or refused with what stands', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  const round = { ...ofProof(shown), ...sameAssets, round: 1 }
  const all = await Promise.allSettled([
    acme.perform('operator', 'proof.start-round', round),
    decide(library, rita, shown, 'rejected'),
    acme.perform('operator', 'proof.start-round', round),
  ])
  const started = [all[0], all[2]].filter(({ status }) => status === 'fulfilled')
  assert.equal(started.length, 1, 'two who start a round at once start one')
  for (const one of all) {
    if (one.status === 'fulfilled') continue
    const { code, more } = await refusalOf(Promise.reject(one.reason as Error))
    assert.deepEqual([code, more], ['proof_round_over', { round: 2, status: 'open' }])
  }
  const { proof, reviewers } = await acme.perform('operator', 'proof.get', ofProof(shown))
  assert.deepEqual([proof.round, proof.status, reviewers[0]?.outcome], [2, 'open', null])
})

test('a closed proof ends: nobody decides, comments or changes it, until it is opened again', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  await decide(library, rita, shown, 'approved')
  const { comment } = await speak(library, rita, shown, 'Lovely')
  await assertRefused(acme, 'operator', 'proof.reopen', ofProof(shown), { code: 'proof_not_closed' })
  const closed = await acme.perform('operator', 'proof.close', ofProof(shown))
  assert.deepEqual([closed.proof.status, closed.proof.closedAt], ['closed', acme.clock.now])
  const code = { code: 'proof_closed' } as const
  const word = { ...ofProof(shown), round: 1, outcome: 'rejected', note: null } as const
  await assertRefused(acme, rita, 'proof.decide', word, code)
  await assertRefused(acme, rita, 'proof-comment.create', draft(shown, 'Late'), code)
  const its = { ...ofProof(shown), commentId: comment.id }
  await assertRefused(acme, rita, 'proof-comment.update', { ...its, body: 'Other' }, code)
  await assertRefused(acme, rita, 'proof-comment.delete', its, code)
  await assertRefused(acme, 'operator', 'proof.close', ofProof(shown), code)
  await assertRefused(acme, 'operator', 'proof.update', { ...ofProof(shown), ...noChange, title: 'New' }, code)
  const open = await acme.perform('operator', 'proof.reopen', ofProof(shown))
  assert.deepEqual([open.proof.status, open.proof.closedAt, open.proof.round], ['approved', null, 1])
})

test('the history holds rounds, comments and words by time, page by page', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  const shown = await givenProof(library, { reviewers: [rita, lea] })
  await speak(library, rita, shown, 'one')
  await speak(library, rita, shown, 'two')
  await decide(library, rita, shown, 'rejected')
  await decide(library, lea, shown, 'approved')
  acme.clock.now += 5
  await acme.perform('operator', 'proof.start-round', { ...ofProof(shown), ...sameAssets, round: 1 })
  await speak(library, lea, shown, 'three')
  await decide(library, lea, shown, 'approved', 2)
  acme.clock.now += 5
  await acme.perform('operator', 'proof.close', ofProof(shown))
  const told: string[] = []
  let cursor: string | null = null
  do {
    const input: InputOf<'proof.list-history'> = { ...ofProof(shown), limit: 2, cursor }
    const page: OutputOf<'proof.list-history'> = await acme.perform(rita, 'proof.list-history', input)
    told.push(...page.entries.map(tell))
    cursor = page.nextCursor
  } while (cursor !== null)
  assert.deepEqual(
    [told[0], ...told.slice(1, 3).sort(), ...told.slice(3)],
    [
      'started 1',
      'Rita: one',
      'Rita: two',
      'Lea approved 1',
      'Rita rejected 1',
      'round 2',
      'Lea: three',
      'Lea approved 2',
      'closed 2',
    ],
  )
})

function tell(entry: OutputOf<'proof.list-history'>['entries'][number]): string {
  if (entry.type === 'milestone') return `${entry.milestone.type} ${entry.milestone.round}`
  if (entry.type === 'comment') return `${entry.byName ?? '?'}: ${entry.comment.body}`
  return `${entry.byName ?? '?'} ${entry.decision.outcome} ${entry.decision.round}`
}

test('proofs are listed newest first, by status and by pages', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const made: string[] = []
  for (let count = 0; count < 5; count++) {
    const { proof } = await givenProof(library, { reviewers: count === 2 ? [] : [rita] })
    if (count !== 2) made.unshift(proof.id)
    acme.clock.now += 1
  }
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const input: InputOf<'proof.list'> = { environmentId: demo, status: 'open', limit: 2, cursor }
    const page: OutputOf<'proof.list'> = await acme.perform(rita, 'proof.list', input)
    seen.push(...page.proofs.map(({ proof }) => proof.id))
    cursor = page.nextCursor
  } while (cursor !== null)
  assert.deepEqual(seen, made)
  const none = await acme.perform(rita, 'proof.list', { environmentId: demo, status: 'closed', limit: 2, cursor: null })
  assert.deepEqual(none, { proofs: [], nextCursor: null })
})

test('a deleted proof takes its comments and words with it, and leaves the assets', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  await speak(library, rita, shown, 'Gone soon')
  await decide(library, rita, shown, 'approved')
  await acme.perform('operator', 'proof.delete', ofProof(shown))
  const key = { accountId: acme.account.id, id: shown.proof.id }
  const { store } = acme.house
  assert.deepEqual(
    [await store.find('proof', key), await store.listProofComments(key), await store.listProofDecisions(key)],
    [undefined, [], []],
  )
  assert.notEqual(await library.find('poster'), undefined)
})

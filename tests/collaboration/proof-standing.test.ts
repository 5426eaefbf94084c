// How a proof stands when reviewers come and go: a word counts while whoever said it reviews the proof, and no longer.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupId } from '../../src/domain/ids.ts'
import type { ProofStatus } from '../../src/domain/collaboration-records.ts'
import { putPolicy } from '../given/asking.ts'
import { demo, givenLibrary, type GivenLibrary } from '../given/library.ts'
import { decide, givenProof, givenUser, ofProof, type User, type WholeProof } from '../given/proofs.ts'
import { refusalOf } from '../given/refusals.ts'

/** How a proof stands, by every way that tells it. */
async function standing({ acme }: GivenLibrary, shown: WholeProof): Promise<readonly [ProofStatus, string | null]> {
  const { proof, reviewers } = await acme.perform('operator', 'proof.get', ofProof(shown))
  for (const status of ['open', 'approved', 'rejected', 'closed', null] as const) {
    const input = { environmentId: demo, status, limit: 50, cursor: null }
    const { proofs } = await acme.perform('operator', 'proof.list', input)
    const listed = proofs.map((one) => one.proof.status)
    assert.deepEqual(listed, status === null || status === proof.status ? [proof.status] : [], `listed as ${status}`)
  }
  return [proof.status, reviewers[0]?.outcome ?? null]
}

const membership = ({ acme }: GivenLibrary, { id }: User) => ({
  ...{ accountId: acme.account.id, userId: id, groupId: groupId(acme.principal('Idle').id) },
})

async function givenGroupProof(library: GivenLibrary) {
  const [gus, gina] = [
    await givenUser(library, 'Gus', { groups: ['Idle'] }),
    await givenUser(library, 'Gina', { groups: ['Idle'] }),
  ]
  const shown = await givenProof(library, { reviewers: [library.acme.principal('Idle')] })
  return { gus, gina, shown }
}

test('the word of who leaves a group is its word no longer, until it comes back', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const { gus, gina, shown } = await givenGroupProof(library)
  await decide(library, gus, shown, 'rejected')
  await decide(library, gina, shown, 'approved')
  assert.deepEqual(await standing(library, shown), ['rejected', 'rejected'])
  await acme.change((tx) => tx.delete('membership', membership(library, gus)))
  assert.deepEqual(await standing(library, shown), ['approved', 'approved'])
  await acme.change((tx) => tx.delete('membership', membership(library, gina)))
  assert.deepEqual(await standing(library, shown), ['open', null])
  await acme.change((tx) => tx.put('membership', { ...membership(library, gus), createdAt: acme.clock.now }))
  assert.deepEqual(await standing(library, shown), ['rejected', 'rejected'])
})

const losses: readonly (readonly [string, (library: GivenLibrary, rita: User) => Promise<unknown>])[] = [
  ['is disabled', ({ acme }, { id }) => acme.perform('operator', 'user.update', { userId: id, isEnabled: false })],
  [
    'loses the environment',
    ({ acme }, { id }) =>
      acme.change((tx) =>
        tx.delete('environment_access', { accountId: acme.account.id, userId: id, environmentId: demo }),
      ),
  ],
  [
    'is forbidden to see proofs',
    ({ acme }, { id }) =>
      putPolicy(
        acme,
        `forbid(principal == Cloudinary::User::"${id}", action == Cloudinary::Action::"read", resource is Cloudinary::Proof);`,
      ),
  ],
]

for (const [what, lose] of losses) {
  test(`an approval by a reviewer who ${what} counts no longer, and it is waited for`, async (t) => {
    const library = await givenLibrary(t)
    const rita = await givenUser(library, 'Rita')
    const shown = await givenProof(library, { reviewers: [rita] })
    await decide(library, rita, shown, 'approved')
    assert.deepEqual(await standing(library, shown), ['approved', 'approved'])
    await lose(library, rita)
    assert.deepEqual(await standing(library, shown), ['open', null])
  })
}

test('a rejection by a reviewer who is deleted counts no longer, nor does one by a group that is', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const [rita, lea] = [await givenUser(library, 'Rita'), await givenUser(library, 'Lea')]
  const { gus } = await givenGroupProof(library)
  const shown = await givenProof(library, { reviewers: [lea, rita, acme.principal('Idle')] })
  const { status } = (await acme.perform('operator', 'proof.get', ofProof(shown))).proof
  assert.equal(status, 'open')
  await decide(library, lea, shown, 'approved')
  await decide(library, gus, shown, 'rejected')
  await decide(library, rita, shown, 'rejected')
  const now = async () => (await acme.perform('operator', 'proof.get', ofProof(shown))).proof.status
  assert.equal(await now(), 'rejected')
  await acme.perform('operator', 'user.delete', { userId: rita.id })
  assert.equal(await now(), 'rejected')
  await acme.perform('operator', 'group.delete', { groupId: acme.principal('Idle').id })
  assert.equal(await now(), 'approved', 'Lea’s word alone is left')
})

test('a closed proof stays closed, whoever leaves; opened again it stands as those who are left have it', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  const shown = await givenProof(library, { reviewers: [rita] })
  await decide(library, rita, shown, 'approved')
  await acme.perform('operator', 'proof.close', ofProof(shown))
  await acme.perform('operator', 'user.update', { userId: rita.id, isEnabled: false })
  assert.deepEqual(await standing(library, shown), ['closed', null])
  assert.equal((await acme.perform('operator', 'proof.reopen', ofProof(shown))).proof.status, 'open')
})

test('whoever is refused a word is told how the proof stands by then', async (t) => {
  const library = await givenLibrary(t)
  const { gus, gina, shown } = await givenGroupProof(library)
  await decide(library, gus, shown, 'approved')
  await library.acme.change((tx) => tx.delete('membership', membership(library, gus)))
  const { code, more } = await refusalOf(decide(library, gina, shown, 'approved', 7))
  assert.deepEqual([code, more], ['proof_round_over', { round: 1, status: 'open' }])
})

test('a word and the end of the right to say it, at once, leave a proof that nobody approved', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  for (let round = 1; round <= 8; round++) {
    const gus = await givenUser(library, `Gus ${round}`, { groups: ['Idle'] })
    const shown = await givenProof(library, { reviewers: [acme.principal('Idle')] })
    const leave = () => acme.perform('master', 'group.remove-user', leaving(library, gus))
    const [said, left] = await Promise.allSettled(
      round % 2 === 0 ? [decide(library, gus, shown, 'approved'), leave()] : [later(library, gus, shown), leave()],
    )
    assert.equal(left.status, 'fulfilled')
    if (said.status === 'rejected') assert.equal((await refusalOf(Promise.reject(said.reason as Error))).code, 'denied')
    const { proof, reviewers } = await acme.perform('operator', 'proof.get', ofProof(shown))
    assert.deepEqual([proof.status, reviewers[0]?.outcome], ['open', null], `round ${round}`)
    assert.equal((await refusalOf(decide(library, gus, shown, 'approved'))).code, 'denied')
  }
})

const leaving = ({ acme }: GivenLibrary, { id }: User) => ({ groupId: acme.principal('Idle').id, userId: id })

async function later(library: GivenLibrary, who: User, shown: WholeProof) {
  await Promise.resolve()
  return decide(library, who, shown, 'approved')
}

// Nobody comes to see, or to decide, a proof by way of others' accounts and environments (field class 7).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { givenKey } from '../given/callers.ts'
import type { InputOf } from '../given/house.ts'
import type { OperationName } from '../../src/operations/index.ts'
import { demo, givenLibrary, type GivenLibrary } from '../given/library.ts'
import { givenProof, givenUser, ofProof } from '../given/proofs.ts'
import { refusalOf } from '../given/refusals.ts'

const people = { account: ['users_and_groups::manage', 'product_environments::manage'] } as const

/** Runs what must be refused because the caller has no say in the proofs, and see that nothing was stored. */
async function refused<Name extends OperationName>(
  { acme }: GivenLibrary,
  who: Principal,
  name: Name,
  input: InputOf<Name>,
): Promise<void> {
  const before = await acme.revision()
  const { code, denial } = await refusalOf(acme.perform(who, name, input))
  const lacking = new Set(denial?.lacks.map(({ permissionId }) => permissionId))
  assert.deepEqual([code, [...lacking]], ['denied', ['cld::policy::global::proofs::manage']])
  assert.equal(await acme.revision(), before)
}

test('a reviewer is not taken over, woken up or let in by somebody without a say in its proofs', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const [rita, ben] = [await givenUser(library, 'Rita'), await givenUser(library, 'Ben', { enters: false })]
  const shown = await givenProof(library, { reviewers: [rita, ben] })
  const admin = await givenKey(acme, people)
  await refused(library, admin, 'user.update', { userId: rita.id, email: 'mallory@example.com' })
  await refused(library, admin, 'user.update', { userId: ben.id, environmentIds: [demo] })
  await acme.perform(admin, 'user.update', { userId: rita.id, isEnabled: false })
  await refused(library, admin, 'user.update', { userId: rita.id, isEnabled: true })
  await acme.perform(admin, 'user.update', { userId: ben.id, name: 'Benjamin' })
  await acme.perform('operator', 'proof.delete', ofProof(shown))
  await acme.perform(admin, 'user.update', { userId: rita.id, isEnabled: true })
  await acme.perform(admin, 'user.update', { userId: ben.id, environmentIds: [demo] })
})

test('who may see all that a proof shows lets its reviewers in and wakes them up, as it could invite them', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const rita = await givenUser(library, 'Rita')
  await givenProof(library, { reviewers: [rita] })
  await acme.perform('operator', 'user.update', { userId: rita.id, isEnabled: false })
  const admin = await givenKey(acme, { ...people, environment: ['folder_and_asset_management::view'] })
  await acme.perform(admin, 'user.update', { userId: rita.id, isEnabled: true })
})

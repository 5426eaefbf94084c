// An account keeps somebody who can administer it, by every route (field class 36).
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { acmeFile, givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, removing, store } from '../given/assigning.ts'
import { givenHouse, type GivenHouse } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const master = systemRole('account::master_admin')

/** Takes the role of Master Admin from some, all at once. */
const dismiss = (given: GivenHouse, ...names: readonly string[]) =>
  removing(...names.map((name) => assigning(given, name, master)))

const appoint = (given: GivenHouse, ...names: readonly string[]) =>
  given.perform('master', 'assignment.change', adding(...names.map((name) => assigning(given, name, master))))

const assertKept = (given: GivenHouse, ...names: readonly string[]) =>
  assertRefused(given, 'operator', 'assignment.change', dismiss(given, ...names), { code: 'last_master_admin' })

test('the last Master Admin stays, whoever asks', async (t) => {
  const acme = await givenAcme({ test: t })
  await assertKept(acme, 'master')
  await assertRefused(acme, 'master', 'assignment.change', dismiss(acme, 'master'), { code: 'last_master_admin' })
})

test('a Master Admin goes when another stays: a user, a key, or a group with somebody in it', async (t) => {
  for (const name of ['Otto', 'nobody', 'Creative']) {
    const acme = await givenAcme({ test: t })
    await appoint(acme, name)
    await acme.perform('operator', 'assignment.change', dismiss(acme, 'master'))
    await assertKept(acme, name)
  }
})

test('several can’t go at once when none would stay', async (t) => {
  const acme = await givenAcme({ test: t })
  await appoint(acme, 'Otto', 'Creative')
  await assertKept(acme, 'master', 'Otto', 'Creative')
  await acme.perform('operator', 'assignment.change', dismiss(acme, 'master', 'Otto'))
})

test('a Master Admin whom a policy keeps from administering doesn’t take the place of another', async (t) => {
  for (const name of ['Otto', 'Creative']) {
    const acme = await givenAcme({ test: t })
    const { id } = await acme.perform('master', 'custom-policy.create', {
      ...{ name: 'No people', description: null, level: 'account', environmentId: null, isEnabled: true },
      statement: 'forbid(principal is Cloudinary::User, action, resource);',
    })
    await appoint(acme, name)
    await assertKept(acme, 'master')
    await acme.perform('master', 'custom-policy.delete', { policyId: id })
    await acme.perform('operator', 'assignment.change', dismiss(acme, 'master'))
  }
})

test('an empty group, an API key and somebody disabled don’t administer', async (t) => {
  const acme = await givenAcme({ test: t })
  await appoint(acme, 'Idle', 'bare', 'Otto')
  const otto = await acme.house.store.findUserByEmail(acme.account.id, 'otto@example.com')
  assert.ok(otto !== undefined)
  await acme.change((transaction) => transaction.put('user', { ...otto, isEnabled: false }))
  await assertKept(acme, 'master')
  await acme.perform('operator', 'assignment.change', dismiss(acme, 'Idle', 'bare', 'Otto'))
})

test('a group whose only users are disabled doesn’t administer', async (t) => {
  const acme = await givenAcme({ test: t })
  await appoint(acme, 'Creative')
  const vera = await acme.house.store.findUserByEmail(acme.account.id, 'vera@example.com')
  assert.ok(vera !== undefined)
  await acme.change((transaction) => transaction.put('user', { ...vera, isEnabled: false }))
  await assertKept(acme, 'master')
})

test('who is Master Admin until some day doesn’t take the place of one who stays one', async (t) => {
  const acme = await givenAcme({ test: t })
  await store(acme, assigning(acme, 'Otto', master), acme.clock.now + 1000)
  await assertKept(acme, 'master')
  acme.clock.now += 1000
  await assertKept(acme, 'master')
})

test('a removal that takes nothing away is no loss', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('operator', 'assignment.change', dismiss(acme, 'Otto'))
})

test('of two who dismiss each other at once, one is refused and one stays', async (t) => {
  const acme = await givenAcme({ test: t })
  await appoint(acme, 'nobody')
  const attempts = [
    acme.perform('master', 'assignment.change', dismiss(acme, 'nobody')),
    acme.perform('nobody', 'assignment.change', dismiss(acme, 'master')),
  ]
  const outcomes = (await Promise.allSettled(attempts)).map(({ status }) => status)
  assert.deepEqual(outcomes.toSorted(), ['fulfilled', 'rejected'])
  assert.equal((await mastersOf(acme)).length, 1)
})

test('of two who leave at once by two nodes, one stays', async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-'))
  const houses = await Promise.all([givenHouse(acmeFile, { dataDir }), givenHouse(acmeFile, { dataDir })])
  t.after(async () => {
    await Promise.all(houses.map((house) => house.close()))
    await rm(dataDir, { recursive: true, force: true })
  })
  const [one, other] = houses
  for (let round = 0; round < 5; round++) {
    await appoint(one, 'nobody')
    await Promise.all(houses.map(({ house }) => house.accounts.follow()))
    const attempts = [
      one.perform('operator', 'assignment.change', dismiss(one, 'nobody')),
      other.perform('operator', 'assignment.change', dismiss(other, 'master')),
    ]
    const codes = (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'rejected' && outcome.reason instanceof Error && 'code' in outcome.reason
        ? outcome.reason.code
        : null,
    )
    assert.deepEqual(codes.toSorted(), ['last_master_admin', null])
    const [left, ...others] = await mastersOf(one)
    assert.deepEqual(others, [])
    if (left === 'KN') await store(one, assigning(one, 'master', master))
  }
})

async function mastersOf(given: GivenHouse): Promise<readonly string[]> {
  const found = await given.house.store.listAssignments(given.account.id, { roleIds: [master as never] })
  return found.map(({ principal }) => principal.id)
}

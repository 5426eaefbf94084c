import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { accountId } from '../../src/domain/ids.ts'
import { changeAssignments } from '../../src/operations/assignments/change-assignments.ts'
import { perform } from '../../src/operations/perform.ts'
import { acmeFile, givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import { givenHouse, type GivenHouse } from '../given/house.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

const acme = accountId('acme')
const mlUser = systemRole('prodenv::ml_user')

/** Two nodes on one database. */
async function givenTwoHouses(t: TestContext): Promise<readonly [GivenHouse, GivenHouse]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-'))
  const one = await givenHouse(acmeFile, { dataDir })
  const other = await givenHouse(acmeFile, { dataDir })
  t.after(async () => {
    await Promise.all([one.close(), other.close()])
    await rm(dataDir, { recursive: true, force: true })
  })
  return [one, other]
}

async function ottosRoles(house: GivenHouse): Promise<number> {
  const { snapshot } = await house.engine()
  return (snapshot.holders.find(house.principal('Otto'))?.run.length ?? 0) / 2
}

const give = (house: GivenHouse) =>
  house.perform('master', 'assignment.change', adding(assigning(house, 'Otto', mlUser, { in: 'demo' })))

test('what one node writes the other knows once it has followed', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  assert.equal(await ottosRoles(other), 0)
  await give(one)
  assert.equal(await ottosRoles(one), 1)
  assert.equal(await ottosRoles(other), 0)
  await other.house.accounts.follow()
  assert.equal(await ottosRoles(other), 1)
  assert.equal((await other.engine()).revision, await one.revision())
})

test('a write is decided on what every node has written, followed or not', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  await other.engine()
  await one.perform('master', 'assignment.change', removing(assigning(one, 'admin', systemRole('account::admin'))))
  const input = {
    id: null,
    name: 'X',
    description: null,
    isContent: false,
    level: 'account',
    permissionIds: [],
  } as const
  await assertRefused(other, 'admin', 'role.create', input, { code: 'denied', needs: ['create Role'] })
})

test('a node that is asked for a newer revision reads what is missing', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  await other.engine()
  await give(one)
  const revision = await one.revision()
  assert.equal((await other.house.accounts.atLeast(acme, revision)).revision, revision)
  assert.equal((await refusalOf(other.house.accounts.atLeast(acme, revision + 1))).code, 'unavailable')
})

test('a node that has missed more than is read at a time catches up', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  await other.engine()
  for (let number = 0; number < 620; number++) {
    await one.change((transaction) => transaction.put('account', { ...one.account, name: `Acme ${number}` }))
  }
  await other.house.accounts.follow()
  const { snapshot, revision } = await other.engine()
  assert.deepEqual([snapshot.account?.name, revision], ['Acme 619', await one.revision()])
})

test('another catalogue is in force on every node that has followed', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  const names = async (house: GivenHouse) => (await house.house.accounts.catalogue()).roles.length
  const whole = systemCatalogue.roles.length
  assert.equal(await names(other), whole)
  const before = await other.engine()
  await one.house.store.replaceCatalogue({ ...systemCatalogue, roles: systemCatalogue.roles.slice(0, 8) })
  await Promise.all([one, other].map(({ house }) => house.accounts.follow()))
  assert.deepEqual([await names(one), await names(other)], [8, 8])
  const after = await other.engine()
  assert.notEqual(after, before)
  assert.equal(after.snapshot.catalogue.roles.length, 8)
  await one.house.store.replaceCatalogue(null)
  await other.house.accounts.follow()
  assert.equal(await names(other), whole)
})

test('a change says the revision it made, and one that changed nothing the one it stood on', async (t) => {
  const given = await givenAcme({ test: t })
  const input = adding(assigning(given, 'Otto', mlUser, { in: 'demo' }))
  const run = async () => (await perform(given.house, given.as('master'), changeAssignments, input)).revision
  const before = await given.revision()
  assert.deepEqual([await run(), await run(), await given.revision()], [before + 1, before + 1, before + 1])
})

// What is decided is decided on the revision that it changes (field classes 25, 27).
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Refusal } from '../../src/domain/errors.ts'
import { acmeFile, givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import { givenHouse, type GivenHouse } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const admin = systemRole('account::admin')

async function givenTwoHouses(t: TestContext): Promise<readonly [GivenHouse, GivenHouse]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-'))
  const houses = [await givenHouse(acmeFile, { dataDir }), await givenHouse(acmeFile, { dataDir })] as const
  t.after(async () => {
    await Promise.all(houses.map((house) => house.close()))
    await rm(dataDir, { recursive: true, force: true })
  })
  await Promise.all(houses.map((house) => house.engine()))
  return houses
}

const codeOf = (error: unknown): unknown => (error instanceof Refusal ? error.code : error)

/** How each of several attempts ended: null or the code of its refusal. */
const endings = async (attempts: readonly Promise<unknown>[]): Promise<readonly unknown[]> =>
  (await Promise.allSettled(attempts)).map((outcome) =>
    outcome.status === 'fulfilled' ? null : codeOf(outcome.reason),
  )

/** The operations of the change log after a revision, with who caused them. */
async function logAfter(given: GivenHouse, revision: number): Promise<readonly string[]> {
  const entries = await given.house.store.changesAfter(given.account.id, revision, 100)
  return entries.map(({ operation, by }) => `${by.id} ${operation}`)
}

const draft = (id: string) =>
  ({ id, name: id, description: null, isContent: false, level: 'account', permissionIds: [] }) as const

test('a role is taken away and used at the same moment: it counts only before', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  for (let round = 0; round < 6; round++) {
    const revision = await one.revision()
    const id = `role${round}`
    const dismiss = () => one.perform('master', 'assignment.change', removing(assigning(one, 'admin', admin)))
    const use = () => other.perform('admin', 'role.create', draft(id))
    const attempts = round % 2 === 0 ? [dismiss(), use()] : [use(), dismiss()]
    const ended = await endings(attempts)
    const log = await logAfter(one, revision)
    const isUsed = ended[round % 2 === 0 ? 1 : 0] === null
    assert.deepEqual(log, isUsed ? ['KA role.create', 'KM assignment.change'] : ['KM assignment.change'])
    if (!isUsed) assert.deepEqual(ended.toSorted(), ['denied', null])
    await one.perform('master', 'assignment.change', adding(assigning(one, 'admin', admin)))
    await other.house.accounts.follow()
  }
})

test('what was allowed when it was asked for is refused when the right has gone before it was written', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<undefined>()
  const { promise: letGo, resolve: go } = Promise.withResolvers<undefined>()
  // A writer that takes its time keeps the next one waiting, which was let in before.
  const slow = one.change(async (transaction) => {
    hold(undefined)
    await letGo
    const [found] = await transaction.listAssignments(one.account.id, { principals: [one.principal('admin')] })
    assert.ok(found !== undefined)
    await transaction.delete('assignment', found)
  })
  await isHeld
  const waiting = assert.rejects(
    other.perform('admin', 'role.create', draft('late')),
    (error) => codeOf(error) === 'denied',
  )
  await new Promise((done) => setTimeout(done, 30))
  go(undefined)
  await Promise.all([slow, waiting])
})

test('a role is widened and given at the same moment: whoever comes second is held to both', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  await one.perform('master', 'role.create', draft('tool'))
  await Promise.all([one, other].map(({ house }) => house.accounts.follow()))
  const billing = permission('global::billing::manage')
  const ended = await endings([
    one.perform('admin', 'role.update', { roleId: 'tool', name: 'tool', description: null, permissionIds: [billing] }),
    other.perform('admin', 'assignment.change', adding(assigning(other, 'Otto', 'tool'))),
  ])
  assert.deepEqual(ended.toSorted(), ['denied', null])
})

test('two equal names, ids or statements at the same moment: one is made', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  const both = (name: string, change: (house: GivenHouse) => Promise<unknown>) =>
    endings([change(one), change(other)]).then((ended) => assert.deepEqual(new Set(ended), new Set([name, null])))
  await both('role_id_taken', (house) =>
    house.perform('master', 'role.create', { ...draft('same'), name: `n${house === one}` }),
  )
  await both('role_name_taken', (house) =>
    house.perform('master', 'role.create', { ...draft(`i${house === one}`), name: 'same' }),
  )
  const policy = { name: 'p', description: null, level: 'account', environmentId: null, isEnabled: true } as const
  const statement = 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::User);'
  await both('policy_statement_taken', (house) =>
    house.perform('master', 'custom-policy.create', { ...policy, statement }),
  )
})

test('the same assignment given by many at the same moment stands once', async (t) => {
  const [one, other] = await givenTwoHouses(t)
  const change = adding(assigning(one, 'Otto', systemRole('prodenv::ml_user'), { in: 'demo' }))
  const before = await one.revision()
  const houses = Array.from({ length: 10 }, (_, number) => (number % 2 === 0 ? one : other))
  assert.deepEqual(
    new Set(await endings(houses.map((house) => house.perform('master', 'assignment.change', change)))),
    new Set([null]),
  )
  assert.equal(await one.revision(), before + 1)
})

test('an operation that is refused inside its transaction leaves nothing behind', async (t) => {
  const acme = await givenAcme({ test: t })
  const fine = assigning(acme, 'Otto', systemRole('prodenv::ml_user'), { in: 'demo' })
  const wrong = { ...fine, roleId: 'nope' }
  const unknown = { code: 'not_found', fields: [{ name: 'roleId', value: 'nope' }] } as const
  await assertRefused(acme, 'operator', 'assignment.change', adding(fine, wrong), unknown)
  assert.deepEqual(await acme.house.store.listAssignments(acme.account.id, { principals: [fine.principal] }), [])
})

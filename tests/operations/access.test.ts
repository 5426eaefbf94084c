import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { operations } from '../../src/operations/index.ts'
import { systemRole } from '../given/acme.ts'
import { assigning, removing } from '../given/assigning.ts'
import { givenKey, type Held } from '../given/callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'
import { cases, givenThings, mlUser, ofPrincipal, policyContent, roleContent, vera } from './access-cases.ts'

/** Runs a case; the compiler can't follow that name and input belong together. */
const run = ({ name, input }: (typeof cases)[number], acme: GivenHouse, who: string | Principal) =>
  acme.perform(who, name, input(acme))

const heldBut = (one: (typeof cases)[number], without: string | null): Held => ({
  account: Object.keys(one.account ?? {}).filter((name) => name !== without),
  environment: Object.keys(one.environment ?? {}).filter((name) => name !== without),
})

for (const one of cases) {
  test(`${one.name} about ${one.about} opens to exactly what it needs, and to the operator`, async (t) => {
    const acme = await givenThings(t)
    await run(one, acme, await givenKey(acme, heldBut(one, null)))
    await run(one, await givenThings(t), 'operator')
  })

  for (const [permission, need] of Object.entries({ ...one.account, ...one.environment })) {
    test(`${one.name} about ${one.about} is denied without ${permission}, naming what is needed`, async (t) => {
      const acme = await givenThings(t)
      const key = await givenKey(acme, heldBut(one, permission))
      const before = await acme.revision()
      assert.deepEqual(say(await refusalOf(run(one, acme, key))), { code: 'denied', needs: [need] })
      assert.equal(await acme.revision(), before)
      assert.deepEqual(
        acme.refused.map(({ operation, by, why }) => ({ operation, by, why })),
        [{ operation: one.name, by: `account_key:${key.id}`, why: need }],
      )
    })
  }
}

test('every operation about roles, assignments, policies, decisions and changes has a case', () => {
  const tried = new Set<string>(cases.map(({ name }) => name))
  // What is open to anyone who is signed in says why, and is tried where it is made.
  const held = Object.entries(operations).flatMap(([name, { access }]) => (access.type === 'requires' ? [name] : []))
  const mine = held.filter((name) =>
    /^(?:role|assignment|permission|custom-policy|effective-policies|decision|change)\./.test(name),
  )
  assert.equal(mine.length, 21)
  assert.deepEqual(
    mine.filter((name) => !tried.has(name)),
    [],
  )
})

test('a need names what the caller may read, and of anything else the type alone', async (t) => {
  const acme = await givenThings(t)
  const change = removing(
    assigning(acme, 'Vera', mlUser, { in: 'live' }),
    assigning(acme, 'bare', mlUser, { in: 'live' }),
  )
  const blind = await assertRefused(acme, await givenKey(acme, {}), 'assignment.change', change, {
    code: 'denied',
    needs: ['update User', 'update APIKey'],
  })
  assert.deepEqual(blind.denial?.needs, [
    { action: 'update', resource: { type: 'User', id: null }, scope: { type: 'account' } },
    { action: 'update', resource: { type: 'APIKey', id: null }, scope: { type: 'environment', environmentId: 'all' } },
  ])
  const viewer = await givenKey(acme, { account: ['users_and_groups::view'], environment: ['api_keys::view'] })
  const { denial } = await refusalOf(acme.perform(viewer, 'assignment.change', change))
  assert.deepEqual(denial?.needs, [
    { action: 'update', resource: { type: 'User', id: vera(acme).id }, scope: { type: 'account' } },
    {
      action: 'update',
      resource: { type: 'APIKey', id: '101' },
      scope: { type: 'environment', environmentId: 'env-demo' },
    },
  ])
})

test('lists of who has a role show only the principals that the caller may read', async (t) => {
  const acme = await givenThings(t)
  const list = async (held: Held) => {
    const input = { roleId: systemRole('prodenv::master_admin'), parameter: null }
    const found = await acme.perform(await givenKey(acme, held), 'role.list-principals', input)
    return found.map((one) => one.principal.id)
  }
  assert.deepEqual(await list({ account: ['roles::view'] }), [])
  assert.deepEqual(await list({ account: ['roles::view', 'account_management_keys::view'] }), ['KM'])
  assert.deepEqual(await list({ account: ['roles::view'], environment: ['api_keys::view'] }), ['100'])
})

test('roles that the caller may not read are in no list', async (t) => {
  const acme = await givenThings(t)
  const statement =
    'forbid(principal == Cloudinary::ProvisioningKey::"KA", action, resource == Cloudinary::Role::"thing");'
  await acme.perform('master', 'custom-policy.create', { ...policyContent, statement, isEnabled: true })
  await acme.change((transaction) =>
    transaction.put('assignment', {
      ...{
        id: acme.house.ids.assignment(),
        accountId: acme.account.id,
        principal: vera(acme),
        roleId: roleId('thing'),
      },
      ...{ reach: { type: 'account' }, parameter: null, expiresAt: null, createdAt: 1, updatedAt: 1 },
    }),
  )
  const ids = async (who: string) => {
    const roles = await acme.perform(who, 'role.list', { kinds: ['global'], management: 'custom' })
    const had = await acme.perform(who, 'assignment.list', { ...ofPrincipal, principal: vera(acme) })
    const effective = await acme.perform(who, 'effective-policies.list', { level: 'account', principal: vera(acme) })
    return [roles.map(({ id }) => id), had.map(({ role }) => role.id), effective.principals.length]
  }
  assert.deepEqual(await ids('master'), [['thing'], ['thing'], 1])
  assert.deepEqual(await ids('admin'), [[], [], 0])
})

test('in an account that does not exist everything is denied', async (t) => {
  const acme = await givenThings(t)
  const caller = { ...acme.as('master'), accountId: 'elsewhere' as never }
  for (const name of ['role.list', 'role.create'] as const) {
    const input = { kinds: ['global'], ...roleContent, id: null, isContent: false, level: 'account' } as never
    assert.deepEqual(say(await refusalOf(acme.perform(caller, name, input))), { code: 'denied' })
  }
})

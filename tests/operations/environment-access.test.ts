import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { operations } from '../../src/operations/index.ts'
import { givenAcme } from '../given/acme.ts'
import { givenKey, type Held } from '../given/callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'

interface Case {
  readonly name: string
  readonly run: (acme: GivenHouse, who: string | Principal) => Promise<unknown>
  /** What opens it, alone; the view permission of the same kind must not, unless it is this one. */
  readonly opens: Held
  readonly need: string
}

const demo = { environmentId: 'env-demo' } as const
const key = { ...demo, keyId: '101' } as const
const environments = (ending: string): Held => ({ account: [`product_environments::${ending}`] })
const keys = (ending: string): Held => ({ environment: [`api_keys::${ending}`] })
const change = { ...demo, name: 'X', cloudName: null, customAttributes: null, isEnabled: null } as const
const creation = { name: 'X', cloudName: null, baseEnvironmentId: null, customAttributes: null } as const

const cases: readonly Case[] = [
  {
    name: 'environment.list',
    run: (acme, who) => acme.perform(who, 'environment.list', {}),
    ...{ opens: environments('view'), need: 'read ProductEnvironment' },
  },
  {
    name: 'environment.search',
    run: (acme, who) => acme.perform(who, 'environment.search', {}),
    ...{ opens: environments('view'), need: 'read ProductEnvironment' },
  },
  {
    name: 'environment.get',
    run: (acme, who) => acme.perform(who, 'environment.get', demo),
    ...{ opens: environments('view'), need: 'read ProductEnvironment' },
  },
  {
    name: 'environment.create',
    run: (acme, who) => acme.perform(who, 'environment.create', creation),
    ...{ opens: environments('manage'), need: 'create ProductEnvironment' },
  },
  {
    name: 'environment.update',
    run: (acme, who) => acme.perform(who, 'environment.update', change),
    ...{ opens: environments('manage'), need: 'update ProductEnvironment' },
  },
  {
    name: 'environment.delete',
    run: (acme, who) => acme.perform(who, 'environment.delete', demo),
    ...{ opens: environments('manage'), need: 'delete ProductEnvironment' },
  },
  {
    name: 'api-key.list',
    run: (acme, who) =>
      acme.perform(who, 'api-key.list', { ...demo, sortBy: 'name', isDescending: false, page: null, pageSize: null }),
    ...{ opens: keys('view'), need: 'read APIKey' },
  },
  {
    name: 'api-key.list-with-roles',
    run: (acme, who) => acme.perform(who, 'api-key.list-with-roles', demo),
    ...{ opens: keys('view'), need: 'read APIKey' },
  },
  {
    name: 'api-key.create',
    run: (acme, who) => acme.perform(who, 'api-key.create', { ...demo, name: null, isEnabled: true }),
    ...{ opens: keys('manage'), need: 'create APIKey' },
  },
  {
    name: 'api-key.update',
    run: (acme, who) => acme.perform(who, 'api-key.update', { ...key, name: 'X', isEnabled: null, dedicatedFor: null }),
    ...{ opens: keys('manage'), need: 'update APIKey' },
  },
  {
    name: 'api-key.delete',
    run: (acme, who) => acme.perform(who, 'api-key.delete', key),
    ...{ opens: keys('manage'), need: 'delete APIKey' },
  },
  {
    name: 'api-key.delete-by-name',
    run: (acme, who) => acme.perform(who, 'api-key.delete-by-name', { ...demo, name: 'bare' }),
    ...{ opens: keys('manage'), need: 'delete APIKey' },
  },
  {
    name: 'usage.get',
    run: (acme, who) => acme.perform(who, 'usage.get', { year: null, hasEnvironments: false }),
    ...{ opens: { account: ['reports::account_usage::view'] }, need: 'read Feature' },
  },
]

const views: Held = { account: ['product_environments::view'], environment: ['api_keys::view'] }

for (const { name, run, opens, need } of cases) {
  test(`${name} opens to exactly what it needs, and to the operator`, async (t) => {
    const acme = await givenAcme({ test: t })
    await run(acme, await givenKey(acme, opens))
    await run(await givenAcme({ test: t }), 'operator')
  })

  test(`${name} is denied to others, naming what is needed, and changes nothing`, async (t) => {
    const acme = await givenAcme({ test: t })
    const others: readonly (string | Principal)[] = [
      'nobody',
      // Seeing is no doing.
      ...(need.startsWith('read') ? [] : [await givenKey(acme, views)]),
    ]
    const before = await acme.revision()
    for (const who of others) assert.deepEqual(say(await refusalOf(run(acme, who))), { code: 'denied', needs: [need] })
    assert.equal(await acme.revision(), before)
  })
}

test('every operation on environments, keys and usage has a case', () => {
  const tried = new Set(cases.map(({ name }) => name))
  const own = Object.keys(operations).filter((name) => /^(?:environment|api-key|usage)\./.test(name))
  assert.deepEqual(
    own.filter((name) => !tried.has(name)),
    [],
  )
})

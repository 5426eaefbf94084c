import assert from 'node:assert/strict'
import { test } from 'node:test'
import { environmentId } from '../../src/domain/ids.ts'
import { givenAcme } from '../given/acme.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const now = Date.UTC(2026, 10, 22, 10, 30)
const whole = { year: null, hasEnvironments: true } as const

const noteRequests = (acme: GivenHouse, times: number, place: string | null, at = acme.clock.now): void => {
  const by = acme.principal(place === null ? 'master' : 'root')
  const environment = place === null ? null : environmentId(place)
  for (let time = 0; time < times; time++) {
    acme.house.usage.note({ accountId: acme.account.id, by, environmentId: environment, operation: 'role.list', at })
  }
}

test('requests are counted by month and environment, from the first month of the account on', async (t) => {
  const acme = await givenAcme({ test: t, clock: Date.UTC(2026, 9, 31, 23) })
  noteRequests(acme, 2, 'env-demo')
  acme.clock.now = now
  noteRequests(acme, 3, 'env-demo')
  noteRequests(acme, 1, 'env-live')
  noteRequests(acme, 4, null)
  const { plan, months } = await acme.perform('master', 'usage.get', whole)
  assert.equal(plan, 'enterprise')
  assert.deepEqual(
    months.map(({ month, total, environments }) => [
      month,
      Object.fromEntries(total),
      environments.map(({ environment, values }) => [environment.cloudName, Object.fromEntries(values)]),
    ]),
    [
      [
        '2026-10',
        { requests: 2 },
        [
          ['demo', { requests: 2 }],
          ['live', {}],
        ],
      ],
      [
        '2026-11',
        { requests: 8 },
        [
          ['demo', { requests: 3 }],
          ['live', { requests: 1 }],
        ],
      ],
    ],
  )
})

test('a year before the account or one to come has no months; one that is none is refused', async (t) => {
  const acme = await givenAcme({ test: t, clock: now })
  for (const year of [2025, 2027]) {
    assert.deepEqual((await acme.perform('master', 'usage.get', { ...whole, year })).months, [])
  }
  for (const year of [1969, 10_000, 2026.5]) {
    const fields = [{ name: 'year', value: year }]
    await assertRefused(acme, 'master', 'usage.get', { ...whole, year }, { code: 'invalid_fields', fields })
  }
})

test('what a deleted environment used stays in the total', async (t) => {
  const acme = await givenAcme({ test: t, clock: now })
  noteRequests(acme, 3, 'env-demo')
  await acme.house.usage.flush()
  await acme.perform('master', 'environment.delete', { environmentId: 'env-demo' })
  const { months } = await acme.perform('master', 'usage.get', whole)
  assert.deepEqual(
    months.map(({ total, environments }) => [
      total.get('requests'),
      environments.map(({ environment }) => environment.id),
    ]),
    [[3, ['env-live']]],
  )
})

test('usage opens to the report of the account, and names no environment that the caller may not read', async (t) => {
  const acme = await givenAcme({ test: t, clock: now })
  noteRequests(acme, 1, 'env-demo')
  const denied = { code: 'denied', needs: ['read Feature'] } as const
  await assertRefused(acme, 'nobody', 'usage.get', whole, denied)
  const key = await givenKey(acme, { account: ['reports::account_usage::view'] })
  const { months } = await acme.perform(key, 'usage.get', whole)
  assert.deepEqual(
    months.map(({ total, environments }) => [total.get('requests'), environments]),
    [[1, []]],
  )
})

// Who could see a thing learns that it is absent; to everybody else absent and forbidden are the same (settled decision 3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principal, type Principal } from '../../src/domain/principal.ts'
import { assigning, removing } from '../given/assigning.ts'
import { givenKey, type Held } from '../given/callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf } from '../given/refusals.ts'
import { givenThings, mlUser, ofPrincipal, policyContent, roleContent, vera } from './access-cases.ts'

/** Operations on one thing, with inputs about one that is absent and one that exists. */
const absences: readonly (readonly [
  string,
  Held,
  (acme: GivenHouse, who: Principal, isAbsent: boolean) => Promise<unknown>,
])[] = [
  [
    'role.get',
    { account: ['roles::view'] },
    (acme, who, isAbsent) => acme.perform(who, 'role.get', { roleId: isAbsent ? 'nope' : 'thing', parameter: null }),
  ],
  [
    'role.update',
    { account: ['roles::manage'] },
    (acme, who, isAbsent) => acme.perform(who, 'role.update', { ...roleContent, roleId: isAbsent ? 'nope' : 'thing' }),
  ],
  [
    'role.delete',
    { account: ['roles::manage'] },
    (acme, who, isAbsent) => acme.perform(who, 'role.delete', { roleId: isAbsent ? 'nope' : 'thing', force: true }),
  ],
  [
    'role.list-principals',
    { account: ['roles::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'role.list-principals', { roleId: isAbsent ? 'nope' : 'thing', parameter: null }),
  ],
  [
    'custom-policy.get',
    { account: ['custom_policies::view'] },
    (acme, who, isAbsent) => acme.perform(who, 'custom-policy.get', { policyId: isAbsent ? 'nope' : 'policy' }),
  ],
  [
    'custom-policy.update',
    { account: ['custom_policies::manage'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'custom-policy.update', {
        ...policyContent,
        name: 'N',
        policyId: isAbsent ? 'nope' : 'policy',
      }),
  ],
  [
    'custom-policy.delete',
    { account: ['custom_policies::manage'] },
    (acme, who, isAbsent) => acme.perform(who, 'custom-policy.delete', { policyId: isAbsent ? 'nope' : 'policy' }),
  ],
  [
    'assignment.list',
    { account: ['roles::view', 'users_and_groups::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'assignment.list', {
        ...ofPrincipal,
        principal: isAbsent ? principal('user', 'nope') : vera(acme),
      }),
  ],
  [
    'assignment.list of an API key',
    { account: ['roles::view'], environment: ['api_keys::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'assignment.list', {
        ...ofPrincipal,
        principal: principal('api_key', isAbsent ? '999' : '101'),
      }),
  ],
  [
    'assignment.change',
    { account: ['users_and_groups::manage'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'assignment.change', {
        change: 'remove',
        assignments: [
          {
            ...assigning(acme, 'Vera', mlUser, { in: 'live' }),
            ...(isAbsent && { principal: principal('user', 'nope') }),
          },
        ],
      }),
  ],
  [
    'assignment.change of a custom role',
    { account: ['users_and_groups::manage', 'roles::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'assignment.change', removing(assigning(acme, 'Vera', isAbsent ? 'nope' : 'thing'))),
  ],
  [
    'assignment.inspect',
    { account: ['roles::view', 'users_and_groups::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'assignment.inspect', {
        level: 'account',
        parameter: null,
        cursor: null,
        principals: [isAbsent ? principal('group', 'nope') : acme.principal('Idle')],
      }),
  ],
  [
    'effective-policies.list',
    { account: ['roles::view', 'users_and_groups::view'] },
    (acme, who, isAbsent) =>
      acme.perform(who, 'effective-policies.list', {
        level: 'account',
        principal: isAbsent ? principal('user', 'nope') : vera(acme),
      }),
  ],
]

for (const [name, held, attempt] of absences) {
  test(`${name}: who could see it learns that it is absent; to others absent and forbidden are the same`, async (t) => {
    const acme = await givenThings(t)
    const seer = await givenKey(acme, held)
    assert.equal((await refusalOf(attempt(acme, seer, true))).code, 'not_found')
    await attempt(await givenThings(t), await givenKey(acme, held), false).catch(() => undefined)
    for (const but of [{}, { account: ['billing::view'] }, { environment: ['api_keys::manage'] }]) {
      const stranger = await givenKey(acme, but)
      const [absent, forbidden] = [true, false].map((isAbsent) => refusalOrNull(attempt(acme, stranger, isAbsent)))
      const answers = [await absent, await forbidden]
      if (answers[1] === null) continue
      assert.deepEqual(answers[0], answers[1])
      assert.equal(answers[0]?.code, 'denied')
    }
  })
}

/** Everything that a refusal tells. */
async function refusalOrNull(work: Promise<unknown>) {
  const refusal = await work.then(
    () => null,
    (error: unknown) => refusalOf(Promise.reject(error as Error)),
  )
  return (
    refusal && {
      code: refusal.code,
      message: refusal.message,
      fields: refusal.fields,
      denial: refusal.denial,
      more: refusal.more,
    }
  )
}

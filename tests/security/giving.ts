// People who may give something, and what becomes of giving too much.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, type NamedAssignment } from '../given/assigning.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'

/** Ada administers the account, and is in a group; Max manages the folder `brand`. */
const people = {
  users: [
    {
      name: 'Ada',
      email: 'a@x',
      password: 'x',
      groups: ['Creative'],
      environments: 'all',
      roles: [systemRole('account::admin')],
    },
    {
      ...{ name: 'Max', email: 'm@x', password: 'x', groups: ['Creative'], environments: ['demo'] },
      roles: [{ role: systemRole('folder::manager'), environment: 'demo', folder: 'brand' }, 'givers'],
    },
    { name: 'Otto', email: 'o@x', password: 'x', environments: 'all', roles: [] },
  ],
  custom_roles: [
    { id: 'givers', name: 'Givers', level: 'account', permissions: [permission('global::users_and_groups::manage')] },
    { id: 'tool', name: 'Tool', level: 'account', permissions: [permission('global::roles::view')] },
  ],
}

/** The account with {@link people}. */
export const givenPeople = (t: TestContext): Promise<GivenHouse> => givenAcme({ test: t }, people)

/** Asserts that an attempt is stopped by the escalation rule, and stores nothing. @returns what would have been given */
export async function assertGivesTooMuch(
  given: GivenHouse,
  attempt: () => Promise<unknown>,
): Promise<readonly string[]> {
  const before = await given.revision()
  const { code, needs, lacks } = say(await refusalOf(attempt()))
  assert.deepEqual({ code, needs }, { code: 'denied', needs: undefined })
  assert.ok(lacks !== undefined && lacks.length > 0)
  assert.equal(await given.revision(), before)
  return lacks
}

/** Gives roles as somebody. */
export const give = (given: GivenHouse, who: string | Principal, ...named: readonly NamedAssignment[]) =>
  given.perform(who, 'assignment.change', adding(...named))

import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import type { UserRecord } from '../../src/domain/records.ts'
import { longestSendingMs, type InvitationState, type Sending } from '../../src/domain/sending.ts'
import type { StoredToken } from '../../src/store/identity.ts'
import type { Store } from '../../src/store/store.ts'
import type { RoleSet, UserFilter, UserOrder } from '../../src/store/user-lists.ts'
import { attribution, fresh, givenAccount, type Given } from './given.ts'
import type { Contract } from './setting.ts'

const now = 1_800_000_000_000
const [reader, writer] = [Ids.roleId('reader'), Ids.roleId('writer')]
const everywhere = { type: 'environment', environmentId: 'all' } as const
const readers: RoleSet = [{ roleId: reader, reach: everywhere }]
const writers: RoleSet = [
  { roleId: writer, reach: { type: 'account' } },
  { roleId: writer, reach: everywhere },
]

type SendingOutcome = Sending['outcome']

interface People {
  readonly given: Given
  readonly environmentId: Ids.EnvironmentId
  readonly groupId: Ids.GroupId
  /** The names that filter and order find, up to `limit` after `offset`. */
  readonly names: (filter: UserFilter, order?: UserOrder, offset?: number, limit?: number) => Promise<readonly string[]>
}

const byName: UserOrder = { by: 'name', isDescending: false }

/** Five people: Ann is active, Bea waits for her invitation, Éva is disabled, Zoe and anton are active. */
async function givenPeople(store: Store): Promise<People> {
  const given = await givenAccount(store)
  const [environment, group] = [given.environment(), given.group()]
  const person = (name: string, createdAt: number, but: Partial<UserRecord> = {}) =>
    given.user({ name, createdAt, email: `${name}@${given.accountId}.example`, ...but })
  const ann = person('Ann', 30)
  const bea = person('Bea', 10, { isPending: true })
  const eva = person('Éva', 20, { isEnabled: false, isPending: true })
  const zoe = person('Zoe', 20, { hasAllEnvironments: true })
  const anton = person('anton', 40)
  const holds = ({ id }: UserRecord, set: RoleSet, expiresAt: number | null = null) =>
    set.map(({ roleId, reach }) =>
      given.assignment({ principal: { type: 'user', id }, roleId, reach, parameter: null, expiresAt }),
    )
  await store.transact(given.accountId, attribution(), async (transaction) => {
    await transaction.put('environment', environment)
    await transaction.put('group', group)
    await transaction.putAll('user', [ann, bea, eva, zoe, anton])
    await transaction.putAll('environment_access', [given.access(ann, environment)])
    await transaction.putAll(
      'membership',
      [ann, zoe].map((user) => given.membership(group, user)),
    )
    await transaction.putAll('assignment', [
      ...holds(ann, writers),
      ...holds(bea, readers),
      ...holds(eva, readers, now),
      ...holds(zoe, [...readers, ...writers]),
      ...holds(anton, writers.slice(0, 1)),
    ])
  })
  await store.noteLogin(ann, 500)
  await store.noteLogin(zoe, 400)
  return {
    given,
    environmentId: environment.id,
    groupId: group.id,
    names: async (filter, order = byName, offset = 0, limit = 9) => {
      const found = await store.listUsers(given.accountId, filter, order, { offset, limit })
      return found.map(({ name }) => name)
    },
  }
}

/** Users as lists show them: filtered, sorted and cut by the database. */
export const userListContract: Contract = {
  'users are filtered by what they are called, where they may go, and whether they signed in': async ({ store }) => {
    const { names, environmentId, groupId } = await givenPeople(store())
    assert.deepEqual(await names({}), ['Ann', 'anton', 'Bea', 'Zoe', 'Éva'])
    assert.deepEqual(await names({ prefix: 'AN' }), ['Ann', 'anton'])
    assert.deepEqual(await names({ prefix: 'e\u0301' }), ['Éva'])
    assert.deepEqual(await names({ prefix: 'an%' }), [])
    assert.deepEqual(await names({ prefix: 'bea@' }), ['Bea'])
    assert.deepEqual(await names({ prefix: '' }), ['Ann', 'anton', 'Bea', 'Zoe', 'Éva'])
    assert.deepEqual(await names({ environmentId }), ['Ann', 'Zoe'])
    assert.deepEqual(await names({ groupId }), ['Ann', 'Zoe'])
    assert.deepEqual(await names({ groupId, prefix: 'z' }), ['Zoe'])
    assert.deepEqual(await names({ isPending: true }), ['Bea', 'Éva'])
    assert.deepEqual(await names({ lastLogin: { isWithin: true, from: 400, to: 500 } }), ['Zoe'])
    assert.deepEqual(await names({ lastLogin: { isWithin: true, from: null, to: null } }), ['Ann', 'Zoe'])
    assert.deepEqual(await names({ lastLogin: { isWithin: false, from: 401, to: null } }), [
      'anton',
      'Bea',
      'Zoe',
      'Éva',
    ])
    assert.deepEqual(await names({ isPending: false, environmentId, prefix: 'zoe' }), ['Zoe'])
  },

  'users are filtered by any part of what they are called and by their state, and counted': async ({ store }) => {
    const { names, given, environmentId, groupId } = await givenPeople(store())
    const count = (filter: UserFilter) => store().countUsers(given.accountId, filter)
    assert.deepEqual(await names({ part: 'NN@' }), ['Ann'])
    assert.deepEqual(await names({ part: 'VA@' }), ['Éva'])
    assert.deepEqual(await names({ part: 'e\u0301V' }), ['Éva'])
    for (const part of ['%', '_', '\\', 'n%']) assert.deepEqual(await names({ part }), [])
    assert.deepEqual(await names({ part: '' }), ['Ann', 'anton', 'Bea', 'Zoe', 'Éva'])
    assert.deepEqual(await names({ status: 'active' }), ['Ann', 'anton', 'Zoe'])
    assert.deepEqual(await names({ status: 'pending' }), ['Bea'])
    assert.deepEqual(await names({ status: 'disabled' }), ['Éva'])
    assert.equal(await count({}), 5)
    assert.equal(await count({ groupId }), 2)
    assert.equal(await count({ groupId, environmentId, part: 'oe', status: 'active' }), 1)
    assert.equal(await count({ ids: [] }), 0)
  },

  'users are found by ids and e-mails, each once, and empty lists find none': async ({ store }) => {
    const { names, given } = await givenPeople(store())
    const [ann] = await store().listUsers(given.accountId, {}, byName, { offset: 0, limit: 1 })
    const id = ann?.id ?? Ids.userId('')
    assert.deepEqual(await names({ ids: [id, id, Ids.userId('nobody')] }), ['Ann'])
    assert.deepEqual(await names({ emails: [`ANN@${given.accountId}.Example`, 'x@y'] }), ['Ann'])
    assert.deepEqual(await names({ ids: [] }), [])
    assert.deepEqual(await names({ emails: [] }), [])
    const elsewhere = await givenAccount(store())
    assert.deepEqual(await store().listUsers(elsewhere.accountId, {}, byName, { offset: 0, limit: null }), [])
  },

  'users are sorted by name, making, state and last sign-in, either way': async ({ store }) => {
    const { names } = await givenPeople(store())
    const sorted = (by: UserOrder['by']) => names({}, { by, isDescending: false })
    assert.deepEqual(await names({}, { by: 'name', isDescending: true }), ['Éva', 'Zoe', 'Bea', 'anton', 'Ann'])
    assert.deepEqual(await sorted('created_at'), ['Bea', 'Éva', 'Zoe', 'Ann', 'anton'])
    assert.deepEqual(await sorted('status'), ['Ann', 'Zoe', 'anton', 'Bea', 'Éva'])
    assert.deepEqual(await sorted('activity'), ['Bea', 'Éva', 'anton', 'Zoe', 'Ann'])
    assert.deepEqual(await sorted('id'), ['Ann', 'Bea', 'Éva', 'Zoe', 'anton'])
    assert.deepEqual(await names({}, { by: 'activity', isDescending: true }), ['Ann', 'Zoe', 'anton', 'Éva', 'Bea'])
  },

  'users are sorted by the set that their roles are exactly; what has ended counts no more': async ({ store }) => {
    const { names } = await givenPeople(store())
    const by = (sets: readonly RoleSet[], at: number) => ({ by: { sets, at }, isDescending: false })
    assert.deepEqual(await names({}, by([writers, readers], now)), ['Ann', 'Bea', 'Éva', 'Zoe', 'anton'])
    assert.deepEqual(await names({}, by([readers, writers], now - 1)), ['Bea', 'Éva', 'Ann', 'Zoe', 'anton'])
    assert.deepEqual(await names({}, by([readers, writers], now)), ['Bea', 'Ann', 'Éva', 'Zoe', 'anton'])
    assert.deepEqual(await names({}, by([], now)), ['Ann', 'Bea', 'Éva', 'Zoe', 'anton'])
  },

  'a page of users begins where it is asked to, and the last one ends with the list': async ({ store }) => {
    const { names, groupId } = await givenPeople(store())
    assert.deepEqual(await names({}, byName, 1, 2), ['anton', 'Bea'])
    assert.deepEqual(await names({}, byName, 4, 2), ['Éva'])
    assert.deepEqual(await names({}, byName, 5, 2), [])
    assert.deepEqual(await names({ groupId }, { by: 'id', isDescending: false }, 1, 5), ['Zoe'])
  },

  'what is joined to some users is read for all of them at once': async ({ store }) => {
    const { given, groupId, environmentId } = await givenPeople(store())
    const users = await store().listUsers(given.accountId, {}, byName, { offset: 0, limit: null })
    const [ann, anton, , zoe] = users.map(({ id }) => id)
    assert.ok(ann !== undefined && anton !== undefined && zoe !== undefined)
    const joined = await store().listMembershipsOf(given.accountId, [ann, anton, zoe])
    assert.deepEqual(
      joined.map((one) => [one.groupId, one.userId]),
      [
        [groupId, ann],
        [groupId, zoe],
      ],
    )
    const opened = await store().listAccessOfUsers(given.accountId, [ann, anton])
    assert.deepEqual(
      opened.map((one) => [one.userId, one.environmentId]),
      [[ann, environmentId]],
    )
    assert.deepEqual(await store().listMembershipsOf(given.accountId, []), [])
  },

  'a name that is changed sorts and is found anew': async ({ store }) => {
    const { given, names } = await givenPeople(store())
    const [ann] = await store().listUsers(given.accountId, { prefix: 'ann@' }, byName, { offset: 0, limit: 1 })
    assert.ok(ann)
    const renamed = { ...ann, name: fresh('Żaneta'), isEnabled: false }
    await store().transact(given.accountId, attribution(), (transaction) => transaction.put('user', renamed))
    assert.deepEqual(await names({ prefix: 'żAN' }), [renamed.name])
    assert.deepEqual((await names({}, { by: 'status', isDescending: true })).slice(0, 1), ['Éva'])
    assert.deepEqual((await names({}, byName)).at(-1), renamed.name)
  },

  'those who were invited are filtered, counted and sorted by their invitation, as it is at an instant': async ({
    store,
  }) => {
    const given = await givenAccount(store())
    const { accountId } = given
    const person = (name: string) => given.user({ name, email: `${name}@${accountId}.example`, isPending: true })
    const [gone, lost, mailed, open, refused, unsent] = ['E', 'D', 'C', 'B', 'A', 'F'].map(person)
    assert.ok(gone && lost && mailed && open && refused && unsent)
    const active = given.user({ name: 'active' })
    await store().transact(accountId, attribution(), (transaction) =>
      transaction.putAll('user', [gone, lost, mailed, open, refused, unsent, active]),
    )
    const invite = (user: UserRecord, createdAt: number, outcome: SendingOutcome, but: Partial<StoredToken> = {}) =>
      store().identity.tokens.put({
        ...{ id: fresh('token'), kind: 'invitation', accountId, userId: user.id, createdAt, expiresAt: now + 1 },
        sending: { outcome, failure: outcome === 'failed' ? 'unreachable' : null, at: createdAt },
        ...but,
      })
    await invite(gone, 1, 'failed', { expiresAt: now })
    await invite(lost, now - longestSendingMs, 'under_way')
    await invite(mailed, 3, 'mailed')
    await invite(open, now - longestSendingMs + 1, 'under_way')
    await invite(refused, 5, 'failed')
    await invite(unsent, 6, 'failed', { kind: 'password_reset' })

    const isPending = true
    const names = async (filter: UserFilter, by: UserOrder['by'] = 'name', isDescending = false) => {
      const found = await store().listUsers(accountId, filter, { by, isDescending }, { offset: 0, limit: 9 })
      assert.equal(await store().countUsers(accountId, filter), found.length)
      return found.map(({ name }) => name).join('')
    }
    const inState = (state: InvitationState, at = now) => names({ isPending, invitation: { state, at } })
    assert.deepEqual(
      [await inState('failed'), await inState('expired'), await inState('unsent'), await inState('pending')],
      ['AD', 'E', 'F', 'BC'],
    )
    assert.deepEqual([await inState('failed', now - 1), await inState('failed', now + 1)], ['AE', ''])
    assert.equal(await inState('expired', now + 1), 'ABCDE')
    assert.equal(await names({ isPending, part: 'd@', invitation: { state: 'failed', at: now } }), 'D')
    assert.equal(await names({ isPending }, 'email', true), 'FEDCBA')
    assert.equal(await names({ isPending }, { invitation: 'made' }), 'FECADB')
    assert.equal(await names({ isPending }, { invitation: 'made' }, true), 'BDACEF')
    const byState = await names({ isPending }, { invitation: { stateAt: now } })
    assert.match(byState, /^(?:AD|DA)EF(?:BC|CB)$/)
  },
}

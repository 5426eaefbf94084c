import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Principal } from '../../src/domain/principal.ts'
import { operations } from '../../src/operations/index.ts'
import { givenAcme } from '../given/acme.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'

interface Case {
  readonly name: string
  readonly run: (acme: GivenHouse, who: string | Principal, isAbsent?: boolean) => Promise<unknown>
  /** The permissions that together open it, and the needs of who has none. */
  readonly opens: readonly string[]
  readonly needs: readonly string[]
}

const manage = 'users_and_groups::manage'
const view = 'users_and_groups::view'
const user = (acme: GivenHouse, isAbsent = false) => ({ userId: isAbsent ? 'nope' : acme.principal('Vera').id })
const group = (acme: GivenHouse, isAbsent = false) => ({ groupId: isAbsent ? 'nope' : acme.principal('Idle').id })
const order = { by: 'name', isDescending: false } as const
const page = { number: 1, size: 10 } as const
const newcomer = { name: 'N', email: 'n@x', isEnabled: true } as const

const cases: readonly Case[] = [
  {
    name: 'user.list',
    run: (acme, who) => acme.perform(who, 'user.list', { order }),
    ...{ opens: [view], needs: ['read User'] },
  },
  {
    name: 'user.list',
    run: (acme, who, isAbsent = false) =>
      acme.perform(who, 'user.list', { order, environmentId: isAbsent ? 'nope' : 'env-demo' }),
    ...{ opens: [view, 'product_environments::view'], needs: ['read User', 'read ProductEnvironment'] },
  },
  {
    name: 'user.search',
    run: (acme, who) => acme.perform(who, 'user.search', { order, page }),
    ...{ opens: [view], needs: ['read User'] },
  },
  {
    name: 'user.search',
    run: (acme, who, isAbsent) =>
      acme.perform(who, 'user.search', { order, page, groupId: group(acme, isAbsent).groupId }),
    ...{ opens: [view], needs: ['read User', 'read Group'] },
  },
  {
    name: 'user.search',
    run: (acme, who, isAbsent = false) =>
      acme.perform(who, 'user.search', { order, page, environmentId: isAbsent ? 'nope' : 'env-demo' }),
    ...{ opens: [view, 'product_environments::view'], needs: ['read User', 'read ProductEnvironment'] },
  },
  {
    name: 'group.list-with-roles',
    run: (acme, who) => acme.perform(who, 'group.list-with-roles', {}),
    ...{ opens: [view], needs: ['read Group'] },
  },
  {
    name: 'group.change-members',
    run: (acme, who) => acme.perform(who, 'group.change-members', { add: [], remove: [] }),
    ...{ opens: [manage], needs: ['update Group'] },
  },
  {
    name: 'user.get',
    run: (acme, who, isAbsent) => acme.perform(who, 'user.get', user(acme, isAbsent)),
    ...{ opens: [view], needs: ['read User'] },
  },
  {
    name: 'user.create',
    run: (acme, who) => acme.perform(who, 'user.create', newcomer),
    ...{ opens: [manage], needs: ['create User'] },
  },
  {
    name: 'user.create',
    run: (acme, who, isAbsent = false) =>
      acme.perform(who, 'user.create', { ...newcomer, environmentIds: [isAbsent ? 'nope' : 'env-demo'] }),
    ...{ opens: [manage, 'product_environments::view'], needs: ['create User', 'read ProductEnvironment'] },
  },
  {
    name: 'user.update',
    run: (acme, who, isAbsent) => acme.perform(who, 'user.update', { ...user(acme, isAbsent), name: 'V' }),
    ...{ opens: [manage], needs: ['update User'] },
  },
  {
    name: 'user.update',
    run: (acme, who, isAbsent) =>
      acme.perform(who, 'user.update', { ...user(acme), environmentIds: [isAbsent === true ? 'nope' : 'env-demo'] }),
    ...{ opens: [manage, 'product_environments::view'], needs: ['update User', 'read ProductEnvironment'] },
  },
  {
    name: 'user.delete',
    run: (acme, who, isAbsent) => acme.perform(who, 'user.delete', user(acme, isAbsent)),
    ...{ opens: [manage], needs: ['delete User'] },
  },
  {
    name: 'user.list-groups',
    run: (acme, who, isAbsent) => acme.perform(who, 'user.list-groups', user(acme, isAbsent)),
    ...{ opens: [view], needs: ['read User'] },
  },
  {
    name: 'user.list-environments',
    run: (acme, who, isAbsent) => acme.perform(who, 'user.list-environments', user(acme, isAbsent)),
    ...{ opens: [view], needs: ['read User'] },
  },
  {
    name: 'group.list',
    run: (acme, who) => acme.perform(who, 'group.list', { withUsers: true }),
    ...{ opens: [view], needs: ['read Group'] },
  },
  {
    name: 'group.get',
    run: (acme, who, isAbsent) => acme.perform(who, 'group.get', group(acme, isAbsent)),
    ...{ opens: [view], needs: ['read Group'] },
  },
  {
    name: 'group.create',
    run: (acme, who) => acme.perform(who, 'group.create', { name: 'G' }),
    ...{ opens: [manage], needs: ['create Group'] },
  },
  {
    name: 'group.update',
    run: (acme, who, isAbsent) => acme.perform(who, 'group.update', { ...group(acme, isAbsent), name: 'G' }),
    ...{ opens: [manage], needs: ['update Group'] },
  },
  {
    name: 'group.delete',
    run: (acme, who, isAbsent) => acme.perform(who, 'group.delete', group(acme, isAbsent)),
    ...{ opens: [manage], needs: ['delete Group'] },
  },
  ...(['add', 'remove'] as const).flatMap((change): readonly Case[] =>
    [0, 1].map((absent) => ({
      name: 'group.change-members',
      run: (acme, who, isAbsent = false) => {
        const membership = {
          ...group(acme, isAbsent && absent === 0),
          ...user(acme, isAbsent && absent === 1),
        }
        return acme.perform(who, 'group.change-members', { add: [], remove: [], [change]: [membership] })
      },
      opens: [manage],
      needs: ['update Group', 'read User'],
    })),
  ),
  ...(['group.add-user', 'group.remove-user'] as const).flatMap((name): readonly Case[] => [
    {
      name,
      run: (acme, who, isAbsent) => acme.perform(who, name, { ...group(acme, isAbsent), ...user(acme) }),
      ...{ opens: [manage], needs: ['update Group', 'read User'] },
    },
    {
      name,
      run: (acme, who, isAbsent) => acme.perform(who, name, { ...group(acme), ...user(acme, isAbsent) }),
      ...{ opens: [manage], needs: ['update Group', 'read User'] },
    },
  ]),
]

for (const { name, run, opens, needs } of cases) {
  test(`${name} opens to ${opens.join(' with ')}, to the operator, and to nobody with less`, async (t) => {
    await run(await givenAcme({ test: t }), 'operator')
    const acme = await givenAcme({ test: t })
    for (const lacking of opens) {
      const key = await givenKey(acme, { account: opens.filter((one) => one !== lacking) })
      const { code, needs: named = [] } = say(await refusalOf(run(acme, key)))
      assert.equal(code, 'denied')
      assert.ok(named.length > 0 && named.every((one) => needs.includes(one)), named.join())
    }
    assert.deepEqual(say(await refusalOf(run(acme, 'nobody'))), { code: 'denied', needs })
    await run(acme, await givenKey(acme, { account: opens }))
  })

  test(`${name}: to who may not know, what is absent and what is forbidden are the same`, async (t) => {
    const acme = await givenAcme({ test: t })
    for (const held of [{}, { account: ['billing::view'] }]) {
      const stranger = await givenKey(acme, held)
      const [absent, forbidden] = [await refusalOf(run(acme, stranger, true)), await refusalOf(run(acme, stranger))]
      assert.deepEqual(
        [absent.message, absent.fields, absent.denial],
        [forbidden.message, forbidden.fields, forbidden.denial],
      )
    }
  })
}

test('every operation about users and groups has a case', () => {
  const tried = new Set(cases.map(({ name }) => name))
  const own = Object.keys(operations).filter((name) => /^(?:user|group)\./.test(name))
  assert.equal(own.length, 17)
  assert.deepEqual(
    own.filter((name) => !tried.has(name)),
    [],
  )
})

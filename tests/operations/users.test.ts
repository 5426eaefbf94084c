import assert from 'node:assert/strict'
import { test } from 'node:test'
import { legacyRoles } from '../../src/domain/catalogue/legacy-mapping.ts'
import { principal } from '../../src/domain/principal.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, removing } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

type Detail = OutputOf<'user.get'>

const newcomer = { name: 'Nina', email: 'nina@example.com', isEnabled: true } as const
const create = (acme: GivenHouse, but: Partial<InputOf<'user.create'>> = {}): Promise<Detail> =>
  acme.perform('master', 'user.create', { ...newcomer, ...but })
const update = (acme: GivenHouse, who: string, change: object): Promise<Detail> =>
  acme.perform('master', 'user.update', { userId: acme.principal(who).id, ...change })

/** What a test says of a user. */
const say = ({ user, role, environments, groups, lastLoginAt }: Detail) => ({
  ...{ name: user.name, email: user.email, role, isPending: user.isPending, isEnabled: user.isEnabled },
  ...{ isAll: user.hasAllEnvironments, environments: environments.map(({ id }) => id) },
  ...{ groups: groups.map(({ name }) => name), lastLoginAt },
})

/** The roles a user has itself, as `role reach`. */
async function rolesOf(acme: GivenHouse, id: string): Promise<readonly string[]> {
  const found = await acme.house.store.listAssignments(acme.account.id, { principals: [principal('user', id)] })
  return found
    .map(({ roleId, reach }) => `${roleId.slice(11)} ${reach.type === 'account' ? 'account' : reach.environmentId}`)
    .sort()
}

test('a new user is pending, with every environment open and no role', async (t) => {
  const acme = await givenAcme({ test: t })
  const made = await create(acme)
  assert.match(made.user.id, /^[0-9a-f]{30}$/)
  assert.deepEqual(say(made), {
    ...{ name: 'Nina', email: 'nina@example.com', role: null, isPending: true, isEnabled: true },
    ...{ isAll: true, environments: ['env-demo', 'env-live'], groups: [], lastLoginAt: null },
  })
  assert.deepEqual(await acme.perform('master', 'user.get', { userId: made.user.id }), made)
})

test('an environment list opens just those, an empty one all, and a Master Admin gets all in any case', async (t) => {
  const acme = await givenAcme({ test: t })
  const open = async (email: string, but: object) => {
    const { user, environments } = await create(acme, { email, ...but })
    return [user.hasAllEnvironments, environments.map(({ id }) => id)]
  }
  assert.deepEqual(await open('a@x', { environmentIds: ['env-live', 'env-live'] }), [false, ['env-live']])
  assert.deepEqual(await open('b@x', { environmentIds: [] }), [true, ['env-demo', 'env-live']])
  assert.deepEqual(await open('c@x', { environmentIds: ['env-live'], role: 'master_admin' }), [
    true,
    ['env-demo', 'env-live'],
  ])
})

test('each legacy role assigns its bundle, and is read again from exactly that', async (t) => {
  const acme = await givenAcme({ test: t })
  const given: Record<string, readonly string[]> = {}
  for (const role of legacyRoles) {
    const made = await create(acme, { email: `${role}@x`, role })
    assert.equal(made.role, role)
    given[role] = await rolesOf(acme, made.user.id)
  }
  assert.deepEqual(given, {
    master_admin: ['account::master_admin account', 'prodenv::master_admin all'],
    admin: ['account::admin account', 'prodenv::admin all'],
    technical_admin: ['account::tech_admin account', 'prodenv::tech_admin all'],
    billing: ['account::billing account', 'prodenv::billing all'],
    reports: ['account::reports account', 'prodenv::reports all'],
    media_library_admin: ['prodenv::ml_admin all'],
    media_library_user: ['prodenv::ml_user all'],
  })
})

test('a legacy role takes the place of the bundle that stands, and of nothing else', async (t) => {
  const acme = await givenAcme({ test: t })
  const { user } = await create(acme, { role: 'admin' })
  const who = principal('user', user.id)
  const change = (role: 'reports' | 'billing') => acme.perform('master', 'user.update', { userId: user.id, role })
  const viewer = assigning(acme, who, systemRole('folder::viewer'), { in: 'demo', folder: 'demo:brand' })
  await acme.perform('master', 'assignment.change', adding(viewer))
  assert.equal((await change('reports')).role, 'reports')
  const moderator = assigning(acme, who, systemRole('prodenv::moderator'), { in: 'all' })
  await acme.perform('master', 'assignment.change', adding(moderator))
  assert.equal((await acme.perform('master', 'user.get', { userId: user.id })).role, null)
  assert.equal((await change('billing')).role, null)
  assert.deepEqual(await rolesOf(acme, user.id), [
    'account::billing account',
    'folder::viewer env-demo',
    'prodenv::billing all',
    'prodenv::moderator all',
  ])
  await acme.perform('master', 'assignment.change', removing(moderator))
  assert.equal((await acme.perform('master', 'user.get', { userId: user.id })).role, 'billing')
})

test('a bundle given for one environment only, or one that has ended, is no bundle', async (t) => {
  const acme = await givenAcme({ test: t })
  const otto = acme.principal('Otto')
  const one = assigning(acme, 'Otto', systemRole('prodenv::ml_user'), { in: 'demo' })
  await acme.perform('master', 'assignment.change', adding(one))
  assert.equal((await acme.perform('master', 'user.get', { userId: otto.id })).role, null)
  await update(acme, 'Otto', { role: 'media_library_user' })
  assert.deepEqual(await rolesOf(acme, otto.id), ['prodenv::ml_user all', 'prodenv::ml_user env-demo'])
})

test('an update changes what it names, and the same again changes nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  const change = { name: 'Vera Lynn', email: 'Vera@Lynn.example', environmentIds: ['env-live'], isEnabled: false }
  const changed = await update(acme, 'Vera', change)
  assert.deepEqual(say(changed), {
    ...{ name: 'Vera Lynn', email: 'Vera@Lynn.example', role: null, isPending: false, isEnabled: false },
    ...{ isAll: false, environments: ['env-live'], groups: ['Creative'], lastLoginAt: null },
  })
  assert.deepEqual([changed.user.createdAt, changed.user.updatedAt], [acme.clock.now - 1000, acme.clock.now])
  const before = await acme.revision()
  assert.deepEqual(await update(acme, 'Vera', change), changed)
  assert.deepEqual(await update(acme, 'Vera', {}), changed)
  assert.equal(await acme.revision(), before)
  assert.deepEqual((await update(acme, 'Vera', { environmentIds: [] })).environments, [])
  assert.equal((await update(acme, 'Vera', { environmentIds: ['all'] })).user.hasAllEnvironments, true)
})

test('environments sent for a Master Admin are passed over, and becoming one opens all', async (t) => {
  const acme = await givenAcme({ test: t })
  const made = await update(acme, 'Vera', { role: 'master_admin', environmentIds: ['env-live'] })
  assert.equal(made.user.hasAllEnvironments, true)
  assert.equal((await update(acme, 'Vera', { environmentIds: ['env-live'] })).user.hasAllEnvironments, true)
  assert.equal((await update(acme, 'Vera', { role: 'admin', environmentIds: ['env-live'] })).role, 'admin')
  const { user, environments } = await acme.perform('master', 'user.get', { userId: acme.principal('Vera').id })
  assert.deepEqual([user.hasAllEnvironments, environments.map(({ id }) => id)], [false, ['env-live']])
})

test('names, e-mails and environments that will not do are refused', async (t) => {
  const acme = await givenAcme({ test: t })
  const refuse = (but: object, code: 'invalid_fields' | 'user_email_taken' | 'environment_unknown', field: object) =>
    assertRefused(acme, 'master', 'user.create', { ...newcomer, ...but }, { code, fields: [field] } as never)
  for (const email of ['nina', '@x', 'nina@', 'ni na@x', 'n@x@y', 'nina@x\u200b', '']) {
    await refuse({ email }, 'invalid_fields', { name: 'email', value: email })
  }
  for (const name of ['', ' ', 'a\nb', 'x'.repeat(256)])
    await refuse({ name }, 'invalid_fields', { name: 'name', value: name })
  await refuse({ email: 'VERA@example.com' }, 'user_email_taken', { name: 'email', value: 'VERA@example.com' })
  await refuse({ environmentIds: ['env-demo', 'nope'] }, 'environment_unknown', {
    name: 'environmentId',
    value: 'nope',
  })
  await assertRefused(
    acme,
    'master',
    'user.update',
    { userId: acme.principal('Otto').id, email: 'vera@example.com' },
    {
      code: 'user_email_taken',
      fields: [{ name: 'email', value: 'vera@example.com' }],
    },
  )
  for (const name of ['user.get', 'user.delete', 'user.list-groups', 'user.list-environments'] as const) {
    await assertRefused(
      acme,
      'master',
      name,
      { userId: 'nope' },
      {
        code: 'not_found',
        fields: [{ name: 'userId', value: 'nope' }],
      },
    )
  }
})

test('of two who take one e-mail at once, one gets it', async (t) => {
  const acme = await givenAcme({ test: t })
  const made = await Promise.allSettled([create(acme), create(acme, { email: 'NINA@example.com' })])
  assert.deepEqual(made.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
})

test('a deleted user is gone with all it had, and one of the same e-mail inherits nothing', async (t) => {
  const acme = await givenAcme({ test: t })
  const vera = acme.principal('Vera')
  assert.equal(await acme.perform('master', 'user.delete', { userId: vera.id }), undefined)
  const { store } = acme.house
  assert.deepEqual(await store.listAssignments(acme.account.id, { principals: [vera] }), [])
  assert.deepEqual(await store.list('membership', acme.account.id), [])
  assert.deepEqual(await store.list('environment_access', acme.account.id), [])
  const anew = await create(acme, { email: 'vera@example.com', environmentIds: ['env-live'] })
  assert.notEqual(anew.user.id, vera.id)
  assert.deepEqual([anew.role, anew.groups, await rolesOf(acme, anew.user.id)], [null, [], []])
  assert.equal(await store.isIdUsed(acme.account.id, 'user', vera.id), true)
})

test('a list is filtered by every filter at once', async (t) => {
  const acme = await givenAcme({ test: t })
  const nina = await create(acme, { environmentIds: ['env-live'] })
  const [vera, otto] = [acme.principal('Vera').id, acme.principal('Otto').id]
  const list = async (filter: object): Promise<readonly string[]> => {
    const order = { by: 'name', isDescending: false } as const
    return (await acme.perform('master', 'user.list', { order, ...filter })).map(({ user }) => user.name)
  }
  assert.deepEqual(await list({}), ['Nina', 'Otto', 'Vera'])
  assert.deepEqual(await list({ ids: [vera, 'nope', otto, vera] }), ['Otto', 'Vera'])
  assert.deepEqual(await list({ ids: [nina.user.id], isPending: false }), [])
  assert.deepEqual(await list({ ids: [] }), [])
  assert.deepEqual(await list({ emails: ['OTTO@example.com', 'x@x'] }), ['Otto'])
  assert.deepEqual(await list({ isPending: true }), ['Nina'])
  assert.deepEqual(await list({ isPending: false }), ['Otto', 'Vera'])
  assert.deepEqual(await list({ prefix: 'NI' }), ['Nina'])
  assert.deepEqual(await list({ prefix: 'otto@' }), ['Otto'])
  assert.deepEqual(await list({ prefix: 'tto' }), [])
  assert.deepEqual(await list({ environmentId: 'env-live' }), ['Nina', 'Otto'])
  assert.deepEqual(await list({ environmentId: 'env-demo', prefix: 'v' }), ['Vera'])
  await assertRefused(
    acme,
    'master',
    'user.list',
    { order: { by: 'name', isDescending: false }, environmentId: 'x' },
    {
      code: 'environment_unknown',
      fields: [{ name: 'environmentId', value: 'x' }],
    },
  )
})

test('a list is filtered by the last sign-in', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  const vera = { accountId: acme.account.id, id: acme.principal('Vera').id as never }
  await acme.house.store.noteLogin(vera, 2000)
  await acme.house.store.noteLogin({ ...vera, id: acme.principal('Otto').id as never }, 5000)
  const list = async (union: 'include' | 'exclude', from: number | null, to: number | null) => {
    const order = { by: 'activity', isDescending: false } as const
    const found = await acme.perform('master', 'user.list', { order, lastLogin: { union, from, to } })
    return found.map(({ user, lastLoginAt }) => `${user.name} ${lastLoginAt ?? '-'}`)
  }
  assert.deepEqual(await list('include', null, null), ['Vera 2000', 'Otto 5000'])
  assert.deepEqual(await list('include', 2000, 5000), ['Vera 2000'])
  assert.deepEqual(await list('exclude', 2000, 5000), ['Nina -', 'Otto 5000'])
  assert.deepEqual(await list('exclude', null, null), ['Nina -'])
})

test('a list comes in any order, and in pages that neither skip nor repeat', async (t) => {
  const acme = await givenAcme({ test: t })
  acme.clock.now += 1000
  await create(acme, { role: 'reports', name: 'adam' })
  await update(acme, 'Otto', { isEnabled: false, role: 'admin' })
  const list = async (by: InputOf<'user.list'>['order']['by'], isDescending: boolean, page?: object) => {
    const found = await acme.perform('master', 'user.list', { order: { by, isDescending }, ...page })
    return found.map(({ user }) => user.name)
  }
  assert.deepEqual(await list('name', false), ['adam', 'Otto', 'Vera'])
  assert.deepEqual(await list('name', true), ['Vera', 'Otto', 'adam'])
  assert.deepEqual(await list('role', false), ['Otto', 'adam', 'Vera'])
  assert.deepEqual(await list('status', false), ['Vera', 'adam', 'Otto'])
  assert.deepEqual((await list('created_at', true))[0], 'adam')
  const page = (number: number) => list('name', false, { page: { number, size: 2 } })
  assert.deepEqual([await page(1), await page(2), await page(3)], [['adam', 'Otto'], ['Vera'], []])
})

test('many users are described as a few are', async (t) => {
  const acme = await givenAcme({ test: t })
  for (let number = 0; number < 21; number++) {
    await create(acme, { email: `${number}@x`, role: 'reports', environmentIds: ['env-live'] })
  }
  const all = await acme.perform('master', 'user.list', { order: { by: 'created_at', isDescending: false } })
  assert.equal(all.length, 23)
  for (const detail of all) {
    assert.deepEqual(await acme.perform('master', 'user.get', { userId: detail.user.id }), detail)
  }
})

test('who may not read groups, environments or roles sees users without them', async (t) => {
  const acme = await givenAcme({ test: t })
  await update(acme, 'Vera', { role: 'reports' })
  const forbid = 'forbid(principal, action, resource is Cloudinary::Group);'
  const policy = { name: 'P', description: null, level: 'account', environmentId: null, isEnabled: true } as const
  await acme.perform('master', 'custom-policy.create', { ...policy, statement: forbid })
  const key = await givenKey(acme, { account: ['users_and_groups::view'] })
  const userId = acme.principal('Vera').id
  const seen = await acme.perform(key, 'user.get', { userId })
  assert.deepEqual([seen.role, seen.environments, seen.groups], [null, [], []])
  assert.deepEqual(await acme.perform(key, 'user.list-groups', { userId }), [])
  assert.deepEqual(await acme.perform(key, 'user.list-environments', { userId }), [])
})

test('a user’s groups and environments are listed in order of creation', async (t) => {
  const acme = await givenAcme({ test: t })
  const userId = acme.principal('Vera').id
  const groups = await acme.perform('master', 'user.list-groups', { userId })
  assert.deepEqual(
    groups.map(({ name }) => name),
    ['Creative'],
  )
  const names = async (id: string) =>
    (await acme.perform('master', 'user.list-environments', { userId: id })).map(({ cloudName }) => cloudName)
  assert.deepEqual([await names(userId), await names(acme.principal('Otto').id)], [['demo'], ['demo', 'live']])
})

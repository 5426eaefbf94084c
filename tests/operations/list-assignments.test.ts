import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principal, type Principal } from '../../src/domain/principal.ts'
import { roleId, userId } from '../../src/domain/ids.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { adding, assigning, store } from '../given/assigning.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const mlUser = systemRole('prodenv::ml_user')
const viewer = systemRole('folder::viewer')
const search: InputOf<'assignment.inspect'> = { level: 'environment', principals: null, parameter: null, cursor: null }

const spell = ({ principals }: OutputOf<'assignment.inspect'>): readonly string[] =>
  principals.map(({ principal: { id }, roles }) => [id, ...roles.map(({ role }) => role.id)].join(' '))

test('the roles that a principal has itself are listed, by kind, level and place', async (t) => {
  const acme = await givenAcme({ test: t })
  const reports = systemRole('account::reports')
  const custom = { id: 'mine', name: 'Mine', description: null, isContent: false, level: 'environment' } as const
  await acme.perform('master', 'role.create', { ...custom, permissionIds: [] })
  await acme.perform(
    'master',
    'assignment.change',
    adding(
      assigning(acme, 'Vera', reports),
      assigning(acme, 'Vera', 'mine', { in: 'all' }),
      assigning(acme, 'Vera', mlUser, { in: 'live' }),
    ),
  )
  const list = async (but: Partial<InputOf<'assignment.list'>>) => {
    const input = { principal: acme.principal('Vera'), isContent: false, parameter: null, ...but }
    return (await acme.perform('master', 'assignment.list', input)).map(({ role }) => role.id).toSorted()
  }
  assert.deepEqual(await list({}), [reports, mlUser, 'mine'])
  assert.deepEqual(await list({ level: 'account' }), [reports])
  assert.deepEqual(await list({ management: 'custom' }), ['mine'])
  assert.deepEqual(await list({ environmentId: 'env-demo' }), ['mine'])
  assert.deepEqual(await list({ environmentId: 'env-live' }), [mlUser, 'mine'])
  assert.deepEqual(await list({ environmentId: 'all' }), ['mine'])
  assert.deepEqual(await list({ isContent: true }), [viewer])
  const brand = { type: 'folder', id: acme.folder('demo:brand') } as const
  assert.deepEqual(await list({ isContent: true, parameter: brand }), [viewer])
  assert.deepEqual(await list({ isContent: true, parameter: { ...brand, id: acme.folder('demo:brand/logos') } }), [])
})

test('what has ended, and what is on its way to nobody, is not listed', async (t) => {
  const acme = await givenAcme({ test: t })
  await store(acme, assigning(acme, 'Otto', mlUser, { in: 'demo' }), acme.clock.now + 1)
  const input = { principal: acme.principal('Otto'), isContent: false, parameter: null }
  assert.equal((await acme.perform('master', 'assignment.list', input)).length, 1)
  acme.clock.now += 1
  assert.deepEqual(await acme.perform('master', 'assignment.list', input), [])
  assert.deepEqual(
    spell(await acme.perform('master', 'assignment.inspect', { ...search, principals: [input.principal] })),
    [input.principal.id],
  )
})

test('an unknown principal and an unknown environment are not found', async (t) => {
  const acme = await givenAcme({ test: t })
  const input = { isContent: false, parameter: null }
  for (const type of ['user', 'group', 'api_key', 'account_key'] as const) {
    const unknown = { code: 'not_found', fields: [{ name: 'principalId', value: 'nope' }] } as const
    await assertRefused(acme, 'master', 'assignment.list', { ...input, principal: principal(type, 'nope') }, unknown)
    const asked = { ...search, principals: [principal(type, 'nope')] }
    await assertRefused(acme, 'master', 'assignment.inspect', asked, unknown)
  }
  const unknown = { code: 'not_found', fields: [{ name: 'environmentId', value: 'nope' }] } as const
  const vera = { principal: acme.principal('Vera'), environmentId: 'nope' }
  await assertRefused(acme, 'master', 'assignment.list', { ...input, ...vera }, unknown)
  await assertRefused(acme, 'master', 'assignment.inspect', { ...search, environmentId: 'nope' }, unknown)
})

test('an inspection shows the principals asked about, those without roles too, each once and in order', async (t) => {
  const acme = await givenAcme({ test: t })
  const [vera, otto, creative] = ['Vera', 'Otto', 'Creative'].map((name) => acme.principal(name))
  const principals = [creative, vera, otto, vera] as readonly Principal[]
  const shown = await acme.perform('master', 'assignment.inspect', { ...search, principals })
  const users = [`${vera?.id} ${viewer}`, `${otto?.id}`].toSorted()
  assert.deepEqual(spell(shown), [...users, `${creative?.id} ${mlUser}`])
  assert.equal(shown.nextCursor, null)
})

test('a search shows all that have a role in the place, by type and narrowed by place', async (t) => {
  const acme = await givenAcme({ test: t })
  const find = async (but: Partial<InputOf<'assignment.inspect'>>) =>
    spell(await acme.perform('master', 'assignment.inspect', { ...search, ...but }))
  const vera = `${acme.principal('Vera').id} ${viewer}`
  const creative = `${acme.principal('Creative').id} ${mlUser}`
  const keys = [`100 ${systemRole('prodenv::master_admin')}`, `KM ${systemRole('prodenv::master_admin')}`]
  assert.deepEqual(await find({}), [vera, creative, ...keys])
  assert.deepEqual(await find({ principalType: 'group' }), [creative])
  assert.deepEqual(await find({ environmentId: 'env-live' }), [creative, keys[1]])
  assert.deepEqual(await find({ level: 'account' }), [
    `KA ${systemRole('account::admin')}`,
    `KM ${systemRole('account::master_admin')}`,
  ])
  assert.deepEqual(await find({ parameter: { type: 'folder', id: acme.folder('demo:brand') } }), [vera])
})

/** Adds users with roles beside all rules; every seventh has many. */
async function addUsers(acme: GivenHouse, count: number, many = 3): Promise<void> {
  const { account, clock, house } = acme
  const dates = { createdAt: clock.now, updatedAt: clock.now }
  const ids = Array.from({ length: count }, (_, number) => userId(`u${String(number).padStart(5, '0')}`))
  const base = { accountId: account.id, ...dates }
  const flags = { isEnabled: true, isPending: false, hasAllEnvironments: true }
  await acme.change(async (transaction) => {
    const like = await transaction.findUserByEmail(account.id, 'otto@example.com')
    if (like === undefined) throw new Error('Otto is gone')
    await transaction.putAll(
      'user',
      ids.map((id) => ({ ...like, ...base, id, name: id, email: `${id}@example.com`, ...flags })),
    )
    const assignments = ids.flatMap((id, number) =>
      Array.from({ length: number % 7 === 0 ? many : 1 }, (_, position) => ({
        ...base,
        id: house.ids.assignment(),
        principal: { type: 'user', id } as const,
        roleId: roleId(position === 0 ? mlUser : viewer),
        reach: { type: 'environment', environmentId: acme.environment('demo') } as const,
        parameter: position === 0 ? null : ({ type: 'folder', id: `f${position}` as never } as const),
        expiresAt: null,
      })),
    )
    await transaction.putAll('assignment', assignments)
  })
}

async function inspectAll(acme: GivenHouse, who: string, input: InputOf<'assignment.inspect'>) {
  const pages: OutputOf<'assignment.inspect'>[] = []
  for (let cursor: string | null = null; ;) {
    const page: OutputOf<'assignment.inspect'> = await acme.perform(who, 'assignment.inspect', { ...input, cursor })
    pages.push(page)
    cursor = page.nextCursor
    if (cursor === null) return pages
  }
}

test('a search goes page by page through everyone once, also through one with more roles than are read at a time', async (t) => {
  const acme = await givenAcme({ test: t })
  await addUsers(acme, 250, 60)
  await acme.change((transaction) =>
    transaction.putAll(
      'assignment',
      Array.from({ length: 2100 }, (_, position) => ({
        id: acme.house.ids.assignment(),
        accountId: acme.account.id,
        principal: { type: 'user', id: userId('u00123') } as const,
        roleId: roleId(viewer),
        reach: { type: 'environment', environmentId: 'all' } as const,
        parameter: { type: 'folder', id: `g${position}` as never } as const,
        expiresAt: null,
        createdAt: 1,
        updatedAt: 1,
      })),
    ),
  )
  const pages = await inspectAll(acme, 'master', { ...search, principalType: 'user' })
  assert.deepEqual(
    pages.map(({ principals }) => principals.length),
    [100, 100, 51],
  )
  const shown = pages.flatMap(({ principals }) => principals)
  assert.equal(new Set(shown.map(({ principal: { id } }) => id)).size, 251)
  const rolesOf = (id: string) => shown.find((one) => one.principal.id === id)?.roles.length
  assert.deepEqual([rolesOf('u00007'), rolesOf('u00008'), rolesOf('u00123')], [60, 1, 2101])
})

test('a page that is just full has no next one', async (t) => {
  const acme = await givenAcme({ test: t })
  await addUsers(acme, 99)
  const pages = await inspectAll(acme, 'master', { ...search, principalType: 'user' })
  assert.deepEqual(
    pages.map(({ principals }) => principals.length),
    [100],
  )
})

test('more principals than fit one answer are shown page by page', async (t) => {
  const acme = await givenAcme({ test: t })
  await addUsers(acme, 205)
  const principals = Array.from({ length: 205 }, (_, number) =>
    principal('user', `u${String(number).padStart(5, '0')}`),
  )
  const pages = await inspectAll(acme, 'master', { ...search, principals: principals.toReversed() })
  assert.deepEqual(
    pages.map((page) => page.principals.length),
    [100, 100, 5],
  )
  assert.deepEqual(
    pages.flatMap((page) => page.principals.map((one) => one.principal)),
    principals,
  )
})

test('a cursor that no page gave is refused', async (t) => {
  const acme = await givenAcme({ test: t })
  const garbage = [
    '',
    '3',
    'null',
    Buffer.from('["robot","x"]').toString('base64url'),
    Buffer.from('{}').toString('base64url'),
    '\u0000',
  ]
  for (const cursor of garbage) {
    const refusal = { code: 'invalid_fields', fields: [{ name: 'cursor', value: cursor }] } as const
    await assertRefused(acme, 'master', 'assignment.inspect', { ...search, cursor }, refusal)
  }
})

test('a search counts neither by the invisible nor stops at it', async (t) => {
  const acme = await givenAcme({ test: t })
  await addUsers(acme, 150)
  const watcher = { id: 'watch', name: 'Watch', description: null, isContent: false, level: 'account' } as const
  await acme.perform('master', 'role.create', { ...watcher, permissionIds: ['cld::policy::global::roles::view'] })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'nobody', 'watch')))
  const hidden = await acme.perform('nobody', 'assignment.inspect', search)
  assert.deepEqual(hidden, { principals: [], nextCursor: null })
  const statement = (id: string) =>
    `permit(principal == Cloudinary::ProvisioningKey::"KN", action == Cloudinary::Action::"read", resource == Cloudinary::User::"${id}");`
  for (const id of ['u00003', 'u00149']) {
    const policy = { name: id, description: null, level: 'account', environmentId: null, isEnabled: true } as const
    await acme.perform('master', 'custom-policy.create', { ...policy, statement: statement(id) })
  }
  const seen = await acme.perform('nobody', 'assignment.inspect', search)
  assert.deepEqual(spell(seen), [`u00003 ${mlUser}`, `u00149 ${mlUser}`])
  assert.equal(seen.nextCursor, null)
})

import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { customPolicyId, permissionId, roleId } from '../../src/domain/ids.ts'
import { principal, type Principal } from '../../src/domain/principal.ts'
import { operations, type OperationName } from '../../src/operations/index.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { assigning, removing } from '../given/assigning.ts'
import { givenKey, type Held } from '../given/callers.ts'
import type { GivenHouse, InputOf } from '../given/house.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

/** One kind of input of an operation, and what it takes: each permission with the need that it alone meets. */
interface Case<Name extends OperationName> {
  readonly about: string
  readonly name: Name
  readonly input: (acme: GivenHouse) => InputOf<Name>
  readonly account?: Readonly<Record<string, string>>
  readonly environment?: Readonly<Record<string, string>>
}

/** The compiler sees each case with its own operation. */
const of = <Name extends OperationName>(one: Case<Name>): Case<Name> => one

const mlUser = systemRole('prodenv::ml_user')
const roleContent = { name: 'Thing', description: null, permissionIds: [] }
const policyContent = {
  name: 'Policy',
  description: null,
  level: 'account',
  environmentId: null,
  statement: 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Group);',
  isEnabled: false,
} as const
const vera = (acme: GivenHouse) => acme.principal('Vera')
const question = { action: 'read', resource: { type: 'Role', id: null }, scope: { type: 'account' } } as const
const folders = {
  action: 'read',
  resourceType: 'Folder',
  environmentId: 'env-demo',
  cursor: null,
  limit: 9,
  atLeastRevision: null,
} as const

const readRole = { 'roles::view': 'read Role' }
const readUser = { 'users_and_groups::view': 'read User' }
const ofPrincipal = { isContent: false, parameter: null }

const cases = [
  of({ about: 'all', name: 'role.list', input: () => ({ kinds: ['global'] }), account: readRole }),
  of({ about: 'one', name: 'role.get', input: () => ({ roleId: 'thing', parameter: null }), account: readRole }),
  of({
    about: 'one',
    name: 'role.create',
    input: () => ({ ...roleContent, id: 'new', name: 'New', isContent: false, level: 'account' }),
    account: { 'roles::manage': 'create Role' },
  }),
  of({
    about: 'one',
    name: 'role.update',
    input: () => ({ ...roleContent, roleId: 'thing' }),
    account: { 'roles::manage': 'update Role' },
  }),
  of({
    about: 'one',
    name: 'role.delete',
    input: () => ({ roleId: 'thing', force: true }),
    account: { 'roles::manage': 'delete Role' },
  }),
  of({
    about: 'one',
    name: 'role.list-principals',
    input: () => ({ roleId: 'thing', parameter: null }),
    account: readRole,
  }),
  of({
    about: 'a user',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Vera', mlUser, { in: 'live' })),
    account: { 'users_and_groups::manage': 'update User' },
  }),
  of({
    about: 'a group',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Creative', mlUser, { in: 'live' })),
    account: { 'users_and_groups::manage': 'update Group' },
  }),
  of({
    about: 'an account key',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'nobody', mlUser, { in: 'live' })),
    account: { 'account_management_keys::manage': 'update ProvisioningKey' },
  }),
  of({
    about: 'an API key',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'bare', mlUser, { in: 'live' })),
    environment: { 'api_keys::manage': 'update APIKey' },
  }),
  of({
    about: 'a custom role',
    name: 'assignment.change',
    input: (acme) => removing(assigning(acme, 'Vera', 'thing')),
    account: { 'users_and_groups::manage': 'update User', ...readRole },
  }),
  of({
    about: 'a user',
    name: 'assignment.list',
    input: (acme) => ({ ...ofPrincipal, principal: vera(acme) }),
    account: { ...readUser, ...readRole },
  }),
  of({
    about: 'an API key',
    name: 'assignment.list',
    input: (acme) => ({ ...ofPrincipal, principal: acme.principal('bare') }),
    account: readRole,
    environment: { 'api_keys::view': 'read APIKey' },
  }),
  of({
    about: 'all',
    name: 'assignment.inspect',
    input: () => ({ level: 'account', principals: null, parameter: null, cursor: null }),
    account: readRole,
  }),
  of({
    about: 'some',
    name: 'assignment.inspect',
    input: (acme) => ({
      level: 'account',
      principals: [vera(acme), acme.principal('nobody')],
      parameter: null,
      cursor: null,
    }),
    account: { ...readRole, ...readUser, 'account_management_keys::view': 'read ProvisioningKey' },
  }),
  of({
    about: 'all',
    name: 'permission.list',
    input: () => ({ level: 'account' }),
    account: { 'roles::view': 'read SystemPolicy' },
  }),
  of({
    about: 'all',
    name: 'custom-policy.list',
    input: () => ({ level: 'account', cursor: null }),
    account: { 'custom_policies::view': 'read CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.get',
    input: () => ({ policyId: 'policy' }),
    account: { 'custom_policies::view': 'read CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.create',
    input: () => ({ ...policyContent, level: 'environment', environmentId: 'all' }),
    account: { 'custom_policies::manage': 'create CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.update',
    input: () => ({ ...policyContent, name: 'New', policyId: 'policy' }),
    account: { 'custom_policies::manage': 'update CustomPolicy' },
  }),
  of({
    about: 'one',
    name: 'custom-policy.delete',
    input: () => ({ policyId: 'policy' }),
    account: { 'custom_policies::manage': 'delete CustomPolicy' },
  }),
  of({
    about: 'all',
    name: 'effective-policies.list',
    input: () => ({ level: 'account', principal: null }),
    account: readRole,
  }),
  of({
    about: 'a user',
    name: 'effective-policies.list',
    input: (acme) => ({ level: 'account', principal: vera(acme) }),
    account: { ...readRole, ...readUser },
  }),
  of({
    about: 'a user',
    name: 'decision.make',
    input: (acme) => ({ questions: [{ ...question, principal: vera(acme) }], atLeastRevision: null }),
    account: readUser,
  }),
  of({
    about: 'a user',
    name: 'decision.list-folders',
    input: (acme) => ({ ...folders, principal: vera(acme) }),
    account: readUser,
    environment: { 'folder_and_asset_management::view': 'read Folder' },
  }),
]

async function givenThings(t: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test: t })
  const base = { accountId: acme.account.id, description: null, createdAt: 1, updatedAt: 1 }
  await acme.change(async (transaction) => {
    await transaction.put('role', {
      ...{ ...base, id: roleId('thing'), name: 'Thing', kind: 'global', level: 'account' },
      permissionIds: [permissionId('cld::policy::global::roles::view')],
    })
    await transaction.put('custom_policy', {
      ...{ ...base, id: customPolicyId('policy'), name: 'Policy', reach: { type: 'account' }, isEnabled: false },
      statement: policyContent.statement,
    })
  })
  return acme
}

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

test('every operation has a case', () => {
  const tried = new Set<string>(cases.map(({ name }) => name))
  assert.deepEqual(
    Object.keys(operations).filter((name) => !tried.has(name)),
    [],
  )
})

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

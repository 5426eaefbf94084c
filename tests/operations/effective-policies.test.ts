import assert from 'node:assert/strict'
import { test } from 'node:test'
import { validatePolicies } from '../../src/engine/cedar.ts'
import { cedarSchema } from '../../src/domain/catalogue/schema.ts'
import { principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const inDemo = { level: 'environment', environmentId: 'env-demo' } as const

const list = (acme: GivenHouse, who: string, input: InputOf<'effective-policies.list'>) =>
  acme.perform(who, 'effective-policies.list', input)

const spell = ({ principals }: OutputOf<'effective-policies.list'>): readonly string[] =>
  principals.map(({ principal: { id }, roles }) => [id, ...roles.map((role) => role.id)].join(' '))

test('the policies of a user are those of its roles and of its groups, bound to each and to its folder', async (t) => {
  const acme = await givenAcme({ test: t })
  const vera = acme.principal('Vera')
  const creative = acme.principal('Creative')
  const folder = acme.folder('demo:brand')
  const { principals, customPolicies } = await list(acme, 'master', { ...inDemo, principal: vera })
  assert.deepEqual(customPolicies, [])
  const user = `principal == Cloudinary::User::"${vera.id}"`
  const under = `when { resource.ancestor_ids.contains("${folder}") }`
  const read = (type: string): string =>
    `permit(${user}, action == Cloudinary::Action::"read", resource is Cloudinary::${type}) ${under};`
  assert.deepEqual(principals, [
    {
      principal: vera,
      roles: [
        {
          id: systemRole('folder::viewer'),
          permissions: [
            {
              id: permission('content::folder::view_download'),
              statement: `${read('Folder')}\n${read('Asset')}`,
            },
            {
              id: permission('content::folder::download_public_assets'),
              statement:
                `permit(${user}, action == Cloudinary::Action::"download", resource is Cloudinary::Asset) ` +
                `when { resource.ancestor_ids.contains("${folder}") && resource.public == true };`,
            },
          ],
        },
      ],
    },
    {
      principal: creative,
      roles: [
        {
          id: systemRole('prodenv::ml_user'),
          permissions: [
            {
              id: permission('global::ml::access'),
              statement: `permit(principal in Cloudinary::Group::"${creative.id}", action, resource == Cloudinary::Feature::"cld::global::ml::access");`,
            },
          ],
        },
      ],
    },
  ])
})

test('every bound statement of every role is valid Cedar under the schema', async (t) => {
  const acme = await givenAcme({ test: t })
  const { catalogue } = (await acme.engine()).snapshot
  const where = { global: {}, folder: { folder: 'demo:brand' }, collection: { collection: 'demo:Launch' } }
  const holders = ['Vera', 'Creative', 'bare', 'nobody']
  const assignments = catalogue.roles.flatMap(({ id, kind, level }) =>
    holders.map((who) => assigning(acme, who, id, level === 'account' ? {} : { in: 'demo', ...where[kind] })),
  )
  await acme.perform('master', 'assignment.change', adding(...assignments))
  const levels = [inDemo, { level: 'account' }] as const
  const lists = await Promise.all(levels.map((place) => list(acme, 'master', { ...place, principal: null })))
  const statements = lists
    .flatMap(({ principals }) => principals)
    .flatMap(({ roles }) => roles)
    .flatMap(({ permissions }) => permissions)
    .map(({ statement }) => statement)
  assert.ok(statements.length > 1000, `${statements.length} statements`)
  for (const statement of new Set(statements)) {
    assert.deepEqual(validatePolicies(statement, cedarSchema), [], statement)
    assert.doesNotMatch(statement, /<(?:folder|collection)_id>|\(principal,/)
  }
})

test('a role given for all environments is in force in each; one of another environment is not', async (t) => {
  const acme = await givenAcme({ test: t })
  const vera = acme.principal('Vera')
  const creative = `${acme.principal('Creative').id} ${systemRole('prodenv::ml_user')}`
  assert.deepEqual(spell(await list(acme, 'master', { ...inDemo, environmentId: 'env-live', principal: vera })), [
    creative,
  ])
  assert.deepEqual(spell(await list(acme, 'master', { level: 'account', principal: vera })), [])
  assert.deepEqual(spell(await list(acme, 'master', { level: 'environment', environmentId: 'all', principal: vera })), [
    creative,
  ])
})

test('without a principal everyone who has a role there is shown', async (t) => {
  const acme = await givenAcme({ test: t })
  assert.deepEqual(spell(await list(acme, 'master', { level: 'account', principal: null })), [
    `KA ${systemRole('account::admin')}`,
    `KM ${systemRole('account::master_admin')}`,
  ])
})

test('a custom policy is shown with those it may be about', async (t) => {
  const acme = await givenAcme({ test: t })
  const [vera, otto, creative, idle] = ['Vera', 'Otto', 'Creative', 'Idle'].map((name) => acme.principal(name).id)
  const scopes = {
    anyone: 'principal',
    users: 'principal is Cloudinary::User',
    keys: 'principal is Cloudinary::APIKey',
    vera: `principal == Cloudinary::User::"${vera}"`,
    creative: `principal in Cloudinary::Group::"${creative}"`,
    creativeAlone: `principal == Cloudinary::Group::"${creative}"`,
    usersOfIdle: `principal is Cloudinary::User in Cloudinary::Group::"${idle}"`,
    usersOfCreative: `principal is Cloudinary::User in Cloudinary::Group::"${creative}"`,
    off: 'principal',
  }
  for (const [name, scope] of Object.entries(scopes)) {
    const statement = `forbid(${scope}, action == Cloudinary::Action::"${name === 'off' ? 'read' : 'delete'}", resource is Cloudinary::Asset);`
    const policy = { name, description: null, level: 'environment', environmentId: 'env-demo', statement } as const
    await acme.perform('master', 'custom-policy.create', { ...policy, isEnabled: name !== 'off' })
  }
  const { policies } = await acme.perform('master', 'custom-policy.list', { ...inDemo, cursor: null })
  const nameById = new Map(policies.map(({ id, name }) => [id, name]))
  const about = async (type: 'user' | 'group' | 'api_key', id: string, who = 'master') => {
    const { customPolicies } = await list(acme, who, { ...inDemo, principal: principal(type, id) })
    return customPolicies.map((one) => nameById.get(one.id) ?? '').toSorted()
  }
  assert.deepEqual(await about('user', vera ?? ''), ['anyone', 'creative', 'users', 'usersOfCreative', 'vera'])
  assert.deepEqual(await about('user', otto ?? ''), ['anyone', 'users'])
  assert.deepEqual(await about('group', creative ?? ''), ['anyone', 'creative', 'creativeAlone'])
  assert.deepEqual(await about('api_key', '101'), ['anyone', 'keys'])
  const { customPolicies } = await list(acme, 'master', { ...inDemo, principal: null })
  assert.equal(customPolicies.length, 8)
  assert.deepEqual((await list(acme, 'master', { level: 'account', principal: null })).customPolicies, [])
})

test('a group that the caller may not read brings nothing that would tell who is in it', async (t) => {
  const acme = await givenAcme({ test: t })
  const creative = acme.principal('Creative').id
  const policy = {
    name: 'p',
    description: null,
    level: 'environment',
    environmentId: 'env-demo',
    isEnabled: true,
  } as const
  const about = `principal in Cloudinary::Group::"${creative}"`
  const statement = `forbid(${about}, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);`
  const { id } = await acme.perform('master', 'custom-policy.create', { ...policy, statement })
  const vera = { ...inDemo, principal: acme.principal('Vera') }
  const seen = await list(acme, 'admin', vera)
  assert.deepEqual([seen.principals.length, seen.customPolicies.map((one) => one.id)], [2, [id]])
  const hide = `forbid(principal, action == Cloudinary::Action::"read", resource == Cloudinary::Group::"${creative}");`
  await acme.perform('master', 'custom-policy.create', { ...policy, level: 'account', statement: hide })
  const hidden = await list(acme, 'admin', vera)
  assert.deepEqual(hidden, { principals: seen.principals.slice(0, 1), customPolicies: [] })
})

test('who may not read custom policies is shown none', async (t) => {
  const acme = await givenAcme({ test: t })
  const role = { id: 'watch', name: 'Watch', description: null, isContent: false, level: 'account' } as const
  const permissionIds = ['roles::view', 'users_and_groups::view'].map((name) => permission(`global::${name}`))
  await acme.perform('master', 'role.create', { ...role, permissionIds })
  await acme.perform('master', 'assignment.change', adding(assigning(acme, 'nobody', 'watch')))
  const statement = 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);'
  const policy = {
    name: 'p',
    description: null,
    level: 'environment',
    environmentId: 'env-demo',
    isEnabled: true,
  } as const
  await acme.perform('master', 'custom-policy.create', { ...policy, statement })
  const { principals, customPolicies } = await list(acme, 'nobody', { ...inDemo, principal: null })
  assert.deepEqual(customPolicies, [])
  assert.deepEqual(
    principals.map((one) => one.principal.type),
    ['user', 'group'],
  )
})

test('an unknown principal and an unknown environment are not found', async (t) => {
  const acme = await givenAcme({ test: t })
  await assertRefused(
    acme,
    'master',
    'effective-policies.list',
    { ...inDemo, principal: principal('group', 'nope') },
    {
      code: 'not_found',
      fields: [{ name: 'principalId', value: 'nope' }],
    },
  )
  await assertRefused(
    acme,
    'master',
    'effective-policies.list',
    { level: 'environment', environmentId: 'nope', principal: null },
    {
      code: 'not_found',
      fields: [{ name: 'environmentId', value: 'nope' }],
    },
  )
})

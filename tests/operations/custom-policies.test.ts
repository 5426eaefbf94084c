import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenAcme } from '../given/acme.ts'
import { usualInstant, type GivenHouse, type InputOf } from '../given/house.ts'
import { assertRefused } from '../given/refusals.ts'

const noDeleting = 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);'
const veraReads = (id: string) =>
  `permit(principal == Cloudinary::User::"${id}", action == Cloudinary::Action::"read", resource is Cloudinary::Folder);`

const draft: InputOf<'custom-policy.create'> = {
  name: 'No deleting',
  description: null,
  level: 'environment',
  environmentId: 'env-demo',
  statement: noDeleting,
  isEnabled: true,
}

const create = (acme: GivenHouse, but: Partial<typeof draft> = {}) =>
  acme.perform('master', 'custom-policy.create', { ...draft, ...but })

test('a custom policy is made in the one form of its statement: spacing and comments do not count', async (t) => {
  const acme = await givenAcme({ test: t })
  const statement = `// none at all\nforbid (principal,\n  action == Cloudinary::Action::"delete",resource is Cloudinary::Asset) ;`
  const policy = await create(acme, { statement, description: 'none' })
  assert.match(policy.id, /^[a-z0-9]{24}$/)
  assert.deepEqual(policy, {
    id: policy.id,
    accountId: 'acme',
    name: 'No deleting',
    description: 'none',
    reach: { type: 'environment', environmentId: 'env-demo' },
    statement: 'forbid(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);',
    isEnabled: true,
    createdAt: usualInstant,
    updatedAt: usualInstant,
  })
  assert.deepEqual(await acme.perform('master', 'custom-policy.get', { policyId: policy.id }), policy)
  await assertRefused(acme, 'master', 'custom-policy.create', draft, {
    code: 'policy_statement_taken',
    fields: [{ name: 'statement', value: policy.statement }],
  })
})

test('a statement stands once in a scope, and again in every other', async (t) => {
  const acme = await givenAcme({ test: t })
  await create(acme)
  await create(acme, { environmentId: 'all' })
  await create(acme, { environmentId: 'env-live' })
  const { reach } = await create(acme, { level: 'account', environmentId: 'passed over' })
  assert.deepEqual(reach, { type: 'account' })
  const { statement } = await create(acme, { statement: veraReads('x') })
  const taken = { code: 'policy_statement_taken', fields: [{ name: 'statement', value: statement }] } as const
  await assertRefused(
    acme,
    'master',
    'custom-policy.create',
    { ...draft, statement: veraReads('x'), isEnabled: false },
    taken,
  )
})

test('an update replaces everything but the id and the instant of making', async (t) => {
  const acme = await givenAcme({ test: t })
  const { id } = await create(acme, { description: 'old' })
  acme.clock.now += 5
  const content = {
    name: 'Reading',
    description: null,
    level: 'account',
    environmentId: null,
    isEnabled: false,
  } as const
  const policy = await acme.perform('master', 'custom-policy.update', {
    policyId: id,
    ...content,
    statement: veraReads('v'),
  })
  assert.deepEqual(policy, {
    id,
    accountId: 'acme',
    name: 'Reading',
    description: null,
    reach: { type: 'account' },
    statement:
      'permit(principal == Cloudinary::User::"v", action == Cloudinary::Action::"read", resource is Cloudinary::Folder);',
    isEnabled: false,
    createdAt: usualInstant,
    updatedAt: usualInstant + 5,
  })
})

test('GUESS: an update is refused for the statement of another policy and for changing nothing; name, description and enabled change alone', async (t) => {
  const acme = await givenAcme({ test: t })
  const first = await create(acme)
  const second = await create(acme, { statement: veraReads('v') })
  const taken = { code: 'policy_statement_taken', fields: [{ name: 'statement', value: first.statement }] } as const
  await assertRefused(acme, 'master', 'custom-policy.update', { ...draft, policyId: second.id }, taken)
  await assertRefused(acme, 'master', 'custom-policy.update', { ...draft, policyId: first.id }, taken)
  for (const but of [
    { name: 'Other' },
    { name: 'Other', description: 'd' },
    { name: 'Other', description: 'd', isEnabled: false },
  ]) {
    await acme.perform('master', 'custom-policy.update', { ...draft, ...but, policyId: first.id })
  }
})

test('a deleted policy is gone, and its statement free', async (t) => {
  const acme = await givenAcme({ test: t })
  const { id } = await create(acme)
  assert.equal(await acme.perform('master', 'custom-policy.delete', { policyId: id }), undefined)
  const unknown = { code: 'not_found', fields: [{ name: 'policyId', value: id }] } as const
  await assertRefused(acme, 'master', 'custom-policy.get', { policyId: id }, unknown)
  await assertRefused(acme, 'master', 'custom-policy.update', { ...draft, policyId: id }, unknown)
  await assertRefused(acme, 'master', 'custom-policy.delete', { policyId: id }, unknown)
  assert.notEqual((await create(acme)).id, id)
})

const faulty: readonly (readonly [string, Partial<typeof draft>, string, string, unknown])[] = [
  ['an empty name', { name: '' }, 'invalid_fields', 'name', ''],
  ['a long description', { description: 'd'.repeat(2001) }, 'invalid_fields', 'description', 'd'.repeat(2001)],
  ['an unknown environment', { environmentId: 'nope' }, 'not_found', 'environmentId', 'nope'],
  ['no Cedar', { statement: 'hello' }, 'invalid_policy', 'statement', 'hello'],
  ['nothing', { statement: '' }, 'invalid_policy', 'statement', ''],
  ['two statements', { statement: noDeleting + noDeleting }, 'invalid_policy', 'statement', noDeleting + noDeleting],
]

for (const [what, but, code, name, value] of faulty) {
  test(`a custom policy is refused for ${what}`, async (t) => {
    const acme = await givenAcme({ test: t })
    const { id } = await create(acme, { statement: veraReads('v') })
    const expected = { code: code as 'invalid_policy', fields: [{ name, value }] }
    await assertRefused(acme, 'master', 'custom-policy.create', { ...draft, ...but }, expected)
    await assertRefused(acme, 'master', 'custom-policy.update', { ...draft, ...but, policyId: id }, expected)
  })
}

test('a policy of an environment without one is refused', async (t) => {
  const acme = await givenAcme({ test: t })
  const missing = { code: 'missing_fields', fields: [{ name: 'environmentId' }] } as const
  await assertRefused(acme, 'master', 'custom-policy.create', { ...draft, environmentId: null }, missing)
})

test('an invalid statement is refused with the part that is wrong', async (t) => {
  const acme = await givenAcme({ test: t })
  const statements = [
    ['permit(principal == Cloudinary::Robot::"x", action, resource);', 'principal'],
    ['permit(principal, action == Cloudinary::Action::"fly", resource);', 'action'],
    ['permit(principal, action, resource is Cloudinary::Cloud);', 'resource'],
    ['permit(principal, action, resource is Cloudinary::Asset) when { resource.public == 1 };', 'condition'],
    ['permit(principal, action, resource', 'parse'],
    ['permit(principal == ?principal, action, resource);', 'parse'],
  ] as const
  for (const [statement, kind] of statements) {
    const refusal = await assertRefused(
      acme,
      'master',
      'custom-policy.create',
      { ...draft, statement },
      {
        code: 'invalid_policy',
        fields: [{ name: 'statement', value: statement }],
      },
    )
    assert.equal(refusal.problems[0]?.kind, kind, statement)
  }
})

test('a policy counts from the moment it is made until it is disabled or deleted', async (t) => {
  const acme = await givenAcme({ test: t })
  const question = {
    principal: acme.principal('root'),
    action: 'delete',
    resource: { type: 'Asset', within: acme.folder('demo:brand') },
    scope: { type: 'environment', environmentId: acme.environment('demo') },
  } as const
  const outcome = async () => {
    const input = { questions: [question], atLeastRevision: null }
    const { decisions } = await acme.perform('master', 'decision.make', input)
    return decisions.map((decision) => [decision.outcome, ...decision.reasons])
  }
  const permitted = [['allow', 'cld::policy::global::folder_and_asset_management::delete']]
  assert.deepEqual(await outcome(), permitted)
  const { id } = await create(acme)
  assert.deepEqual(await outcome(), [['deny', id]])
  await acme.perform('master', 'custom-policy.update', { ...draft, policyId: id, isEnabled: false })
  assert.deepEqual(await outcome(), permitted)
  await acme.perform('master', 'custom-policy.update', { ...draft, policyId: id })
  assert.deepEqual(await outcome(), [['deny', id]])
  await acme.perform('master', 'custom-policy.delete', { policyId: id })
  assert.deepEqual(await outcome(), permitted)
})

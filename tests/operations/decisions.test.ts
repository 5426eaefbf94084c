import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResourceName } from '../../src/domain/entity.ts'
import { principal, type Principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { givenKey } from '../given/callers.ts'
import type { GivenHouse, InputOf, OutputOf } from '../given/house.ts'
import { assertRefused, refusalOf } from '../given/refusals.ts'

type Question = InputOf<'decision.make'>['questions'][number]
type Answer = OutputOf<'decision.make'>['decisions'][number]

const inDemo = { type: 'environment', environmentId: 'env-demo' as never } as const

async function ask(
  acme: GivenHouse,
  who: string | Principal,
  about: string | Principal,
  action: string,
  resource: ResourceName,
  scope: Question['scope'] = inDemo,
): Promise<Answer> {
  const asked = typeof about === 'string' ? acme.principal(about) : about
  const input = { questions: [{ principal: asked, action, resource, scope }], atLeastRevision: null }
  const [answer] = (await acme.perform(who, 'decision.make', input)).decisions
  if (answer === undefined) throw new Error('no answer')
  return answer
}

const passed = (...gates: readonly string[]) => gates.map((gate) => ({ gate, isPassed: true }))
const userGates = passed(
  'principal_active',
  'account_active',
  'environment_enabled',
  'environment_access',
  'resource_known',
)
const forbid = (acme: GivenHouse, statement: string, level: 'account' | 'environment' = 'environment') =>
  acme.perform('master', 'custom-policy.create', {
    ...{ name: 'Policy', description: null, level, environmentId: 'env-demo', statement, isEnabled: true },
  })

test('an allow says by which policies, roles, groups and folders', async (t) => {
  const acme = await givenAcme({ test: t })
  const logos = acme.folder('demo:brand/logos')
  assert.deepEqual(await ask(acme, 'master', 'Vera', 'read', { type: 'Folder', id: logos }), {
    outcome: 'allow',
    reasons: [permission('content::folder::view_download')],
    faults: [],
    gates: [...userGates, { gate: 'library_access', isPassed: true }],
    sources: [
      {
        type: 'assignment',
        policyId: permission('content::folder::view_download'),
        roleId: systemRole('folder::viewer'),
        holder: acme.principal('Vera'),
        reach: inDemo,
        parameter: { type: 'folder', id: acme.folder('demo:brand') },
      },
    ],
    missing: null,
  })
  const library = { type: 'Feature', id: 'cld::global::ml::access' }
  const { sources } = await ask(acme, 'master', 'Vera', 'read', library)
  assert.deepEqual(sources, [
    {
      type: 'assignment',
      policyId: permission('global::ml::access'),
      roleId: systemRole('prodenv::ml_user'),
      holder: acme.principal('Creative'),
      reach: { type: 'environment', environmentId: 'all' },
      parameter: null,
    },
  ])
})

test('a deny says what is missing, and what would give it there', async (t) => {
  const acme = await givenAcme({ test: t })
  const resource = { type: 'Asset', within: acme.folder('demo:brand/logos') } as const
  const answer = await ask(acme, 'master', 'Vera', 'create', resource)
  const { outcome, reasons, faults, gates, sources, missing } = answer
  assert.deepEqual(
    { outcome, reasons, faults, gates, sources },
    {
      ...{ outcome: 'deny', reasons: [], faults: [], gates: userGates, sources: [] },
    },
  )
  assert.deepEqual([missing?.action, missing?.resource, missing?.scope], ['create', resource, inDemo])
  assert.deepEqual(missing?.permissionIds, [
    permission('global::folder_and_asset_management::create_asset'),
    permission('global::folder_and_asset_management::update'),
    permission('content::folder::add_assets'),
  ])
  assert.deepEqual(missing.roles[0], {
    roleId: systemRole('folder::contributor'),
    name: 'Contributor',
    size: 4,
    parameter: { type: 'folder', id: resource.within },
  })
  assert.equal(missing.needsLibraryAccess, false)
})

test('where the library is closed, what opens it is what is missing', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'Otto', systemRole('folder::viewer'), { in: 'demo', folder: 'demo:brand' })),
  )
  const answer = await ask(acme, 'master', 'Otto', 'read', { type: 'Folder', id: acme.folder('demo:brand') })
  assert.equal(answer.outcome, 'deny')
  assert.deepEqual(answer.gates.at(-1), { gate: 'library_access', isPassed: false })
  assert.deepEqual(answer.missing?.permissionIds, [permission('global::ml::access')])
  assert.equal(answer.missing.roles[0]?.roleId, systemRole('prodenv::ml_user'))
  assert.equal(answer.sources.length, 1)
})

test('nothing is missing where a policy forbids, the library’s included', async (t) => {
  const acme = await givenAcme({ test: t })
  const brand = acme.folder('demo:brand')
  const policy = await forbid(
    acme,
    'forbid(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset);',
  )
  const forbidden = await ask(acme, 'master', 'Vera', 'create', { type: 'Asset', within: brand })
  assert.deepEqual([forbidden.reasons, forbidden.missing], [[policy.id], null])
  assert.deepEqual(forbidden.sources, [{ type: 'custom_policy', policyId: policy.id, effect: 'forbid' }])
  await forbid(acme, 'forbid(principal, action, resource == Cloudinary::Feature::"cld::global::ml::access");')
  const closed = await ask(acme, 'master', 'Vera', 'read', { type: 'Folder', id: brand })
  assert.deepEqual([closed.outcome, closed.missing], ['deny', null])
})

test('nothing is missing where a forbid can’t be evaluated', async (t) => {
  const acme = await givenAcme({ test: t })
  const policy = await forbid(
    acme,
    'forbid(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset) when { resource.public };',
  )
  const answer = await ask(acme, 'master', 'Vera', 'create', { type: 'Asset', within: acme.folder('demo:brand') })
  assert.deepEqual([answer.outcome, answer.reasons, answer.missing], ['deny', [], null])
  assert.deepEqual(
    answer.faults.map(({ policyId }) => policyId),
    [policy.id],
  )
})

test('nothing is missing where a gate is closed', async (t) => {
  const acme = await givenAcme({ test: t })
  const press = { type: 'Folder', id: acme.folder('live:press') } as const
  const inLive = { type: 'environment', environmentId: acme.environment('live') } as const
  const noAccess = await ask(acme, 'master', 'Vera', 'read', press, inLive)
  assert.deepEqual([noAccess.missing, noAccess.gates.at(-1)], [null, { gate: 'environment_access', isPassed: false }])
  const elsewhere = await ask(acme, 'master', 'Vera', 'read', press)
  assert.deepEqual([elsewhere.missing, elsewhere.gates.at(-1)], [null, { gate: 'resource_known', isPassed: false }])
  const nowhere = await ask(acme, 'master', 'Vera', 'read', press, { ...inLive, environmentId: 'nope' as never })
  assert.deepEqual([nowhere.missing, nowhere.gates.at(-1)], [null, { gate: 'environment_enabled', isPassed: false }])
  const nobody = await ask(acme, 'master', principal('user', 'nope'), 'read', press, inLive)
  assert.deepEqual([nobody.missing, nobody.gates], [null, [{ gate: 'principal_active', isPassed: false }]])
})

test('questions are answered in their order, and a batch says what each would alone', async (t) => {
  const acme = await givenAcme({ test: t })
  await forbid(
    acme,
    'forbid(principal is Cloudinary::User, action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.name == "logos" };',
  )
  const places = ['demo:brand', 'demo:brand/logos', 'demo:campaigns', 'live:press'].map((place) => acme.folder(place))
  const questions = ['Vera', 'Otto', 'root', 'bare', 'nobody', 'master', 'Creative'].flatMap((name) =>
    places.flatMap((id) =>
      ['read', 'create', 'delete'].flatMap((action): Question[] =>
        (['env-demo', 'env-live'] as const).flatMap((environmentId) => [
          {
            principal: acme.principal(name),
            action,
            resource: { type: 'Folder', id },
            scope: { type: 'environment', environmentId: environmentId as never },
          },
          {
            principal: acme.principal(name),
            action,
            resource: { type: 'Asset', within: id },
            scope: { type: 'environment', environmentId: environmentId as never },
          },
        ]),
      ),
    ),
  )
  const shuffled = questions.map((_, position) => questions[(position * 101) % questions.length] ?? questions[0]!)
  for (const who of ['master', 'admin']) {
    const about = who === 'master' ? shuffled : shuffled.filter(({ principal: { type } }) => type === 'user')
    const whole = await acme.perform(who, 'decision.make', { questions: about, atLeastRevision: null })
    const singles = await Promise.all(
      about.map(
        async (question) =>
          (await acme.perform(who, 'decision.make', { questions: [question], atLeastRevision: null })).decisions[0],
      ),
    )
    assert.ok(whole.decisions.some(({ outcome }) => outcome === 'allow'))
    assert.deepEqual(whole.decisions, singles)
  }
})

test('one may ask about oneself, and about another only when one may read it', async (t) => {
  const acme = await givenAcme({ test: t })
  const resource = { type: 'Folder', id: acme.folder('demo:brand') } as const
  assert.equal((await ask(acme, 'Vera', 'Vera', 'read', resource)).outcome, 'allow')
  const questions = [acme.principal('Vera'), acme.principal('Otto')].map((one) => ({
    principal: one,
    action: 'read',
    resource,
    scope: inDemo,
  }))
  await assertRefused(
    acme,
    'Vera',
    'decision.make',
    { questions, atLeastRevision: null },
    { code: 'denied', needs: ['read User'] },
  )
})

test('who can’t see a resource is told the same of one that exists and of one that doesn’t', async (t) => {
  const acme = await givenAcme({ test: t })
  await acme.perform('master', 'role.create', {
    id: 'secret',
    name: 'Secret',
    description: null,
    isContent: false,
    level: 'account',
    permissionIds: [],
  })
  await forbid(acme, `forbid(principal, action, resource == Cloudinary::Folder::"${acme.folder('demo:campaigns')}");`)
  const account = { type: 'account' } as const
  const pairs: readonly (readonly [string, ResourceName, ResourceName, Question['scope']])[] = [
    ['read', { type: 'Folder', id: acme.folder('demo:campaigns') }, { type: 'Folder', id: 'nope' }, inDemo],
    ['read', { type: 'Folder', id: acme.folder('live:press') }, { type: 'Folder', id: 'nope' }, inDemo],
    [
      'create',
      { type: 'Asset', within: acme.folder('demo:campaigns') },
      { type: 'Asset', within: 'nope' as never },
      inDemo,
    ],
    ['read', { type: 'Collection', id: acme.collection('demo:Launch') }, { type: 'Collection', id: 'nope' }, inDemo],
    ['read', { type: 'APIKey', id: '100' }, { type: 'APIKey', id: '999' }, inDemo],
    ['read', { type: 'Role', id: 'secret' }, { type: 'Role', id: 'nope' }, account],
    ['read', { type: 'User', id: acme.principal('Otto').id }, { type: 'User', id: 'nope' }, account],
    ['read', { type: 'Group', id: acme.principal('Creative').id }, { type: 'Group', id: 'nope' }, account],
    ['read', { type: 'ProvisioningKey', id: 'KM' }, { type: 'ProvisioningKey', id: 'nope' }, account],
  ]
  for (const [action, existing, absent, scope] of pairs) {
    const answers = [
      await ask(acme, 'Vera', 'Vera', action, existing, scope),
      await ask(acme, 'Vera', 'Vera', action, absent, scope),
    ].map(({ missing, ...answer }) => ({ ...answer, missing: missing && { ...missing, resource: null } }))
    assert.deepEqual(answers[0], answers[1], `${action} ${existing.type}`)
    assert.equal(answers[0]?.outcome, 'deny')
    assert.equal(answers[0].gates.at(-1)?.isPassed, true)
  }
})

test('who could see it is told that a resource doesn’t exist', async (t) => {
  const acme = await givenAcme({ test: t })
  const viewer = await givenKey(acme, {
    account: ['users_and_groups::view'],
    environment: ['folder_and_asset_management::view'],
  })
  const nope = { type: 'Folder', id: 'nope' } as const
  const last = async (who: string | Principal) => (await ask(acme, who, 'Vera', 'read', nope)).gates.at(-1)
  assert.deepEqual(await last(viewer), { gate: 'resource_known', isPassed: false })
  assert.deepEqual(await last('operator'), { gate: 'resource_known', isPassed: false })
  assert.deepEqual(await last('admin'), { gate: 'resource_known', isPassed: true })
})

test('an explanation names no role, group or policy that the caller could not list', async (t) => {
  const acme = await givenAcme({ test: t })
  const role = { id: 'inner', name: 'Inner', description: null, isContent: true, level: 'environment' } as const
  await acme.perform('master', 'role.create', {
    ...role,
    permissionIds: [permission('content::folder::view_download')],
  })
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'Vera', 'inner', { in: 'demo', folder: 'demo:brand' })),
  )
  await acme.perform(
    'master',
    'assignment.change',
    adding(assigning(acme, 'Creative', systemRole('folder::editor'), { in: 'demo', folder: 'demo:brand' })),
  )
  const vera = acme.principal('Vera')
  const { id } = await forbid(
    acme,
    `permit(principal == Cloudinary::User::"${vera.id}", action == Cloudinary::Action::"read", resource is Cloudinary::Folder);`,
  )
  const told = async (who: string | Principal): Promise<readonly string[]> => {
    const answer = await ask(acme, who, 'Vera', 'read', { type: 'Folder', id: acme.folder('demo:brand') })
    assert.equal(answer.outcome, 'allow')
    return answer.sources.map((source) => (source.type === 'assignment' ? source.roleId : source.policyId)).toSorted()
  }
  const viewer = systemRole('folder::viewer')
  const editor = systemRole('folder::editor')
  assert.deepEqual(await told('master'), [editor, viewer, 'inner', id].toSorted())
  assert.deepEqual(await told('Vera'), [viewer])
  assert.deepEqual(await told(await givenKey(acme, { account: ['users_and_groups::view'] })), [])
  assert.deepEqual(await told(await givenKey(acme, { account: ['users_and_groups::view', 'roles::view'] })), [
    editor,
    viewer,
    'inner',
  ])
  assert.deepEqual(await told(await givenKey(acme, { account: ['users_and_groups::view', 'custom_policies::view'] })), [
    id,
  ])
})

test('what went wrong in a custom policy is told to who may read the policy', async (t) => {
  const acme = await givenAcme({ test: t })
  const { id } = await forbid(
    acme,
    'forbid(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset) when { resource.public };',
  )
  const told = async (who: string) =>
    (await ask(acme, who, 'Vera', 'create', { type: 'Asset', within: null })).faults.map(({ policyId, message }) => [
      policyId,
      message.includes('public'),
    ])
  assert.deepEqual(await told('master'), [[id, true]])
  assert.deepEqual(await told('Vera'), [[id, false]])
})

test('an answer is not older than the revision asked for, and neither are the rights of who asks', async (t) => {
  const acme = await givenAcme({ test: t })
  const revision = await acme.revision()
  const questions = [
    {
      principal: acme.principal('Vera'),
      action: 'read',
      resource: { type: 'Role', id: null },
      scope: { type: 'account' },
    },
  ] as const
  await acme.perform('master', 'decision.make', { questions, atLeastRevision: revision })
  const notYet = await refusalOf(acme.perform('master', 'decision.make', { questions, atLeastRevision: revision + 1 }))
  assert.equal(notYet.code, 'unavailable')
  const { house, account } = acme
  const master = await house.store.listAssignments(account.id, { principals: [acme.principal('master')] })
  const attribution = { by: { type: 'operator', id: 'test' }, operation: 'test', requestId: null, at: 0 } as const
  // Another node writes, and this one hasn't followed yet.
  await house.store.transact(account.id, attribution, (transaction) => transaction.deleteAll('assignment', master))
  await acme.perform('master', 'decision.make', { questions, atLeastRevision: revision })
  const late = await refusalOf(acme.perform('master', 'decision.make', { questions, atLeastRevision: revision + 1 }))
  assert.equal(late.code, 'denied')
})

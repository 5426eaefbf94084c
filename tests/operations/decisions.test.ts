import assert from 'node:assert/strict'
import { test } from 'node:test'
import { principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { ask, inDemo, putPolicy, type Question } from '../given/asking.ts'
import { refusalOf } from '../given/refusals.ts'

const passed = (...gates: readonly string[]) => gates.map((gate) => ({ gate, isPassed: true }))
const userGates = passed(
  'principal_active',
  'account_active',
  'environment_enabled',
  'environment_access',
  'resource_known',
)
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

test('nothing is missing where a policy forbids', async (t) => {
  const acme = await givenAcme({ test: t })
  const statement = 'forbid(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset);'
  const { id } = await putPolicy(acme, statement)
  const answer = await ask(acme, 'master', 'Vera', 'create', { type: 'Asset', within: acme.folder('demo:brand') })
  assert.deepEqual([answer.reasons, answer.missing], [[id], null])
  assert.deepEqual(answer.sources, [{ type: 'custom_policy', policyId: id, effect: 'forbid' }])
})

test('where a policy forbids the library, only what does without it is missing', async (t) => {
  const acme = await givenAcme({ test: t })
  await putPolicy(acme, 'forbid(principal, action, resource == Cloudinary::Feature::"cld::global::ml::access");')
  const { outcome, missing } = await ask(acme, 'master', 'Vera', 'read', {
    type: 'Folder',
    id: acme.folder('demo:brand'),
  })
  assert.deepEqual(
    [outcome, missing?.permissionIds, missing?.needsLibraryAccess],
    ['deny', [permission('global::folder_and_asset_management::view')], false],
  )
})

test('nothing is missing where a forbid can’t be evaluated', async (t) => {
  const acme = await givenAcme({ test: t })
  const policy = await putPolicy(
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
  await putPolicy(
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
    const brief = await acme.perform(who, 'decision.make', { questions: about, atLeastRevision: null, isBrief: true })
    const outcomes = ({ decisions }: typeof brief) => decisions.map(({ outcome }) => outcome)
    assert.deepEqual(outcomes(brief), outcomes(whole))
    assert.ok(brief.decisions.every(({ sources, missing }) => sources.length === 0 && missing === null))
  }
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

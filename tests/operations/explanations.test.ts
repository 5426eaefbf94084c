// Explanations hold no more than the caller could list itself (field class 42).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResourceName } from '../../src/domain/entity.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenAcme, permission, systemRole } from '../given/acme.ts'
import { adding, assigning } from '../given/assigning.ts'
import { ask, inDemo, putPolicy, type Question } from '../given/asking.ts'
import { givenKey } from '../given/callers.ts'
import { assertRefused } from '../given/refusals.ts'

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
  await putPolicy(
    acme,
    `forbid(principal, action, resource == Cloudinary::Folder::"${acme.folder('demo:campaigns')}");`,
  )
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
    const questions = [existing, absent].map((resource) => ({
      ...{ principal: acme.principal('Vera'), action, resource, scope },
    }))
    const input = { questions, atLeastRevision: null, isBrief: true }
    const [one, other] = (await acme.perform('Vera', 'decision.make', input)).decisions
    assert.deepEqual(one, other, `${action} ${existing.type}, briefly`)
    assert.deepEqual([one?.outcome, one?.gates], ['deny', answers[0].gates])
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
  const { id } = await putPolicy(
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
  const { id } = await putPolicy(
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

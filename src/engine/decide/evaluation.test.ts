import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change } from '../../domain/change.ts'
import type { ContextValue } from '../../domain/context.ts'
import * as Ids from '../../domain/ids.ts'
import { principal } from '../../domain/principal.ts'
import { createEngine } from '../engine.ts'

const accountId = Ids.accountId('acc')
const environmentId = Ids.environmentId('demo')
const key = principal('api_key', 'root')
const dated = { createdAt: 0, updatedAt: 0 }
const message = 'the context or an attribute of the resource is not a Cedar value'

const records: readonly Change[] = [
  {
    ...{ noun: 'account', before: null },
    after: { id: accountId, name: 'Acme', plan: 'enterprise', assetsAdvanced: true, isActive: true, ...dated },
  },
  {
    ...{ noun: 'environment', before: null },
    after: {
      ...{ id: environmentId, accountId, name: 'Demo', cloudName: 'demo', isEnabled: true, customAttributes: null },
      ...dated,
    },
  },
  {
    ...{ noun: 'api_key', before: null },
    after: {
      ...{
        id: Ids.apiKeyId('root'),
        accountId,
        environmentId,
        name: 'Root',
        isEnabled: true,
        purpose: null,
        createdBy: null,
      },
      ...{ ownerId: null, dedicatedFor: [], isRoot: false, ...dated },
    },
  },
  {
    ...{ noun: 'assignment', before: null },
    after: {
      ...{
        id: Ids.assignmentId('a'),
        accountId,
        principal: key,
        roleId: Ids.roleId('cld::role::prodenv::master_admin'),
      },
      ...{ reach: { type: 'environment', environmentId }, parameter: null, expiresAt: null, ...dated },
    },
  },
]

/** Decides whether the key may read an asset, which its role permits, where one custom policy more is in force. */
function decideWith(
  statement: string,
  says: { attributes?: Readonly<Record<string, ContextValue>>; context?: Readonly<Record<string, ContextValue>> },
) {
  const engine = createEngine()
  const policy = {
    ...{ id: Ids.customPolicyId('q'), accountId, name: 'Q', description: null, statement, isEnabled: true, ...dated },
    reach: { type: 'environment', environmentId: 'all' } as const,
  }
  engine.load([...records, { noun: 'custom_policy', before: null, after: policy }], 1)
  const request = {
    ...{ principal: key, action: 'read', scope: { type: 'environment', environmentId } as const, at: 0 },
    resource: { type: 'Asset', id: 'x', within: null, attributes: says.attributes ?? {} },
    ...(says.context && { context: says.context }),
  }
  const { outcome, faults } = engine.decide(request)
  assert.equal(engine.explain(request).decision.outcome, outcome)
  return { outcome, faults }
}

const forbid = (condition: string): string =>
  `forbid (principal, action, resource is Cloudinary::Asset) when { ${condition} };`
const fault = { outcome: 'deny', faults: [{ policyId: 'q', message }] }

for (const [what, condition, says] of [
  ['is compared', 'resource.size == 1', { attributes: { size: 1.5 } }],
  ['is asked for', 'resource has expires && resource.expires < 5', { attributes: { expires: 1.5 } }],
  ['is a list with such a member', 'resource.tags.contains("a")', { attributes: { tags: ['a', 1.5] } }],
  ['is a member of the context', 'context has size && context.size == 1', { context: { size: 1.5 } }],
  ['stands beside what is read of the context', 'context has mfa && !context.mfa', { context: { mfa: true, x: 1.5 } }],
] as const) {
  test(`a forbid that reads what is no Cedar value denies: it ${what}`, () => {
    assert.deepEqual(decideWith(forbid(condition), says), fault)
  })
}

test('every forbid that reads what is no Cedar value denies, not only the first', () => {
  const twice = forbid('(resource.size == 1 && false) || (resource.size == 2 && false)')
  assert.deepEqual(decideWith(twice, { attributes: { size: 1.5 } }), fault)
  const inContext = forbid('(context has a && false) || (context has b && false)')
  assert.deepEqual(decideWith(inContext, { context: { c: 1.5 } }), fault)
})

test('what no policy reads may be anything', () => {
  const allowed = { outcome: 'allow', faults: [] }
  assert.deepEqual(decideWith(forbid('resource has expires'), { attributes: { size: 1.5 } }), allowed)
  assert.deepEqual(decideWith(forbid('resource has expires'), { context: { size: 1.5 } }), allowed)
})

test('names of every object are no attributes', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    assert.equal(decideWith(forbid(`resource has ${name}`), {}).outcome, 'allow')
    assert.equal(decideWith(forbid(`context has ${name}`), { context: { mfa: true } }).outcome, 'allow')
  }
})

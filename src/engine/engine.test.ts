import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Change, ChangeEntry } from '../domain/change.ts'
import * as Ids from '../domain/ids.ts'
import { principal } from '../domain/principal.ts'
import { createEngine, type Engine } from './engine.ts'

const accountId = Ids.accountId('acc')
const environment = Ids.environmentId('demo')
const dated = { createdAt: 0, updatedAt: 0 }
const key = principal('account_key', 'main')

const entry = (revision: number, ...changes: readonly Change[]): ChangeEntry => ({
  ...{ accountId, revision, at: 0, by: { type: 'operator', id: 'test' }, operation: 'test', requestId: null, changes },
})

const account: Change = {
  noun: 'account',
  before: null,
  after: { id: accountId, name: 'Acme', plan: 'enterprise', assetsAdvanced: true, isActive: true, ...dated },
}

const place: Change = {
  noun: 'environment',
  before: null,
  after: {
    id: environment,
    accountId,
    name: 'Demo',
    cloudName: 'demo',
    isEnabled: true,
    customAttributes: null,
    ...dated,
  },
}

const holder: Change = {
  noun: 'account_key',
  before: null,
  after: {
    id: Ids.accountKeyId('main'),
    accountId,
    name: 'Main',
    isEnabled: true,
    purpose: null,
    createdBy: null,
    ownerId: null,
    ...dated,
  },
}

const assignment: Change = {
  noun: 'assignment',
  before: null,
  after: {
    ...{ id: Ids.assignmentId('a'), accountId, principal: key, roleId: Ids.roleId('cld::role::prodenv::reports') },
    ...{ reach: { type: 'environment', environmentId: environment }, parameter: null, expiresAt: null, ...dated },
  },
}

const outcomeOf = (engine: Engine): string =>
  engine.decide({
    ...{ principal: key, action: 'read', resource: { type: 'Report', id: 'delivery' }, at: 0 },
    scope: { type: 'environment', environmentId: environment },
  }).outcome

test('an engine that knows nothing denies everything', () => {
  const { gates, ...decision } = createEngine().decide({
    ...{ principal: key, action: 'read', resource: { type: 'Account', id: 'acc' }, scope: { type: 'account' }, at: 0 },
  })
  assert.deepEqual(decision, { outcome: 'deny', reasons: [], faults: [] })
  assert.deepEqual(gates, [{ gate: 'principal_active', isPassed: false }])
})

test('changes count from their revision on, and each once', () => {
  const engine = createEngine()
  engine.load([account, place, holder], 7)
  assert.equal(outcomeOf(engine), 'deny')
  engine.apply(entry(8, assignment))
  assert.equal(engine.revision, 8)
  assert.equal(outcomeOf(engine), 'allow')
  engine.apply(entry(8, assignment))
  engine.apply(entry(3, { ...assignment, before: assignment.after, after: null }))
  assert.equal(outcomeOf(engine), 'allow')
  engine.apply(entry(9, { ...assignment, before: assignment.after, after: null }))
  assert.equal(outcomeOf(engine), 'deny')
})

test('a request whose names were looked up is answered as things are now', () => {
  const engine = createEngine()
  const request = engine.parse({
    ...{ principal: key, action: 'read', resource: { type: 'Report', id: 'delivery' }, at: 0 },
    scope: { type: 'environment', environmentId: environment },
  })
  const outcomes = [[account, place], [holder], [assignment], [{ ...holder, before: holder.after, after: null }]].map(
    (changes, position) => {
      engine.apply(entry(position + 1, ...(changes as readonly Change[])))
      return [engine.decideParsed(request).outcome, engine.decideParsed(request).outcome]
    },
  )
  assert.deepEqual(outcomes, [
    ['deny', 'deny'],
    ['deny', 'deny'],
    ['allow', 'allow'],
    ['deny', 'deny'],
  ])
})

test('a change is not taken in while one before it is missing', () => {
  const engine = createEngine()
  engine.load([account, place, holder], 7)
  assert.throws(() => engine.apply(entry(9, assignment)), RangeError)
  assert.equal(engine.revision, 7)
  assert.equal(outcomeOf(engine), 'deny')
})

test('an answer depends on its own question alone, in whatever order questions come', () => {
  const engine = createEngine()
  engine.load([account, place, holder, assignment], 1)
  const scope = { type: 'environment', environmentId: environment } as const
  const questions = ['delivery', 'env_usage', 'audit_log', 'errors'].flatMap((id) =>
    [key, principal('user', 'nobody')].map((asking) => ({
      ...{ principal: asking, action: 'read', resource: { type: 'Report', id }, scope, at: 0 },
    })),
  )
  const alone = questions.map((question) => {
    const own = createEngine()
    own.load([account, place, holder, assignment], 1)
    return own.decide(question)
  })
  assert.deepEqual(
    questions.map((question) => engine.decide(question)),
    alone,
  )
  const backwards = questions.toReversed().map((question) => engine.decide(question))
  assert.deepEqual(backwards.toReversed(), alone)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WrittenJson } from '../written-json.ts'
import { readBriefly } from './brief-decisions.ts'
import { decide } from './decisions.ts'

const scope = { type: 'prodenv', id: 'env1' }
const one = {
  principal: { type: 'user', id: 'vera' },
  action: 'read',
  resource: { type: 'Folder', id: 'brand' },
  scope,
}

const readOf = (body: unknown) => decide.read({ path: {}, query: {}, body })

/** What the endpoint makes of a body, or the code of the refusal. */
function outcomeOf(body: unknown): unknown {
  try {
    return readOf(body).input
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

const bodies: Readonly<Record<string, object>> = {
  'one question': one,
  'several questions': { questions: [one, { ...one, action: 'update' }] },
  'a revision': { ...one, at_least_revision: 7 },
  'the account': { ...one, resource: { type: 'User', id: null }, scope: { type: 'account' } },
  'an asset in a folder': { ...one, resource: { type: 'Asset', folder: 'brand' } },
  'an asset at the top': { ...one, resource: { type: 'Asset', folder: null } },
  'a full name': {
    ...one,
    action: 'Cloudinary::Action::read',
    resource: { type: 'Cloudinary::Folder', id: 'brand' },
  },
  'a context': { ...one, context: { mfa: true, tags: ['a', 'b'] } },
  'a field nobody knows': { ...one, colour: 'red' },
  'a description': {
    ...one,
    action: 'MediaFlows::read',
    resource: { type: 'MediaFlows::EasyFlow', id: 'x', attributes: { public: true } },
  },
  'a key': { ...one, principal: { type: 'apiKey', id: 'k' } },
  'a text in two normal forms': { ...one, principal: { type: 'user', id: 'e\u0301' } },
  'no action': { ...one, action: undefined },
  'an empty id': { ...one, principal: { type: 'user', id: '' } },
  'an unknown kind of principal': { ...one, principal: { type: 'robot', id: 'x' } },
  'an action that does not exist': { ...one, action: 'fly' },
  'an action that does not apply': { ...one, action: 'add_asset' },
  'a folder where none belongs': { ...one, resource: { type: 'User', id: 'x', folder: 'brand' } },
  'a list for a context': { ...one, context: ['a'] },
  'a fraction': { ...one, context: { size: 0.5 } },
  'no question': { questions: [] },
  'too many questions': { questions: Array.from({ length: 101 }, () => one) },
  'one question beside several': { ...one, questions: [one] },
  'a revision below none': { ...one, at_least_revision: -1 },
  'a list': { questions: [[one]] },
}

for (const [what, body] of Object.entries(bodies)) {
  test(`a request for brief answers with ${what} is read as the schema reads it`, () => {
    const explained = outcomeOf(body)
    const expected = typeof explained === 'object' ? { ...explained, isBrief: true } : explained
    assert.deepEqual(outcomeOf({ ...body, explain: false }), expected)
  })
}

test('only a request for brief answers takes the shorter way', () => {
  for (const explain of [true, null, undefined, 'false', 0]) {
    assert.equal(readBriefly({ path: {}, query: {}, body: { ...one, explain } }), null)
  }
  assert.notEqual(readBriefly({ path: {}, query: {}, body: { ...one, explain: false } }), null)
})

test('brief answers hold the outcome and the gates, whichever way the request was read', () => {
  const decided = { outcome: 'deny', reasons: [], faults: [], sources: [], missing: null } as const
  const decisions = [{ ...decided, gates: [{ gate: 'principal_active', isPassed: false }] }]
  const facts = { revision: 3, origin: '' }
  const brief = { outcome: 'deny', gates: [{ gate: 'principal_active', passed: false }] }
  for (const more of [{}, { context: null }]) {
    const alone = readOf({ ...one, ...more, explain: false }).answer({ decisions }, facts)
    assert.deepEqual(JSON.parse(JSON.stringify(alone)), { ...brief, revision: 3 })
    assert.equal(alone instanceof WrittenJson, !('context' in more))
    const several = readOf({ questions: [{ ...one, ...more }], explain: false }).answer({ decisions }, facts)
    assert.deepEqual(JSON.parse(JSON.stringify(several)), { decisions: [brief], revision: 3 })
  }
})

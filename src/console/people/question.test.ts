import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedActions, askedTypes, toCall, type Question } from './question.ts'

const ada = { type: 'user', id: 'ada' } as const
const none = { environmentId: '', folderId: '', assetId: '', featureId: '' }
const ask = (question: Partial<Question>) =>
  toCall(ada, { ...none, resourceType: 'Asset', action: 'read', ...question }, new Set(['billing']))

test('a question about the library names the folder, the top of it, or one asset', () => {
  const scope = { type: 'prodenv', id: 'live' }
  const live = { environmentId: 'live' }
  assert.deepEqual(ask({ ...live, folderId: 'brand' }), {
    principal: ada,
    action: 'read',
    resource: { type: 'Asset', folder: 'brand' },
    scope,
  })
  assert.deepEqual(ask(live)?.resource, { type: 'Asset', folder: null })
  assert.deepEqual(ask({ ...live, folderId: 'brand', assetId: 'logo' })?.resource, { type: 'Asset', id: 'logo' })
  assert.deepEqual(ask({ ...live, resourceType: 'Folder', folderId: 'brand' })?.resource, {
    type: 'Folder',
    id: 'brand',
  })
  assert.deepEqual(ask({ ...live, resourceType: 'Folder', action: 'create', folderId: 'brand' })?.resource, {
    type: 'Folder',
    folder: 'brand',
  })
})

test('what is of the account is asked about there, everything else in an environment', () => {
  assert.deepEqual(ask({ resourceType: 'User', action: 'create' }), {
    principal: ada,
    action: 'create',
    resource: { type: 'User', id: null },
    scope: { type: 'account' },
  })
  assert.equal(ask({ resourceType: 'UploadPreset' }), null)
  assert.deepEqual(ask({ resourceType: 'Feature', featureId: 'billing' })?.scope, { type: 'account' })
  assert.equal(ask({ resourceType: 'Feature', featureId: 'analytics' }), null)
  assert.equal(ask({ resourceType: 'Feature' }), null)
})

test('every type that can be asked about has something to ask', () => {
  for (const type of askedTypes) assert.ok(askedActions(type).length > 0, type)
})

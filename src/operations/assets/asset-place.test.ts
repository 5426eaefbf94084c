import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPublicAt } from './asset-place.ts'

const open = { delivery: 'upload', accessMode: 'public', accessControl: null } as const

test('an asset is public when its delivery, its access mode and its rules all let anyone fetch it', () => {
  assert.equal(isPublicAt(open, 0), true)
  assert.equal(isPublicAt({ ...open, delivery: 'private' }, 0), false)
  assert.equal(isPublicAt({ ...open, delivery: 'authenticated' }, 0), false)
  assert.equal(isPublicAt({ ...open, accessMode: 'authenticated' }, 0), false)
  assert.equal(isPublicAt({ ...open, accessControl: [] }, 0), false)
  assert.equal(isPublicAt({ ...open, accessControl: [{ type: 'token' }] }, 0), false)
})

test('an asset whose rules say from when to when is public from the first instant, and no longer at the last', () => {
  const accessControl = [{ type: 'token' }, { type: 'anonymous', start: 10, end: 20 }] as const
  const at = [9, 10, 19, 20].map((instant) => isPublicAt({ ...open, accessControl }, instant))
  assert.deepEqual(at, [false, true, true, false])
  const always = [{ type: 'anonymous', start: null, end: null }] as const
  assert.equal(isPublicAt({ ...open, accessControl: always }, 0), true)
})

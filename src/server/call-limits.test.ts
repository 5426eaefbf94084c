import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CallLimits } from './call-limits.ts'

const begin = Date.UTC(2026, 10, 22, 10)

test('an hour has so many calls, each key its own, and they come back evenly', () => {
  let now = begin
  const limits = new CallLimits(2, () => now)
  assert.deepEqual(limits.take('a'), {
    'x-featureratelimit-limit': '2',
    'x-featureratelimit-remaining': '1',
    'x-featureratelimit-reset': 'Sun, 22 Nov 2026 10:30:00 GMT',
  })
  assert.equal(limits.take('a')['x-featureratelimit-remaining'], '0')
  const message = 'Rate Limit Exceeded. Limit of 2 api operations reached. Try again on Sun, 22 Nov 2026 10:30:00 GMT'
  assert.throws(() => limits.take('a'), { code: 'rate_exhausted', message })
  assert.equal(limits.take('b')['x-featureratelimit-remaining'], '1')
  now += 30 * 60 * 1000
  assert.equal(limits.take('a')['x-featureratelimit-remaining'], '0')
  assert.throws(() => limits.take('a'), { code: 'rate_exhausted' })
  now += 24 * 60 * 60 * 1000
  assert.equal(limits.take('a')['x-featureratelimit-remaining'], '1')
})

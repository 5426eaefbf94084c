import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId, apiKeyId, environmentId, userId } from '../../domain/ids.ts'
import type { Usage } from '../../domain/usage.ts'
import { AccountUnknown, StoreUnavailable } from '../../store/errors.ts'
import { UsageMeter, type UsedKey } from './usage-meter.ts'

const hour = 3_600_000
const at = Date.UTC(2026, 10, 22, 10)
const account = accountId('acc')
const used: UsedKey = {
  accountId: account,
  by: { type: 'api_key', id: apiKeyId('1') },
  environmentId: environmentId('env'),
  operation: 'role.list',
  at,
}

/** A store that notes what it is given, and fails as often as told. */
function givenMeter(failures: readonly Error[] = []) {
  const written: Usage[] = []
  const left = [...failures]
  const meter = new UsageMeter({
    addUsage: async (_, usage) => {
      const failure = left.shift()
      if (failure !== undefined) throw failure
      written.push(usage)
    },
  })
  return { meter, written }
}

const count = { environmentId: environmentId('env'), month: '2026-11', metric: 'requests' }
const use = { kind: 'api_key', id: '1' }

test('many requests of one hour are one count and one use, to the hour, of the last operation', async () => {
  const { meter, written } = givenMeter()
  meter.note({ ...used, at: at + 5 })
  meter.note({ ...used, at: at + hour - 1, operation: 'role.get' })
  await meter.flush()
  assert.deepEqual(written, [{ keyUses: [{ ...use, at, operation: 'role.get' }], counts: [{ ...count, value: 2 }] }])
})

test('what was written down is not written again', async () => {
  const { meter, written } = givenMeter()
  meter.note(used)
  await Promise.all([meter.flush(), meter.flush()])
  await meter.flush()
  assert.equal(written.length, 1)
})

test('months and places are counted apart, and a person is no key', async () => {
  const { meter, written } = givenMeter()
  meter.note({ ...used, by: { type: 'user', id: userId('u') }, environmentId: null })
  meter.note({ ...used, at: Date.UTC(2026, 11, 1) })
  await meter.flush()
  assert.deepEqual(written, [
    {
      keyUses: [{ ...use, at: Date.UTC(2026, 11, 1), operation: 'role.list' }],
      counts: [
        { ...count, environmentId: null, value: 1 },
        { ...count, month: '2026-12', value: 1 },
      ],
    },
  ])
})

test('what could not be written is kept and added to what came since', async () => {
  const { meter, written } = givenMeter([new StoreUnavailable('away')])
  meter.note(used)
  await assert.rejects(meter.flush(), StoreUnavailable)
  meter.note({ ...used, at: at + hour })
  await meter.flush()
  assert.deepEqual(written, [
    { keyUses: [{ ...use, at: at + hour, operation: 'role.list' }], counts: [{ ...count, value: 2 }] },
  ])
})

test('what an account used that is gone is let go of', async () => {
  const { meter, written } = givenMeter([new AccountUnknown(account)])
  meter.note(used)
  await meter.flush()
  await meter.flush()
  assert.deepEqual(written, [])
})

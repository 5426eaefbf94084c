import assert from 'node:assert/strict'
import { accountId, environmentId } from '../../src/domain/ids.ts'
import { AccountUnknown } from '../../src/store/errors.ts'
import { attribution, fresh, givenAccount } from './given.ts'
import type { Contract } from './setting.ts'

/** Use and usage are counted beside the records: no revision, no entry of the change log. */
export const usageContract: Contract = {
  'counts add up by month, environment and metric, and are listed in that order': async ({ store }) => {
    const { accountId: id } = await givenAccount(store())
    const here = environmentId('env1')
    const count = { environmentId: here, month: '2026-11', metric: 'requests', value: 2 } as const
    const ofAccount = { ...count, environmentId: null, value: 5 }
    const later = { ...count, month: '2026-12', value: 1 } as const
    await store().addUsage(id, { keyUses: [], counts: [later, count, ofAccount] })
    await store().addUsage(id, {
      keyUses: [],
      counts: [
        { ...count, value: 3 },
        { ...count, metric: 'objects' },
      ],
    })
    const whole = [ofAccount, { ...count, metric: 'objects' }, { ...count, value: 5 }, later]
    assert.deepEqual(await store().listUsage(id, { from: '2026-01', to: '2026-12' }), whole)
    assert.deepEqual(await store().listUsage(id, { from: '2026-12', to: '2027-01' }), [later])
    assert.equal((await store().revisions()).get(id), 1)
  },

  'what is stored is measured by environment and kind, kept versions included, in place of what was noted': async ({
    store,
  }) => {
    const given = await givenAccount(store())
    const environment = given.environment()
    const image = given.asset(environment, { resourceKind: 'image' })
    const other = given.asset(environment, { resourceKind: 'video' })
    const version = given.version(image)
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('environment', environment)
      await tx.putAll('asset', [image, other])
      await tx.put('asset_version', version)
    })
    const measured = async (month: '2026-11' | '2026-12') => {
      await store().noteStored(given.accountId, month)
      const all = await store().listUsage(given.accountId, { from: month, to: month })
      return Object.fromEntries(all.map(({ environmentId: id, metric, value }) => [`${id ?? ''} ${metric}`, value]))
    }
    const { id } = environment
    const { bytes } = image.file
    const first = { [`${id} objects`]: 2, [`${id} storage_image`]: 2 * bytes, [`${id} storage_video`]: bytes }
    assert.deepEqual(await measured('2026-11'), first)
    assert.deepEqual(await measured('2026-11'), first)
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.delete('asset_version', version)
      await tx.deleteAll('asset', [image, other])
    })
    assert.deepEqual(await measured('2026-12'), {})
    const [november] = await store().listUsage(given.accountId, { from: '2026-11', to: '2026-11' })
    assert.equal(november?.value, 2)
  },

  'the last use of a key stays when an older one is noted after it, and goes with the key': async ({ store }) => {
    const given = await givenAccount(store())
    const environment = given.environment()
    const key = given.apiKey(environment)
    await store().transact(given.accountId, attribution(), async (tx) => {
      await tx.put('environment', environment)
      await tx.put('api_key', key)
    })
    const use = { kind: 'api_key', id: key.id, at: 7_200_000, operation: 'role.list' } as const
    const find = () => store().findKeyUses('api_key', [key.id, 'other'])
    await store().addUsage(given.accountId, { keyUses: [use], counts: [] })
    await store().addUsage(given.accountId, { keyUses: [{ ...use, at: 3_600_000, operation: 'old' }], counts: [] })
    assert.deepEqual([...(await find())], [[key.id, use]])
    await store().addUsage(given.accountId, { keyUses: [{ ...use, operation: 'role.get' }], counts: [] })
    assert.deepEqual([...(await find())], [[key.id, { ...use, operation: 'role.get' }]])
    assert.equal((await store().findKeyUses('account_key', [key.id])).size, 0)
    await store().transact(given.accountId, attribution(), (tx) => tx.delete('api_key', key))
    assert.equal((await find()).size, 0)
  },

  'an account that does not exist has no usage': async ({ store }) => {
    const nobody = accountId(fresh('nobody'))
    await assert.rejects(store().addUsage(nobody, { keyUses: [], counts: [] }), AccountUnknown)
    assert.deepEqual(await store().listUsage(nobody, { from: '2026-01', to: '2026-12' }), [])
  },

  'many counts are written at once, and those of two writers add up': async ({ store }) => {
    const { accountId: id } = await givenAccount(store())
    const counts = Array.from({ length: 1200 }, (_, number) => ({
      environmentId: environmentId(`env${number}`),
      month: '2026-11' as const,
      metric: 'requests',
      value: 1,
    }))
    const usage = { keyUses: [], counts }
    await Promise.all([store().addUsage(id, usage), store().addUsage(id, { ...usage, counts: counts.toReversed() })])
    const listed = await store().listUsage(id, { from: '2026-11', to: '2026-11' })
    assert.deepEqual([listed.length, listed.every(({ value }) => value === 2)], [1200, true])
  },
}

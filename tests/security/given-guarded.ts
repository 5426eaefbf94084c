// A whole server, as `rolecall serve` makes it, over a store in memory: two keys that hold everything, two that hold nothing.
import type { TestContext } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../src/server/app.ts'
import { sweepStrays } from '../../src/operations/blobs/staging.ts'
import { createLog } from '../../src/server/log.ts'
import { givenBlobs } from '../given/blobs.ts'
import { givenHouse } from '../given/house.ts'
import { openHouse } from '../given/open-house.ts'
import type { KnownFields } from './live-routes.ts'

const master = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']

const file = {
  account: {
    id: 'acc',
    name: 'Acme',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      { name: 'main', key: 'PK', secret: 'PS', roles: master },
      { name: 'idle', key: 'IK', secret: 'IS', roles: [] },
    ],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      folders: ['brand', 'brand/logos'],
      collections: [{ id: 'launch', name: 'Launch' }],
      api_keys: [
        { name: 'root', key: 'K', secret: 'S', roles: ['cld::role::prodenv::master_admin'] },
        { name: 'idle', key: 'K2', secret: 'S2', roles: [] },
      ],
    },
  ],
}

/** The server. */
export interface Guarded {
  readonly app: FastifyInstance
  readonly known: KnownFields
  /** How many files the store of blobs holds, and how many its ledger notes. */
  readonly leftovers: () => Promise<{ readonly files: number; readonly noted: number }>
}

/** Opens one. */
export async function givenGuarded(test: TestContext): Promise<Guarded> {
  const given = await givenHouse(file, { test })
  const blobs = givenBlobs()
  const house = { ...given.house, blobs: blobs.blobs }
  const app = createApp(openHouse(house), createLog('silent'))
  await app.ready()
  test.after(() => app.close())
  const leftovers = async (): Promise<{ readonly files: number; readonly noted: number }> => {
    // What was let go of is on its way out; what was only staged stays.
    await sweepStrays(house)
    const noted = await house.store.listStrayBlobs(Number.MAX_SAFE_INTEGER, 100)
    return { files: blobs.files().length, noted: noted.length }
  }
  return {
    app,
    leftovers,
    known: {
      account_id: 'acc',
      cloud_name: 'demo',
      folder: 'brand',
      collection_id: 'launch',
      path: 'brand',
      date: '2026-11-22',
    },
  }
}

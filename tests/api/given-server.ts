import fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { randomBytes } from 'node:crypto'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { Accounts } from '../../src/operations/accounts.ts'
import { applyBootstrap } from '../../src/operations/bootstrap/apply-bootstrap.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import type { House } from '../../src/operations/house.ts'
import { randomIds } from '../../src/operations/id-source.ts'
import { createAuthenticate } from '../../src/server/authenticate.ts'
import { registerProblems, serverOptions } from '../../src/server/problems.ts'
import { registerRoutes } from '../../src/server/routes.ts'
import { UsageMeter } from '../../src/operations/usage/usage-meter.ts'
import { openStore } from '../../src/store/open.ts'
import { givenBlobs } from '../given/blobs.ts'
import { createSealer, secretKeyBytes } from '../../src/store/secrets.ts'

/** The instant at which everything in these tests happens: 2026-11-22T10:00:00.500Z. */
export const now = 1795341600500

/** An account with everything the API speaks of. */
const installation = {
  account: {
    id: 'acc1',
    name: 'Acme',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      {
        name: 'main',
        key: 'PK',
        secret: 'PS',
        roles: ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin'],
      },
      { name: 'idle', key: 'IK', secret: 'IS', roles: [] },
    ],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      folders: ['brand', 'brand/logos', 'campaigns/summer'],
      collections: [{ name: 'Launch' }],
      api_keys: [
        { name: 'root', key: 'K', secret: 'S', roles: ['cld::role::prodenv::master_admin'] },
        { name: 'empty', key: 'K2', secret: 'S2', roles: [] },
      ],
    },
    { id: 'env2', cloud_name: 'second', name: 'Second' },
  ],
  groups: [{ name: 'Creative', roles: [{ role: 'cld::role::prodenv::ml_user', environments: 'all' }] }],
  users: [
    {
      name: 'Vera',
      email: 'vera@example.com',
      password: 'a long enough password',
      groups: ['Creative'],
      environments: ['demo'],
      roles: [{ role: 'cld::role::folder::viewer', environment: 'demo', folder: 'brand' }],
    },
  ],
}

/** An answer, its body read as JSON where it has one. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

/** A server over a store in memory, spoken to without a network. */
export interface GivenServer {
  readonly app: FastifyInstance
  readonly house: House
  /** Ids of what the account was made with. */
  readonly ids: {
    readonly vera: string
    readonly creative: string
    readonly brand: string
    readonly logos: string
    readonly summer: string
    readonly launch: string
  }
  /** Calls below `/v2/accounts/acc1/permissions` as the account's main key, or elsewhere for a path that begins otherwise. */
  readonly call: (method: string, path: string, body?: unknown, options?: Partial<InjectOptions>) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** The header of a key and a secret. */
export const basic = (key: string, secret: string): { readonly authorization: string } => ({
  authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
})

/** Opens a server; `account` changes the account's plan. */
export async function givenServer(account: Readonly<Record<string, unknown>> = {}): Promise<GivenServer> {
  const store = await openStore({ temporary: true })
  const house: House = {
    store,
    blobs: givenBlobs().blobs,
    accounts: new Accounts(store, () => 0),
    sealer: createSealer(randomBytes(secretKeyBytes)),
    clock: () => now,
    ids: randomIds,
    usage: new UsageMeter(store),
    onRefusal: () => undefined,
  }
  const file = { ...installation, account: { ...installation.account, ...account } }
  const draft = readBootstrap(file, { catalogue: systemCatalogue, ids: randomIds, at: now })
  if ('faults' in draft) throw new Error(JSON.stringify(draft.faults))
  await applyBootstrap(house, draft.draft)
  const app = fastify(serverOptions())
  registerProblems(app, { house, newIncidentId: () => 'incident-1' })
  registerRoutes(app, { house, authenticate: createAuthenticate(house) })
  const folder = (name: string): string => draft.draft.folders.find((one) => one.name === name)?.id ?? ''
  return {
    app,
    house,
    ids: {
      vera: draft.draft.users[0]?.id ?? '',
      creative: draft.draft.groups[0]?.id ?? '',
      brand: folder('brand'),
      logos: folder('logos'),
      summer: folder('summer'),
      launch: draft.draft.collections[0]?.id ?? '',
    },
    call: (method, path, body, options) => call(app, method, path, body, options),
    close: async () => {
      await app.close()
      await store.close()
    },
  }
}

async function call(
  app: FastifyInstance,
  method: string,
  path: string,
  body: unknown,
  { headers, ...options }: Partial<InjectOptions> = {},
): Promise<Answer> {
  const url = /^\/(?:v2|v1_1|api)\//.test(path) ? path : `/v2/accounts/acc1/permissions${path}`
  const answer = await app.inject({
    method: method as 'GET',
    url,
    headers: { ...basic('PK', 'PS'), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...options,
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, headers: answer.headers, body: isJson ? answer.json<unknown>() : answer.body }
}

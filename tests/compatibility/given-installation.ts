// A real server on a free port with an account in it, and the official client, unmodified, to speak to it.
import { CldProvisioning } from '@cloudinary/account-provisioning'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createLog } from '../../src/server/log.ts'
import { startServer } from '../../src/server/serve.ts'

/** Ids that the file of {@link installation} gives, so that tests can name them. */
export const ids = {
  account: 'acc1',
  environment: 'env1',
  otherEnvironment: 'env2',
  vera: 'user1',
  otto: 'user2',
  creative: 'group1',
  brand: 'c'.padEnd(34, '1'),
  logos: 'c'.padEnd(34, '2'),
  summer: 'c'.padEnd(34, '3'),
  launch: 'collection1',
} as const

const masters = ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin']

/** Everything the Permissions API speaks of, and keys with little, with nothing, and one that is switched off. */
const installation = {
  account: {
    id: ids.account,
    name: 'Acme',
    plan: 'enterprise',
    assets_advanced: true,
    management_keys: [
      { name: 'main', key: 'PK', secret: 'PS', roles: masters },
      { name: 'idle', key: 'IDLE', secret: 'idle secret', roles: [] },
      { name: 'steward', key: 'STEWARD', secret: 'steward secret', roles: ['access_steward', 'key_steward'] },
      { name: 'off', key: 'OFF', secret: 'off secret', enabled: false, roles: masters },
    ],
  },
  custom_roles: [
    {
      id: 'access_steward',
      name: 'Access Steward',
      description: 'Manages people, roles and policies, and nothing that they are about.',
      level: 'account',
      permissions: [
        'cld::policy::global::users_and_groups::manage',
        'cld::policy::global::roles::manage',
        'cld::policy::global::custom_policies::manage',
      ],
    },
    {
      id: 'key_steward',
      name: 'Key Steward',
      level: 'environment',
      permissions: ['cld::policy::global::api_keys::manage'],
    },
  ],
  environments: [
    {
      id: ids.environment,
      cloud_name: 'demo',
      name: 'Demo',
      folders: [
        { path: 'brand', id: ids.brand },
        { path: 'brand/logos', id: ids.logos },
        { path: 'summer', id: ids.summer },
      ],
      collections: [{ id: ids.launch, name: 'Launch' }],
      api_keys: [
        { name: 'root', key: 'K', secret: 'S', roles: ['cld::role::prodenv::master_admin'] },
        { name: 'empty', key: 'K2', secret: 'S2', roles: [] },
      ],
    },
    { id: ids.otherEnvironment, cloud_name: 'second', name: 'Second' },
  ],
  groups: [
    {
      id: ids.creative,
      name: 'Creative',
      roles: [{ role: 'cld::role::prodenv::ml_user', environments: 'all' }],
    },
  ],
  users: [
    {
      id: ids.vera,
      name: 'Vera',
      email: 'vera@example.com',
      pending: false,
      groups: ['Creative'],
      environments: ['demo'],
      roles: [{ role: 'cld::role::folder::viewer', environment: 'demo', folder: 'brand' }],
    },
    { id: ids.otto, name: 'Otto', email: 'otto@example.com', pending: false, environments: 'all' },
  ],
}

/** An answer to a request that the client can't send. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body read as JSON; null when there is none. */
  readonly body: unknown
}

/** How a request is sent that the client can't send. */
export interface RawOptions {
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** A server that listens, with an account in it. */
export interface GivenInstallation {
  readonly url: string
  /** The official client, as the account's main key unless others are given. */
  readonly client: (key?: string, secret?: string, accountId?: string) => CldProvisioning
  /** Calls as the main key below `/v2/accounts/acc1/permissions`, or at a path that begins with `/v2/` or `/api/`. */
  readonly call: (method: string, path: string, options?: RawOptions) => Promise<RawAnswer>
}

/** The header of a key and its secret. */
export const basic = (key: string, secret: string): string =>
  `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`

/** Something done to the empty folder of the data before the server starts. */
type Prepare = (dataDir: string, content: unknown) => Promise<void>

/** What is other than in {@link installation}. */
export interface Difference {
  /** Other members of the account: its plan. */
  readonly account?: Readonly<Record<string, unknown>>
  /** Users besides those of the file. */
  readonly users?: readonly unknown[]
  /** Leaves the custom roles and their assignments out, which not every plan has. */
  readonly isWithoutCustomRoles?: boolean
  readonly prepare?: Prepare
}

/** Starts a server with the account of this file; it ends with the test. */
export async function givenInstallation(
  test: TestContext,
  { account = {}, users = [], isWithoutCustomRoles = false, prepare }: Difference = {},
): Promise<GivenInstallation> {
  const { management_keys: keys, ...rest } = installation.account
  const content = {
    ...installation,
    custom_roles: isWithoutCustomRoles ? [] : installation.custom_roles,
    account: {
      ...rest,
      management_keys: isWithoutCustomRoles ? keys.filter(({ name }) => name !== 'steward') : keys,
      ...account,
    },
    users: [...installation.users, ...users],
  }
  const { url } = await givenUrl(test, content, prepare)
  return {
    url,
    client: (key = 'PK', secret = 'PS', accountId = ids.account) =>
      new CldProvisioning({
        serverURL: url,
        security: { provisioningApiKey: key, provisioningApiSecret: secret },
        accountId,
      }),
    call: (method, path, options) => call(url, method, path, options),
  }
}

/** Starts a server on a bootstrap file's content, or with null on the demo account; it ends with the test. */
export async function givenUrl(
  test: TestContext,
  content: unknown,
  prepare: Prepare = async () => undefined,
): Promise<{ readonly url: string; readonly greeting: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-compatibility-'))
  test.after(() => rm(dataDir, { recursive: true, force: true }))
  await prepare(dataDir, content)
  const log = createLog('silent')
  const bootstrap = content === null ? null : { source: 'test', content }
  const place = { dataDir, databaseUrl: null, secretKey: undefined, log }
  const server = await startServer({ ...place, host: '127.0.0.1', port: 0, bootstrap })
  test.after(() => server.close())
  return server
}

async function call(
  url: string,
  method: string,
  path: string,
  { body, headers = {} }: RawOptions = {},
): Promise<RawAnswer> {
  const isWhole = path.startsWith('/v2/') || path.startsWith('/api/')
  const answer = await fetch(url + (isWhole ? path : `/v2/accounts/${ids.account}/permissions${path}`), {
    method,
    headers: {
      authorization: basic('PK', 'PS'),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: text === '' ? null : JSON.parse(text) }
}

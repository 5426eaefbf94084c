// A server with two endpoints that only say back what they understood: who called, with what, and which file came.
import type { TestContext } from 'node:test'
import fastify, { type FastifyBaseLogger, type FastifyInstance, type InjectOptions } from 'fastify'
import { z } from 'zod'
import { endpoint, type Endpoint } from '../../src/api/endpoint.ts'
import { base, environment, textOrAbsent, textsOrAbsent } from '../../src/api/admin/fields.ts'
import { fileField, StagedFile } from '../../src/api/admin/file-field.ts'
import type { UploadPresetRecord } from '../../src/domain/library-records.ts'
import { createAuthenticate } from '../../src/server/authenticate.ts'
import { createLog } from '../../src/server/log.ts'
import { registerProblems, serverOptions } from '../../src/server/problems.ts'
import { requestIdOf, RequestLog } from '../../src/server/request-log.ts'
import { registerRoutes } from '../../src/server/routes.ts'
import { Writable } from 'node:stream'
import { createSessionDoor } from '../../src/server/session-door.ts'
import { givenBlobs, type GivenBlobs } from '../given/blobs.ts'
import { givenHouse, type GivenHouse } from '../given/house.ts'

const role = (name: string): string => `cld::role::${name}`

const file = {
  account: {
    id: 'acc',
    name: 'Acme',
    plan: 'enterprise',
    management_keys: [{ name: 'main', key: 'PK', secret: 'PS', roles: [role('account::master_admin')] }],
  },
  environments: [
    {
      id: 'env1',
      cloud_name: 'demo',
      name: 'Demo',
      folders: ['inbox', 'brand'],
      api_keys: [
        { name: 'root', key: 'K', secret: 'S & s', roles: [role('prodenv::master_admin')] },
        { name: 'empty', key: 'K2', secret: 'S2', roles: [] },
        { name: 'off', key: 'K3', secret: 'S3', roles: [role('prodenv::master_admin')], enabled: false },
      ],
    },
    {
      id: 'env2',
      cloud_name: 'other',
      name: 'Other',
      api_keys: [{ name: 'root', key: 'KO', secret: 'SO', roles: [role('prodenv::master_admin')] }],
    },
  ],
}

const fields = {
  ...environment,
  resource_type: z.string().optional(),
  public_id: textOrAbsent,
  tags: textsOrAbsent,
  upload_preset: textOrAbsent,
  file: fileField.optional(),
}

const reply = z.record(z.string(), z.unknown())

const said = (wire: Readonly<Record<string, unknown>>): z.output<typeof reply> => ({
  ...wire,
  ...(wire.file instanceof StagedFile && {
    file: { filename: wire.file.filename, bytes: wire.file.staged.bytes, etag: wire.file.staged.etag },
  }),
})

const saying = (method: 'GET' | 'POST', path: `/${string}`, isUpload: boolean): Endpoint =>
  endpoint({
    id: 'say',
    family: 'admin',
    method,
    path,
    operation: 'library.ping',
    summary: 'Says back what it understood.',
    source: 'for tests',
    ...(isUpload && { isUpload: true as const }),
    request: z.object(fields),
    success: { status: 200, schema: reply },
    toInput: (_, { environmentId }) => ({ environmentId }),
    toWire: (_, { wire }) => said(wire),
  })

/** The server. */
export interface GivenUploadRoute extends GivenHouse {
  readonly app: FastifyInstance
  readonly blobs: GivenBlobs
  readonly log: () => string
  /** Sends a request; the body read. */
  readonly send: (
    options: InjectOptions,
  ) => Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly message: string }>
}

/** Opens one. */
export async function givenUploadRoute(test: TestContext, maxBytes = 1_000_000): Promise<GivenUploadRoute> {
  const given = await givenHouse(file, { test })
  const blobs = givenBlobs()
  const house = { ...given.house, blobs: blobs.blobs, intake: { sources: { hosts: [] }, maxBytes } }
  let written = ''
  const log = createLog(
    'debug',
    new Writable({
      write: (chunk: Buffer, _, done) => {
        written += chunk.toString()
        done()
      },
    }),
  )
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({ ...serverOptions(), loggerInstance, logController: new RequestLog(), genReqId: requestIdOf })
  registerProblems(app, { house, newIncidentId: () => 'incident' })
  const settings = { publicUrl: null, localUrl: () => 'http://127.0.0.1:4600', mailer: null }
  registerRoutes(
    app,
    { house, authenticate: createAuthenticate(house), door: createSessionDoor(house, settings, log) },
    [
      saying('POST', `${base}/{resource_type:image|video|raw|auto}/upload`, true),
      saying('POST', `${base}/upload`, true),
      saying('POST', `${base}/{resource_type:image|video|raw}/destroy`, false),
      saying('GET', `${base}/{resource_type:image|video|raw}/download`, false),
      saying('GET', `${base}/resources/{resource_type:image|video|raw}/upload`, false),
      saying('GET', `${base}/resources/by_tag`, false),
    ],
  )
  test.after(() => app.close())
  return { ...given, house, app, blobs, log: () => written, send: (options) => send(app, options) }
}

async function send(app: FastifyInstance, options: InjectOptions): ReturnType<GivenUploadRoute['send']> {
  const answer = await app.inject(options)
  const body = answer.json<Record<string, unknown>>()
  const error = body.error as { readonly message?: string } | undefined
  return { status: answer.statusCode, body, message: error?.message ?? '' }
}

/** Puts a preset into the environment `env1`. */
export async function givenPreset(
  given: GivenUploadRoute,
  name: string,
  but: Partial<UploadPresetRecord>,
): Promise<void> {
  const at = given.clock.now
  const { id: accountId } = given.account
  const [environment] = await given.house.store.listEnvironments(accountId)
  if (environment === undefined) throw new Error('there is no environment')
  await given.change((transaction) =>
    transaction.put('upload_preset', {
      ...{ name, accountId, environmentId: environment.id, isUnsigned: true, disallowsPublicId: false },
      ...{ folderId: null, settings: {}, createdAt: at, updatedAt: at },
      ...but,
    }),
  )
}

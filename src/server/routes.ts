import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isOfEnvironment, type Endpoint, type Family } from '../api/endpoint.ts'
import { endpoints } from '../api/index.ts'
import { refusal } from '../domain/errors.ts'
import { accountId } from '../domain/ids.ts'
import type { House } from '../operations/house.ts'
import { operations, publicOperations } from '../operations/index.ts'
import type { Operation } from '../operations/operation.ts'
import { perform, type Performed } from '../operations/perform.ts'
import { keysFor, noteUse, requirePlan } from './admission.ts'
import { revisionHeader } from './answer-headers.ts'
import type { Authenticate, Authenticated } from './authenticate.ts'
import { acceptBodies, maxUploadBodyBytes } from './bodies.ts'
import { BodySlots } from './body-slots.ts'
import { isSendable, sendOutput } from './delivery-output.ts'
import { readIfMatch, writeEntityTag } from './entity-tags.ts'
import { routeOf } from './environment-address.ts'
import { CallLimits } from './call-limits.ts'
import { createReadyContent, letGo, noteAnswer, type ContentWiring } from './environment-content.ts'
import { createEnvironmentDoor } from './environment-door.ts'
import { meteredBlobs, type SentBlobs } from './metered-blobs.ts'
import { readEndpoint } from './read-endpoint.ts'
import { sendJson } from './send-json.ts'
import { createSessionDoor, type SessionDoor } from './session-door.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is calling; null until the credentials were found good, and on public endpoints. */
    caller: Authenticated | null
  }
}

/** What the routes work with. */
export interface Wiring {
  readonly house: House
  readonly authenticate: Authenticate
  /** Absent: sessions work, but nothing is mailed and links lead to this machine. */
  readonly door?: SessionDoor
  /** How many calls of the Admin API each key may make an hour; absent: as many as it likes. */
  readonly callsPerHour?: number
}

/**
 * Serves every endpoint that `api/` declares. Credentials are looked at before the body is, so that nobody unknown can
 * make the server read one.
 *
 * @param all the endpoints; those of `api/` when absent
 */
export function registerRoutes(
  app: FastifyInstance,
  { door: given, ...rest }: Wiring,
  all: readonly Endpoint[] = Object.values<Endpoint>(endpoints),
): void {
  const door = given ?? createSessionDoor(rest.house, bareSettings, app.log)
  const wiring = { ...rest, door }
  acceptBodies(app)
  app.decorateRequest('caller', null)
  app.decorateRequest('environment', null)
  app.decorateRequest('upload', null)
  for (const endpoint of all.filter(({ family }) => !isOfEnvironment(family))) {
    app.route({
      method: endpoint.method,
      url: routeOf(endpoint.path),
      onRequest: (request) => admit(request, endpoint, wiring),
      handler: (request, reply) => answer(request, reply, endpoint, wiring),
    })
  }
  const ofEnvironments = all.filter(({ family }) => isOfEnvironment(family))
  // Multipart bodies are read here alone.
  void app.register(async (scope) => registerEnvironmentRoutes(scope, ofEnvironments, wiring))
}

/** Routes about environments: who calls may stand in the parameters, so that it is looked for again once they were read. */
async function registerEnvironmentRoutes(
  scope: FastifyInstance,
  own: readonly Endpoint[],
  wiring: OpenWiring,
): Promise<void> {
  await scope.register(multipart)
  const { house } = wiring
  const environmentDoor = createEnvironmentDoor(wiring)
  const slots = new BodySlots()
  const { callsPerHour } = wiring
  const limits = callsPerHour === undefined ? null : new CallLimits(callsPerHour, house.clock)
  const admitted: ContentWiring['admitted'] = async (request, reply, caller, endpoint) => {
    await noteUse(endpoint, house, caller, request.environment?.id ?? null)
    await requirePlan(endpoint, house, caller)
    // As at the vendor, uploads aren't counted; nor are people, whose console asks in many small steps.
    const isCounted = endpoint.family === 'admin' && !endpoint.isUpload && caller.session === undefined
    if (isCounted && limits !== null) reply.headers({ ...limits.take(`${caller.by.type}:${caller.by.id}`) })
  }
  const readyContent = createReadyContent({ house, environmentDoor, admitted })
  for (const endpoint of own) {
    scope.route({
      method: endpoint.method,
      url: routeOf(endpoint.path),
      ...(endpoint.isUpload && { bodyLimit: maxUploadBodyBytes, config: { isUpload: true } }),
      onRequest: async (request, reply) => {
        request.caller = await environmentDoor.admitByHeaders(request, endpoint)
        if (request.caller !== null) await admitted(request, reply, request.caller, endpoint)
        else if (endpoint.isUpload) await slots.enter(request, reply)
      },
      preHandler: (request, reply) => readyContent(request, reply, endpoint),
      handler: async (request, reply) => {
        try {
          return await answer(request, reply, endpoint, wiring)
        } catch (error) {
          await letGo(request, error, house)
          throw error
        }
      },
    })
  }
}

type OpenWiring = Wiring & Pick<Required<Wiring>, 'door'>

const bareSettings = { publicUrl: null, localUrl: () => 'http://127.0.0.1:4600', mailer: null }

/** @throws Refusal `invalid_credentials`, also for a good key of another account; `denied` when the plan has no such API */
async function admit(request: FastifyRequest, endpoint: Endpoint, wiring: OpenWiring): Promise<void> {
  const { house, door } = wiring
  if (endpoint.isPublic) {
    if (endpoint.family === 'session') door.refuseForeign(request)
    return
  }
  const caller = await requireCaller(request, endpoint.family, wiring)
  request.caller = caller
  await noteUse(endpoint, house, caller, null)
  await requirePlan(endpoint, house, caller)
}

/** Finds out who calls a family of endpoints. @throws Refusal `invalid_credentials`, `foreign_request` */
export async function requireCaller(
  request: FastifyRequest,
  family: Family,
  { authenticate, door }: OpenWiring,
): Promise<Authenticated> {
  const { account_id: account } = request.params as { readonly account_id?: string }
  const accepted = { kinds: keysFor(family), accountId: account === undefined ? null : accountId(account) }
  return (await door.findCaller(request, accepted.accountId)) ?? authenticate(request.raw, accepted)
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  endpoint: Endpoint,
  { house, door }: OpenWiring,
): Promise<FastifyReply> {
  const read = readEndpoint(request, endpoint)
  if (read === null) {
    reply.callNotFound()
    return reply
  }
  const { input, answer: spell } = read
  const { output, revision, version } = await run(request, endpoint, input, { house, door })
  if (!endpoint.isPublic) reply.header(revisionHeader, revision)
  if (version !== null) reply.header('etag', writeEntityTag(version))
  const followed = await door.follow(endpoint.operation, output, { request, reply })
  const { status, isFile } = endpoint.success
  if (isFile === true && isSendable(followed))
    return sendOutput({ request, reply, blobs: blobsFor(request, house) }, followed)
  if (status === 204) return reply.code(status).send()
  const body = spell(followed, { revision, origin: door.originOf(request) })
  await noteAnswer(request, body)
  return sendJson(reply, status, 'application/json', body)
}

/** Files are those of the environment that was called. */
function blobsFor({ caller, environment }: FastifyRequest, house: House): SentBlobs {
  if (caller === null || environment === null) return house.blobs
  return meteredBlobs(house, { accountId: caller.accountId, environmentId: environment.id })
}

async function run(
  request: FastifyRequest,
  endpoint: Endpoint,
  input: unknown,
  { house, door }: Pick<OpenWiring, 'house' | 'door'>,
): Promise<Performed<unknown>> {
  const { caller, id } = request
  const name = endpoint.operation
  // The endpoint's own schema made the input for this operation; only its declaration knows the type.
  const typed = input as never
  if (isPublicName(name)) {
    return {
      output: await publicOperations[name].run(typed, house, door.visitorOf(request)),
      revision: 0,
      version: null,
    }
  }
  if (caller === null) throw refusal('invalid_credentials', undefined)
  const operation: Operation<never, unknown> = operations[name]
  const expected = readIfMatch(request.headers['if-match'])
  return perform(house, { ...caller, requestId: id, ...(expected !== undefined && { expected }) }, operation, typed)
}

const isPublicName = (name: string): name is keyof typeof publicOperations => Object.hasOwn(publicOperations, name)

import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify'
import type { Remedy } from '../api/denial.ts'
import { denialHeader } from '../api/admin/denial-header.ts'
import { isOfEnvironment, type Endpoint, type Family } from '../api/endpoint.ts'
import { patternOfPath } from '../api/endpoint-path.ts'
import { failureAnswer, refusalAnswer, type ErrorAnswer, type Failure } from '../api/errors.ts'
import { endpoints } from '../api/index.ts'
import { Refusal } from '../domain/errors.ts'
import type { House } from '../operations/house.ts'
import { AccountUnknown, StoreConflict, StoreUnavailable, TextTooLong } from '../store/errors.ts'
import type { Authenticated } from './authenticate.ts'
import { maxBodyBytes, TooDeep } from './bodies.ts'
import { answerBrokenRequest } from './broken-requests.ts'
import type { Console } from './console-files.ts'
import { isDeliveryAddress } from './delivery-address.ts'
import { rewriteAddress } from './environment-address.ts'
import { MalformedForm } from './multipart.ts'
import { nameEnvironment } from './name-environment.ts'
import { sendJson } from './send-json.ts'
import { csrfHeader } from './session-origin.ts'

/** What error answers are made with. */
export interface ProblemWiring {
  readonly house: House
  /** An id that finds one failure in the log. */
  readonly newIncidentId: () => string
  /** Absent: there is no console here. */
  readonly console?: Console
}

/** The longest path parameter: an id of 255 characters with every byte percent-encoded fits. */
const maxParamLength = 4096

/** The options of the HTTP framework that limits and error answers depend on. */
export function serverOptions(): FastifyServerOptions {
  return {
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength },
    rewriteUrl: rewriteAddress,
    clientErrorHandler: answerBrokenRequest(familyOf),
    frameworkErrors: (error, request, reply) => {
      void send(reply, failureAnswer(familyOf(request.url), failureOf(error) ?? 'malformed_url'))
    },
  }
}

/** Answers everything that goes wrong in the envelope of the family that was called; unknown errors tell nothing of themselves. */
export function registerProblems(app: FastifyInstance, wiring: ProblemWiring): void {
  app.setErrorHandler(async (error, request, reply) => send(reply, await answerOf(error, request, wiring)))
  app.setNotFoundHandler((request, reply) => {
    if (wiring.console?.opensAt(request) === true) return wiring.console.open(reply)
    const allowed = methodsAt(request.url.split('?', 1)[0] ?? '')
    if (allowed.length > 0) reply.header('allow', allowed.join(', '))
    return send(reply, failureAnswer(familyOf(request.url), allowed.length > 0 ? 'wrong_method' : 'no_route'))
  })
}

const send = (reply: FastifyReply, { status, contentType, headers, body }: ErrorAnswer): FastifyReply =>
  sendJson(reply.headers(headers), status, contentType, body)

/** The vendor's families begin with a version; everything else speaks as ours does. */
function familyOf(url: string): Family {
  if (url.startsWith('/v2/')) return 'permissions'
  if (url.startsWith('/v1_1/provisioning/')) return 'provisioning'
  if (url.startsWith('/v1_1/') || isDeliveryAddress(url)) return 'admin'
  if (url.startsWith('/api/environments/')) return 'library'
  return sessionRoots.has(/^\/api\/[^/?]*/.exec(url)?.[0] ?? '') ? 'session' : 'decisions'
}

/** The first two steps of every path of the family. */
const sessionRoots = new Set(
  Object.values<Endpoint>(endpoints)
    .filter(({ family }) => family === 'session')
    .map(({ path }) => path.split('/').slice(0, 3).join('/')),
)

async function answerOf(error: unknown, request: FastifyRequest, wiring: ProblemWiring): Promise<ErrorAnswer> {
  const answer = await familyAnswerOf(error, request, wiring)
  if (request.headers[csrfHeader] === undefined) return answer
  // The console asked: a browser that is told to ask for a password by itself would put up a dialog of its own.
  const headers = Object.entries(answer.headers).filter(([name]) => name !== 'www-authenticate')
  return { ...answer, headers: Object.fromEntries(headers) }
}

async function familyAnswerOf(error: unknown, request: FastifyRequest, wiring: ProblemWiring): Promise<ErrorAnswer> {
  const family = familyOf(request.url)
  if (error instanceof Refusal) return refuse(family, error, request, wiring.house)
  if (error instanceof StoreConflict) return failureAnswer(family, 'conflict', { constraint: error.constraint })
  if (error instanceof TextTooLong) return failureAnswer(family, 'malformed_body', { reason: error.message })
  if (error instanceof AccountUnknown) return failureAnswer(family, 'unavailable')
  if (error instanceof StoreUnavailable) {
    request.log.warn({ error: describe(error) }, 'the store is unavailable')
    return failureAnswer(family, 'unavailable')
  }
  const failure = failureOf(error)
  if (failure !== undefined) return failureAnswer(family, failure)
  const incidentId = wiring.newIncidentId()
  request.log.error({ incidentId, error: describe(error) }, 'an error nobody expected')
  return failureAnswer(family, 'internal', { incident_id: incidentId })
}

/** How much of a path is remembered with a denial, in characters. */
const longestPath = 500

async function refuse(family: Family, error: Refusal, request: FastifyRequest, house: House): Promise<ErrorAnswer> {
  const { caller, method, url } = request
  const remedies = await remediesOf(error, caller, house)
  const { denial } = error
  if (denial === undefined || caller === null || !isOfEnvironment(family)) return refusalAnswer(family, error, remedies)
  const { accountId, by } = caller
  const path = url.split('?', 1)[0] ?? ''
  const explainId = house.denials?.keep({
    accountId,
    by,
    at: house.clock(),
    request: `${method} ${path.slice(0, longestPath)}`,
    denial,
  })
  const answer = refusalAnswer(family, error, remedies, explainId)
  request.log.info({ denial: answer.headers[denialHeader], explainId }, 'denied')
  return answer
}

/** What would meet each need of a denial, for the document that explains it. */
export async function remediesOf(
  error: Refusal,
  caller: Authenticated | null,
  house: House,
): Promise<readonly Remedy[]> {
  const needs = error.denial?.needs ?? []
  if (caller === null || needs.length === 0) return []
  const { accountId, by } = caller
  // The operator lacks nothing, and no role can be given to a preset.
  if (by.type === 'operator' || by.type === 'preset') return []
  const engine = await house.accounts.engineOf(accountId)
  const at = house.clock()
  const naming = { house, engine, accountId, by, at }
  return Promise.all(
    needs.map(async (need) => {
      const environmentName = await nameEnvironment(need.scope, naming)
      const remedies = engine.findRemedies({ principal: by, ...need, at })
      return environmentName === null ? remedies : { ...remedies, environmentName }
    }),
  )
}

const failureByCode: Readonly<Record<string, Failure>> = {
  FST_ERR_BAD_URL: 'malformed_url',
  FST_ERR_MAX_PARAM_LENGTH: 'too_long_url',
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong_media_type',
}

/** What the framework says was wrong with a request; undefined for an error that isn't the request's fault. */
function failureOf(error: unknown): Failure | undefined {
  if (error instanceof TooDeep) return 'too_deep'
  if (error instanceof MalformedForm || isHungUp(error)) return 'malformed_body'
  if (typeof error !== 'object' || error === null) return undefined
  const { code, statusCode } = error as { readonly code?: unknown; readonly statusCode?: unknown }
  const known = typeof code === 'string' ? failureByCode[code] : undefined
  if (known !== undefined) return known
  if (statusCode === 429) return 'too_many_requests'
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? 'malformed_body' : undefined
}

/** What Node says of a request whose sender hung up in the middle; anyone can do that, and it is nobody's fault here. */
const isHungUp = (error: unknown): boolean =>
  error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'

/** Fields of errors from libraries may hold what was stored; their texts and where they arose are enough to find them. */
const describe = (error: unknown): unknown =>
  error instanceof Error
    ? { name: error.name, stack: error.stack, ...(error.cause !== undefined && { cause: describe(error.cause) }) }
    : { name: typeof error }

const paths = Object.values<Endpoint>(endpoints).map(({ method, path }) => ({
  method,
  pattern: patternOfPath(path),
}))

/** The methods that some endpoint takes at a path. */
function methodsAt(path: string): readonly string[] {
  const methods = paths.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
  return [...new Set(methods)].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
}

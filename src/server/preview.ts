import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isOfEnvironment, type Endpoint } from '../api/endpoint.ts'
import { refusalAnswer } from '../api/errors.ts'
import { endpoints } from '../api/index.ts'
import {
  previewPath,
  type Helper,
  type PreviewAnswer,
  type PreviewProblem,
  type PreviewQuestion,
  type PreviewReply,
} from '../api/preview/preview.ts'
import { previewRequest } from '../api/preview/preview-request.ts'
import { readFields } from '../api/read-request.ts'
import { Refusal, refusal } from '../domain/errors.ts'
import type { EnvironmentId } from '../domain/ids.ts'
import type { House } from '../operations/house.ts'
import { operations } from '../operations/index.ts'
import type { Operation } from '../operations/operation.ts'
import { preview } from '../operations/perform.ts'
import { findWhoToAsk } from '../operations/who-to-ask.ts'
import type { Authenticated } from './authenticate.ts'
import { remediesOf } from './problems.ts'
import type { SessionDoor } from './session-door.ts'
import { requireCaller, type Wiring } from './routes.ts'

/**
 * Serves the twin of all endpoints: may the caller call them? Each question is read as the endpoint itself would read it,
 * and decided by the code that decides the call; so no list anywhere says what a button needs.
 */
export function registerPreview(app: FastifyInstance, wiring: Wiring & { readonly door: SessionDoor }): void {
  const { house } = wiring
  app.post(previewPath, {
    onRequest: async (request) => {
      request.caller = await requireCaller(request, 'decisions', wiring)
    },
    handler: async (request): Promise<PreviewReply> => {
      const { caller } = request
      if (caller === null) throw refusal('invalid_credentials', undefined)
      const places = { path: [], query: [], body: ['questions'] }
      const { questions } = readFields(previewRequest, places, { path: {}, query: {}, body: request.body })
      return answerAll(questions, request, caller, house)
    },
  })
}

async function answerAll(
  questions: readonly PreviewQuestion[],
  request: FastifyRequest,
  caller: Authenticated,
  house: House,
): Promise<PreviewReply> {
  const { revision } = await house.accounts.engineOf(caller.accountId)
  const refused = await Promise.all(questions.map((one) => findRefusal(one, request, caller, house)))
  const isAnyDenied = refused.some((one) => one?.kind === 'denied')
  // Names and e-mails are for people of the account, and not for whatever holds a key.
  const isTold = isAnyDenied && caller.session !== undefined
  const people = isTold ? await findWhoToAsk(house, caller.accountId) : []
  const helpers = people.map(({ name, email }) => ({ name, email }))
  const answers = await Promise.all(refused.map((one) => spell(one, helpers, caller, house)))
  return { answers, revision }
}

/** What would refuse a call, whatever its fields say further; null when nothing would. */
async function findRefusal(
  { endpoint: id, input }: PreviewQuestion,
  request: FastifyRequest,
  caller: Authenticated,
  house: House,
): Promise<Refusal | null> {
  const endpoint = Object.hasOwn(endpoints, id) ? (endpoints as Readonly<Record<string, Endpoint>>)[id] : undefined
  if (endpoint === undefined) throw refusal('invalid_fields', undefined, { fields: [{ name: 'endpoint', value: id }] })
  const name = endpoint.operation
  if (endpoint.isPublic || !isOfAccount(name)) return null
  const wire = { account_id: caller.accountId, ...input }
  const place = isOfEnvironment(endpoint.family) ? await placeOf(endpoint, input, caller, house) : {}
  try {
    const read = endpoint.read({ path: wire, query: wire, body: wire, ...place })
    const operation: Operation<never, unknown> = operations[name]
    // The endpoint's own schema made the input for this operation; only its declaration knows the type.
    return await preview(house, { ...caller, requestId: request.id }, operation, read.input as never)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw refusal(error.code === 'missing_fields' ? 'missing_fields' : 'invalid_fields', undefined, {
      fields: error.fields.map((field) => ({ ...field, name: `${id}.${field.name}` })),
      cause: error,
    })
  }
}

/** The environment that a question names. @throws Refusal `invalid_fields` where the caller's account has none of the name */
async function placeOf(
  { id }: Endpoint,
  { cloud_name: cloudName }: PreviewQuestion['input'],
  caller: Authenticated,
  { store }: House,
): Promise<{ readonly environmentId: EnvironmentId }> {
  const found = typeof cloudName === 'string' ? await store.findEnvironmentByCloudName(cloudName) : undefined
  if (found?.accountId === caller.accountId) return { environmentId: found.id }
  throw refusal('invalid_fields', undefined, { fields: [{ name: `${id}.cloud_name`, value: cloudName }] })
}

const isOfAccount = (name: string): name is keyof typeof operations => Object.hasOwn(operations, name)

async function spell(
  refused: Refusal | null,
  helpers: readonly Helper[],
  caller: Authenticated,
  house: House,
): Promise<PreviewAnswer> {
  if (refused === null) return { allowed: true }
  const { status, body } = refusalAnswer('decisions', refused, await remediesOf(refused, caller, house))
  // The body of a refusal in this family is a problem document, which has these fields.
  const problem = { ...body, status } as PreviewProblem
  return { allowed: false, problem, ask: refused.kind === 'denied' ? helpers : [] }
}

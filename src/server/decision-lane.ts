import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { decide } from '../api/decisions/decisions.ts'
import type { House } from '../operations/house.ts'
import { makeDecisions } from '../operations/decisions/make-decisions.ts'
import { isActive } from '../operations/identity/is-active.ts'
import { perform } from '../operations/perform.ts'
import { keysFor, noteUse, requirePlan } from './admission.ts'
import { everyAnswer, revisionHeader } from './answer-headers.ts'
import type { AcceptedKeys, Authenticate, KnownKey } from './authenticate.ts'
import { HeldBodies } from './held-bodies.ts'
import type { Log } from './log.ts'
import { plainJson } from './plain-json.ts'
import { logAnswered, requestIdOf } from './request-log.ts'
import { textOf } from './send-json.ts'

/** What the lane works with. */
export interface LaneWiring {
  readonly house: House
  readonly authenticate: Authenticate
  readonly log: Log
}

/** The longest body that is taken, in bytes: 100 questions fit. */
const longestBody = 256 * 1024

/** Headers that ask for more than an answer: a session, a condition, a body that isn't plain. */
const unusual = ['cookie', 'expect', 'transfer-encoding', 'content-encoding', 'if-match', 'upgrade'] as const

/**
 * Lets questions for decisions pass by the framework, which takes several times as long as deciding: those of a key whose
 * secret was found good before, in a body that is plain JSON, to which the answer is a success. Everything else, and
 * everything that goes wrong on the way, goes on to the framework as if it had come there first, so that credentials,
 * errors and refusals are seen to in one place.
 */
export function openDecisionLane(app: FastifyInstance, wiring: LaneWiring): void {
  const lane = new DecisionLane(wiring, new HeldBodies(app))
  app.addHook('preClose', async () => {
    lane.isClosed = true
  })
  const usual = app.server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[]
  app.server.removeAllListeners('request')
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const goOn = (): void => {
      for (const listener of usual) listener(request, response)
    }
    if (!lane.takes(request, response, goOn)) goOn()
  })
}

class DecisionLane {
  readonly #wiring: LaneWiring
  readonly #held: HeldBodies
  isClosed = false

  constructor(wiring: LaneWiring, held: HeldBodies) {
    // What is refused here is refused once more by the framework, which has it logged.
    this.#wiring = { ...wiring, house: { ...wiring.house, onRefusal: () => undefined } }
    this.#held = held
  }

  /** @returns false when the request isn't one for the lane: nothing has been done then */
  takes(request: IncomingMessage, response: ServerResponse, goOn: () => void): boolean {
    if (request.url !== decide.path || request.method !== decide.method) return false
    if (this.isClosed || !isPlain(request)) return false
    const known = this.#wiring.authenticate.recognise(request, acceptedKeys)
    if (known === null) return false
    const taken = { id: requestIdOf(request), known, startedAt: performance.now() }
    this.#held.read(request, (body) => {
      this.#answer(body, response, taken).catch(() => {
        this.#held.keep(request, body)
        goOn()
      })
    })
    return true
  }

  /** Rejects with whatever goes wrong, before the first byte of an answer: what it is, the framework will find again. */
  async #answer(body: Buffer, response: ServerResponse, taken: Taken): Promise<void> {
    const { house, log } = this.#wiring
    const { accountId, by } = taken.known
    if (!(await isActive(taken.known, house))) throw new Error('the key is out of use')
    await requirePlan(decide, house, taken.known)
    const { input, answer } = decide.read({ path: {}, query: {}, body: plainJson(body.toString('utf8')) })
    // The endpoint's own schema made the input for this operation; only its declaration knows the type.
    const caller = { accountId, by, requestId: taken.id }
    const { output, revision } = await perform(house, caller, makeDecisions, input as never)
    const text = textOf(answer(output, { revision, origin: '' }))
    await noteUse(decide, house, taken.known, null)
    this.#send(response, text, { ...everyAnswer(taken.id), [revisionHeader]: revision })
    const { method, path } = decide
    logAnswered(log, taken.id, { method, path, status: 200, ms: performance.now() - taken.startedAt, by })
  }

  #send(response: ServerResponse, text: string, headers: OutgoingHttpHeaders): void {
    const length = Buffer.byteLength(text)
    response.writeHead(200, {
      ...headers,
      'content-type': 'application/json',
      'content-length': length,
      ...(this.isClosed && { connection: 'close' }),
    })
    // A text of ASCII alone is its own bytes.
    response.end(text, length === text.length ? 'latin1' : 'utf8')
  }
}

const acceptedKeys: AcceptedKeys = { kinds: keysFor(decide.family), accountId: null }

/** A request that the lane has taken. */
interface Taken {
  readonly id: string
  readonly known: KnownKey
  readonly startedAt: number
}

function isPlain({ headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'])
  if (!(length > 0 && length <= longestBody) || headers['content-type'] !== 'application/json') return false
  for (const name of unusual) if (headers[name] !== undefined) return false
  return true
}

import { randomUUID } from 'node:crypto'
import { fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { everyAnswer } from './answer-headers.ts'
import { createAuthenticate } from './authenticate.ts'
import { createConsole, placedConsole } from './console-files.ts'
import type { OpenHouse } from './compose.ts'
import { openDecisionLane } from './decision-lane.ts'
import { registerHealth } from './health.ts'
import { registerDelivery } from './delivery.ts'
import type { Log } from './log.ts'
import { registerProblems, serverOptions } from './problems.ts'
import { registerPublicPages } from './public-page.ts'
import { requestIdOf, RequestLog } from './request-log.ts'
import { registerPreview } from './preview.ts'
import { registerRoutes } from './routes.ts'
import { longestRequestMs, registerSlowBodies } from './slow-bodies.ts'
import { createSessionDoor, type SignInSettings } from './session-door.ts'

/** What the HTTP side is told of the world around it. */
export interface AppSettings extends SignInSettings {
  /** The proxies whose word on who sends a request, and how, is taken: addresses or networks; false for none. */
  readonly trustProxy: string | false
  /** How many calls of the Admin API each key may make an hour; absent: as many as it likes. */
  readonly callsPerHour?: number
  /** The folder of the built console; absent: where the build puts it. */
  readonly consoleFolder?: string
}

const bareSettings: AppSettings = {
  publicUrl: null,
  localUrl: () => 'http://127.0.0.1:4600',
  mailer: null,
  trustProxy: false,
}

/** Makes the HTTP side of a server; it doesn't listen yet. */
export function createApp(house: OpenHouse, log: Log, settings: AppSettings = bareSettings): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log
  const options = serverOptions()
  const app = fastify({
    ...options,
    trustProxy: settings.trustProxy,
    // What fails before a route is found passes no hook.
    frameworkErrors: (error, request, reply) => {
      addHeaders(request, reply)
      options.frameworkErrors?.(error, request, reply)
    },
    loggerInstance,
    logController: new RequestLog(),
    genReqId: requestIdOf,
    requestTimeout: longestRequestMs,
  })
  registerHeaders(app)
  registerClosing(app)
  registerSlowBodies(app)
  const console = createConsole(settings.consoleFolder ?? placedConsole)
  registerProblems(app, { house, newIncidentId: randomUUID, console })
  registerHealth(app, house)
  console.register(app)
  const { callsPerHour } = settings
  const wiring = {
    house,
    authenticate: createAuthenticate(house),
    door: createSessionDoor(house, settings, log),
    ...(callsPerHour !== undefined && { callsPerHour }),
  }
  registerRoutes(app, wiring)
  registerDelivery(app, wiring)
  registerPreview(app, wiring)
  registerPublicPages(app, wiring)
  openDecisionLane(app, { ...wiring, log })
  return app
}

function registerHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    addHeaders(request, reply)
    done()
  })
}

const addHeaders = ({ id }: FastifyRequest, reply: FastifyReply): FastifyReply => reply.headers({ ...everyAnswer(id) })

/** Once the server is closing, every answer ends its connection: else it would wait for idle ones that are kept alive
 * (https://github.com/fastify/fastify/issues/7044, read 2026-11-22). */
function registerClosing(app: FastifyInstance): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done(null, payload)
  })
}

// A server over a library, spoken to without a network.
import fastify, { type FastifyInstance, type InjectOptions, type LightMyRequestResponse } from 'fastify'
import type { TestContext } from 'node:test'
import type { House } from '../../src/operations/house.ts'
import { createAuthenticate } from '../../src/server/authenticate.ts'
import { registerDelivery } from '../../src/server/delivery.ts'
import { registerProblems, serverOptions } from '../../src/server/problems.ts'
import { registerRoutes } from '../../src/server/routes.ts'
import { createSessionDoor } from '../../src/server/session-door.ts'
import { watchAnswers } from './watched-answers.ts'

/** A server, and a way to ask it. */
export interface LibraryServer {
  readonly app: FastifyInstance
  readonly ask: (url: string, options?: InjectOptions) => Promise<LightMyRequestResponse>
}

/** Opens a server over a house; it ends with the test. Its answers are held against the vendor's documents. */
export async function givenLibraryServer(test: TestContext, house: House): Promise<LibraryServer> {
  const app = fastify(serverOptions())
  watchAnswers(app, test.name)
  const settings = { publicUrl: null, localUrl: () => 'http://127.0.0.1:4600', mailer: null }
  const wiring = { house, authenticate: createAuthenticate(house), door: createSessionDoor(house, settings, app.log) }
  registerProblems(app, { house, newIncidentId: () => 'incident-1' })
  registerRoutes(app, wiring)
  registerDelivery(app, wiring)
  test.after(() => app.close())
  await app.ready()
  return { app, ask: (url, options = {}) => app.inject({ method: 'GET', url, ...options }) }
}

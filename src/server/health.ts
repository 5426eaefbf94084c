import type { FastifyInstance } from 'fastify'
import { staleAfterMs } from '../operations/accounts.ts'
import type { OpenHouse } from './compose.ts'

/** How long the store may take to answer before this node counts as not ready, in milliseconds. */
const patienceMs = 2000

/**
 * Serves `/healthz`, which says that the process runs, and `/readyz`, which says that it can answer: the store answers and
 * the change log was followed lately. Both for anyone, as they tell nothing of any account.
 */
export function registerHealth(app: FastifyInstance, house: OpenHouse): void {
  app.get('/healthz', quiet, async () => ({ status: 'ok' }))
  app.get('/readyz', quiet, async (_request, reply) => {
    const why = await findHindrances(house)
    return why.length === 0 ? { status: 'ready' } : reply.code(503).send({ status: 'not ready', why })
  })
}

/** Probes come every few seconds: what they ask is logged only when it fails. */
const quiet = { logLevel: 'warn' } as const

async function findHindrances({ store, following }: OpenHouse): Promise<readonly string[]> {
  const doesAnswer = await within(patienceMs, store.installationRevision())
  return [
    ...(doesAnswer ? [] : ['the store does not answer']),
    ...(following.ageMs() < staleAfterMs ? [] : ['the change log could not be followed lately']),
  ]
}

/** Tells whether an answer comes in time. */
async function within(limitMs: number, answer: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => resolve(false), limitMs)
  answer.then(
    () => resolve(true),
    () => resolve(false),
  )
  const isInTime = await promise
  clearTimeout(timer)
  return isInTime
}

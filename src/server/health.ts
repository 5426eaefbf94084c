import type { FastifyInstance } from 'fastify'
import { staleAfterMs } from '../operations/accounts.ts'
import type { OpenHouse } from './compose.ts'

/** How long the store may take to answer before this node counts as not ready, in milliseconds. */
const patienceMs = 2000

/**
 * Serves `/healthz`, which says that the process runs, and `/readyz`, which says that it can answer: the store answers,
 * the change log was followed lately, and every account is loaded. Both for anyone, as they tell nothing of any account.
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

async function findHindrances({ loading, following }: OpenHouse): Promise<readonly string[]> {
  const isLoading = await within(patienceMs, loading.isNeeded())
  return [
    ...(isLoading === undefined ? ['the store does not answer'] : []),
    ...(isLoading === true ? ['accounts are being loaded'] : []),
    ...(following.ageMs() < staleAfterMs ? [] : ['the change log could not be followed lately']),
  ]
}

/** An answer that comes in time; undefined when it doesn't, or when asking failed. */
async function within<T>(limitMs: number, answer: Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<T | undefined>()
  const timer = setTimeout(() => resolve(undefined), limitMs)
  answer.then(resolve, () => resolve(undefined))
  const inTime = await promise
  clearTimeout(timer)
  return inTime
}

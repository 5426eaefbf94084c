import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../domain/errors.ts'
import { maxBodyBytes } from './bodies.ts'
import { networkOf } from './session-origin.ts'
import { whenGone } from './when-gone.ts'

/** How many long bodies of callers that nobody knows yet are read at once, and how many more wait for their turn. */
const mostAtOnce = 16
const mostWaiting = 200
/** How much of either the callers of one network may take. */
const share = 0.5

/** One long body: it waits for a slot, has one, or its sender has gone. */
interface Claim {
  readonly network: string
  readonly begin: () => void
  state: 'waiting' | 'reading' | 'gone'
}

/**
 * Bounds the memory that callers can take before it is known who they are: a long body may have to be read whole to find its
 * signature in it.
 */
export class BodySlots {
  readonly #claims = new Set<Claim>()

  /** Takes a slot until the request was answered; short bodies need none. @throws Refusal `unavailable` when too many wait */
  async enter(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (Number(request.headers['content-length'] ?? Infinity) <= maxBodyBytes) return
    const network = networkOf(request.ip)
    if (!this.#hasRoom('waiting', mostWaiting, network)) throw refusal('unavailable', undefined)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const claim: Claim = { network, begin: () => resolve(undefined), state: 'waiting' }
    this.#claims.add(claim)
    whenGone(request, reply, () => {
      claim.state = 'gone'
      this.#claims.delete(claim)
      claim.begin()
      this.#serve()
    })
    this.#serve()
    await promise
    // Nobody is there to be answered.
    if (isGone(claim)) throw refusal('unavailable', undefined)
  }

  /** Gives free slots to those who wait longest, of networks that have not had their share. */
  #serve(): void {
    for (const claim of this.#claims) {
      if (claim.state !== 'waiting' || !this.#hasRoom('reading', mostAtOnce, claim.network)) continue
      claim.state = 'reading'
      claim.begin()
    }
  }

  #hasRoom(state: Claim['state'], most: number, network: string): boolean {
    const all = [...this.#claims].filter((one) => one.state === state)
    return all.length < most && all.filter((one) => one.network === network).length < most * share
  }
}

const isGone = ({ state }: Claim): boolean => state === 'gone'

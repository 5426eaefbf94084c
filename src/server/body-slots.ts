import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../domain/errors.ts'
import { maxBodyBytes } from './bodies.ts'

/** How many long bodies of callers that nobody knows yet are read at once, and how many more wait for their turn. */
const mostAtOnce = 16
const mostWaiting = 200

/**
 * Bounds the memory that callers can take before it is known who they are: a long body may have to be read whole to find its
 * signature in it.
 */
export class BodySlots {
  #taken = 0
  readonly #waiting: (() => void)[] = []

  /** Takes a slot until the request was answered; short bodies need none. @throws Refusal `unavailable` when too many wait */
  async enter({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (Number(headers['content-length'] ?? Infinity) <= maxBodyBytes) return
    if (this.#taken >= mostAtOnce) {
      if (this.#waiting.length >= mostWaiting) throw refusal('unavailable', undefined)
      const { promise, resolve } = Promise.withResolvers<undefined>()
      this.#waiting.push(() => resolve(undefined))
      await promise
    } else this.#taken++
    reply.raw.once('close', () => this.#leave())
  }

  /** Hands the slot on, or frees it. */
  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken--
    else next()
  }
}

import { refusal } from '../domain/errors.ts'
import type { Instant } from '../domain/instant.ts'

/** What is left to a caller, as the vendor's clients read it of an answer (api-surface 3.3). */
export interface CallLimitHeaders {
  readonly 'x-featureratelimit-limit': string
  readonly 'x-featureratelimit-remaining': string
  /** When everything is there again. */
  readonly 'x-featureratelimit-reset': string
}

/** How many calls of one key an hour are taken when nothing else is said. */
export const usualCallsPerHour = 5000

/** How many callers are remembered; one that is forgotten begins anew. */
const mostCallers = 10_000

const hourMs = 60 * 60 * 1000

interface Bucket {
  calls: number
  at: Instant
}

/**
 * Bounds how many calls each key makes: a bucket of an hour's calls that fills up evenly as time goes by. Each process
 * counts for itself.
 */
export class CallLimits {
  readonly #perHour: number
  readonly #clock: () => Instant
  readonly #bucketByCaller = new Map<string, Bucket>()

  constructor(perHour: number, clock: () => Instant) {
    this.#perHour = perHour
    this.#clock = clock
  }

  /** Counts a call. @throws Refusal `rate_exhausted` when none is left */
  take(caller: string): CallLimitHeaders {
    const now = this.#clock()
    const bucket = this.#filled(caller, now)
    if (bucket.calls < 1) {
      const until = this.#when(now, 1 - bucket.calls)
      throw refusal('rate_exhausted', { limit: this.#perHour, until: new Date(until).toUTCString() })
    }
    bucket.calls -= 1
    return {
      'x-featureratelimit-limit': String(this.#perHour),
      'x-featureratelimit-remaining': String(Math.floor(bucket.calls)),
      'x-featureratelimit-reset': new Date(this.#when(now, this.#perHour - bucket.calls)).toUTCString(),
    }
  }

  /** The caller's bucket as it is now; the one that was asked for longest ago goes when there are too many. */
  #filled(caller: string, now: Instant): Bucket {
    const known = this.#bucketByCaller.get(caller) ?? { calls: this.#perHour, at: now }
    const gained = (Math.max(0, now - known.at) / hourMs) * this.#perHour
    const bucket = { calls: Math.min(this.#perHour, known.calls + gained), at: now }
    this.#bucketByCaller.delete(caller)
    const [oldest] = this.#bucketByCaller.keys()
    if (oldest !== undefined && this.#bucketByCaller.size >= mostCallers) this.#bucketByCaller.delete(oldest)
    this.#bucketByCaller.set(caller, bucket)
    return bucket
  }

  #when(now: Instant, calls: number): Instant {
    return Math.ceil((now + (calls / this.#perHour) * hourMs) / 1000) * 1000
  }
}

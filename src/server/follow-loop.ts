import type { Accounts } from '../operations/accounts.ts'
import { describeError, type Log } from './log.ts'

/** Milliseconds between two looks at what other nodes have written (design, section distribution). */
export const followEveryMs = 250

/** Keeps a node in step with what others write. */
export interface FollowLoop {
  /** Milliseconds since the change log was last followed to its end. */
  readonly ageMs: () => number
  /** Ends the loop, when the look that is under way has ended. */
  readonly stop: () => Promise<void>
}

/**
 * Follows the change log every {@link followEveryMs}, one look at a time. A failure is logged once until a look succeeds.
 *
 * @param now a clock in milliseconds that never goes back
 */
export function startFollowing(accounts: Accounts, now: () => number, log: Log): FollowLoop {
  let followedAt = now()
  let isStopped = false
  let isFailing = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()

  const follow = async (): Promise<void> => {
    try {
      await accounts.follow()
      followedAt = now()
      if (isFailing) log.info('following the change log again')
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ error: describeError(error) }, 'the change log could not be followed')
      isFailing = true
    }
    if (!isStopped) schedule()
  }
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = follow()
    }, followEveryMs)
  }
  schedule()

  return {
    ageMs: () => now() - followedAt,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}

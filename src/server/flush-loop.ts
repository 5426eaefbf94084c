import type { UsageMeter } from '../operations/usage/usage-meter.ts'
import { describeError, type Log } from './log.ts'

/** Milliseconds between two times that usage is written down. */
export const flushEveryMs = 5000

/** Writes usage down as time goes by. */
export interface FlushLoop {
  /** Ends the loop, and writes down what was counted until now. */
  readonly stop: () => Promise<void>
}

/** Writes usage down every {@link flushEveryMs}. A failure is logged once until one succeeds; nothing counted is lost by it. */
export function startFlushing(usage: UsageMeter, log: Log): FlushLoop {
  let isFailing = false
  const flush = async (): Promise<void> => {
    try {
      await usage.flush()
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ error: describeError(error) }, 'usage could not be written down')
      isFailing = true
    }
  }
  const timer = setInterval(() => void flush(), flushEveryMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

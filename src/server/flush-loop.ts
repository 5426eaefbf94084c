import type { UsageMeter } from '../operations/usage/usage-meter.ts'
import { describeError, type Log } from './log.ts'

/** Milliseconds between two times that usage is written down. */
export const flushEveryMs = 5000

/** Writes usage down as time goes by. */
export interface FlushLoop {
  /** Ends the loop, and writes down what was counted until now. */
  readonly stop: () => Promise<void>
}

/** Milliseconds between two times that what is stored is measured. */
export const measureEveryMs = 3_600_000

/**
 * Writes usage down every {@link flushEveryMs}, and has what is stored measured every {@link measureEveryMs}. A failure is
 * logged once until one succeeds; nothing counted is lost by it.
 */
export function startFlushing(usage: UsageMeter, log: Log, measure: () => Promise<void>): FlushLoop {
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
  const measureOrLog = async (): Promise<void> => {
    try {
      await measure()
    } catch (error) {
      log.warn({ error: describeError(error) }, 'what is stored could not be measured')
    }
  }
  const timers = [
    setInterval(() => void flush(), flushEveryMs),
    setInterval(() => void measureOrLog(), measureEveryMs).unref(),
  ]
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await flush()
    },
  }
}

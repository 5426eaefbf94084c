import { sweepStrays, type BlobHouse } from '../operations/blobs/staging.ts'
import { sweepUploads } from '../operations/blobs/upload-pieces.ts'
import { describeError, type Log } from './log.ts'

/** Milliseconds between two looks for blobs to remove; a look that finds none is one query of an index. */
export const sweepEveryMs = 5000

/** Removes blobs that no record holds, and uploads that nobody goes on with, as time goes by. */
export interface SweepLoop {
  /** Ends the loop, once the look under way is done. */
  readonly stop: () => Promise<void>
}

/** Looks at once, and then every {@link sweepEveryMs}, for blobs that no record holds, and uploads that nobody goes on with. A failure is logged once until a look succeeds. */
export function startSweeping(house: BlobHouse, log: Log): SweepLoop {
  let isFailing = false
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      await sweepUploads(house)
      await sweepStrays(house)
      isFailing = false
    } catch (error) {
      if (!isFailing) log.error({ error: describeError(error) }, 'blobs that no record holds could not be removed')
      isFailing = true
    }
  }
  const lookUnlessLooking = (): void => {
    looking ??= look().finally(() => {
      looking = null
    })
  }
  lookUnlessLooking()
  const timer = setInterval(lookUnlessLooking, sweepEveryMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}

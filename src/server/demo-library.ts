import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fillDemoLibrary } from '../operations/bootstrap/fill-demo-library.ts'
import type { House } from '../operations/house.ts'
import { describeError, type Log } from './log.ts'

/** Fills the demo library while the server runs. */
export interface DemoFilling {
  /** Stops after the file under way; the next start goes on. */
  readonly stop: () => Promise<void>
}

/** Notes that the library of the demo account is to be filled, until it is. */
export async function orderDemoLibrary(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await writeFile(
    markIn(dataDir),
    'The demo library is filled while the server runs; this file goes when that is done.\n',
  )
}

/** Fills the demo library where that was ordered and hasn't been done, beside all else. */
export function startFillingDemo(house: House, dataDir: string, log: Log): DemoFilling {
  let isStopped = false
  const fill = async (): Promise<void> => {
    try {
      if (!(await fillDemoLibrary(house, () => isStopped))) return
      await rm(markIn(dataDir), { force: true })
      log.info('filled the demo library')
    } catch (error) {
      log.error({ error: describeError(error) }, 'the demo library could not be filled; the next start tries again')
    }
  }
  const filling = existsSync(markIn(dataDir)) ? fill() : Promise.resolve()
  return {
    stop: async () => {
      isStopped = true
      await filling
    },
  }
}

const markIn = (dataDir: string): string => join(dataDir, 'demo-library.pending')

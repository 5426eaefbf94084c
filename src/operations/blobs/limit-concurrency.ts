/** Runs some work when there is room for it. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

/** Makes a limiter that runs at most `width` pieces of work at a time; others wait, first come first served. */
export function limitConcurrency(width: number): Limiter {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < width) running++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Who waits takes the room of who leaves.
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}

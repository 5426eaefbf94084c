import { useSyncExternalStore } from 'react'

const minuteMs = 60_000
let now = Date.now()
const listeners = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | null = null

/** Gives the instant of now, in milliseconds; it goes on with every minute. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)

function subscribe(listener: () => void): () => void {
  if (ticking === null) {
    now = Date.now()
    ticking = setInterval(tick, minuteMs)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || ticking === null) return
    clearInterval(ticking)
    ticking = null
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

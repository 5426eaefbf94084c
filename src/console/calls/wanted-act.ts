import { useEffect, useSyncExternalStore } from 'react'
import type { Permission } from './preview.ts'
import type { EndpointId } from './use-endpoint.ts'

/** The call whose button is to be pressed on the page that is gone to; only code of this page can say so, never a link. */
let wanted: { readonly endpoint: EndpointId; readonly until: number } | null = null
const listeners = new Set<() => void>()

/** A page that doesn't show the button within this time doesn't press it later, in milliseconds. */
const longestMs = 10_000

const set = (next: typeof wanted): void => {
  wanted = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Lets the button of a call be pressed, on this page or the next. */
export const wantAct = (endpoint: EndpointId): void => set({ endpoint, until: Date.now() + longestMs })

/** Presses a button once, when its call is the one that is wanted and would be let in. */
export function useWantedAct(endpoint: EndpointId | null, { is }: Permission, onAct: () => void): void {
  const found = useSyncExternalStore(subscribe, () => wanted)
  useEffect(() => {
    if (found === null || found !== wanted || found.endpoint !== endpoint || is !== 'allowed') return
    const isLate = Date.now() > found.until
    set(null)
    if (!isLate) onAct()
  }, [found, endpoint, is, onAct])
}

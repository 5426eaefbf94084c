import { useSyncExternalStore } from 'react'

/** Something that is so or isn't, for the whole page. */
export interface Flag {
  readonly get: () => boolean
  readonly set: (isSo: boolean) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** Makes a flag that isn't set. */
export function createFlag(): Flag {
  let isSo = false
  const listeners = new Set<() => void>()
  return {
    get: () => isSo,
    set: (next) => {
      if (next === isSo) return
      isSo = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Gives whether a flag is set, and draws anew when it changes. */
export const useFlag = (flag: Flag): boolean => useSyncExternalStore(flag.subscribe, flag.get)

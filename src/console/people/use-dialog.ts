import { useState } from 'react'

/** A panel that is open about something, or closed. */
export interface Dialog<About> {
  /** What it is, or was last, open about; null before it was opened. */
  readonly about: About | null
  readonly isOpen: boolean
  /** Goes up each time it is opened: the key of a form that is to begin anew. */
  readonly round: number
  readonly open: (about: About) => void
  readonly close: () => void
}

/** Keeps what a panel is open about. */
export function useDialog<About>(): Dialog<About> {
  const [state, setState] = useState<{ about: About | null; isOpen: boolean; round: number }>({
    about: null,
    isOpen: false,
    round: 0,
  })
  return {
    ...state,
    open: (about) => setState(({ round }) => ({ about, isOpen: true, round: round + 1 })),
    close: () => setState((old) => ({ ...old, isOpen: false })),
  }
}

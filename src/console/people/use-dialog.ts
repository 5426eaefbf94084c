import { useRef, useState } from 'react'

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

/** Keeps what a panel is open about; when it closes, the focus goes back to where it was opened. */
export function useDialog<About>(): Dialog<About> {
  const [state, setState] = useState<{ about: About | null; isOpen: boolean; round: number }>({
    about: null,
    isOpen: false,
    round: 0,
  })
  const opener = useRef<HTMLElement | null>(null)
  return {
    ...state,
    open: (about) => {
      opener.current = openerOf(document.activeElement)
      setState(({ round }) => ({ about, isOpen: true, round: round + 1 }))
    },
    close: () => {
      setState((old) => ({ ...old, isOpen: false }))
      const back = opener.current
      requestAnimationFrame(() => back?.isConnected === true && back.focus())
    },
  }
}

/** The entry of a menu is gone when the panel closes: what opened the menu stands for it. */
function openerOf(element: Element | null): HTMLElement | null {
  const menuOpener = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const found = menuOpener === null || menuOpener === undefined ? element : document.getElementById(menuOpener)
  return found instanceof HTMLElement ? found : null
}

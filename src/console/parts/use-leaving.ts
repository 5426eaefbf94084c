import { useBlocker } from '@tanstack/react-router'
import { useRef, useState } from 'react'

/** How a form is left; see {@link useLeaving}. */
export interface Leaving {
  /** True while it is asked whether what was typed may be lost. */
  readonly isAsked: boolean
  /** Closes the form, or asks first. */
  readonly leave: () => void
  readonly stay: () => void
  /** Leaves whatever is lost: closes the form, or goes where it was to be gone. */
  readonly go: () => void
  /** The form is sent: from here on nothing is lost by leaving, until something else is typed or was wrong. */
  readonly send: () => void
  readonly resume: () => void
}

/**
 * Sees to it that what was typed isn't lost without a word: by closing the form, by going back or to another page, or by
 * closing the window, where the browser asks.
 */
export function useLeaving({
  isOpen,
  isChanged,
  isWrong,
  onClose,
}: {
  readonly isOpen: boolean
  readonly isChanged: boolean
  /** The form came back with something wrong. */
  readonly isWrong: boolean
  readonly onClose: () => void
}): Leaving {
  const [isLeaving, setLeaving] = useState(false)
  const isSent = useRef(false)
  const wouldLose = (): boolean => isOpen && isChanged && (isWrong || !isSent.current)
  const blocker = useBlocker({
    shouldBlockFn: ({ action, current, next }) =>
      wouldLose() && (steps.includes(action) || current.pathname !== next.pathname),
    enableBeforeUnload: wouldLose,
    withResolver: true,
  })
  const isAsked = isLeaving || blocker.status === 'blocked'
  return {
    isAsked,
    leave: () => {
      // The key that closes the question reaches the form too.
      if (isAsked) return
      // The key that closes the form would close the question too, were it there before the key is done with.
      if (isChanged) setTimeout(() => setLeaving(true))
      else onClose()
    },
    stay: () => {
      setLeaving(false)
      blocker.reset?.()
    },
    go: () => {
      isSent.current = true
      setLeaving(false)
      if (blocker.status === 'blocked') blocker.proceed()
      else onClose()
    },
    send: () => {
      isSent.current = true
    },
    resume: () => {
      isSent.current = false
    },
  }
}

/** Ways through the history, which may close a form on the page that it stands on. */
const steps: readonly string[] = ['BACK', 'FORWARD', 'GO']

import { createContext, useContext } from 'react'
import type { Session } from '../calls/session.ts'

/** An environment that is open to whoever is signed in. */
export type OpenEnvironment = Session['environments'][number]

/** The environment that screens of the environment scope are about. */
export interface ChosenEnvironment {
  readonly all: readonly OpenEnvironment[]
  /** Null when none is open. */
  readonly chosen: OpenEnvironment | null
  readonly choose: (id: string) => void
}

/** The choice; made in the frame. */
export const EnvironmentContext = createContext<ChosenEnvironment>({ all: [], chosen: null, choose: () => undefined })

/** Gives the environments that are open, and the one that is chosen. */
export const useEnvironment = (): ChosenEnvironment => useContext(EnvironmentContext)

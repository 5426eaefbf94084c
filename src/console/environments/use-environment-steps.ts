import { useQueryClient } from '@tanstack/react-query'
import { useSteps, type Steps } from '../calls/use-steps.ts'
import { environmentsChange } from './environment.ts'

/** As {@link useSteps}, for what changes environments: the session tells which are open, and is asked for again. */
export function useEnvironmentSteps(says?: string, onDone?: () => void): Steps {
  const kept = useQueryClient()
  return useSteps(environmentsChange, {
    ...(says !== undefined && { says }),
    onDone: () => {
      void kept.invalidateQueries({ queryKey: ['session'] })
      onDone?.()
    },
  })
}

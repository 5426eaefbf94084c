import { useMutation, useQueryClient } from '@tanstack/react-query'
import { readProblem, type Problem } from './problem.ts'
import { showDone } from './notices.ts'
import type { EndpointId } from './use-endpoint.ts'

/** Several calls that one form makes, one after the other. */
export interface Steps {
  /** Makes the calls; the first that fails ends it, and what was done before stays done. */
  readonly run: (work: () => Promise<unknown>) => void
  readonly isBusy: boolean
  /** What the last run failed with. */
  readonly problem: Problem | null
}

/**
 * Makes what runs several calls as one deed. Whatever came of it, the answers that it may have changed are asked for again.
 *
 * @example const steps = useSteps(['searchUsers'], { says: say('saved'), onDone: onClose })
 *   steps.run(async () => { await call('updateUser', …); await call('changeMemberships', …) })
 */
export function useSteps(
  changes: readonly EndpointId[],
  { says, onDone }: { readonly says?: string; readonly onDone?: () => void } = {},
): Steps {
  const kept = useQueryClient()
  const renew = () => Promise.all(changes.map((id) => kept.invalidateQueries({ queryKey: [id] })))
  const { mutate, isPending, error } = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onError: renew,
    onSuccess: async () => {
      // A form that is opened again at once begins with what is true by now.
      await renew()
      if (says !== undefined) showDone(says)
      onDone?.()
    },
  })
  return { run: (work) => mutate(work), isBusy: isPending, problem: error === null ? null : readProblem(error) }
}

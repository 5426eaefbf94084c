import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { CallFields, CallReply, Client } from '../../api/client.ts'
import { client } from './client.ts'
import { showDone, showProblem } from './notices.ts'
import { readProblem } from './problem.ts'

/** The id of an endpoint. */
export type EndpointId = keyof Client

/** How {@link useEndpoint} asks. */
export interface AskOptions {
  /** False: it isn't asked yet. */
  readonly isWanted?: boolean
  /** Keeps showing what was there while the next is on its way, as when a page is turned. */
  readonly keepsOld?: boolean
}

/** The key that an answer is kept under: its endpoint, then its fields. */
export const keyOf = (endpoint: EndpointId, fields: object = {}): readonly unknown[] => [endpoint, fields]

/**
 * Asks an endpoint and keeps the answer; asks again where somebody acts on the same noun (see {@link useAct}).
 *
 * @example const roles = useEndpoint('searchRoles', { kind: 'global', page_size: 50 })
 */
export function useEndpoint<Id extends EndpointId>(
  endpoint: Id,
  fields: CallFields<Id>,
  { isWanted = true, keepsOld = false }: AskOptions = {},
): UseQueryResult<CallReply<Id>> {
  return useQuery({
    queryKey: keyOf(endpoint, fields),
    queryFn: () => call(endpoint, fields),
    enabled: isWanted,
    ...(keepsOld && { placeholderData: keepPreviousData }),
  })
}

/** Calls an endpoint once, outside of rendering. */
export const call = <Id extends EndpointId>(endpoint: Id, fields: CallFields<Id>): Promise<CallReply<Id>> =>
  // The client's type ties each name to its fields and its reply; the compiler sees all of them at once.
  (client[endpoint] as (given: CallFields<Id>) => Promise<CallReply<Id>>)(fields)

/** What follows an act. */
export interface ActOptions<Id extends EndpointId> {
  /** The endpoints whose answers it changes; none given: every answer that is kept is asked for again. */
  readonly changes?: readonly EndpointId[]
  /** Says that it was done, in a notification. */
  readonly says?: (reply: CallReply<Id>, fields: CallFields<Id>) => string
  readonly onDone?: (reply: CallReply<Id>, fields: CallFields<Id>) => void
  /** True: the caller shows what went wrong itself (a form beside its fields); else a notification does. */
  readonly showsProblems?: boolean
}

/**
 * Makes the function that calls an endpoint which changes something.
 *
 * @example const remove = useAct('deleteRole', { changes: ['searchRoles'], says: () => say('deleted') })
 *   remove.mutate({ role_id })
 */
export function useAct<Id extends EndpointId>(
  endpoint: Id,
  { changes, says, onDone, showsProblems = false }: ActOptions<Id> = {},
): UseMutationResult<CallReply<Id>, Error, CallFields<Id>> {
  const kept = useQueryClient()
  return useMutation({
    mutationFn: (fields: CallFields<Id>) => call(endpoint, fields),
    onSuccess: async (reply, fields) => {
      const keys = changes?.map((id) => ({ queryKey: [id] })) ?? [{}]
      await Promise.all(keys.map((filter) => kept.invalidateQueries(filter)))
      if (says !== undefined) showDone(says(reply, fields))
      onDone?.(reply, fields)
    },
    onError: (error) => {
      const problem = readProblem(error)
      // Whose session has ended is asked to sign in again, in the place.
      if (!showsProblems && problem.status !== 401) showProblem(problem)
    },
  })
}

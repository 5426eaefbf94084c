import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { CallFailed, type CallReply } from '../../api/client.ts'
import { carrySession, client } from './client.ts'

/** Who is signed in, and in which account. */
export type Session = CallReply<'getSession'>

const sessionKey = ['session'] as const

/** The session of the page; there is always one below the frame. */
export const SessionContext = createContext<Session | null>(null)

/** Gives who is signed in. @throws Error outside of the frame */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('nobody is signed in here')
  return session
}

/** Finds out who is signed in; null when nobody is, undefined while it isn't known. */
export function useFoundSession(): { readonly session: Session | null | undefined; readonly error: Error | null } {
  const { data, error } = useQuery({ queryKey: sessionKey, queryFn: findSession, staleTime: 5 * 60_000 })
  return { session: data, error }
}

async function findSession(): Promise<Session | null> {
  try {
    const session = await client.getSession({})
    carrySession({ csrfToken: session.csrf_token, accountId: session.account.id })
    return session
  } catch (error) {
    if (!(error instanceof CallFailed) || error.status !== 401) throw error
    carrySession({ csrfToken: '', accountId: '' })
    return null
  }
}

/** Gives what is called when somebody has signed in: what was kept for another is forgotten. */
export function useEnter(): (signedIn: { readonly csrf_token: string }) => Promise<void> {
  const kept = useQueryClient()
  return async ({ csrf_token }) => {
    carrySession({ csrfToken: csrf_token, accountId: '' })
    forgetAll(kept)
    kept.setQueryData(sessionKey, await findSession())
  }
}

/** Gives what is called when nobody is signed in any more. */
export function useLeave(): () => void {
  const kept = useQueryClient()
  return () => {
    carrySession({ csrfToken: '', accountId: '' })
    forgetAll(kept)
    kept.setQueryData(sessionKey, null)
  }
}

/** Notes that the session has ended, when an answer says so. */
export const noteSignedOut = (kept: QueryClient): void => {
  kept.setQueryData(sessionKey, null)
}

const forgetAll = (kept: QueryClient): void => {
  kept.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

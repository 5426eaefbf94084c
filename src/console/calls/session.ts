import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { CallFailed, type CallReply } from '../../api/client.ts'
import { carrySession, client } from './client.ts'
import { createFlag, useFlag } from './flag.ts'

/** Who is signed in, and in which account. */
export type Session = CallReply<'getSession'>

const sessionKey = ['session'] as const
/** The session ended while the page was open: what stands there stays, until somebody signs in again or leaves. */
const hasEnded = createFlag()

/** Gives whether the session has ended while the page was open. */
export const useHasEnded = (): boolean => useFlag(hasEnded)

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
  const kept = useQueryClient()
  const { data, error } = useQuery({ queryKey: sessionKey, queryFn: () => lookAgain(kept), staleTime: 5 * 60_000 })
  return { session: data, error }
}

/** Keeps the session that has ended, for the page to stay as it is; whatever was kept for another user is forgotten. */
async function lookAgain(kept: QueryClient): Promise<Session | null> {
  const old = kept.getQueryData<Session | null>(sessionKey) ?? null
  const found = await findSession()
  hasEnded.set(old !== null && found === null)
  if (old !== null && found !== null && found.user.id !== old.user.id) forgetAll(kept)
  return found ?? old
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
    hasEnded.set(false)
  }
}

/** Gives what is called when the same user has signed in again: the page stays as it is, and asks anew. */
export function useGoOn(): (signedIn: { readonly csrf_token: string }) => Promise<void> {
  const kept = useQueryClient()
  return async ({ csrf_token }) => {
    carrySession({ csrfToken: csrf_token, accountId: '' })
    kept.setQueryData(sessionKey, await findSession())
    hasEnded.set(false)
    await kept.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
  }
}

/** Gives what is called when nobody is signed in any more. */
export function useLeave(): () => void {
  const kept = useQueryClient()
  return () => {
    carrySession({ csrfToken: '', accountId: '' })
    hasEnded.set(false)
    forgetAll(kept)
    kept.setQueryData(sessionKey, null)
  }
}

/** Looks whether the session has ended, when an answer says that nobody is signed in. */
export const noteSignedOut = (kept: QueryClient): void => {
  if (!hasEnded.get()) void kept.refetchQueries({ queryKey: sessionKey, exact: true })
}

/** Asks for the session again: whether the server answers, and who is signed in. */
export const lookForServer = (kept: QueryClient): Promise<void> =>
  kept.refetchQueries({ queryKey: sessionKey, exact: true })

const forgetAll = (kept: QueryClient): void => {
  kept.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

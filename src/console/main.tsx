import './theme/library-styles.ts'
import '@mantine/notifications/styles.css'
import './theme/page.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallFailed } from '../api/client.ts'
import { isConnectionFailure, isOutOfReach } from './calls/reach.ts'
import { noteSignedOut } from './calls/session.ts'
import { ErrorBoundary } from './frame/ErrorBoundary.tsx'
import { makeRouter } from './router.tsx'
import { theme } from './theme/theme.ts'

/** Each answer of the page has a nonce, which styles made by its own code carry. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// What locks scrolling behind dialogs looks for it here.
Object.assign(window, { __webpack_nonce__: nonce })

const kept: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => {
      noteFailure(error)
      if (queryKey[0] !== 'session' && isRefusedAsNobody(error)) noteSignedOut(kept)
    },
    onSuccess: noteAnswer,
  }),
  mutationCache: new MutationCache({
    onError: (error) => {
      noteFailure(error)
      if (isRefusedAsNobody(error)) noteSignedOut(kept)
    },
    onSuccess: noteAnswer,
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server has answered with is its answer; only a connection that failed is tried again.
      retry: (failures, error) => !(error instanceof CallFailed) && failures < 2,
      refetchOnWindowFocus: true,
      // Whether there is a network is found out by asking.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

function noteFailure(error: Error): void {
  if (isConnectionFailure(error)) isOutOfReach.set(true)
}

/** After a time without the server, all that is shown is asked for again. */
function noteAnswer(): void {
  if (!isOutOfReach.get()) return
  isOutOfReach.set(false)
  void kept.invalidateQueries()
}

function isRefusedAsNobody(error: Error): boolean {
  return error instanceof CallFailed && error.status === 401
}

const router = makeRouter()

createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <Notifications position="bottom-right" limit={4} />
      <ErrorBoundary>
        <QueryClientProvider client={kept}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  </StrictMode>,
)

import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './theme/page.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { CallFailed } from '../api/client.ts'
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
      if (queryKey[0] !== 'session' && error instanceof CallFailed && error.status === 401) noteSignedOut(kept)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server has answered with is its answer; only a connection that failed is tried again.
      retry: (failures, error) => !(error instanceof CallFailed) && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
})

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

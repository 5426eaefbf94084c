import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
  useLocation,
  useNavigate,
  type AnyRouter,
} from '@tanstack/react-router'
import { useEffect, useState, type ComponentType } from 'react'
import { SessionContext, useFoundSession } from './calls/session.ts'
import { readProblem } from './calls/problem.ts'
import { AppFrame } from './frame/AppFrame.tsx'
import { BrokenState } from './frame/ErrorBoundary.tsx'
import { NotFoundPage } from './frame/NotFoundPage.tsx'
import { ErrorState, LoadingRows } from './parts/States.tsx'
import { screens } from './screens.ts'
import { visitorPages } from './sign-in/pages.ts'

/** Makes the router: the pages of whoever isn't signed in, and every screen inside the frame. */
export function makeRouter(): AnyRouter {
  const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage, errorComponent: BrokenState })
  const visitors = visitorPages.map(({ path, load }) =>
    createRoute({ getParentRoute: () => root, path, component: lazyPage(load) }),
  )
  const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Inside })
  const pages = screens.map(({ path, load }) =>
    createRoute({ getParentRoute: () => inside, path, component: lazyPage(load), errorComponent: BrokenState }),
  )
  const start = createRoute({ getParentRoute: () => inside, path: '/', component: Start })
  const unknown = createRoute({ getParentRoute: () => inside, path: '$', component: NotFoundPage })
  return createRouter({ routeTree: root.addChildren([...visitors, inside.addChildren([start, ...pages, unknown])]) })
}

const lazyPage = (load: () => Promise<ComponentType>) =>
  lazyRouteComponent(async () => ({ Page: await load() }), 'Page')

const Start = () => <Navigate to={screens[0]?.path ?? '/profile'} replace />

/** Lets nobody in who isn't signed in; where they wanted to go is kept for afterwards. */
function Inside() {
  const { session, error } = useFoundSession()
  if (session === undefined) {
    if (error === null) return <LoadingRows rows={3} />
    return <ErrorState problem={readProblem(error)} onRetry={() => window.location.reload()} />
  }
  if (session === null) return <ToSignIn />
  return (
    <SessionContext value={session}>
      <AppFrame screens={screens} />
    </SessionContext>
  )
}

/** Goes to the sign-in, once: while that page is loading, the address is its own already. */
function ToSignIn() {
  const { href } = useLocation()
  const [wanted] = useState(href)
  const navigate = useNavigate()
  useEffect(() => {
    void navigate({ to: '/sign-in', search: wanted === '/' ? {} : { next: wanted }, replace: true })
  }, [navigate, wanted])
  return <LoadingRows rows={3} />
}

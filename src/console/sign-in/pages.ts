import type { ComponentType } from 'react'

/** A page for whoever isn't signed in. */
export interface VisitorPage {
  readonly path: string
  readonly load: () => Promise<ComponentType>
}

/** Every page in front of the sign-in. The addresses with a token are those that letters lead to. */
export const visitorPages: readonly VisitorPage[] = [
  { path: '/sign-in', load: async () => (await import('./SignInPage.tsx')).SignInPage },
  { path: '/forgotten', load: async () => (await import('./ForgottenPage.tsx')).ForgottenPage },
  { path: '/reset/$token', load: async () => (await import('./ResetPage.tsx')).ResetPage },
  { path: '/accept/$token', load: async () => (await import('./AcceptPage.tsx')).AcceptPage },
]

import type { Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { accountMessages } from './messages.ts'

/** Account settings: the plan, and what keeps the account safe. */
export const accountScreen: Screen = {
  path: '/account',
  scope: 'account',
  icon: 'settings',
  useLabel: () => useSay(accountMessages)('title'),
  load: async () => (await import('./AccountPage.tsx')).AccountPage,
}

import type { Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { changeLogMessages } from './messages.ts'

/** The change log. */
export const changesScreen: Screen = {
  path: '/changes',
  scope: 'account',
  icon: 'log',
  useLabel: () => useSay(changeLogMessages)('title'),
  load: async () => (await import('./ChangesPage.tsx')).ChangesPage,
}

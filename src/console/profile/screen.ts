import type { Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { profileMessages } from './messages.ts'

/** The own profile; the profile menu leads to it. */
export const profileScreen: Screen = {
  path: '/profile',
  scope: 'own',
  icon: 'shield',
  useLabel: () => useSay(profileMessages)('title'),
  load: async () => (await import('./ProfilePage.tsx')).ProfilePage,
}

import type { Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'

/** The page of one principal: a user, a group or a key. Lists lead to it. */
export const principalScreen: Screen = {
  path: '/principals/$type/$id',
  scope: 'account',
  icon: 'user',
  useLabel: () => useSay(peopleMessages)('page'),
  load: async () => (await import('./PrincipalPage.tsx')).PrincipalPage,
  isListed: false,
}

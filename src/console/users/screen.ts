import { call } from '../calls/use-endpoint.ts'
import type { PaletteItem, Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { principalPath } from '../people/address.ts'
import { userMessages } from './messages.ts'

/** User management; the palette finds users and groups by name, users by e-mail too. */
export const usersScreen: Screen = {
  path: '/users',
  scope: 'account',
  icon: 'users',
  useLabel: () => useSay(userMessages)('title'),
  load: async () => (await import('./UsersPage.tsx')).UsersPage,
  palette: findPeople,
}

const mostFound = 6

async function findPeople(text: string): Promise<readonly PaletteItem[]> {
  const [{ users }, { groups }] = await Promise.all([
    call('searchUsers', { text, page_size: mostFound }),
    call('listGroups', { text, page_size: mostFound }),
  ])
  return [
    ...users.map((user): PaletteItem => ({
      id: `user ${user.id}`,
      label: user.name,
      hint: user.email,
      icon: 'user',
      to: principalPath('user', user.id),
    })),
    ...groups.map((group): PaletteItem => ({
      id: `group ${group.id}`,
      label: group.name,
      hint: userMessages.texts.groups,
      icon: 'group',
      to: principalPath('group', group.id),
    })),
  ]
}

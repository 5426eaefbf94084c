import { call } from '../calls/use-endpoint.ts'
import type { PaletteItem, Screen } from '../frame/screen.ts'
import { useSay } from '../language/messages.ts'
import { roleMessages } from './messages.ts'
import { tabOf, type ListedRole } from './role.ts'

/** Role management; the palette finds roles by name and by id. */
export const rolesScreen: Screen = {
  path: '/roles',
  scope: 'account',
  icon: 'roles',
  useLabel: () => useSay(roleMessages)('title'),
  load: async () => (await import('./RolesPage.tsx')).RolesPage,
  palette: findRoles,
}

const mostFound = 6

async function findRoles(text: string): Promise<readonly PaletteItem[]> {
  const answers = await Promise.all(
    (['global', 'content'] as const).map((permission_type) => call('getRoles', { permission_type })),
  )
  const sought = text.toLowerCase()
  return answers
    .flatMap(({ data }) => data)
    .filter(({ id, name }) => name.toLowerCase().includes(sought) || id.toLowerCase().includes(sought))
    .slice(0, mostFound)
    .map((role) => ({
      id: `role ${role.id}`,
      label: role.name,
      hint: hintOf(role),
      icon: 'roles',
      to: `/roles?tab=${tabOf(role)}&role=${encodeURIComponent(role.id)}`,
    }))
}

/** Roles of the account and of environments share names. */
function hintOf(role: ListedRole): string {
  const { texts } = roleMessages
  const tab = tabOf(role)
  return tab === 'global' ? texts[role.scope_type === 'account' ? 'account' : 'environment'] : texts[tab]
}

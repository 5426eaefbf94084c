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
  const { roles } = await call('searchRoles', { text, page_size: mostFound })
  return roles.map((role) => ({
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

import type { Say } from '../language/messages.ts'
import type { RowAction } from '../parts/RowMenu.tsx'
import type { userMessages } from './messages.ts'
import type { ListedUser } from './user.ts'

/** What can be done to a user from the list. */
export type UserDeed = 'edit' | 'roles' | 'access' | 'disable' | 'enable' | 'sessions' | 'delete'

type UserSay = Say<keyof typeof userMessages.texts>

/** The entries of a user's menu; each asks whether its own call would be let in. */
export function actionsOf(
  { id, status }: Pick<ListedUser, 'id' | 'status'>,
  say: UserSay,
  open: (deed: UserDeed) => void,
): readonly RowAction[] {
  const change = { endpoint: 'updateUser', input: { user_id: id } } as const
  const switching = switchingOf({ id, status }, say, open)
  return [
    { id: 'edit', label: say('editDetails'), icon: 'edit', intent: change, onAct: () => open('edit') },
    {
      id: 'roles',
      label: say('assignRoles'),
      icon: 'roles',
      intent: { endpoint: 'changePrincipalRoles', input: { type: 'user', id } },
      onAct: () => open('roles'),
    },
    { id: 'access', label: say('access'), icon: 'environment', intent: change, onAct: () => open('access') },
    {
      id: 'sessions',
      label: say('sessions'),
      icon: 'screen',
      intent: { endpoint: 'listUserSessions', input: { user_id: id } },
      onAct: () => open('sessions'),
    },
    switching,
    {
      id: 'delete',
      label: say('delete'),
      icon: 'bin',
      isDangerous: true,
      intent: { endpoint: 'deleteUser', input: { user_id: id } },
      onAct: () => open('delete'),
    },
  ]
}

function switchingOf(
  { id, status }: Pick<ListedUser, 'id' | 'status'>,
  say: UserSay,
  open: (deed: UserDeed) => void,
): RowAction {
  const isDisabled = status === 'disabled'
  const deed = isDisabled ? 'enable' : 'disable'
  return {
    id: deed,
    label: say(deed),
    icon: isDisabled ? 'tick' : 'lock',
    intent: { endpoint: 'updateUser', input: { user_id: id, enabled: isDisabled } },
    onAct: () => open(deed),
  }
}

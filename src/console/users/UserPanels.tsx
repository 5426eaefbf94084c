import { AssignRoles } from '../people/AssignRoles.tsx'
import { ChangeAccess } from '../people/ChangeAccess.tsx'
import type { Dialog } from '../people/use-dialog.ts'
import { DeleteUser } from './DeleteUser.tsx'
import { EditUser } from './EditUser.tsx'
import { SwitchUser } from './SwitchUser.tsx'
import { UserSessions } from './UserSessions.tsx'
import type { UserDeed } from './user-actions.ts'
import { toAccess, toAssignee, type ListedUser } from './user.ts'

/** The panel or question of whatever is being done to a user. */
export function UserPanels({
  dialog,
  onDeleted,
}: {
  readonly dialog: Dialog<{ readonly user: ListedUser; readonly deed: UserDeed }>
  readonly onDeleted?: () => void
}) {
  const { about, isOpen, round, close } = dialog
  if (about === null) return null
  const { user, deed } = about
  const shown = { isOpen, onClose: close }
  switch (deed) {
    case 'edit':
      return <EditUser key={round} user={user} {...shown} />
    case 'roles':
      return <AssignRoles key={round} assignee={toAssignee(user)} {...shown} />
    case 'access':
      return <ChangeAccess key={round} of={toAccess(user)} {...shown} />
    case 'sessions':
      return <UserSessions key={round} user={user} {...shown} />
    case 'disable':
    case 'enable':
      return <SwitchUser key={round} user={user} isEnabling={deed === 'enable'} {...shown} />
    case 'delete':
      return <DeleteUser key={round} user={user} {...(onDeleted && { onDeleted })} {...shown} />
  }
}

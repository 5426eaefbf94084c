import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { userMessages } from './messages.ts'
import type { ListedUser } from './user.ts'

/** Asks before a user is disabled or enabled. */
export function SwitchUser({
  user: { id, name },
  isEnabling,
  isOpen,
  onClose,
}: {
  readonly user: ListedUser
  readonly isEnabling: boolean
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(userMessages)
  const update = useAct('updateUser', {
    changes: ['searchUsers', 'getPrincipal', 'listInvitations', 'decide', 'listChanges'],
    says: () => say(isEnabling ? 'enabled' : 'disabled', { name }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say(isEnabling ? 'enableTitle' : 'disableTitle', { name })}
      confirmLabel={say(isEnabling ? 'enableConfirm' : 'disableConfirm')}
      onCancel={onClose}
      onConfirm={() => update.mutate({ user_id: id, enabled: isEnabling })}
      isDangerous={!isEnabling}
      isBusy={update.isPending}
    >
      {say(isEnabling ? 'enableText' : 'disableText')}
    </ConfirmDialog>
  )
}

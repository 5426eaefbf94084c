import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { invitationMessages } from './invitation-messages.ts'
import type { ListedInvitation } from './invitation.ts'

/** Asks before an invitation is taken back. */
export function RevokeInvitation({
  invitation: { user_id, name },
  isOpen,
  onClose,
}: {
  readonly invitation: ListedInvitation
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(invitationMessages)
  const revoke = useAct('revokeInvitation', {
    changes: ['listInvitations', 'searchUsers', 'listGroups', 'listChanges'],
    says: () => say('revoked', { name }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('revokeTitle', { name })}
      confirmLabel={say('revokeConfirm')}
      onCancel={onClose}
      onConfirm={() => revoke.mutate({ user_id })}
      isDangerous
      isBusy={revoke.isPending}
    >
      {say('revokeText')}
    </ConfirmDialog>
  )
}

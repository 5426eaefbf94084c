import { List, Stack } from '@mantine/core'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { userMessages } from './messages.ts'
import type { ListedUser } from './user.ts'

/** Asks before a user is deleted, and says what goes with it. */
export function DeleteUser({
  user: { id, name, roles, groups },
  isOpen,
  onClose,
  onDeleted,
}: {
  readonly user: ListedUser
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDeleted?: () => void
}) {
  const say = useSay(userMessages)
  const remove = useAct('deleteUser', {
    changes: ['searchUsers', 'listGroups', 'listInvitations', 'listChanges'],
    says: () => say('deleted', { name }),
    onDone: () => {
      onClose()
      onDeleted?.()
    },
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('deleteTitle', { name })}
      confirmLabel={say('deleteConfirm')}
      onCancel={onClose}
      onConfirm={() => remove.mutate({ user_id: id })}
      isDangerous
      isBusy={remove.isPending}
    >
      <Stack gap="xs">
        <span>{say('deleteText')}</span>
        <List size="sm" spacing={2}>
          <List.Item>{say('deleteRoles', { count: roles.length })}</List.Item>
          {groups.length > 0 && <List.Item>{say('deleteGroups', { count: groups.length })}</List.Item>}
          <List.Item>{say('deleteSessions')}</List.Item>
        </List>
        <span>{say('deleteStays')}</span>
      </Stack>
    </ConfirmDialog>
  )
}

import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { groupChange, type ListedGroup } from './group.ts'
import { groupMessages } from './messages.ts'

/** Asks before a group is deleted, and says who loses what by it. */
export function DeleteGroup({
  group: { id, name, member_count },
  isOpen,
  onClose,
  onDeleted,
}: {
  readonly group: Pick<ListedGroup, 'id' | 'name' | 'member_count'>
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onDeleted?: () => void
}) {
  const say = useSay(groupMessages)
  const remove = useAct('deleteUserGroup', {
    changes: groupChange.filter((one) => one !== 'getPrincipal'),
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
      onConfirm={() => remove.mutate({ group_id: id })}
      isDangerous
      isBusy={remove.isPending}
    >
      {say('deleteText', { count: member_count })}
    </ConfirmDialog>
  )
}

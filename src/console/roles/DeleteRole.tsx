import { Stack } from '@mantine/core'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { ChangePreview } from './ChangePreview.tsx'
import { roleMessages } from './messages.ts'
import type { ListedRole } from './role.ts'

/** Asks before a role is deleted, and says who would lose what. */
export function DeleteRole({ role, onDone }: { readonly role: ListedRole | null; readonly onDone: () => void }) {
  const say = useSay(roleMessages)
  const remove = useAct('deleteRole', {
    changes: ['searchRoles', 'getRole'],
    says: () => say('deleted', { name: role?.name ?? '' }),
    onDone,
  })
  return (
    <ConfirmDialog
      isOpen={role !== null}
      title={say('deleteTitle', { name: role?.name ?? '' })}
      confirmLabel={say('deleteConfirm')}
      onCancel={onDone}
      onConfirm={() => role !== null && remove.mutate({ role_id: role.id, force: true })}
      isDangerous
      isBusy={remove.isPending}
    >
      <Stack gap="sm">
        {say('deleteText')}
        {role !== null && <ChangePreview roleId={role.id} permissionIds={[]} title={say('whoLoses')} />}
      </Stack>
    </ConfirmDialog>
  )
}

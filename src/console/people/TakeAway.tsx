import { Stack, Text } from '@mantine/core'
import type { CallFields } from '../../api/client.ts'
import { useAct } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ConfirmDialog } from '../parts/Panels.tsx'
import { peopleMessages } from './messages.ts'
import { rolesChange } from './roles-change.ts'
import { RolesPreview } from './RolesPreview.tsx'

/** Asks before a role is taken away, and says who loses what by it. */
export function TakeAway({
  role,
  of,
  where,
  removal,
  isOpen,
  onClose,
}: {
  /** The names of the role and of who has it, and where it counts in words. */
  readonly role: string
  readonly of: string
  readonly where: string
  readonly removal: CallFields<'changePrincipalRoles'>
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const say = useSay(peopleMessages)
  const remove = useAct('changePrincipalRoles', {
    changes: rolesChange,
    says: () => say('unassigned', { role }),
    onDone: onClose,
  })
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={say('unassignTitle', { role })}
      confirmLabel={say('unassign')}
      onCancel={onClose}
      onConfirm={() => remove.mutate(removal)}
      isDangerous
      isBusy={remove.isPending}
    >
      <Stack gap="sm">
        <Text size="sm">{say('unassignText', { name: of, where })}</Text>
        <RolesPreview {...removal} />
      </Stack>
    </ConfirmDialog>
  )
}

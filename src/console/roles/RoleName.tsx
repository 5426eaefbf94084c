import { Text, UnstyledButton } from '@mantine/core'
import { usePermission } from '../calls/preview.ts'
import type { ListedRole } from './role.ts'

/** The name of a role in a list. That of a custom role leads to its form for who may edit it; else it opens what the row does. */
export function RoleName({
  role: { id, name, management_type },
  onEdit,
}: {
  readonly role: ListedRole
  readonly onEdit: () => void
}) {
  const isCustom = management_type === 'custom'
  const permission = usePermission(isCustom ? { endpoint: 'updateRole', input: { role_id: id, name } } : null)
  const text = (
    <Text size="sm" fw={570} component="span" lineClamp={2}>
      {name}
    </Text>
  )
  if (!isCustom || permission.is !== 'allowed') return text
  return (
    <UnstyledButton className="console-name" onClick={onEdit}>
      {text}
    </UnstyledButton>
  )
}

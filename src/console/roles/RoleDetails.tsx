import { ActionIcon, Badge, Button, Code, CopyButton, Group, Stack, Text, Tooltip } from '@mantine/core'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { ScopeBadge } from '../parts/Chips.tsx'
import { Icon } from '../parts/icons.tsx'
import { DetailsPanel } from '../parts/Panels.tsx'
import { Answered } from '../parts/States.tsx'
import { roleMessages } from './messages.ts'
import { PermissionList } from './PermissionList.tsx'
import { tabOf, type OpenForm } from './role.ts'

type RoleDetail = CallReply<'getRole'>['data']

/** One role whole: what it is called, where it counts, and every permission there is with those of the role ticked. */
export function RoleDetails({
  roleId,
  onClose,
  onForm,
}: {
  readonly roleId: string | null
  readonly onClose: () => void
  readonly onForm: (form: OpenForm) => void
}) {
  const say = useSay(roleMessages)
  const role = useEndpoint('getRole', { role_id: roleId ?? '' }, { isWanted: roleId !== null })
  return (
    <DetailsPanel
      isOpen={roleId !== null}
      onClose={onClose}
      title={role.data?.data.name ?? say('role')}
      footer={role.data !== undefined && <Deeds role={role.data.data} onClose={onClose} onForm={onForm} />}
    >
      <Answered query={role}>{({ data }) => <Details role={data} />}</Answered>
    </DetailsPanel>
  )
}

function Deeds({
  role,
  onClose,
  onForm,
}: {
  readonly role: RoleDetail
  readonly onClose: () => void
  readonly onForm: (form: OpenForm) => void
}) {
  const say = useSay(roleMessages)
  const { id: role_id, name, permission_type, scope_type } = role
  const isCustom = role.management_type === 'custom'
  return (
    <>
      <Button variant="subtle" color="gray" onClick={onClose}>
        {say('close')}
      </Button>
      {tabOf(role) !== 'collection' && (
        <ActionButton
          variant="default"
          intent={{ endpoint: 'createRole', input: { permission_type, scope_type, name } }}
          leftSection={<Icon name="copy" size={16} />}
          onAct={() => onForm({ type: 'copy', roleId: role_id })}
        >
          {say('copy')}
        </ActionButton>
      )}
      {isCustom && (
        <ActionButton
          intent={{ endpoint: 'updateRole', input: { role_id, name } }}
          leftSection={<Icon name="edit" size={16} />}
          onAct={() => onForm({ type: 'edit', roleId: role_id })}
        >
          {say('edit')}
        </ActionButton>
      )}
    </>
  )
}

function Details({ role }: { readonly role: RoleDetail }) {
  const say = useSay(roleMessages)
  const tab = tabOf(role)
  return (
    <Stack gap="md">
      {role.description !== null && <Text size="sm">{role.description}</Text>}
      <Group gap="xs">
        <Badge color={role.management_type === 'system' ? 'gray' : 'orange'}>{say(role.management_type)}</Badge>
        {tab === 'global' && (
          <ScopeBadge
            scope={{ type: role.scope_type === 'account' ? 'account' : 'environment' }}
            label={say(role.scope_type === 'account' ? 'account' : 'environment')}
          />
        )}
      </Group>
      <div>
        <Text size="xs" fw={600} className="console-quiet" mb={4}>
          {say('roleId')}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Code style={{ overflowWrap: 'anywhere' }}>{role.id}</Code>
          <CopyButton value={role.id}>
            {({ copied, copy }) => (
              <Tooltip label={say(copied ? 'copied' : 'copyId')}>
                <ActionIcon variant="subtle" color="gray" onClick={copy} aria-label={say('copyId')}>
                  <Icon name={copied ? 'tick' : 'copy'} size={16} />
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </Group>
      </div>
      <PermissionList role={role} />
    </Stack>
  )
}

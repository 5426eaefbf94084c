import { ActionIcon, Group, HoverCard, Stack, Switch, Text, Title } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { CedarText } from '../parts/CedarText.tsx'
import { SearchField } from '../parts/Filters.tsx'
import { Icon, type IconName } from '../parts/icons.tsx'
import { Answered } from '../parts/States.tsx'
import { roleMessages } from './messages.ts'
import classes from './PermissionList.module.css'
import { RoleSummary } from './RoleSummary.tsx'
import { tabOf, type ListedPermission } from './role.ts'

/** What a role can do in words, and every permission that one of its kind could have, by category; those it has are ticked. */
export function PermissionList({ role }: { readonly role: CallReply<'getRole'>['data'] }) {
  const { permission_type, scope_type } = role
  const available = useEndpoint('getSystemPolicies', { permission_type, scope_type })
  const table = useEndpoint('listTasks', {})
  const tab = tabOf(role)
  return (
    <Answered query={available}>
      {({ data }) => {
        const permissions = data.filter((one) => tabOf(one) === tab)
        const assignedIds = new Set(role.policies.map(({ id }) => id))
        return (
          <>
            {table.data !== undefined && (
              <RoleSummary tab={tab} available={permissions} chosen={assignedIds} table={table.data} />
            )}
            <Shown permissions={permissions} assignedIds={assignedIds} />
          </>
        )
      }}
    </Answered>
  )
}

function Shown({
  permissions,
  assignedIds,
}: {
  readonly permissions: readonly ListedPermission[]
  readonly assignedIds: ReadonlySet<string>
}) {
  const say = useSay(roleMessages)
  const [text, setText] = useState('')
  const [isNarrow, setNarrow] = useState(false)
  const sought = text.trim().toLowerCase()
  const shown = permissions.filter(
    ({ id, name, description }) =>
      (!isNarrow || assignedIds.has(id)) &&
      [id, name, description ?? ''].some((one) => one.toLowerCase().includes(sought)),
  )
  const assigned = permissions.filter(({ id }) => assignedIds.has(id)).length
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2} size="h2">
          {say('permissions')}
        </Title>
        <Text size="sm" className="console-quiet console-number">
          {say('assigned', { assigned, count: permissions.length })}
        </Text>
      </Group>
      <Group justify="space-between">
        <SearchField label={say('searchPermissions')} text={text} onText={setText} />
        <Switch
          size="sm"
          label={say('onlyAssigned')}
          checked={isNarrow}
          onChange={({ currentTarget }) => setNarrow(currentTarget.checked)}
        />
      </Group>
      <Groups permissions={shown} assignedIds={assignedIds} />
    </Stack>
  )
}

function Groups({ permissions, assignedIds }: Parameters<typeof Shown>[0]) {
  return [...Map.groupBy(permissions, ({ category }) => category)].map(([category, group]) => (
    <section key={category}>
      <Title order={3} className={classes.category ?? ''}>
        {category}
      </Title>
      <ul className={classes.list}>
        {group.map((one) => (
          <PermissionLine key={one.id} permission={one} isAssigned={assignedIds.has(one.id)} />
        ))}
      </ul>
    </section>
  ))
}

function PermissionLine({
  permission,
  isAssigned,
}: {
  readonly permission: ListedPermission
  readonly isAssigned: boolean
}) {
  const say = useSay(roleMessages)
  const { name } = permission
  return (
    <li className={classes.line} data-read data-assigned={isAssigned || undefined}>
      <span className={classes.tick} role="img" aria-label={say(isAssigned ? 'inRole' : 'notInRole')}>
        {isAssigned && <Icon name="tick" size={14} />}
      </span>
      <span className={classes.name}>{name}</span>
      <PermissionPeeks permission={permission} />
    </li>
  )
}

/** Whether applications enforce a permission; what it allows in words, and its Cedar statement, each behind an icon. */
export function PermissionPeeks({ permission }: { readonly permission: ListedPermission }) {
  const say = useSay(roleMessages)
  const { name, description, policy_statement, enforced_by } = permission
  return (
    <>
      {enforced_by === 'applications' && (
        <Text component="span" size="xs" className={`${classes.note ?? ''} console-quiet`}>
          {say('byApplications')}
        </Text>
      )}
      <Peek icon="info" label={say('aboutPermission', { name })} width={280}>
        <Text size="sm">{description}</Text>
      </Peek>
      <Peek icon="tree" label={say('statementOf', { name })} width={440}>
        <CedarText statement={policy_statement} />
      </Peek>
    </>
  )
}

/** Shows more on pointing at an icon, or on reaching it by keyboard. */
function Peek({
  icon,
  label,
  width,
  children,
}: {
  readonly icon: IconName
  readonly label: string
  readonly width: number
  readonly children: ReactNode
}) {
  return (
    <HoverCard width={`min(${width}px, 88vw)`} shadow="md" withArrow openDelay={120} position="bottom-end" withinPortal>
      <HoverCard.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={label}>
          <Icon name={icon} size={16} />
        </ActionIcon>
      </HoverCard.Target>
      <HoverCard.Dropdown>{children}</HoverCard.Dropdown>
    </HoverCard>
  )
}
